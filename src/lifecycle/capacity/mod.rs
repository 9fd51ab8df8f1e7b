//! Container instances come, change and go, with what that does to their tasks, and Auto Scaling
//! groups and capacity providers make them come and go.

mod attributes;
mod decide;
mod groups;
mod measure;
mod scale;
mod settle;

pub use attributes::built_in;
use attributes::without_vpc;
pub use decide::{Decision, Look, PERIOD, decide};
pub use groups::{
    begin, declared, disband, is_protected, provider as provider_of, run as look_at_group,
    task_left, wake_all,
};
pub use measure::{Measured, is_used, measure};
pub use scale::{look, run as measure_provider, stir, stir_all};
pub use settle::{
    change_cluster, create_provider, delete_provider, settle_cluster, settle_provider,
    update_provider,
};

use super::{Event, Timer, Turn, host, service, task, timing};
use crate::model::account::AWSVPC_TRUNKING;
use crate::model::arn::Arns;
use crate::model::attributes::Attributes;
use crate::model::container_instance::{
    AGENT_VERSION, AgentUpdate, Connectivity, ContainerInstance, InstanceStatus,
};
use crate::model::host::HostId;
use crate::model::instance_types::InstanceType;
use crate::model::{
    ClusterId, InstanceId, Resources, ScalingGroupId, StopCode, TaskIds, World, Zone,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// TCP ports that no task can have: SSH, the Docker daemon, the agent's introspection.
/// Source: ECS API, `PortMapping.hostPort`; amazon-ecs-agent, `agent/config/config.go`.
pub const RESERVED_TCP_PORTS: [u16; 5] = [22, 2_375, 2_376, 51_678, 51_679];

/// The first dynamic port. Source: ECS API, `PortMapping.hostPort`.
const FIRST_DYNAMIC_PORT: u16 = 32_768;

/// The attribute of instances with a trunk. Source: Developer Guide, "Define which container
/// instances Amazon ECS uses for tasks" (optional attributes). The id is made up.
const TRUNK: &str = "ecs.awsvpc-trunk-id";
const TRUNK_ID: &str = "0d0c0000-0000-4000-8000-000000000001";

/// How many deregistered instances can be described. Source: ECS API, `ContainerInstance.status`:
/// INACTIVE ones can; for how long nobody says (assumption: the last hundred).
const DEPARTED: usize = 100;

/// An instance that registers.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Its cluster.
    pub cluster: ClusterId,
    /// Its EC2 instance type.
    pub instance_type: &'static InstanceType,
    /// Its Availability Zone.
    pub zone: Zone,
    /// The CPU and memory that it registers.
    pub registered: Resources,
    /// Attributes that are added to the built-in ones, or take their places.
    pub attributes: Attributes,
    /// Tags, a JSON array.
    pub tags: Value,
    /// Its EC2 instance id, if its agent gives one.
    pub ec2_id: Option<Arc<str>>,
    /// The capacity provider that it comes from, if it comes from one.
    pub capacity_provider: Option<Arc<str>>,
    /// The Auto Scaling group that launched it, if one did.
    pub scaling_group: Option<ScalingGroupId>,
    /// The version of its agent; empty if the agent does not say.
    pub agent_version: Arc<str>,
}

impl Arrival {
    /// An instance as its type has it.
    pub fn new(cluster: ClusterId, instance_type: &'static InstanceType, zone: Zone) -> Arrival {
        Arrival {
            cluster,
            instance_type,
            zone,
            registered: instance_type.resources(),
            attributes: Attributes::default(),
            tags: json!([]),
            ec2_id: None,
            capacity_provider: None,
            scaling_group: None,
            agent_version: AGENT_VERSION.into(),
        }
    }
}

/// Registers an instance: it is ACTIVE at once and its agent is connected.
/// Assumption: for one that no Auto Scaling group launches, the minute in which EC2 starts the
/// machine is left out.
pub fn register(turn: &mut Turn, arrival: Arrival) -> InstanceId {
    let mut attributes = built_in(turn.world(), arrival.instance_type, arrival.zone);
    attributes.extend(arrival.attributes);
    without_vpc(&mut attributes);
    let interface_limit = match attributes.is_external() {
        true => 0,
        false => interface_limit(turn.world(), arrival.instance_type),
    };
    if interface_limit > arrival.instance_type.task_interfaces {
        attributes.insert(TRUNK.into(), Some(TRUNK_ID.into()));
    }
    let now = turn.now();
    let id = turn.sim.world.instances.add(|id| ContainerInstance {
        id,
        cluster: arrival.cluster,
        instance_type: arrival.instance_type,
        given_ec2_id: arrival.ec2_id,
        capacity_provider: arrival.capacity_provider,
        scaling_group: arrival.scaling_group,
        agent_version: arrival.agent_version,
        agent_update: None,
        zone: arrival.zone,
        status: InstanceStatus::Active,
        agent_connected: true,
        connectivity: Connectivity::default(),
        registered_at: now,
        attributes: Arc::new(attributes),
        tags: Arc::new(arrival.tags),
        registered: arrival.registered,
        remaining: arrival.registered,
        tcp_ports: RESERVED_TCP_PORTS.to_vec(),
        udp_ports: Vec::new(),
        interfaces: 0,
        interface_limit,
        live_tasks: TaskIds::default(),
        images: Arc::new(BTreeSet::new()),
        next_dynamic_port: FIRST_DYNAMIC_PORT,
        version: 1,
    });
    turn.say(Event::InstanceRegistered(id));
    if arrival.scaling_group.is_none() {
        groups::attach(turn, id);
    }
    service::instance_changed(turn, id);
    stir_of(turn, id);
    id
}

/// How many tasks with an interface of their own fit on an instance that registers now.
/// Source: Developer Guide, "Increasing Amazon ECS Linux container instance network interfaces":
/// the account setting counts at the registration. Assumption: the minutes in REGISTERING, in which
/// the trunk is attached, are left out.
fn interface_limit(world: &World, instance_type: &InstanceType) -> u32 {
    instance_type.interfaces(is_trunking(world))
}

fn is_trunking(world: &World) -> bool {
    world.account.of_account(AWSVPC_TRUNKING) == "enabled"
}

/// Something about an instance has changed that its capacity provider may count.
pub fn stir_of(turn: &mut Turn, id: InstanceId) {
    let row = turn.world().instances.get(id);
    if let Some(name) = row.and_then(|row| row.capacity_provider.clone()) {
        stir(turn, &name);
    }
}

/// An update of the agent begins. It does not disturb tasks. Source: ECS API, UpdateContainerAgent.
pub fn begin_update(turn: &mut Turn, id: InstanceId) {
    set_update(turn, id, AgentUpdate::Pending);
}

/// The update of an agent gets on; at its end the agent is of the newest version.
pub fn advance_update(turn: &mut Turn, id: InstanceId) {
    let row = turn.world().instances.get(id);
    let next = row.and_then(|row| row.agent_update?.next());
    if let Some(next) = next {
        set_update(turn, id, next);
    }
}

fn set_update(turn: &mut Turn, id: InstanceId, stage: AgentUpdate) {
    let Some(instance) = turn.sim.world.instances.edit(id) else {
        return;
    };
    instance.agent_update = Some(stage);
    instance.version += 1;
    if stage == AgentUpdate::Updated {
        instance.agent_version = AGENT_VERSION.into();
    }
    turn.say(Event::AgentUpdate(id, stage));
    if stage.next().is_some() {
        let at = turn.now() + timing::agent_update(stage);
        turn.wake(at, Timer::UpdateAgent(id));
    }
}

/// Attributes of an instance are set, or with None taken away: tasks may fit now.
pub fn set_attributes(turn: &mut Turn, id: InstanceId, change: impl FnOnce(&mut Attributes)) {
    let Some(instance) = turn.sim.world.instances.edit(id) else {
        return;
    };
    change(Arc::make_mut(&mut instance.attributes));
    instance.version += 1;
    service::instance_changed(turn, id);
}

/// Sets an instance ACTIVE or DRAINING. The services move their tasks by themselves, tasks of
/// their own stay. Source: ECS API, UpdateContainerInstancesState.
pub fn set_status(turn: &mut Turn, id: InstanceId, status: InstanceStatus) {
    let Some(instance) = turn.sim.world.instances.edit(id) else {
        return;
    };
    if instance.status == status {
        return;
    }
    instance.status = status;
    instance.version += 1;
    turn.say(Event::InstanceStatus(id, status));
    service::instance_changed(turn, id);
    stir_of(turn, id);
}

/// The agent of an instance connects or disconnects.
/// Source: ECS API, `ContainerInstance.agentConnected`.
pub fn set_connected(turn: &mut Turn, id: InstanceId, connected: bool) {
    let now = turn.now();
    let Some(instance) = turn.sim.world.instances.edit(id) else {
        return;
    };
    if instance.agent_connected == connected {
        return;
    }
    instance.agent_connected = connected;
    instance.connectivity.lost_at = (!connected).then_some(now);
    instance.version += 1;
    let tasks: Vec<_> = instance.live_tasks.iter().collect();
    turn.say(Event::InstanceConnected(id, connected));
    if connected {
        set_impaired(turn, id, false);
    } else {
        turn.wake(now + timing::AGENT_IS_MISSED, Timer::CheckInstance(id));
    }
    service::instance_changed(turn, id);
    // What has waited for the agent goes on.
    if connected {
        host::look_again(turn, HostId::Instance(id));
    }
    for task in tasks.into_iter().filter(|_| connected) {
        turn.wake_task(task, now);
    }
}

/// An agent that is cut off for too long makes its instance IMPAIRED. Source: Developer Guide,
/// "Amazon ECS container instance health change events".
pub fn check_connectivity(turn: &mut Turn, id: InstanceId) {
    let row = turn.world().instances.get(id);
    let lost_at = row.and_then(|row| row.connectivity.lost_at);
    if lost_at.is_some_and(|at| at + timing::AGENT_IS_MISSED <= turn.now()) {
        set_impaired(turn, id, true);
    }
}

fn set_impaired(turn: &mut Turn, id: InstanceId, impaired: bool) {
    let now = turn.now();
    let row = turn.world().instances.get(id);
    if row.is_none_or(|row| row.connectivity.is_impaired == impaired) {
        return;
    }
    if let Some(row) = turn.sim.world.instances.edit(id) {
        row.connectivity.is_impaired = impaired;
        row.connectivity.changed_at = Some(now);
    }
    turn.say(Event::InstanceHealth(id, impaired));
    service::agent_missed(turn, id, impaired);
    groups::look_at_group_of(turn, id);
}

/// The machine is stopped: its tasks end, and it stays registered with its agent cut off.
/// Source: ECS API, DeregisterContainerInstance (stopped instances); the reason's text from public
/// reports of `stoppedReason`.
pub fn stop(turn: &mut Turn, id: InstanceId) {
    let Some(instance) = turn.world().instances.get(id).cloned() else {
        return;
    };
    set_connected(turn, id, false);
    let ec2_id = Arns::of(turn.world()).ec2_instance(id);
    let reason = format!("Host EC2 (instance {ec2_id}) stopped.").into();
    for task in instance.live_tasks.iter() {
        task::lose_host(turn, task, StopCode::TerminationNotice, &reason);
    }
    groups::look_at_group_of(turn, id);
}

/// Takes an instance out of its cluster. ECS gives up the tasks that are left on it.
/// Source: ECS API, DeregisterContainerInstance; the reason's text from public reports, its code
/// is an assumption.
pub fn deregister(turn: &mut Turn, id: InstanceId) {
    let reason = "Container instance deregistration forced by user".into();
    let group = leave(turn, id, StopCode::UserInitiated, &reason);
    turn.say(Event::InstanceStatus(id, InstanceStatus::Inactive));
    if let Some(group) = group {
        groups::deregistered(turn, group, id);
    }
}

/// The machine is terminated: its tasks end, and it is deregistered.
/// Source: ECS API, DeregisterContainerInstance (terminated instances); the reason's text from
/// public reports of `stoppedReason`.
pub fn terminate(turn: &mut Turn, id: InstanceId) {
    let ec2_id = Arns::of(turn.world()).ec2_instance(id);
    let reason = format!("Host EC2 (instance {ec2_id}) terminated.").into();
    let group = leave(turn, id, StopCode::TerminationNotice, &reason);
    turn.say(Event::InstanceTerminated(id));
    if let Some(group) = group {
        groups::lost(turn, group, id);
    }
}

/// The time of a Spot interruption notice is over; somebody else may have been faster.
pub fn terminate_if_there(turn: &mut Turn, id: InstanceId) {
    if turn.world().instances.get(id).is_some() {
        terminate(turn, id);
    }
}

/// Ends the tasks of an instance and removes its row. Gives its Auto Scaling group.
fn leave(
    turn: &mut Turn,
    id: InstanceId,
    code: StopCode,
    reason: &Arc<str>,
) -> Option<ScalingGroupId> {
    stir_of(turn, id);
    let instance = turn.sim.world.instances.edit(id)?;
    let group = instance.scaling_group;
    // Nothing may be placed here while the tasks end one by one.
    instance.status = InstanceStatus::Inactive;
    instance.agent_connected = false;
    let tasks: Vec<_> = instance.live_tasks.iter().collect();
    for task in tasks {
        task::lose_host(turn, task, code, reason);
    }
    if let Some(row) = turn.sim.world.instances.remove(id) {
        depart(&mut turn.sim.world, Arc::unwrap_or_clone(row));
    }
    service::instance_changed(turn, id);
    group
}

/// Keeps a deregistered instance for those who ask what became of it.
fn depart(world: &mut World, mut row: ContainerInstance) {
    row.version += 1;
    row.live_tasks = TaskIds::default();
    world.departed.insert(row.id, Arc::new(row));
    while world.departed.len() > DEPARTED {
        world.departed.pop_first();
    }
}

/// Where the next instance goes: the zone of `zones` with the fewest instances of the cluster,
/// the first of these. Source: EC2 Auto Scaling User Guide, balancing over Availability Zones.
pub fn emptiest_zone(world: &World, cluster: ClusterId, zones: &[Zone]) -> Zone {
    let shelf = world.shelves.get(&cluster);
    let count = |zone: &&Zone| shelf.map_or(0, |shelf| shelf.in_zone(**zone));
    zones.iter().min_by_key(count).copied().unwrap_or(Zone(0))
}

#[cfg(test)]
mod tests;
