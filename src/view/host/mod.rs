//! The host under the containers: what each wants and gets, and the control groups that decide it.

use super::board::definition_name;
use super::chart::{Amounts, Chart, changes, chart};
use super::format::number;
use super::{WHOLE, share};
use crate::lifecycle::host::{self, ContainerGroup, HostTree, TaskGroup};
use crate::model::arn::Arns;
use crate::model::host::{CgroupVersion, HostId, HostSettings};
use crate::model::{Task, TaskId, World};
use crate::sim::{SimTime, Span, sort};
use std::collections::BTreeMap;

mod files;
#[cfg(test)]
mod tests;

/// How far back the chart looks, and how far apart its moments are.
const WINDOW: Span = Span::minutes(10);
const STEP: Span = Span::seconds(10);

/// The most lanes that the chart has.
const MOST_LANES: usize = 12;

/// What there is of CPU or memory and who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// `CPU` or `Memory`.
    pub name: &'static str,
    /// How much is in use and how much there is, in words.
    pub text: String,
    /// The parts of the containers, in ten-thousandths of all.
    pub parts: Vec<Part>,
}

/// The part of one container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The container and how much it has.
    pub title: String,
    /// Its width in the bar.
    pub width: u32,
    /// Whether it wants more than it gets.
    pub short: bool,
}

/// A control group with the files that say what it may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The task to which it belongs.
    pub task: TaskId,
    /// What it is of: a definition, or a container.
    pub name: String,
    /// Its place in the tree of groups, or of the container in it.
    pub path: String,
    /// Files with what they hold, and what that means where the number does not say it.
    pub files: Vec<(&'static str, String, String)>,
    /// What it gets of what it wants, in words.
    pub gets: String,
    /// The groups in it.
    pub within: Vec<Group>,
}

/// A host for the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostView {
    /// What limits containers there.
    pub kind: &'static str,
    /// How it is set up.
    pub settings: HostSettings,
    /// CPU and memory.
    pub bars: [Bar; 2],
    /// The groups of its tasks.
    pub groups: Vec<Group>,
    /// What its containers got of the CPU, and how much they wanted.
    pub chart: Chart,
}

/// The host of a container instance or a Fargate task at this moment; None if there is none.
pub fn host_view(world: &World, id: HostId, now: SimTime) -> Option<HostView> {
    let tree = host::tree(world, id, now)?;
    let kind = match (tree.windows, tree.settings.version) {
        (true, _) => "Windows job objects",
        (false, CgroupVersion::V1) => "cgroup v1",
        (false, CgroupVersion::V2) => "cgroup v2",
    };
    Some(HostView {
        kind,
        settings: tree.settings,
        bars: [cpu_bar(world, &tree), memory_bar(world, &tree)],
        groups: files::groups(world, &tree),
        chart: over_time(world, &tree, now),
    })
}

/// The name of a container, with the first digits of its task where there are several.
fn container_name(world: &World, task: TaskId, container: u16) -> String {
    let row = world.tasks.get(task);
    let definition = row.and_then(|row| row.container_definitions().get(usize::from(container)));
    let name = definition.map_or("", |row| &row.name);
    format!("{name} {}", &Arns::of(world).task_hex(task)[..8])
}

fn cpu_bar(world: &World, tree: &HostTree) -> Bar {
    let of = u64::from(tree.size.cpu_units);
    let part = |(task, row): (TaskId, &ContainerGroup)| {
        let got = u64::from(row.cpu_units);
        Part {
            title: format!(
                "{}: {} of {} units",
                container_name(world, task, row.container),
                number(got),
                number(u64::from(row.wants.cpu_units))
            ),
            width: share(got, of).min(WHOLE),
            short: row.cpu_units < row.wants.cpu_units,
        }
    };
    Bar {
        name: "CPU",
        text: format!(
            "{} of {} units in use",
            number(u64::from(tree.used().cpu_units)),
            number(of)
        ),
        parts: tree.containers().map(part).collect(),
    }
}

fn memory_bar(world: &World, tree: &HostTree) -> Bar {
    let of = u64::from(tree.size.memory_mib);
    let part = |(task, row): (TaskId, &ContainerGroup)| {
        let has = row.memory_mib(tree.windows);
        Part {
            title: format!(
                "{}: {} MiB",
                container_name(world, task, row.container),
                number(u64::from(has))
            ),
            width: share(u64::from(has), of).min(WHOLE),
            short: has < row.wants.memory_mib,
        }
    };
    Bar {
        name: "Memory",
        text: format!(
            "{} of {} MiB in use",
            number(u64::from(tree.used().memory_mib)),
            number(of)
        ),
        parts: tree.containers().map(part).collect(),
    }
}

/// What containers got and wanted in the last minutes: those that still run and those that ended.
fn over_time(world: &World, tree: &HostTree, now: SimTime) -> Chart {
    let from = SimTime(now.0.saturating_sub(WINDOW.0));
    let tasks = tasks_of(world, tree.host, from);
    let first = from.0.div_ceil(STEP.0) * STEP.0;
    let moments = (first..now.0).step_by(STEP.0 as usize).map(SimTime);
    let mut lanes: BTreeMap<(TaskId, u16), (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    let moments: Vec<SimTime> = std::iter::once(from).chain(moments).chain([now]).collect();
    for (place, moment) in moments.iter().enumerate() {
        let rows = tasks.iter().copied();
        let Some(tree) = host::tree_of(world, tree.host, rows, *moment) else {
            continue;
        };
        for (task, row) in tree.containers() {
            let (got, wanted) = lanes.entry((task, row.container)).or_default();
            got.resize(place, 0);
            wanted.resize(place, 0);
            got.push(row.cpu_units);
            wanted.push(row.wants.cpu_units);
        }
    }
    let steps = |amounts: &[u32]| {
        let amounts = amounts.iter().copied().chain(std::iter::repeat(0));
        changes(moments.iter().copied().zip(amounts))
    };
    let mut most_first: Vec<_> = lanes.iter().collect();
    sort::by_key(&mut most_first, |(_, (got, _))| {
        std::cmp::Reverse(got.iter().max().copied())
    });
    most_first.truncate(MOST_LANES);
    sort::by_key(&mut most_first, |(key, _)| **key);
    let amounts = most_first
        .into_iter()
        .map(|((task, container), (got, wanted))| Amounts {
            name: container_name(world, *task, *container),
            steps: steps(got),
            beside: steps(wanted),
            top: tree.size.cpu_units,
            unit: "",
            nothing: "",
        });
    let amounts: Vec<Amounts> = amounts.collect();
    chart("CPU units over time", "wanted", (from, now), &amounts)
}

/// The tasks that have been on a host since a moment, as far as they are remembered.
fn tasks_of(world: &World, host: HostId, since: SimTime) -> Vec<&Task> {
    let here = |task: &&Task| match host {
        HostId::Instance(id) => task.instance == Some(id),
        HostId::Fargate(id) => task.id == id,
    };
    let rows = world.tasks.rows().map(|task| &**task).filter(here);
    rows.filter(|task| task.stopped_at.is_none_or(|at| at >= since))
        .collect()
}

/// The name of a task's definition.
fn task_name(world: &World, group: &TaskGroup) -> String {
    let row = world.tasks.get(group.task);
    row.map_or(String::new(), |row| {
        definition_name(world, row.launch.definition)
    })
}
