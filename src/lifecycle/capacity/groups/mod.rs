//! Auto Scaling groups: they launch and terminate container instances. `plan` looks, and here is
//! the one place that acts.

mod consolidate;
mod managed;
mod plan;

use plan::Effect;
pub use plan::{is_protected, plan, provider};

use super::{Arrival, register, scale, set_status, terminate_if_there};
use crate::lifecycle::{Event, ScalingStep, Timer, Turn, chances, timing};
use crate::model::instance_types::InstanceType;
use crate::model::scaling_group::{Machine, MachineStage};
use crate::model::{ClusterId, InstanceId, InstanceStatus, ScalingGroup, ScalingGroupId, Zone};
use crate::sim::SimTime;

/// A group was declared, or named by a capacity provider: it has as many instances as it was told,
/// or as it must and may.
pub fn declared(turn: &mut Turn, name: &str) {
    let told = &turn.world().surroundings.auto_scaling_groups;
    let Some(told) = told.get(name) else {
        return;
    };
    let (least, most, asked) = (told.min_size, told.max_size, told.desired);
    let id = match turn.world().scaling_group(name) {
        Some(row) => row.id,
        None => begin(turn, name),
    };
    edit(turn, id, |row| {
        row.desired = asked.unwrap_or(row.desired).max(least).min(most.max(least));
    });
    let now = turn.now();
    wake_at(turn, id, now);
}

/// Sets the desired capacity of a group.
pub fn set_desired(turn: &mut Turn, name: &str, desired: u32) {
    let Some(id) = turn.world().scaling_group(name).map(|row| row.id) else {
        return;
    };
    edit(turn, id, |row| row.desired = desired);
    let now = turn.now();
    wake_at(turn, id, now);
}

/// A group that has no instances yet; also of a provider that chooses its instances itself.
pub fn begin(turn: &mut Turn, name: &str) -> ScalingGroupId {
    turn.sim.world.scaling_groups.add(|id| ScalingGroup {
        id,
        name: name.into(),
        desired: 0,
        machines: Vec::new(),
        launched: 0,
        starved_since: None,
        alarm: None,
    })
}

/// A provider that chose its instances itself is deleted: they go with it.
pub fn disband(turn: &mut Turn, name: &str) {
    let Some(group) = turn.world().scaling_group(name).cloned() else {
        return;
    };
    for machine in &group.machines {
        end(turn, &group, machine.number);
    }
    let row = turn.sim.world.scaling_groups.remove(group.id);
    if let Some(slot) = row.and_then(|row| row.alarm) {
        turn.sim.agenda.cancel(slot);
    }
}

/// Has a group looked at.
pub fn wake(turn: &mut Turn, name: &str) {
    let now = turn.now();
    if let Some(id) = turn.world().scaling_group(name).map(|row| row.id) {
        wake_at(turn, id, now);
    }
}

/// Has all groups looked at: where they may launch, or register, has changed.
pub fn wake_all(turn: &mut Turn) {
    let rows = turn.world().scaling_groups.rows();
    let all: Vec<ScalingGroupId> = rows.map(|row| row.id).collect();
    let now = turn.now();
    for id in all {
        wake_at(turn, id, now);
    }
}

/// An instance that somebody started by hand for a capacity provider joins its group, which is one
/// larger from now on. Source: Amazon EC2 Auto Scaling API, AttachInstances.
pub fn attach(turn: &mut Turn, instance: InstanceId) {
    let now = turn.now();
    let world = turn.world();
    let Some(row) = world.instances.get(instance).cloned() else {
        return;
    };
    let name = row.capacity_provider.as_ref();
    let provider = name.and_then(|name| world.providers.get(name));
    let group = provider.and_then(|row| world.scaling_group(row.group_name()));
    let Some(id) = group.map(|row| row.id) else {
        return;
    };
    if let Some(group) = turn.sim.world.scaling_groups.edit(id) {
        group.machines.push(Machine {
            number: group.launched,
            instance_type: row.instance_type,
            zone: row.zone,
            launched_at: now,
            stage: MachineStage::InService(instance),
            idle_since: None,
            underused_since: None,
        });
        group.launched += 1;
        group.desired = group.desired.max(group.size());
    }
    if let Some(row) = turn.sim.world.instances.edit(instance) {
        row.scaling_group = Some(id);
    }
}

/// A container instance is terminated: its group has one less, and replaces it.
pub fn lost(turn: &mut Turn, group: ScalingGroupId, instance: InstanceId) {
    let now = turn.now();
    if let Some(row) = turn.sim.world.scaling_groups.edit(group) {
        row.machines
            .retain(|one| one.stage.instance() != Some(instance));
    }
    wake_at(turn, group, now);
}

/// A container instance has changed, or the machine under it: its group looks at it.
pub fn look_at_group_of(turn: &mut Turn, instance: InstanceId) {
    let row = turn.world().instances.get(instance);
    if let Some(group) = row.and_then(|row| row.scaling_group) {
        let now = turn.now();
        wake_at(turn, group, now);
    }
}

/// A container instance is deregistered: it runs on, and ECS knows it no more.
pub fn deregistered(turn: &mut Turn, group: ScalingGroupId, instance: InstanceId) {
    let now = turn.now();
    if let Some(row) = turn.sim.world.scaling_groups.edit(group) {
        for one in &mut row.machines {
            if one.stage == MachineStage::InService(instance) {
                one.stage = MachineStage::Deregistered;
            }
        }
    }
    wake_at(turn, group, now);
}

/// A task has left a container instance: the instance may wait for that, or be protected no more;
/// whether it is underutilized is a new question.
pub fn task_left(turn: &mut Turn, instance: InstanceId) {
    let row = turn.world().instances.get(instance);
    let Some(group) = row.and_then(|row| row.scaling_group) else {
        return;
    };
    let Some(row) = turn.world().scaling_groups.get(group) else {
        return;
    };
    let looks = row.is_moving() || row.size() > row.desired;
    let here = |row: &&Machine| row.stage.instance() == Some(instance);
    let machine = row.machines.iter().find(here);
    let underused = machine.filter(|row| row.underused_since.is_some());
    if let Some(number) = underused.map(|row| row.number) {
        edit_machine(turn, group, number, |row| row.underused_since = None);
    }
    if looks {
        let now = turn.now();
        wake_at(turn, group, now);
    }
}

/// Has a group do what it has to do at this moment.
pub fn run(turn: &mut Turn, id: ScalingGroupId) {
    edit(turn, id, |row| row.alarm = None);
    let Some(group) = turn.world().scaling_groups.get(id).cloned() else {
        return;
    };
    let plan = plan(turn.world(), &group, turn.now());
    for effect in plan.effects {
        apply(turn, &group, effect);
    }
    let of_group = provider(turn.world(), &group);
    if let Some(row) = of_group.filter(|row| row.managed_instances.is_none()) {
        let name = row.name.clone();
        scale::stir(turn, &name);
    }
    if plan.look_again < SimTime::NEVER {
        wake_at(turn, id, plan.look_again);
    }
}

fn apply(turn: &mut Turn, group: &ScalingGroup, effect: Effect) {
    let (id, now) = (group.id, turn.now());
    match effect {
        Effect::Register(number, cluster) => arrive(turn, group, number, cluster),
        Effect::FindNoCluster(number) => {
            put(turn, id, number, MachineStage::WithoutCluster);
        }
        Effect::Launch(instance_type, zone) => launch(turn, id, instance_type, zone),
        Effect::Starve(starves) => {
            edit(turn, id, |row| row.starved_since = starves.then_some(now));
            if starves {
                turn.say(Event::Scaling(ScalingStep::Starved(id)));
            }
        }
        Effect::Idle(number, since) => {
            edit_machine(turn, id, number, |row| row.idle_since = since);
        }
        Effect::Underuse(number, since) => {
            edit_machine(turn, id, number, |row| row.underused_since = since);
        }
        Effect::Terminate(number, waits) => give_up(turn, group, number, waits),
        Effect::Finish(number) => end(turn, group, number),
        Effect::Replace(number) => {
            turn.say(Event::Scaling(ScalingStep::Terminating(id, number)));
            end(turn, group, number);
            wake_at(turn, id, now);
        }
    }
}

fn edit(turn: &mut Turn, id: ScalingGroupId, change: impl FnOnce(&mut ScalingGroup)) {
    if let Some(row) = turn.sim.world.scaling_groups.edit(id) {
        change(row);
    }
}

fn edit_machine(
    turn: &mut Turn,
    id: ScalingGroupId,
    number: u32,
    change: impl FnOnce(&mut Machine),
) {
    edit(turn, id, |row| {
        let mut machines = row.machines.iter_mut();
        if let Some(machine) = machines.find(|row| row.number == number) {
            change(machine);
        }
    });
}

fn put(turn: &mut Turn, id: ScalingGroupId, number: u32, stage: MachineStage) {
    edit_machine(turn, id, number, |row| row.stage = stage);
}

fn machine(group: &ScalingGroup, number: u32) -> Option<&Machine> {
    group.machines.iter().find(|row| row.number == number)
}

fn launch(turn: &mut Turn, id: ScalingGroupId, instance_type: &'static InstanceType, zone: Zone) {
    let now = turn.now();
    let Some(row) = turn.sim.world.scaling_groups.edit(id) else {
        return;
    };
    let number = row.launched;
    row.launched += 1;
    let managed = turn.world().scaling_groups.get(id);
    let managed = managed.and_then(|row| provider(turn.world(), row));
    let span = match managed.is_some_and(|row| row.managed_instances.is_some()) {
        true => timing::MANAGED_BOOT,
        false => timing::INSTANCE_BOOT,
    };
    let span = turn.chance().around(
        span,
        timing::VARIATION_PERMILLE,
        chances::INSTANCE_BOOT,
        u64::from(id.0),
        u64::from(number),
    );
    edit(turn, id, |row| {
        row.machines.push(Machine {
            number,
            instance_type,
            zone,
            launched_at: now,
            stage: MachineStage::Booting(now + span),
            idle_since: None,
            underused_since: None,
        });
    });
    let step = ScalingStep::Launched(id, number, instance_type, zone);
    turn.say(Event::Scaling(step));
    wake_at(turn, id, now + span);
}

/// The agent registers. The instance belongs to the capacity provider of its group, if the cluster
/// has it. Source: ECS API, `ContainerInstance.capacityProviderName`.
fn arrive(turn: &mut Turn, group: &ScalingGroup, number: u32, cluster: ClusterId) {
    let Some(machine) = machine(group, number) else {
        return;
    };
    let mut arrival = Arrival::new(cluster, machine.instance_type, machine.zone);
    arrival.scaling_group = Some(group.id);
    let world = turn.world();
    let row = world.clusters.get(cluster);
    let names = row.map_or(&[][..], |row| &row.capacity_providers);
    let provider = provider(world, group).filter(|row| names.contains(&row.name));
    arrival.capacity_provider = provider.map(|row| row.name.clone());
    let instance = register(turn, arrival);
    put(turn, group.id, number, MachineStage::InService(instance));
    look_at_group_of(turn, instance);
}

/// An instance is chosen to go. One with tasks is drained first, if ECS manages that.
/// Source: Amazon ECS Developer Guide, "Safely stop Amazon ECS workloads running on EC2 instances"
/// (managed instance draining).
fn give_up(turn: &mut Turn, group: &ScalingGroup, number: u32, waits: bool) {
    let Some(row) = machine(group, number) else {
        return;
    };
    let (stage, launched_at) = (row.stage, row.launched_at);
    turn.say(Event::Scaling(ScalingStep::Terminating(group.id, number)));
    let instance = stage.instance();
    let row = instance.and_then(|id| turn.world().instances.get(id));
    match row.filter(|row| waits && !row.live_tasks.is_empty()) {
        Some(row) => {
            let instance = row.id;
            let of_ecs = provider(turn.world(), group).map(|row| row.managed_instances.is_some());
            let until = match of_ecs {
                Some(true) if row.connectivity.is_impaired => turn.now() + timing::REPAIR_DRAIN,
                Some(true) => launched_at + timing::MANAGED_LONGEST_LIFE,
                Some(false) | None => turn.now() + timing::LONGEST_DRAIN,
            };
            let stage = MachineStage::Terminating(instance, until);
            put(turn, group.id, number, stage);
            set_status(turn, instance, InstanceStatus::Draining);
        }
        None => end(turn, group, number),
    }
}

/// An instance is terminated.
fn end(turn: &mut Turn, group: &ScalingGroup, number: u32) {
    let stage = machine(group, number).map(|row| row.stage);
    edit(turn, group.id, |row| {
        row.machines.retain(|row| row.number != number);
    });
    if let Some(id) = stage.and_then(MachineStage::instance) {
        terminate_if_there(turn, id);
    }
}

/// Has a group looked at, or sooner if that was due anyway.
fn wake_at(turn: &mut Turn, id: ScalingGroupId, at: SimTime) {
    let Some(row) = turn.world().scaling_groups.get(id) else {
        return;
    };
    let before = row.alarm;
    if before.is_some_and(|slot| slot.at <= at) {
        return;
    }
    if let Some(slot) = before {
        turn.sim.agenda.cancel(slot);
    }
    let slot = turn.wake(at, Timer::LookAtGroup(id));
    edit(turn, id, |row| row.alarm = Some(slot));
}
