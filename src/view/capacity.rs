//! Capacity providers of a cluster: how much of each is needed, what is decided next, who waits.

mod requests;

pub use requests::{join, strategy};

use super::chart::{Amounts, Chart, Steps, changes, chart};
use super::format;
use crate::lifecycle::capacity::{self, Decision, Look, is_used};
use crate::model::arn::Arns;
use crate::model::capacity_provider::is_fargate;
use crate::model::reservation::Reading;
use crate::model::scaling_group::{Machine, MachineStage};
use crate::model::{
    CapacityProvider, Cluster, ClusterId, ManagedInstances, ScalingGroup, TaskId, World,
};
use crate::sim::SimTime;
use std::sync::Arc;

/// A capacity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderView {
    /// Its name.
    pub name: String,
    /// What it is, in one line.
    pub kind: String,
    /// The metric now; None where ECS does not size its group.
    pub metric: Option<String>,
    /// What ECS decides next, and when.
    pub next: String,
    /// The metric over time; None where there is none.
    pub chart: Option<Chart>,
    /// The instances of its group, the oldest first.
    pub machines: Vec<MachineRow>,
    /// Tasks that wait for an instance, the first that came first.
    pub waiting: Vec<WaitRow>,
}

/// An instance of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineRow {
    /// What it is.
    pub what: String,
    /// How it stands.
    pub state: String,
    /// Whether scale-in spares it.
    pub protected: bool,
}

/// A task that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitRow {
    /// The task.
    pub task: TaskId,
    /// Its name.
    pub name: String,
    /// Until when it waits.
    pub until: String,
}

/// The capacity of a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CapacityView {
    /// Its default strategy, in one line; empty if it has none.
    pub strategy: String,
    /// Its providers, in its order.
    pub providers: Vec<ProviderView>,
    /// Whether Fargate's own are among them.
    pub has_fargate: bool,
}

/// The providers of a cluster at a moment.
pub fn capacity(world: &World, cluster: Option<ClusterId>, now: SimTime) -> CapacityView {
    let Some(cluster) = cluster.and_then(|id| world.clusters.get(id)) else {
        return CapacityView::default();
    };
    let names = cluster.capacity_providers.iter();
    let items = cluster.default_strategy.iter();
    let items = items.map(|item| match item.base {
        0 => format!("{} weight {}", item.provider, item.weight),
        base => format!("{} base {base} weight {}", item.provider, item.weight),
    });
    CapacityView {
        strategy: items.collect::<Vec<_>>().join(", "),
        providers: names
            .clone()
            .filter_map(|name| provider(world, cluster, name, now))
            .collect(),
        has_fargate: names.clone().any(|name| is_fargate(name)),
    }
}

fn provider(
    world: &World,
    cluster: &Cluster,
    name: &Arc<str>,
    now: SimTime,
) -> Option<ProviderView> {
    if is_fargate(name) {
        return Some(of_fargate(world, cluster, name));
    }
    let row = world.providers.get(name)?;
    let group = world.scaling_group(row.group_name())?;
    if let Some(told) = &row.managed_instances {
        return Some(of_managed(world, cluster, (row, told), group));
    }
    let look = capacity::look(world, row, now);
    let told = world.surroundings.auto_scaling_groups.get(&group.name)?;
    let types: Vec<&str> = told.instance_types.iter().map(|kind| kind.name).collect();
    let (least, most) = (told.min_size, told.max_size);
    let machines = group.machines.iter();
    Some(ProviderView {
        name: name.to_string(),
        kind: format!(
            "Auto Scaling group {}: {} of {least} to {most}, {}",
            group.name,
            group.size(),
            types.join(" or ")
        ),
        metric: look.map(|look| format::millipercent(look.reading.millipercent())),
        next: match look {
            Some(look) => next(world, row, group, &look),
            None => format!("Nobody but you sizes the group: {} desired.", group.desired),
        },
        chart: look.and_then(|look| metric(row, look.target_percent, now)),
        machines: machines.map(|one| machine(world, row, one)).collect(),
        waiting: waiting(world, cluster, name),
    })
}

/// ECS chooses its instances.
fn of_managed(
    world: &World,
    cluster: &Cluster,
    (row, told): (&Arc<CapacityProvider>, &ManagedInstances),
    group: &ScalingGroup,
) -> ProviderView {
    let kinds = told.instance_types.len() as u64;
    let idle = match told.scale_in_after {
        Some(after) => format!(
            "An instance goes when it was idle, or its tasks would fit elsewhere, for {}.",
            format::span(after)
        ),
        None => "Idle and underutilized instances stay.".to_owned(),
    };
    let next = match group.starved_since {
        Some(_) => "EC2 has no capacity; ECS tries again each minute.".to_owned(),
        None => idle,
    };
    ProviderView {
        name: row.name.to_string(),
        kind: format!(
            "Managed instances: {} of {}",
            format::count(u64::from(group.size()), "instance"),
            format::count(kinds, "possible type")
        ),
        metric: None,
        next,
        chart: None,
        machines: group
            .machines
            .iter()
            .map(|one| machine(world, row, one))
            .collect(),
        waiting: waiting(world, cluster, &row.name),
    }
}

fn of_fargate(world: &World, cluster: &Cluster, name: &Arc<str>) -> ProviderView {
    let tasks = cluster.live_tasks.iter();
    let tasks = tasks.filter_map(|id| world.tasks.get(id));
    let ours = tasks.filter(|task| task.launch.capacity_provider.as_ref() == Some(name));
    ProviderView {
        name: name.to_string(),
        kind: "AWS has the capacity".to_owned(),
        metric: None,
        next: format::count(ours.count() as u64, "live task"),
        chart: None,
        machines: Vec::new(),
        waiting: Vec::new(),
    }
}

/// What ECS will do, and when: the same decision that it takes.
fn next(world: &World, row: &CapacityProvider, group: &ScalingGroup, look: &Look) -> String {
    let target = look.target_percent;
    let at = row.reservation.alarm.map(|slot| format::axis(slot.at));
    let at = at.map_or(String::new(), |at| format!(" at {at}"));
    match capacity::decide(look) {
        Decision::ScaleOut(to) => format!("Grows from {} to {to}{at}.", look.desired),
        Decision::WarmUp(to, until) => format!(
            "Needs {to} of {}; grows{at}, when its newest instance is warm ({}).",
            look.desired,
            format::axis(until)
        ),
        Decision::AtMaximum(to) => {
            format!("Needs {to} and may not have more than {}.", look.desired)
        }
        Decision::CountDown(to, due) => format!(
            "Shrinks from {} to {to} at {}, if it stays below {target}\u{a0}% until then.",
            look.desired,
            format::axis(due)
        ),
        Decision::ScaleIn(to) => format!("Shrinks from {} to {to}{at}.", look.desired),
        Decision::Stay => stays(world, row, group),
    }
}

fn stays(world: &World, row: &CapacityProvider, group: &ScalingGroup) -> String {
    let size = group.size();
    let too_large = capacity::measure(world, row).too_large;
    if group.starved_since.is_some() {
        "EC2 has no capacity; the group tries again each minute.".to_owned()
    } else if too_large > 0 {
        format!(
            "Nothing is launched for {}: too large for every instance type of the group.",
            format::count(u64::from(too_large), "task")
        )
    } else if size > group.desired {
        format!(
            "{} more than the {} desired: scale-in spares them.",
            size - group.desired,
            group.desired
        )
    } else {
        format!("Has what it needs: {} desired.", group.desired)
    }
}

/// The metric beside its target, and the instances that are needed beside those that run. The
/// picture begins with the oldest sample that is kept and ends now.
fn metric(row: &CapacityProvider, target_percent: u32, now: SimTime) -> Option<Chart> {
    let samples = &row.reservation.samples;
    let start = samples.front()?.at;
    let of = |amount: fn(Reading) -> u32| -> Steps {
        let steps = samples.iter().map(|one| (one.at, amount(one.reading)));
        changes(steps)
    };
    let most = |steps: &Steps| steps.iter().map(|step| step.1).max().unwrap_or(0);
    let percent = of(|reading| u32::try_from(reading.millipercent() / 1_000).unwrap_or(u32::MAX));
    let (needed, running) = (of(|reading| reading.needed), of(|reading| reading.running));
    let instances = most(&needed).max(most(&running)).max(1);
    let amounts = [
        Amounts {
            name: "metric".to_owned(),
            top: most(&percent).max(target_percent).max(100),
            steps: percent,
            beside: vec![(start, target_percent)],
            unit: "\u{a0}%",
            nothing: "",
        },
        Amounts {
            name: "instances needed".to_owned(),
            top: instances,
            steps: needed,
            beside: running,
            unit: "",
            nothing: "",
        },
    ];
    let title = "CapacityProviderReservation";
    Some(chart(
        title,
        "target, instances running",
        (start, now),
        &amounts,
    ))
}

fn machine(world: &World, row: &Arc<CapacityProvider>, machine: &Machine) -> MachineRow {
    let region = &world.settings.region;
    let told = &world.surroundings.auto_scaling_groups;
    let told = told.get(row.group_name());
    let kind = machine.instance_type.name;
    let id = machine.stage.instance();
    let hex = id.map(|id| Arns::of(world).instance_hex(id));
    let hex = hex.map_or(String::new(), |hex| format!("{} ", &hex[..8]));
    MachineRow {
        what: format!("{hex}{kind} {}", machine.zone.name(region)),
        state: state(world, machine),
        protected: told.is_some_and(|told| capacity::is_protected(world, told, Some(row), machine)),
    }
}

fn state(world: &World, machine: &Machine) -> String {
    let instance = |id| world.instances.get(id);
    let tasks = |id| instance(id).map_or(0, |row| row.live_tasks.len()) as u64;
    match machine.stage {
        MachineStage::Booting(at) => format!("boots until {}", format::axis(at)),
        MachineStage::WithoutCluster => "finds no cluster to register with".to_owned(),
        MachineStage::Deregistered => "deregistered, runs on".to_owned(),
        MachineStage::InService(id) => match (tasks(id), instance(id)) {
            (0, _) => "idle".to_owned(),
            (some, Some(row)) if !is_used(world, row) => {
                format!("idle but for {}", format::count(some, "daemon task"))
            }
            (some, _) => format::count(some, "task"),
        },
        MachineStage::Terminating(id, _) => {
            format!("shall go, waits for {}", format::count(tasks(id), "task"))
        }
    }
}

fn waiting(world: &World, cluster: &Cluster, name: &Arc<str>) -> Vec<WaitRow> {
    let arns = Arns::of(world);
    let ids = crate::lifecycle::placement::strategy::waiting(world, cluster.id);
    let rows = ids.filter_map(|id| world.tasks.get(id));
    let ours = rows.filter(|task| task.launch.capacity_provider.as_ref() == Some(name));
    ours.map(|task| WaitRow {
        task: task.id,
        name: format!(
            "{} {}",
            super::board::definition_name(world, task.launch.definition),
            &arns.task_hex(task.id)[..8]
        ),
        until: format::axis(task.status_until),
    })
    .collect()
}

#[cfg(test)]
mod tests;
