//! Managed instances: what ECS launches for the tasks that wait, and when it lets an instance go.
//!
//! Source: Amazon ECS Developer Guide, "Architect for Amazon ECS Managed Instances"; ECS API,
//! `InfrastructureOptimization`. Assumption: how instance types are chosen for a batch of tasks.

use super::super::measure::{Room, Wish, is_used, room_left, room_of, wish_of, wishes};
use super::consolidate;
use super::plan::{Effect, Plan, by_zone, roomiest_zone};
use crate::lifecycle::timing;
use crate::model::instance_types::{Architecture, InstanceType};
use crate::model::managed_instances::ManagedInstances;
use crate::model::scaling_group::{Machine, MachineStage};
use crate::model::{CapacityProvider, ContainerInstance, InstanceStatus, ScalingGroup, World};
use crate::sim::{SimTime, Span, sort};

/// The shortest time that an instance is idle before it goes: tasks that wait are placed first.
const LEAST_IDLE: Span = Span::seconds(1);

/// What is left on an instance that tasks are packed on, in the mind.
pub(super) struct Bin {
    left: Room,
    arm: bool,
    alone: Vec<Wish>,
}

impl Bin {
    pub(super) fn new(world: &World, kind: &InstanceType) -> Bin {
        Bin {
            left: room_of(world, kind),
            arm: kind.architecture == Architecture::Arm,
            alone: Vec::new(),
        }
    }

    /// What the tasks of an instance leave.
    pub(super) fn left_of(world: &World, instance: &ContainerInstance) -> Bin {
        let tasks = instance.live_tasks.iter();
        let wishes = tasks.filter_map(|id| Some(wish_of(world.tasks.get(id)?)));
        Bin {
            left: room_left(world, instance),
            arm: instance.instance_type.architecture == Architecture::Arm,
            alone: wishes.filter(|wish| wish.alone).collect(),
        }
    }

    pub(super) fn fits(&self, wish: &Wish) -> bool {
        let left = &self.left;
        wish.arm == self.arm
            && wish.cpu_units <= left.resources.cpu_units
            && wish.memory_mib <= left.resources.memory_mib
            && u32::from(wish.eni) <= left.interfaces
            && wish.gpus <= left.gpus
            && !(wish.alone && self.alone.contains(wish))
    }

    /// Takes a task if it fits.
    pub(super) fn take(&mut self, wish: &Wish) -> bool {
        let fits = self.fits(wish);
        let left = &mut self.left;
        if fits {
            left.resources.cpu_units -= wish.cpu_units;
            left.resources.memory_mib -= wish.memory_mib;
            left.interfaces -= u32::from(wish.eni);
            left.gpus -= wish.gpus;
            if wish.alone {
                self.alone.push(*wish);
            }
        }
        fits
    }
}

/// Adds to a plan what the waiting tasks need and what idle instances do not.
pub(super) fn plan(
    world: &World,
    group: &ScalingGroup,
    (provider, told): (&CapacityProvider, &ManagedInstances),
    now: SimTime,
    plan: &mut Plan,
) {
    let mut drained = group
        .machines
        .iter()
        .filter(|row| !row.stage.counts())
        .count();
    for machine in &group.machines {
        if !ages(machine, now, plan) && !repair(world, group, machine, told, &mut drained, plan) {
            idle(world, machine, told, now, plan);
        }
    }
    consolidate::plan(world, group, (provider, told), now, plan);
    let kinds = kinds(world, group, provider, told);
    let mut counts = by_zone(group);
    let mut starved = false;
    for kind in kinds {
        match roomiest_zone(world, &told.zones, kind, &counts) {
            Some(zone) => {
                counts[usize::from(zone.0)] += 1;
                plan.effects.push(Effect::Launch(kind, zone));
            }
            None => starved = true,
        }
    }
    if starved != group.starved_since.is_some() {
        plan.effects.push(Effect::Starve(starved));
    }
    if starved {
        plan.look_again = plan.look_again.min(now + timing::LAUNCH_FAILS_AGAIN);
    }
}

/// An old instance is drained and goes, whatever it runs; whether it does. Source: Developer Guide,
/// "Patching in Amazon ECS Managed Instances". There are no event windows.
fn ages(machine: &Machine, now: SimTime, plan: &mut Plan) -> bool {
    let MachineStage::InService(_) = machine.stage else {
        return false;
    };
    let due = machine.launched_at + timing::MANAGED_LIFE;
    if due <= now {
        plan.effects.push(Effect::Terminate(machine.number, true));
    } else {
        plan.look_again = plan.look_again.min(due);
    }
    due <= now
}

/// An impaired instance is drained and goes, and another comes for its tasks; whether it does.
/// Source: ECS API, AutoRepairConfiguration; Developer Guide, "GPU auto repair for Amazon ECS
/// managed instances": not more than 20 percent of the instances are drained at a time, and one of
/// fewer than nine.
fn repair(
    world: &World,
    group: &ScalingGroup,
    machine: &Machine,
    told: &ManagedInstances,
    drained: &mut usize,
    plan: &mut Plan,
) -> bool {
    let MachineStage::InService(id) = machine.stage else {
        return false;
    };
    let row = world.instances.get(id);
    let impaired = row.is_some_and(|row| row.connectivity.is_impaired);
    let goes = impaired && told.repairs && *drained < (group.machines.len() / 5).max(1);
    if goes {
        *drained += 1;
        plan.effects.push(Effect::Terminate(machine.number, true));
    }
    goes
}

/// An instance without tasks goes when it has been so for long enough.
fn idle(world: &World, machine: &Machine, told: &ManagedInstances, now: SimTime, plan: &mut Plan) {
    let MachineStage::InService(id) = machine.stage else {
        return;
    };
    let row = world.instances.get(id);
    let Some(row) = row.filter(|row| row.status == InstanceStatus::Active) else {
        return;
    };
    if is_used(world, row) {
        if machine.idle_since.is_some() {
            plan.effects.push(Effect::Idle(machine.number, None));
        }
        return;
    }
    let since = machine.idle_since.unwrap_or(now);
    if machine.idle_since.is_none() {
        plan.effects.push(Effect::Idle(machine.number, Some(now)));
    }
    let Some(after) = told.scale_in_after else {
        return;
    };
    let due = since + after.max(LEAST_IDLE);
    if due <= now {
        plan.effects.push(Effect::Terminate(machine.number, true));
    } else {
        plan.look_again = plan.look_again.min(due);
    }
}

/// The instances to launch: for what waits and fits on none that boots already. Where one instance
/// takes it all, the cheapest that does; else the largest, and on with what is left.
fn kinds(
    world: &World,
    group: &ScalingGroup,
    provider: &CapacityProvider,
    told: &ManagedInstances,
) -> Vec<&'static InstanceType> {
    let booting = group.machines.iter().filter(|row| match row.stage {
        MachineStage::Booting(_) => true,
        MachineStage::WithoutCluster
        | MachineStage::InService(_)
        | MachineStage::Deregistered
        | MachineStage::Terminating(..) => false,
    });
    let mut bins: Vec<Bin> = booting
        .map(|row| Bin::new(world, row.instance_type))
        .collect();
    let mut left: Vec<Wish> = Vec::new();
    for (wish, count) in wishes(world, provider) {
        left.extend(std::iter::repeat_n(wish, count as usize));
    }
    sort::by_key(&mut left, |wish| {
        std::cmp::Reverse((wish.gpus, wish.cpu_units, wish.memory_mib))
    });
    left.retain(|wish| !bins.iter_mut().any(|bin| bin.take(wish)));
    let fits = |kind: &InstanceType, wish: &Wish| Bin::new(world, kind).fits(wish);
    left.retain(|wish| told.instance_types.iter().any(|kind| fits(kind, wish)));
    let mut kinds = Vec::new();
    while let Some(first) = left.first() {
        let mut able = told.instance_types.iter().filter(|kind| fits(kind, first));
        let all = able
            .clone()
            .find(|kind| packed(world, kind, &left).is_empty());
        let Some(kind) = all.or_else(|| able.next_back()) else {
            break;
        };
        left = packed(world, kind, &left);
        kinds.push(*kind);
    }
    kinds
}

/// What is left of tasks after one instance took what it can.
fn packed(world: &World, kind: &InstanceType, tasks: &[Wish]) -> Vec<Wish> {
    let mut bin = Bin::new(world, kind);
    tasks
        .iter()
        .filter(|wish| !bin.take(wish))
        .copied()
        .collect()
}
