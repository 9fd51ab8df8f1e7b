//! A task is created: placed, reserved for, and in its first state.

use super::super::{Event, Timer, Turn, capacity, chances, placement, service, timing};
use super::sizes;
use super::tally::count_new;
use crate::model::container::Probing;
use crate::model::task::{
    AttachmentStatus, Container, Health, Launch, LaunchType, NetworkInterface,
};
use crate::model::task_definition::{Needs, NetworkMode};
use crate::model::{
    ContainerStatus, DesiredStatus, InstanceId, Task, TaskId, TaskStatus, World, Zone,
};
use crate::sim::{Chance, SimTime, Span};
use std::sync::Arc;

/// Where a task goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// On this container instance.
    Instance(InstanceId),
    /// On Fargate, in this zone.
    Fargate(Zone),
    /// Nowhere yet: it waits for an instance of its capacity provider.
    Waiting,
}

/// What a task of this launch takes from its instance, overrides included.
pub fn needs(launch: &Launch) -> Needs {
    let mut needs = launch.spec.needs.clone();
    if launch.overrides.is_some() {
        needs.resources = sizes::reserved(launch);
    }
    needs
}

/// The platform version that is meant: `LATEST` and nothing mean the newest.
/// Source: Amazon ECS Developer Guide, "Fargate platform versions".
pub fn newest_platform(asked: Option<&str>, windows: bool) -> Arc<str> {
    match asked {
        None | Some("LATEST") if windows => "1.0.0".into(),
        None | Some("LATEST") => "1.4.0".into(),
        Some(version) => version.into(),
    }
}

/// Creates a task on a host that has room for it, and reserves what it needs there.
pub fn launch_on(turn: &mut Turn, launch: &Arc<Launch>, host: Host) -> TaskId {
    let now = turn.now();
    let (instance, zone) = match host {
        Host::Instance(id) => (Some(id), zone_of(turn.world(), id)),
        Host::Fargate(zone) => (None, zone),
        // Which zone it will be nobody knows yet; nothing shows or counts this one.
        Host::Waiting => (None, Zone(0)),
    };
    let waits = host == Host::Waiting;
    let interface = if waits {
        None
    } else {
        interface(turn, launch, zone)
    };
    let status = if waits {
        TaskStatus::Provisioning
    } else {
        first_status(launch)
    };
    let chance = turn.chance();
    let first_wait = |id| match waits {
        true => timing::PROVISIONING_TIMEOUT,
        false => first_wait(chance, launch, id, status),
    };
    let id = turn.sim.world.tasks.add(|id| Task {
        interface,
        status_until: now + first_wait(id),
        ..new_task(id, launch, instance, zone, status, now)
    });
    if let Some(instance) = instance {
        reserve(turn, instance, id, &needs(launch));
    }
    if let Some(request) = &launch.request {
        turn.sim.world.tokens.add(&request.token, id);
    }
    count_new(turn, id);
    turn.say(Event::TaskCreated {
        task: id,
        definition: launch.definition,
        instance,
        status,
    });
    if waits {
        turn.sim.world.waiting.insert((launch.cluster, id));
        stir(turn, launch);
    }
    turn.wake_task(id, now + first_wait(id));
    id
}

/// A task waits for an instance of its capacity provider, or waits no more.
pub(super) fn stir(turn: &mut Turn, launch: &Launch) {
    if let Some(name) = &launch.capacity_provider {
        capacity::stir(turn, name);
    }
}

/// A task that has waited gets an instance that has room for it.
pub fn settle_on(turn: &mut Turn, id: TaskId, instance: InstanceId) {
    let Some(launch) = turn.world().tasks.get(id).map(|task| task.launch.clone()) else {
        return;
    };
    let (now, zone) = (turn.now(), zone_of(turn.world(), instance));
    let interface = interface(turn, &launch, zone);
    let Some(task) = turn.edit_task(id) else {
        return;
    };
    task.instance = Some(instance);
    task.zone = zone;
    task.interface = interface;
    task.connectivity_at = Some(now);
    let task = task.clone();
    turn.sim.world.waiting.remove(&(launch.cluster, id));
    stir(turn, &launch);
    placement::groups::join(&mut turn.sim.world, &task);
    reserve(turn, instance, id, &needs(&launch));
    let status = first_status(&launch);
    let until = now + first_wait(turn.chance(), &launch, id, status);
    // From PROVISIONING to PROVISIONING is no change of state.
    super::set_status(turn, id, status, until);
    if let Some(task) = turn.edit_task(id) {
        task.status_until = until;
    }
    turn.wake_task(id, until);
}

fn zone_of(world: &World, id: InstanceId) -> Zone {
    world.instances.get(id).map_or(Zone(0), |row| row.zone)
}

/// Tasks with an interface to attach start in PROVISIONING, all others in PENDING.
/// Source: AWS CLI reference, run-task sample; Developer Guide, "task lifecycle".
fn first_status(launch: &Launch) -> TaskStatus {
    match launch.spec.network_mode {
        NetworkMode::Awsvpc => TaskStatus::Provisioning,
        NetworkMode::Bridge | NetworkMode::Host | NetworkMode::None => TaskStatus::Pending,
    }
}

fn first_wait(chance: Chance, launch: &Launch, id: TaskId, status: TaskStatus) -> Span {
    let (span, purpose) = if status == TaskStatus::Provisioning {
        (
            timing::interface_attach(launch.launch_type),
            chances::INTERFACE_ATTACH,
        )
    } else {
        (
            timing::agent_pickup(launch.launch_type),
            chances::AGENT_PICKUP,
        )
    };
    let subject = u64::from(id.0);
    chance.around(span, timing::VARIATION_PERMILLE, purpose, subject, 0)
}

fn interface(turn: &mut Turn, launch: &Launch, zone: Zone) -> Option<NetworkInterface> {
    if launch.spec.network_mode != NetworkMode::Awsvpc {
        return None;
    }
    let world = &mut turn.sim.world;
    let number = world.interfaces_made;
    world.interfaces_made += 1;
    let network = launch.network.as_deref();
    let subnets = network.map_or(&[][..], |network| &network.subnets);
    let zones = network.map_or(&[][..], |network| &network.subnet_zones);
    // Those of the zone take turns. Source: Developer Guide, "Balancing a service across
    // Availability Zones".
    let here = || {
        let pairs = subnets.iter().zip(zones);
        pairs.filter(|(_, one)| **one == zone)
    };
    let count = here().count().max(1);
    let subnet = here().nth(number as usize % count);
    let subnet_id = subnet
        .map(|(id, _)| id.clone())
        .unwrap_or_else(|| zone.subnet_id().into());
    Some(NetworkInterface {
        subnet_id,
        number,
        status: AttachmentStatus::Precreated,
    })
}

fn new_task(
    id: TaskId,
    launch: &Arc<Launch>,
    instance: Option<InstanceId>,
    zone: Zone,
    status: TaskStatus,
    now: SimTime,
) -> Task {
    Task {
        id,
        launch: launch.clone(),
        instance,
        zone,
        last_status: status,
        desired_status: DesiredStatus::Running,
        status_since: now,
        status_until: SimTime::NEVER,
        interface: None,
        containers: launch
            .spec
            .containers
            .iter()
            .map(|_| new_container(now))
            .collect(),
        targets: Box::default(),
        version: 1,
        created_at: now,
        connectivity_at: instance.map(|_| now),
        pull_started_at: None,
        pull_stopped_at: None,
        started_at: None,
        stopping_at: None,
        execution_stopped_at: None,
        stopped_at: None,
        stop_code: None,
        stopped_reason: None,
        protected_until: None,
        alarm: None,
    }
}

fn new_container(now: SimTime) -> Container {
    Container {
        status: ContainerStatus::None,
        since: now,
        until: SimTime::NEVER,
        started_at: None,
        exit_code: None,
        reason: None,
        health: Health::Unknown,
        health_since: now,
        probing: Probing {
            passes: true,
            since: now,
        },
        host_ports: Vec::new(),
    }
}

/// Takes what a task needs from its instance. Reserving and releasing are events of the instance,
/// so its version grows. Source: Developer Guide, "Container instance state change events".
fn reserve(turn: &mut Turn, instance: InstanceId, task: TaskId, needs: &Needs) {
    let Some(row) = turn.sim.world.instances.edit(instance) else {
        return;
    };
    row.remaining = row.remaining.minus(needs.resources);
    take_ports(&mut row.tcp_ports, &needs.tcp_ports);
    take_ports(&mut row.udp_ports, &needs.udp_ports);
    row.interfaces += u32::from(needs.eni);
    row.live_tasks.insert(task);
    row.version += 1;
    placement::shelves::put(&mut turn.sim.world, instance);
    capacity::stir_of(turn, instance);
}

/// The taken ports stay ascending.
fn take_ports(taken: &mut Vec<u16>, more: &[u16]) {
    for port in more {
        let place = taken.partition_point(|one| one <= port);
        taken.insert(place, *port);
    }
}

/// Gives CPU, memory and ports back: its containers have ended.
/// Source: Developer Guide, task state change events: STOPPED containers release resources.
pub fn release_resources(turn: &mut Turn, task: &Task) {
    let Some(row) = task
        .instance
        .and_then(|id| turn.sim.world.instances.edit(id))
    else {
        return;
    };
    let needs = needs(&task.launch);
    row.remaining = row.remaining.plus(needs.resources);
    row.tcp_ports.retain(|port| !needs.tcp_ports.contains(port));
    row.udp_ports.retain(|port| !needs.udp_ports.contains(port));
    row.version += 1;
    let instance = row.id;
    placement::shelves::put(&mut turn.sim.world, instance);
    service::capacity_freed(turn, task.launch.cluster);
}

/// Gives the network interface's slot back and takes the task off its instance: it is STOPPED.
pub fn release_interface(turn: &mut Turn, task: &Task) {
    let instance = task.instance;
    let Some(row) = instance.and_then(|id| turn.sim.world.instances.edit(id)) else {
        // A quota of Fargate may have room again.
        if task.launch.launch_type == LaunchType::Fargate {
            service::capacity_freed(turn, task.launch.cluster);
        }
        return;
    };
    row.interfaces -= u32::from(task.launch.spec.needs.eni).min(row.interfaces);
    row.live_tasks.remove(task.id);
    let instance = row.id;
    capacity::stir_of(turn, instance);
    capacity::task_left(turn, instance);
    service::capacity_freed(turn, task.launch.cluster);
}

/// Has the retention of a STOPPED task end in due time.
pub fn forget_later(turn: &mut Turn, id: TaskId) {
    let at = turn.now() + timing::STOPPED_RETENTION;
    turn.wake(at, Timer::ForgetTask(id));
}
