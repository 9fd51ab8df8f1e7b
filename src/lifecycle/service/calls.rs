//! Calls that ECS makes for a service, and what keeps them from being made: a role that lacks a
//! permission or cannot be assumed, and limits on how often others may be called.
//!
//! Source: Developer Guide, "Amazon ECS service event messages" and "Handle Amazon ECS throttling
//! issues". Assumption: what the scheduler would do needs the registration and deregistration of
//! targets only; that it reads their health is not refused.

use super::messages::{self, REPEAT_AFTER};
use super::wake;
use crate::lifecycle::{Turn, faults, task};
use crate::model::arn::Arns;
use crate::model::service::ServiceMessage;
use crate::model::service_message::BalancerCall;
use crate::model::task::Launch;
use crate::model::{
    InstanceId, ServiceId, ServiceStatus, TargetGroupId, TaskId, TaskStatus, World,
};
use crate::sim::SimTime;
use std::collections::BTreeSet;

/// When a service tries again to start tasks that ECS cannot start for it now, of which it tells;
/// None if it can.
pub(super) fn start_refused(turn: &mut Turn, id: ServiceId, launch: &Launch) -> Option<SimTime> {
    let message = if faults::throttles(turn.world(), "ecs") {
        ServiceMessage::OperationsThrottled(None)
    } else {
        messages::resolved(turn, id, |said| {
            *said == ServiceMessage::OperationsThrottled(None)
        });
        unassumable(turn.world(), launch)?
    };
    messages::say(turn, id, message);
    Some(turn.now() + REPEAT_AFTER)
}

/// A role of the launch that ECS cannot assume.
fn unassumable(world: &World, launch: &Launch) -> Option<ServiceMessage> {
    let roles = [&launch.spec.task_role, &launch.spec.execution_role];
    let mut texts = roles
        .into_iter()
        .flatten()
        .filter_map(|role| task::resources::unassumable(world, role));
    texts
        .next()
        .map(|text| ServiceMessage::FailedToLaunch(text.into()))
}

/// When a service tries a call to its load balancers again that is refused now, of which it
/// tells; None if it is not.
pub(super) fn balancer_refuses(
    turn: &mut Turn,
    id: ServiceId,
    call: BalancerCall,
    tasks: &[TaskId],
) -> Option<SimTime> {
    let messages = refusal(turn.world(), id, call, tasks);
    if messages.is_empty() {
        messages::resolved(turn, id, is_of_call);
        return None;
    }
    for message in messages {
        messages::say(turn, id, message);
    }
    Some(turn.now() + REPEAT_AFTER)
}

fn is_of_call(message: &ServiceMessage) -> bool {
    use ServiceMessage as Say;
    let throttled = matches!(message, Say::OperationsThrottled(Some(_)));
    throttled
        || matches!(
            message,
            Say::CallDenied(..) | Say::PermissionsMisconfigured(_) | Say::TrustMisconfigured
        )
}

fn refusal(
    world: &World,
    id: ServiceId,
    call: BalancerCall,
    tasks: &[TaskId],
) -> Vec<ServiceMessage> {
    let Some(service) = world.services.get(id) else {
        return Vec::new();
    };
    if faults::throttles(world, "elb") {
        return vec![ServiceMessage::OperationsThrottled(Some("elb".into()))];
    }
    if faults::not_assumable(world, &Arns::of(world).service_role(service)) {
        return vec![ServiceMessage::TrustMisconfigured];
    }
    let mut said = Vec::new();
    for group in groups(world, tasks) {
        let row = world.surroundings.target_groups.get(group);
        let permission = call.permission(row.is_some_and(|row| row.is_classic()));
        if faults::lacks_permission(world, permission) {
            said.push(ServiceMessage::CallDenied(call, group));
            said.push(ServiceMessage::PermissionsMisconfigured(permission));
        }
    }
    said.dedup();
    said
}

fn groups(world: &World, tasks: &[TaskId]) -> BTreeSet<TargetGroupId> {
    let tasks = tasks.iter().filter_map(|task| world.tasks.get(*task));
    let balancers = tasks.flat_map(|task| task.launch.balancers.iter());
    balancers.map(|balancer| balancer.group()).collect()
}

/// Calls may be possible again that were not: all services look what is left to do.
pub fn calls_allowed(turn: &mut Turn) {
    let services = turn.world().services.rows();
    let open = services.filter(|row| row.status != ServiceStatus::Inactive);
    let open: Vec<ServiceId> = open.map(|row| row.id).collect();
    for id in open {
        wake(turn, id);
    }
}

/// The agent of an instance has been cut off for long, or is back: services whose tasks it was to
/// start say so. Source of the text: Developer Guide, "Amazon ECS service event messages".
/// Assumption: that it is said of tasks that have an instance; those that find none are told of
/// with the error AGENT.
pub fn agent_missed(turn: &mut Turn, instance: InstanceId, missed: bool) {
    let world = turn.world();
    let row = world.instances.get(instance);
    let tasks = row.map(|row| row.live_tasks.iter()).into_iter().flatten();
    let tasks = tasks.filter_map(|task| world.tasks.get(task));
    let coming = tasks.filter(|task| task.last_status < TaskStatus::Running && task.is_wanted());
    let services = coming.filter_map(|task| task.launch.service);
    let services: BTreeSet<ServiceId> = services.map(|(id, _)| id).collect();
    for id in services {
        match missed {
            true => messages::say(turn, id, ServiceMessage::AgentTimedOut),
            false => messages::resolved(turn, id, |said| *said == ServiceMessage::AgentTimedOut),
        }
    }
}
