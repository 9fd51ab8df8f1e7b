//! What containers want of CPU and memory at a moment: what was last set by hand, else what the
//! labels `drydock.cpu` and `drydock.memory` say, else what the image is good for.

mod read;
mod set;

pub use read::{MOST, course, course_text, cpu, cpu_text};
pub use set::{is_alive, set, set_host};

use super::container::images;
use super::task::sizes;
use super::traffic::serve::units;
use crate::model::demand::{Course, CpuDemand, Demand, Wish};
use crate::model::{Resources, Task, World};
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// The demand that labels of a container tell; what cannot be read counts as not said.
pub fn of_labels(docker_labels: &[(Arc<str>, Arc<str>)]) -> Demand {
    let label = |name: &str| {
        let mut pairs = docker_labels.iter();
        let found = pairs.find(|(own, _)| &**own == name);
        found.map(|(_, value)| &**value)
    };
    Demand {
        cpu: label("drydock.cpu").and_then(read::cpu),
        memory: label("drydock.memory").and_then(read::course),
    }
}

/// A course that somebody has asked for, with the moment at which it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun<C> {
    /// How it goes.
    pub course: C,
    /// Since when.
    pub since: SimTime,
}

/// The demand for memory that somebody has asked for of a container that runs at a moment; None if
/// nobody has.
pub fn asked_memory(
    world: &World,
    task: &Task,
    index: usize,
    at: SimTime,
) -> Option<Begun<Course>> {
    asked(world, task, index, at, |demand| demand.memory)
}

/// The same of CPU.
pub fn asked_cpu(
    world: &World,
    task: &Task,
    index: usize,
    at: SimTime,
) -> Option<Begun<CpuDemand>> {
    asked(world, task, index, at, |demand| demand.cpu)
}

fn asked<C>(
    world: &World,
    task: &Task,
    index: usize,
    at: SimTime,
    part: fn(&Demand) -> Option<C>,
) -> Option<Begun<C>> {
    let definition = &task.container_definitions()[index];
    let started = task.containers[index].started_at?;
    let holds = |wish: &&Wish| wish.holds_at(at) && wish.is_about(task, &definition.name);
    let wishes = world.hosts.wishes.iter().rev().filter(holds);
    let mut said = wishes.filter_map(|wish| Some((part(&wish.demand)?, wish.since)));
    let (course, since) = match said.next() {
        Some(said) => said,
        None => (part(&definition.demand)?, started),
    };
    Some(Begun {
        course,
        since: since.max(started),
    })
}

impl Begun<Course> {
    /// The amount at a moment.
    pub fn amount(self, world: &World, at: SimTime) -> u32 {
        let epoch_millis = world.settings.calendar.epoch_millis(at);
        self.course.at(at.since(self.since), epoch_millis)
    }

    /// When it next changes its slope after a moment.
    pub fn next_corner(self, world: &World, at: SimTime) -> Option<SimTime> {
        let epoch_millis = world.settings.calendar.epoch_millis(at);
        let left = self
            .course
            .next_corner(at.since(self.since), epoch_millis)?;
        Some(at + left)
    }
}

/// What a container that runs wants at a moment: CPU units and MiB.
pub fn wanted(world: &World, task: &Task, index: usize, at: SimTime) -> Resources {
    let definition = &task.container_definitions()[index];
    let image = images::image(&definition.image);
    let asked = asked_cpu(world, task, index, at);
    let asked = asked.map(|begun| (begun.course, begun.since));
    let cpu_units = match asked {
        Some((CpuDemand::Course(course), since)) => Begun { course, since }.amount(world, at),
        Some((CpuDemand::PerRequest(_), _)) | None => {
            let requests = requests(world, task, index, at);
            let work = units(requests, request_ms(world, task, index, at));
            image.cpu_units.saturating_add(work)
        }
    };
    let memory_mib = match asked_memory(world, task, index, at) {
        Some(begun) => begun.amount(world, at),
        None => image.memory_mib.min(quiet_memory(task, index)),
    };
    Resources {
        cpu_units,
        memory_mib,
    }
}

/// The requests that a container works on in an interval: those that come and those that wait.
fn requests(world: &World, task: &Task, index: usize, at: SimTime) -> u32 {
    let service = task.launch.service.map(|(service, _)| service);
    let measured = service.and_then(|id| world.measured.get(&id));
    let container = u16::try_from(index).unwrap_or(u16::MAX);
    let flow = measured.and_then(|row| row.flow_at(task.id, container, at));
    flow.map_or(0, |flow| flow.arrivals.saturating_add(flow.outstanding))
}

/// Milliseconds of a vCPU that a request takes. Assumption: 10, unless somebody says otherwise.
pub fn request_ms(world: &World, task: &Task, index: usize, at: SimTime) -> u32 {
    match asked_cpu(world, task, index, at).map(|begun| begun.course) {
        Some(CpuDemand::PerRequest(millis)) => millis,
        Some(CpuDemand::Course(_)) | None => 10,
    }
}

/// The most memory, in MiB, that is supposed of a container of which nobody has said anything: it
/// stays within what it reserves, so that guesses about images kill nobody.
fn quiet_memory(task: &Task, index: usize) -> u32 {
    let sizes = sizes::container(&task.launch, index);
    let reserves = sizes.reservation_mib.or(sizes.limit_mib);
    let containers = u32::try_from(task.containers.len().max(1)).unwrap_or(u32::MAX);
    let shared = sizes::task_memory(&task.launch).map(|mib| mib / containers);
    match (reserves, shared) {
        (Some(own), Some(shared)) => own.min(shared),
        (Some(mib), None) | (None, Some(mib)) => mib,
        (None, None) => 0,
    }
}

/// How far back wishes that hold no more are remembered, for pictures of the past.
const REMEMBERED: Span = Span::hours(1);
