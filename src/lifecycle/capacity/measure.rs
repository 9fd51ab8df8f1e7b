//! How much of an Auto Scaling group the tasks of its capacity provider need.
//!
//! Source: Amazon ECS Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto
//! scaling" (how the metric comes about), and the article "Deep Dive on Amazon ECS Cluster Auto
//! Scaling" that it points to.

use crate::lifecycle::placement::strategy;
use crate::lifecycle::task::needs;
use crate::model::instance_types::{Architecture, InstanceType};
use crate::model::placement::PlacementConstraint;
use crate::model::reservation::Reading;
use crate::model::service::Scheduling;
use crate::model::{
    CapacityProvider, ContainerInstance, InstanceStatus, Resources, ScalingGroup, Task, World,
};
use std::collections::BTreeMap;

/// What tasks ask of an instance; those that ask for the same are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// CPU units.
    pub cpu_units: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Whether it takes a network interface.
    pub eni: bool,
    /// GPUs.
    pub gpus: u32,
    /// Whether two of them cannot share an instance: static host ports, `distinctInstance`.
    pub alone: bool,
    /// Whether it is for arm64.
    pub arm: bool,
}

/// What an instance has for tasks, empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// CPU and memory.
    pub resources: Resources,
    /// Network interfaces for tasks.
    pub interfaces: u32,
    /// GPUs.
    pub gpus: u32,
}

/// What was measured of a provider: the metric, and what it says nothing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The metric.
    pub reading: Reading,
    /// Tasks that wait for an instance.
    pub waiting: u32,
    /// Those among them that fit on no instance of the group: nothing is launched for them.
    pub too_large: u32,
}

/// Measures a provider whose group ECS sizes.
pub fn measure(world: &World, provider: &CapacityProvider) -> Measured {
    let group = world.scaling_group(provider.group_name());
    let (running, idle) = group.map_or((0, 0), |group| running_and_idle(world, group));
    let (smallest, largest) = rooms(world, provider);
    let (mut more, mut waiting, mut too_large) = (0, 0, 0);
    for (wish, count) in wishes(world, provider) {
        waiting += count;
        if fits(&wish, &smallest) == 0 {
            too_large += count;
        } else {
            more = more.max(count.div_ceil(fits(&wish, &largest)));
        }
    }
    let scaling = &provider.managed_scaling;
    let needed = match more {
        0 => running - idle,
        more => running + more.max(scaling.minimum_step).min(scaling.maximum_step),
    };
    Measured {
        reading: Reading { running, needed },
        waiting,
        too_large,
    }
}

/// Registered instances of a group that take tasks, and how many of them have none of a kind that
/// counts. Source: Developer Guide, as above: DAEMON tasks do not count.
fn running_and_idle(world: &World, group: &ScalingGroup) -> (u32, u32) {
    let instances = group.machines.iter().filter_map(|row| row.stage.instance());
    let rows = instances.filter_map(|id| world.instances.get(id));
    let active = rows.filter(|row| row.status == InstanceStatus::Active);
    active.fold((0, 0), |(running, idle), row| {
        (running + 1, idle + u32::from(!is_used(world, row)))
    })
}

/// Whether an instance has a task that is none of a DAEMON service.
pub fn is_used(world: &World, instance: &ContainerInstance) -> bool {
    let tasks = instance.live_tasks.iter();
    let mut tasks = tasks.filter_map(|id| world.tasks.get(id));
    tasks.any(|task| !is_daemon(world, task))
}

pub(super) fn is_daemon(world: &World, task: &Task) -> bool {
    let service = task.launch.service;
    let service = service.and_then(|(id, _)| world.services.get(id));
    service.is_some_and(|row| row.scheduling == Scheduling::Daemon)
}

/// The tasks of a provider that wait for an instance, by what they ask for.
pub fn wishes(world: &World, provider: &CapacityProvider) -> BTreeMap<Wish, u32> {
    let mut wishes = BTreeMap::new();
    let Some(cluster) = world.cluster_with(&provider.name) else {
        return wishes;
    };
    for id in strategy::waiting(world, cluster.id) {
        let Some(task) = world.tasks.get(id) else {
            continue;
        };
        if task.launch.capacity_provider.as_ref() == Some(&provider.name) {
            *wishes.entry(wish_of(task)).or_default() += 1;
        }
    }
    wishes
}

/// What a task asks for. Assumption: `distinctInstance` counts like a static port; other
/// constraints and strategies have no say.
pub(super) fn wish_of(task: &Task) -> Wish {
    let needs = needs(&task.launch);
    let constraints = &task.launch.placement.constraints;
    let ports = !needs.tcp_ports.is_empty() || !needs.udp_ports.is_empty();
    Wish {
        cpu_units: needs.resources.cpu_units,
        memory_mib: needs.resources.memory_mib,
        eni: needs.eni,
        gpus: needs.gpus,
        alone: ports || constraints.contains(&PlacementConstraint::DistinctInstance),
        arm: task.launch.spec.architecture == Some(Architecture::Arm),
    }
}

/// The smallest and the largest of each among the instance types of the provider's group.
/// Source: Developer Guide, as above (groups with several instance types).
pub fn rooms(world: &World, provider: &CapacityProvider) -> (Room, Room) {
    let groups = &world.surroundings.auto_scaling_groups;
    let types = groups.get(provider.group_name());
    let types = types.map_or(&[][..], |group| &group.instance_types);
    let trunking = super::is_trunking(world);
    let mut rooms = types.iter().map(|row| room(row, trunking));
    let first = rooms.next().unwrap_or(NOTHING);
    rooms.fold((first, first), |(least, most), room| {
        let pick = |of: fn(u32, u32) -> u32, one: Room| Room {
            resources: Resources {
                cpu_units: of(one.resources.cpu_units, room.resources.cpu_units),
                memory_mib: of(one.resources.memory_mib, room.resources.memory_mib),
            },
            interfaces: of(one.interfaces, room.interfaces),
            gpus: of(one.gpus, room.gpus),
        };
        (pick(u32::min, least), pick(u32::max, most))
    })
}

const NOTHING: Room = Room {
    resources: Resources {
        cpu_units: 0,
        memory_mib: 0,
    },
    interfaces: 0,
    gpus: 0,
};

/// What an empty instance of a type has for tasks.
pub fn room_of(world: &World, instance_type: &InstanceType) -> Room {
    room(instance_type, super::is_trunking(world))
}

fn room(instance_type: &InstanceType, trunking: bool) -> Room {
    Room {
        resources: instance_type.resources(),
        interfaces: instance_type.interfaces(trunking),
        gpus: instance_type.gpus,
    }
}

/// What the tasks of an instance leave for others.
pub(super) fn room_left(world: &World, instance: &ContainerInstance) -> Room {
    let tasks = instance.live_tasks.iter();
    let tasks = tasks.filter_map(|id| world.tasks.get(id));
    let gpus: u32 = tasks.map(|task| task.launch.spec.needs.gpus).sum();
    Room {
        resources: instance.remaining,
        interfaces: instance.interface_limit.saturating_sub(instance.interfaces),
        gpus: instance.instance_type.gpus.saturating_sub(gpus),
    }
}

/// How many tasks of a kind fit on an empty instance.
pub fn fits(wish: &Wish, room: &Room) -> u32 {
    let times = |has: u32, needs: u32| has.checked_div(needs).unwrap_or(u32::MAX);
    let limits = [
        times(room.resources.cpu_units, wish.cpu_units),
        times(room.resources.memory_mib, wish.memory_mib),
        if wish.eni { room.interfaces } else { u32::MAX },
        times(room.gpus, wish.gpus),
        if wish.alone { 1 } else { u32::MAX },
    ];
    limits.into_iter().fold(u32::MAX, u32::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(cpu_units: u32, memory_mib: u32) -> Wish {
        Wish {
            cpu_units,
            memory_mib,
            eni: false,
            gpus: 0,
            alone: false,
            arm: false,
        }
    }

    #[test]
    fn what_runs_out_first_decides_how_many_fit() {
        let large = InstanceType::named("m5.large").expect("it is there");
        let room = room(large, false);
        assert_eq!(fits(&wish(1_024, 512), &room), 2);
        assert_eq!(fits(&wish(128, 2_048), &room), 3);
        assert_eq!(fits(&wish(4_096, 1), &room), 0);
        let eni = Wish {
            eni: true,
            ..wish(1, 1)
        };
        assert_eq!(fits(&eni, &room), 2);
        assert_eq!(fits(&eni, &super::room(large, true)), 10);
        let alone = Wish {
            alone: true,
            ..wish(1, 1)
        };
        assert_eq!(fits(&alone, &room), 1);
        let gpu = Wish {
            gpus: 1,
            ..wish(1, 1)
        };
        assert_eq!(fits(&gpu, &room), 0);
    }
}
