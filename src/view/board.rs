//! The packing board: instances as plots of CPU and memory, tasks as boxes in them.
//!
//! A plot's tasks climb as a staircase: widths add up to the reserved CPU, heights to the reserved
//! memory, and the top right corner is exactly what one more task may use.

use super::{WHOLE, share};
use crate::lifecycle::task::{needs, waits_for};
use crate::model::{
    ClusterId, ContainerInstance, DefinitionId, InstanceId, InstanceStatus, Resources, Task,
    TaskId, TaskStatus, World, Zone,
};
use crate::sim::{SimTime, sort};
use std::sync::Arc;

/// Instances up to which each is drawn as a plot with its tasks as boxes.
pub const MOST_PLOTS: usize = 48;
/// Tasks up to which each is drawn as a box of its own.
pub const MOST_BOXES: usize = 400;
/// STOPPED tasks that the quay shows, newest first.
pub const MOST_STOPPED: usize = 6;

/// Beside instances, the size that a Fargate box is drawn against: a plot of an m5.large.
const FARGATE_SCALE: Resources = Resources {
    cpu_units: 2_048,
    memory_mib: 7_680,
};
/// The smallest size that it is drawn against where there are no instances, and how often that can
/// double.
const FINEST_SCALE: Resources = Resources {
    cpu_units: 512,
    memory_mib: 1_920,
};
const DOUBLINGS: u32 = 10;

/// A task as a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskBox {
    /// The task.
    pub task: TaskId,
    /// `family:revision`.
    pub name: String,
    /// The first eight digits of its id.
    pub short_id: String,
    /// Its last status.
    pub status: TaskStatus,
    /// Whether its desired status is STOPPED.
    pub leaving: bool,
    /// Whether it belongs to the newer of two revisions that are being exchanged.
    pub new_revision: bool,
    /// Whether it ended badly.
    pub failed: bool,
    /// Whether health checks say that it is unhealthy.
    pub unhealthy: bool,
    /// What it reserves.
    pub needs: Resources,
    /// Left edge, bottom edge, width and height as shares of the plot.
    pub x: u32,
    /// See `x`.
    pub y: u32,
    /// See `x`.
    pub width: u32,
    /// See `x`.
    pub height: u32,
    /// How much of the present wait is still ahead; None where it has no known end.
    pub waiting: Option<u32>,
    /// Whether it still reserves CPU and memory.
    pub reserves: bool,
}

/// An instance as a plot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plot {
    /// The instance.
    pub instance: InstanceId,
    /// The first eight digits of its id.
    pub short_id: String,
    /// Its type.
    pub instance_type: &'static str,
    /// Its status.
    pub status: InstanceStatus,
    /// Whether its agent is connected.
    pub connected: bool,
    /// What it registered.
    pub total: Resources,
    /// What is not reserved.
    pub free: Resources,
    /// Its tasks.
    pub boxes: Vec<TaskBox>,
    /// Static host ports of its tasks.
    pub ports: Vec<u16>,
    /// Task ENIs in use.
    pub interfaces: u32,
    /// Task ENIs that fit.
    pub interface_limit: u32,
}

/// An instance as one bar: how many of its tasks stand in which state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mini {
    /// The instance.
    pub instance: InstanceId,
    /// Whether it is draining.
    pub draining: bool,
    /// The larger of its reserved shares of CPU and memory.
    pub used: u32,
    /// How many of its tasks stand in which state.
    pub counts: [u32; 8],
    /// Its tasks with their states.
    pub tasks: Vec<(TaskId, TaskStatus)>,
}

/// An Availability Zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneLane {
    /// The zone.
    pub zone: Zone,
    /// Its name.
    pub name: String,
    /// Its instances, where there are few.
    pub plots: Vec<Plot>,
    /// Its instances, where there are many. One that has not changed is the same in two frames.
    pub minis: Vec<Arc<Mini>>,
}

/// The board of a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Whether things are too many to be drawn one by one.
    pub dense: bool,
    /// Zones with instances; empty where the cluster has none.
    pub zones: Vec<ZoneLane>,
    /// Fargate tasks that are not STOPPED, where there are few.
    pub quay: Vec<TaskBox>,
    /// Tasks without an instance that are not STOPPED, where there are many; empty where there are
    /// too many for tiles.
    pub quay_tiles: Vec<(TaskId, TaskStatus)>,
    /// How many of them stand in which state.
    pub quay_counts: [u32; 8],
    /// The newest STOPPED tasks.
    pub stopped: Vec<TaskBox>,
    /// All STOPPED tasks that are kept.
    pub stopped_count: u32,
}

/// What the boxes of one board have in common.
struct Look<'a> {
    world: &'a World,
    now: SimTime,
}

/// Whether a cluster has too much to be drawn one by one.
pub fn is_dense(world: &World, cluster: ClusterId) -> bool {
    let row = world.clusters.get(cluster);
    row.is_some_and(|row| row.live_tasks.len() > MOST_BOXES)
        || world.instance_count(cluster) > MOST_PLOTS
}

/// The board of a cluster at a moment, where it is not dense.
pub fn board(world: &World, cluster: Option<ClusterId>, now: SimTime) -> Board {
    let look = Look { world, now };
    let instances: Vec<&ContainerInstance> = world
        .instances
        .rows()
        .filter(|row| Some(row.cluster) == cluster)
        .map(|row| &**row)
        .collect();
    let row = cluster.and_then(|id| world.clusters.get(id));
    // On Fargate, or waiting for an instance.
    let hostless = |task: &&Arc<Task>| task.instance.is_none();
    let quay = row.into_iter().flat_map(|row| row.live_tasks.iter());
    let quay = quay.filter_map(|id| world.tasks.get(id)).filter(hostless);
    let quay: Vec<&Arc<Task>> = quay.collect();
    let scale = if instances.is_empty() {
        fitting_scale(quay.iter().map(|task| needs(&task.launch).resources))
    } else {
        FARGATE_SCALE
    };
    let stopped_count = row.map_or(0, |row| row.stopped_tasks.len() as u32);
    let newest_first = row
        .into_iter()
        .flat_map(|row| row.stopped_tasks.iter().rev());
    let stopped = newest_first.filter_map(|id| world.tasks.get(id));
    let stopped = stopped.take(MOST_STOPPED);
    let boxed = |task: &Arc<Task>| look.fargate_box(task, scale);
    Board {
        zones: look.zones(&instances),
        quay: quay.into_iter().map(boxed).collect(),
        stopped: stopped.map(boxed).collect(),
        stopped_count,
        ..Board::default()
    }
}

/// The finest scale on which none of these is wider or higher than half a plot.
fn fitting_scale(sizes: impl Iterator<Item = Resources>) -> Resources {
    let largest = sizes.fold(Resources::default(), |one, other| Resources {
        cpu_units: one.cpu_units.max(other.cpu_units),
        memory_mib: one.memory_mib.max(other.memory_mib),
    });
    let mut scales = (0..DOUBLINGS).map(|times| Resources {
        cpu_units: FINEST_SCALE.cpu_units << times,
        memory_mib: FINEST_SCALE.memory_mib << times,
    });
    let fits = |scale: &Resources| {
        largest.cpu_units * 2 <= scale.cpu_units && largest.memory_mib * 2 <= scale.memory_mib
    };
    scales.find(fits).unwrap_or(FARGATE_SCALE)
}

impl Look<'_> {
    fn zones(&self, instances: &[&ContainerInstance]) -> Vec<ZoneLane> {
        if instances.is_empty() {
            return Vec::new();
        }
        let lane = |zone: Zone| {
            let here = instances.iter().filter(|row| row.zone == zone);
            ZoneLane {
                zone,
                name: zone.name(&self.world.settings.region),
                plots: here.map(|row| self.plot(row)).collect(),
                minis: Vec::new(),
            }
        };
        Zone::all().map(lane).collect()
    }

    fn short_instance(&self, id: InstanceId) -> String {
        let hex = crate::model::arn::Arns::of(self.world).instance_hex(id);
        hex[..8].to_owned()
    }

    fn plot(&self, row: &ContainerInstance) -> Plot {
        let (mut cpu, mut memory) = (0, 0);
        let mut boxes = Vec::with_capacity(row.live_tasks.len());
        let live = row.live_tasks.iter();
        for task in live.filter_map(|id| self.world.tasks.get(id)) {
            let made = self.stair(task, row.registered, cpu, memory);
            if made.reserves {
                cpu += made.needs.cpu_units;
                memory += made.needs.memory_mib;
            }
            boxes.push(made);
        }
        Plot {
            instance: row.id,
            short_id: self.short_instance(row.id),
            instance_type: row.instance_type.name,
            status: row.status,
            connected: row.agent_connected,
            total: row.registered,
            free: row.remaining,
            ports: task_ports(self.world, row),
            boxes,
            interfaces: row.interfaces,
            interface_limit: row.interface_limit,
        }
    }

    /// A box on the staircase, its lower left corner where the boxes before it end.
    fn stair(&self, task: &Task, total: Resources, cpu: u32, memory: u32) -> TaskBox {
        let mut made = self.task_box(task);
        let part = |value: u32, of: u32| share(u64::from(value), u64::from(of)).min(WHOLE);
        made.x = part(cpu, total.cpu_units);
        made.y = part(memory, total.memory_mib);
        made.width = part(made.needs.cpu_units, total.cpu_units).min(WHOLE - made.x);
        made.height = part(made.needs.memory_mib, total.memory_mib).min(WHOLE - made.y);
        made
    }

    fn fargate_box(&self, task: &Task, scale: Resources) -> TaskBox {
        let mut made = self.task_box(task);
        let part = |value: u32, of: u32| share(u64::from(value), u64::from(of));
        made.width = part(made.needs.cpu_units, scale.cpu_units);
        made.height = part(made.needs.memory_mib, scale.memory_mib);
        made
    }

    fn task_box(&self, task: &Task) -> TaskBox {
        let hex = crate::model::arn::Arns::of(self.world).task_hex(task.id);
        TaskBox {
            task: task.id,
            name: definition_name(self.world, task.launch.definition),
            short_id: hex[..8].to_owned(),
            status: task.last_status,
            leaving: !task.is_wanted(),
            new_revision: is_new_revision(self.world, task),
            failed: task.ended_badly(),
            unhealthy: task.is_wanted() && task.is_unhealthy(),
            needs: needs(&task.launch).resources,
            x: 0,
            y: 0,
            width: 0,
            height: 0,
            waiting: waiting(task, self.now),
            reserves: task.last_status < TaskStatus::Deprovisioning,
        }
    }
}

/// The larger of the reserved shares of CPU and memory.
pub(super) fn used(row: &ContainerInstance) -> u32 {
    let part = |free: u32, of: u32| share(u64::from(of.saturating_sub(free)), u64::from(of));
    let cpu = part(row.remaining.cpu_units, row.registered.cpu_units);
    cpu.max(part(row.remaining.memory_mib, row.registered.memory_mib))
}

/// The host ports of an instance's tasks, static and chosen at start, without those that its agent
/// reserves.
fn task_ports(world: &World, row: &ContainerInstance) -> Vec<u16> {
    let live = row.live_tasks.iter();
    let tasks = live.filter_map(|id| world.tasks.get(id));
    let reserving = tasks.filter(|task| task.last_status < TaskStatus::Deprovisioning);
    let mut ports: Vec<u16> = reserving
        .flat_map(|task| {
            let needs = &task.launch.spec.needs;
            let given = task.containers.iter().flat_map(|row| &row.host_ports);
            needs
                .tcp_ports
                .iter()
                .chain(&needs.udp_ports)
                .chain(given)
                .copied()
        })
        .filter(|port| *port != 0)
        .collect();
    sort::sort(&mut ports);
    ports.dedup();
    ports
}

/// `family:revision` of a definition; the id as text where it is gone.
pub fn definition_name(world: &World, id: DefinitionId) -> String {
    match world.definitions.get(id) {
        Some(row) => row.name(),
        None => format!("definition {}", id.0),
    }
}

fn is_new_revision(world: &World, task: &Task) -> bool {
    let service = task
        .launch
        .service
        .and_then(|(id, _)| world.services.get(id));
    service.is_some_and(|service| {
        service.deployments.len() > 1
            && service.primary().map(|row| row.revision.definition) == Some(task.launch.definition)
    })
}

/// The share of the present wait that is still ahead; None where it ends nowhere known.
fn waiting(task: &Task, now: SimTime) -> Option<u32> {
    let (_, since, until) = waits_for(task, now);
    if until == SimTime::NEVER || task.last_status == TaskStatus::Running {
        return None;
    }
    Some(share(until.since(now).0, until.since(since).0).min(WHOLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_box_takes_up_to_half_a_plot() {
        let size = |cpu_units, memory_mib| Resources {
            cpu_units,
            memory_mib,
        };
        let scale = |sizes: &[Resources]| fitting_scale(sizes.iter().copied());
        assert_eq!(scale(&[]), FINEST_SCALE);
        assert_eq!(scale(&[size(256, 512)]), FINEST_SCALE);
        assert_eq!(
            scale(&[size(256, 512), size(256, 2_048)]),
            size(2_048, 7_680)
        );
        let huge = scale(&[size(32_768, 249_856)]);
        assert!(huge.memory_mib >= 2 * 249_856);
    }
}
