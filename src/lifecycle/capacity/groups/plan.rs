//! What an Auto Scaling group does next: a look at the world that proposes effects and changes
//! nothing.
//!
//! Source: Amazon EC2 Auto Scaling User Guide, "Amazon EC2 Auto Scaling instance lifecycle",
//! "Use instance scale-in protection", "Configure termination policies".

use crate::lifecycle::capacity::measure::is_used;
use crate::lifecycle::{faults, timing};
use crate::model::capacity_provider::CapacityProvider;
use crate::model::instance_types::InstanceType;
use crate::model::scaling_group::{Machine, MachineStage};
use crate::model::surroundings::auto_scaling_group::AutoScalingGroup;
use crate::model::{Cluster, ClusterId, ScalingGroup, World, Zone};
use crate::sim::SimTime;
use std::sync::Arc;

/// Something that a group shall do. Numbers are those of its machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The agent of an instance registers with a cluster.
    Register(u32, ClusterId),
    /// The agent of an instance finds no cluster.
    FindNoCluster(u32),
    /// Launch an instance.
    Launch(&'static InstanceType, Zone),
    /// Nothing can be launched, or something can again.
    Starve(bool),
    /// An instance has no tasks since a moment, or has some again.
    Idle(u32, Option<SimTime>),
    /// The tasks of an instance would fit elsewhere since a moment, or would no more.
    Underuse(u32, Option<SimTime>),
    /// An instance shall go; it waits for its tasks if so.
    Terminate(u32, bool),
    /// An instance that was to go has waited long enough.
    Finish(u32),
    /// An instance that does not run goes, and another comes in its place.
    Replace(u32),
}

/// What to do now, and when to look again even if nothing changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// In this order.
    pub effects: Vec<Effect>,
    /// `SimTime::NEVER` if only a change can make a difference.
    pub look_again: SimTime,
}

/// The capacity provider of a group, if it has one.
pub fn provider<'a>(world: &'a World, group: &ScalingGroup) -> Option<&'a Arc<CapacityProvider>> {
    let mut rows = world.providers.values();
    rows.find(|row| row.group_name() == &*group.name)
}

/// The cluster that the agents of a group's instances register with: the one of its user data, else
/// the one that has its capacity provider.
fn cluster<'a>(
    world: &'a World,
    group: &ScalingGroup,
    told: &AutoScalingGroup,
) -> Option<&'a Arc<Cluster>> {
    let by_provider = || world.cluster_with(&provider(world, group)?.name);
    match &told.cluster {
        Some(name) => {
            let row = world.cluster_named(name);
            row.filter(|row| row.status == crate::model::ClusterStatus::Active)
        }
        None => by_provider(),
    }
}

/// What a group does at `now`.
pub fn plan(world: &World, group: &ScalingGroup, now: SimTime) -> Plan {
    let mut plan = Plan {
        effects: Vec::new(),
        look_again: SimTime::NEVER,
    };
    let provider = provider(world, group);
    let managed = provider.and_then(|row| Some((&**row, &**row.managed_instances.as_ref()?)));
    let told = world.surroundings.auto_scaling_groups.get(&group.name);
    let cluster = match (managed, told) {
        (Some((_, told)), _) => Some(told.cluster),
        (None, Some(told)) => cluster(world, group, told).map(|row| row.id),
        (None, None) => return plan,
    };
    for machine in &group.machines {
        plan.effects.extend(grow_up(machine, cluster, now));
        plan.effects.extend(finish(world, machine, now));
        replace(world, machine, now, &mut plan);
        let due = match machine.stage {
            MachineStage::Booting(at) | MachineStage::Terminating(_, at) if at > now => at,
            MachineStage::Booting(_)
            | MachineStage::Terminating(..)
            | MachineStage::WithoutCluster
            | MachineStage::InService(_)
            | MachineStage::Deregistered => SimTime::NEVER,
        };
        plan.look_again = plan.look_again.min(due);
    }
    match (managed, told) {
        (Some(managed), _) => super::managed::plan(world, group, managed, now, &mut plan),
        (None, Some(told)) => resize(world, group, told, now, &mut plan),
        (None, None) => {}
    }
    plan
}

/// Brings the size to the desired capacity.
fn resize(
    world: &World,
    group: &ScalingGroup,
    told: &AutoScalingGroup,
    now: SimTime,
    plan: &mut Plan,
) {
    let size = group.size();
    if size < group.desired {
        launch(world, group, told, group.desired - size, plan);
        if plan.effects.contains(&Effect::Starve(true)) || group.starved_since.is_some() {
            plan.look_again = plan.look_again.min(now + timing::LAUNCH_FAILS_AGAIN);
        }
    } else if size > group.desired {
        shrink(world, group, told, size - group.desired, plan);
    }
}

/// An instance that has booted, or has found no cluster so far, registers.
fn grow_up(machine: &Machine, cluster: Option<ClusterId>, now: SimTime) -> Option<Effect> {
    let number = machine.number;
    match (machine.stage, cluster) {
        (MachineStage::Booting(at), _) if at > now => None,
        (MachineStage::Booting(_) | MachineStage::WithoutCluster, Some(cluster)) => {
            Some(Effect::Register(number, cluster))
        }
        (MachineStage::Booting(_), None) => Some(Effect::FindNoCluster(number)),
        (
            MachineStage::WithoutCluster
            | MachineStage::InService(_)
            | MachineStage::Deregistered
            | MachineStage::Terminating(..),
            _,
        ) => None,
    }
}

/// An instance that waits for its tasks goes when they are gone, or when the wait is over.
fn finish(world: &World, machine: &Machine, now: SimTime) -> Option<Effect> {
    let MachineStage::Terminating(id, until) = machine.stage else {
        return None;
    };
    let row = world.instances.get(id);
    let empty = row.is_none_or(|row| row.live_tasks.is_empty());
    (empty || until <= now).then_some(Effect::Finish(machine.number))
}

/// An instance that does not run fails the health check of its group, and is replaced.
/// Source: Amazon EC2 Auto Scaling User Guide, "Health checks for instances in an Auto Scaling
/// group" (EC2 status checks). Assumption: how long that takes.
fn replace(world: &World, machine: &Machine, now: SimTime, plan: &mut Plan) {
    let MachineStage::InService(id) = machine.stage else {
        return;
    };
    let row = world.instances.get(id);
    let Some(since) = row.and_then(|row| faults::stopped_since(world, row)) else {
        return;
    };
    let due = since + timing::HEALTH_CHECK_FAILS;
    if due <= now {
        plan.effects.push(Effect::Replace(machine.number));
    } else {
        plan.look_again = plan.look_again.min(due);
    }
}

/// Each instance goes where the fewest are, among the zones that have capacity.
/// Source: Amazon EC2 Auto Scaling User Guide, "Availability Zone distribution"; instance types are
/// tried in their order ("Allocation strategies", `prioritized`).
fn launch(
    world: &World,
    group: &ScalingGroup,
    told: &AutoScalingGroup,
    count: u32,
    plan: &mut Plan,
) {
    let mut counts = by_zone(group);
    for _ in 0..count {
        let found = told.instance_types.iter().find_map(|kind| {
            let zone = roomiest_zone(world, &told.zones, kind, &counts)?;
            Some((*kind, zone))
        });
        match found {
            Some((kind, zone)) => {
                counts[place(zone)] += 1;
                plan.effects.push(Effect::Launch(kind, zone));
            }
            None => {
                if group.starved_since.is_none() {
                    plan.effects.push(Effect::Starve(true));
                }
                return;
            }
        }
    }
    if group.starved_since.is_some() {
        plan.effects.push(Effect::Starve(false));
    }
}

/// The zone with the fewest instances among those in which EC2 has such a type.
pub(super) fn roomiest_zone(
    world: &World,
    zones: &[Zone],
    kind: &InstanceType,
    counts: &[u32; Zone::COUNT as usize],
) -> Option<Zone> {
    let open = |zone: &&Zone| !faults::lacks_instances(world, **zone, kind.name);
    let zones = zones.iter().filter(open);
    zones.min_by_key(|zone| counts[place(**zone)]).copied()
}

fn place(zone: Zone) -> usize {
    usize::from(zone.0 % Zone::COUNT)
}

/// How many instances of a group each zone has.
pub(super) fn by_zone(group: &ScalingGroup) -> [u32; Zone::COUNT as usize] {
    let mut counts = [0; Zone::COUNT as usize];
    for machine in group.machines.iter().filter(|row| row.stage.counts()) {
        counts[place(machine.zone)] += 1;
    }
    counts
}

/// Instances that are not protected go: from the zone that has the most, the oldest first. Where
/// all are protected, they stay and the desired capacity is below the size.
/// Source: Amazon EC2 Auto Scaling User Guide, "Default termination policy" and "Use instance
/// scale-in protection". Assumption: the oldest, where AWS goes by the next billing hour.
fn shrink(
    world: &World,
    group: &ScalingGroup,
    told: &AutoScalingGroup,
    count: u32,
    plan: &mut Plan,
) {
    let provider = provider(world, group);
    let mut counts = by_zone(group);
    let mut open: Vec<&Machine> = group.machines.iter().collect();
    open.retain(|row| row.stage.counts() && !is_protected(world, told, provider, row));
    let waits = provider.is_none_or(|row| row.managed_draining);
    for _ in 0..count {
        let fullest = |row: &&&Machine| (u32::MAX - counts[place(row.zone)], row.number);
        let Some(machine) = open.iter().min_by_key(fullest).copied() else {
            return;
        };
        counts[place(machine.zone)] -= 1;
        open.retain(|row| row.number != machine.number);
        plan.effects.push(Effect::Terminate(machine.number, waits));
    }
}

/// Whether scale-in spares an instance. With managed termination protection ECS says so of those
/// that have tasks, DAEMON tasks aside. Source: ECS API, AutoScalingGroupProvider,
/// `managedTerminationProtection`.
pub fn is_protected(
    world: &World,
    told: &AutoScalingGroup,
    provider: Option<&Arc<CapacityProvider>>,
    machine: &Machine,
) -> bool {
    if !provider.is_some_and(|row| row.termination_protection) {
        return told.protects_new;
    }
    let instance = machine.stage.instance();
    let row = instance.and_then(|id| world.instances.get(id));
    row.is_some_and(|row| is_used(world, row))
}
