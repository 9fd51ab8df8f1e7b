//! Managed instances that are underutilized: their tasks would fit elsewhere, on instances that run
//! anyway or on a smaller one, so that they are drained one after the other.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS Managed Instances infrastructure optimization":
//! a task that stops and an instance that is launched make ECS look; it waits for `scaleInAfter`
//! since then, or since the last task came or went; instances with tasks of no service stay; what a
//! service says of its minimum and of protected tasks holds while an instance is drained.
//! Assumption: what underutilized is, and that one instance goes at a time.

use super::super::measure::{Wish, is_daemon, is_used, wish_of, wishes};
use super::managed::Bin;
use super::plan::{Effect, Plan};
use crate::model::managed_instances::ManagedInstances;
use crate::model::placement::PlacementConstraint;
use crate::model::scaling_group::{Machine, MachineStage};
use crate::model::{CapacityProvider, ContainerInstance, DesiredStatus, InstanceStatus};
use crate::model::{ScalingGroup, Task, World};
use crate::sim::{SimTime, Span, sort};

/// The shortest time from one look to the next while something is under way anyway. Assumption.
const LEAST_WAIT: Span = Span::minutes(1);

/// Adds to a plan that the least used of the underutilized instances is drained, when its time has
/// come.
pub(super) fn plan(
    world: &World,
    group: &ScalingGroup,
    (provider, told): (&CapacityProvider, &ManagedInstances),
    now: SimTime,
    plan: &mut Plan,
) {
    let Some(after) = told.scale_in_after else {
        return;
    };
    let leaves = |machine: &Machine| {
        let goes = Effect::Terminate(machine.number, true);
        plan.effects.contains(&goes) || is_moving(world, machine)
    };
    let waits = || {
        let mut wishes = wishes(world, provider).into_keys();
        wishes.any(|wish| {
            told.instance_types
                .iter()
                .any(|kind| Bin::new(world, kind).fits(&wish))
        })
    };
    if group.machines.iter().any(leaves) || waits() {
        if group
            .machines
            .iter()
            .any(|row| tasks_of(world, row).is_some())
        {
            plan.look_again = plan.look_again.min(now + after.max(LEAST_WAIT));
        }
        return;
    }
    let mut rows: Vec<(&Machine, Vec<&Task>)> = Vec::new();
    for machine in &group.machines {
        match tasks_of(world, machine)
            .filter(|tasks| fit_elsewhere(world, group, told, machine, tasks))
        {
            Some(tasks) => rows.push((machine, tasks)),
            None if machine.underused_since.is_some() => {
                plan.effects.push(Effect::Underuse(machine.number, None));
            }
            None => {}
        }
    }
    sort::by_key(&mut rows, |(machine, tasks)| {
        let cpu: u32 = tasks.iter().map(|task| wish_of(task).cpu_units).sum();
        (cpu, machine.number)
    });
    let mut is_one_drained = false;
    for (machine, tasks) in rows {
        if machine.underused_since.is_none() {
            plan.effects
                .push(Effect::Underuse(machine.number, Some(now)));
        }
        let newest = tasks.iter().map(|task| task.created_at).max();
        let since = machine.underused_since.unwrap_or(now);
        let due = newest.map_or(since, |at| at.max(since)) + after;
        if due > now {
            plan.look_again = plan.look_again.min(due);
        } else if !is_one_drained {
            is_one_drained = true;
            plan.effects.push(Effect::Terminate(machine.number, true));
        }
    }
}

/// Whether an instance comes, or goes and still moves tasks.
fn is_moving(world: &World, machine: &Machine) -> bool {
    match machine.stage {
        MachineStage::Booting(_) => true,
        MachineStage::Terminating(id, _) => {
            let tasks = world.instances.get(id).map(|row| row.live_tasks.iter());
            let mut tasks = tasks
                .into_iter()
                .flatten()
                .filter_map(|id| world.tasks.get(id));
            tasks.any(|task| task.launch.service.is_some() && task.protected_until.is_none())
        }
        MachineStage::WithoutCluster | MachineStage::InService(_) | MachineStage::Deregistered => {
            false
        }
    }
}

/// The tasks of an instance that services would move, DAEMON tasks aside; None if it is idle, does
/// not take tasks, or has one that nobody replaces or that stops already.
/// Assumption: tasks that may only run on some instances (`memberOf`) are not moved either.
fn tasks_of<'a>(world: &'a World, machine: &Machine) -> Option<Vec<&'a Task>> {
    let row = active(world, machine)?;
    let tasks = row.live_tasks.iter().filter_map(|id| world.tasks.get(id));
    let tasks: Vec<&Task> = tasks
        .map(|row| &**row)
        .filter(|row| !is_daemon(world, row))
        .collect();
    let moves = |task: &&Task| {
        let constraints = &task.launch.placement.constraints;
        let bound = |one: &PlacementConstraint| match one {
            PlacementConstraint::MemberOf(_) => true,
            PlacementConstraint::DistinctInstance => false,
        };
        task.launch.service.is_some()
            && task.desired_status == DesiredStatus::Running
            && !constraints.iter().any(bound)
    };
    (!tasks.is_empty() && tasks.iter().all(moves)).then_some(tasks)
}

fn active<'a>(world: &'a World, machine: &Machine) -> Option<&'a ContainerInstance> {
    let MachineStage::InService(id) = machine.stage else {
        return None;
    };
    let row = world.instances.get(id)?;
    (row.status == InstanceStatus::Active && row.agent_connected).then_some(row)
}

/// Whether the tasks of an instance fit on the others of its zone, or all on a new one with fewer
/// vCPUs. Assumption: they are not moved to another zone, as the guide lets the spread over zones
/// go before packing ("Amazon ECS Managed Instances auto scaling and task placement").
fn fit_elsewhere(
    world: &World,
    group: &ScalingGroup,
    told: &ManagedInstances,
    machine: &Machine,
    tasks: &[&Task],
) -> bool {
    let mut wishes: Vec<Wish> = tasks.iter().map(|task| wish_of(task)).collect();
    sort::by_key(&mut wishes, |wish| {
        std::cmp::Reverse((wish.gpus, wish.cpu_units, wish.memory_mib))
    });
    let near = |row: &&Machine| row.number != machine.number && row.zone == machine.zone;
    let others = group.machines.iter().filter(near);
    // Not on an idle one: that goes by itself.
    let others = others.filter_map(|row| active(world, row).filter(|row| is_used(world, row)));
    let mut bins: Vec<Bin> = others.map(|row| Bin::left_of(world, row)).collect();
    if wishes
        .iter()
        .all(|wish| bins.iter_mut().any(|bin| bin.take(wish)))
    {
        return true;
    }
    let mut kinds = told.instance_types.iter();
    kinds.any(|kind| {
        let mut bin = Bin::new(world, kind);
        kind.vcpus < machine.instance_type.vcpus && wishes.iter().all(|wish| bin.take(wish))
    })
}
