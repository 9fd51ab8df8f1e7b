//! "ECS Service Action" and "ECS Deployment State Change".
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS service action events" and "Amazon ECS service
//! deployment state change events".

use super::{Bare, DetailType, iso};
use crate::lifecycle::TaskSetStep;
use crate::lifecycle::placement::strategy::Shares;
use crate::lifecycle::placement::{self, Ask, Reason};
use crate::lifecycle::service::rollout_reason;
use crate::model::arn::Arns;
use crate::model::service_message::{DeploymentFailure, ServiceMessage};
use crate::model::task_set::Stability;
use crate::model::{DeploymentId, ServiceId, TaskId, World};
use crate::sim::SimTime;
use serde_json::{Value, json};

/// The events of a message in a service's event list.
pub fn said(world: &World, at: SimTime, id: ServiceId, message: &ServiceMessage) -> Vec<Bare> {
    use ServiceMessage as Say;
    let action = |kind, name, more| vec![action(world, at, id, kind, name, more)];
    match message {
        Say::OfTaskSet(_, message) => said(world, at, id, message),
        Say::ComputedDesiredCount(set, _) => action(
            "INFO",
            "SERVICE_DESIRED_COUNT_UPDATED",
            sets(world, id, *set),
        ),
        Say::SteadyState => steady(world, at, id),
        Say::StartedTasks(tasks)
        | Say::ReplacedTasks(tasks)
        | Say::StartedToRebalance(_, tasks) => action("INFO", "TASKS_STARTED", arns(world, tasks)),
        Say::StoppedTasks(tasks) | Say::StoppedToRebalance(_, tasks) => {
            action("INFO", "TASKS_STOPPED", arns(world, tasks))
        }
        Say::NotBalanced(_) => action("INFO", "SERVICE_REBALANCING_STARTED", json!({})),
        Say::Balanced(_) => action("INFO", "SERVICE_REBALANCING_COMPLETED", json!({})),
        Say::StoppedRebalancing => action("INFO", "SERVICE_REBALANCING_STOPPED", json!({})),
        Say::UnableToStart => action("WARN", "SERVICE_TASK_START_IMPAIRED", json!({})),
        Say::OperationsThrottled(_) => action("ERROR", "ECS_OPERATION_THROTTLED", json!({})),
        Say::UnableToPlace(_) | Say::UnableToPlaceFor(_) | Say::UnableToPlaceIn(_) => {
            action("ERROR", NO_PLACE, no_place(world, id))
        }
        Say::FailedToLaunch(why) => {
            let why = json!({"reason": &**why});
            action("ERROR", "SERVICE_TASK_CONFIGURATION_FAILURE", why)
        }
        Say::NoInstancesInProvider => action(
            "ERROR",
            NO_PLACE,
            json!({"reason": "EMPTY CAPACITY PROVIDER"}),
        ),
        Say::DeploymentCompleted(deployment) => {
            let name = Arns::of(world).deployment(*deployment);
            let reason = format!("ECS deployment {name} completed.");
            let kind = ("INFO", "SERVICE_DEPLOYMENT_COMPLETED");
            vec![deployment_changed(world, at, id, &name, kind, &reason)]
        }
        Say::DeploymentFailed(deployment, why) => {
            let name = Arns::of(world).deployment(*deployment);
            let kind = ("ERROR", "SERVICE_DEPLOYMENT_FAILED");
            vec![deployment_changed(world, at, id, &name, kind, failed(*why))]
        }
        // The guide lists no event for these.
        Say::RegisteredTargets(..)
        | Say::DeregisteredTargets(..)
        | Say::DrainingConnections(..)
        | Say::DeploymentStuck
        | Say::RollingBack(_)
        | Say::ProtectedTasks(_)
        | Say::ProvisioningLimit
        | Say::UnhealthyTarget(_)
        | Say::UnhealthyInClassic(..)
        | Say::TargetMissing(..)
        | Say::FailedContainerChecks(_)
        | Say::CouldNotLaunch(..)
        | Say::CallDenied(..)
        | Say::PermissionsMisconfigured(_)
        | Say::TrustMisconfigured
        | Say::AgentTimedOut => Vec::new(),
    }
}

/// A service is steady, and with it the capacity providers of its strategy, if it has one.
/// Assumption: that the two come together.
fn steady(world: &World, at: SimTime, id: ServiceId) -> Vec<Bare> {
    let own = action(world, at, id, "INFO", "SERVICE_STEADY_STATE", json!({}));
    let service = world.services.get(id);
    let primary = service.and_then(|row| row.primary());
    let strategy = primary.map(|row| row.revision.strategy.clone());
    let strategy = strategy.unwrap_or_default();
    let names = strategy.iter().map(|item| &*item.provider);
    let arns: Vec<String> = names
        .map(|name| Arns::of(world).capacity_provider(name))
        .collect();
    if arns.is_empty() {
        return vec![own];
    }
    let more = json!({"capacityProviderArns": arns});
    let name = "CAPACITY_PROVIDER_STEADY_STATE";
    vec![own, action(world, at, id, "INFO", name, more)]
}

/// Service auto scaling has changed the desired count. Source: Developer Guide, "Amazon ECS service
/// action events", SERVICE_DESIRED_COUNT_UPDATED: not where somebody changed it by hand.
pub fn desired_count(world: &World, at: SimTime, id: ServiceId, to: u32) -> Bare {
    let more = json!({"desiredCount": to});
    action(world, at, id, "INFO", "SERVICE_DESIRED_COUNT_UPDATED", more)
}

const NO_PLACE: &str = "SERVICE_TASK_PLACEMENT_FAILURE";

/// The guide has the text of the circuit breaker; that of alarms is an assumption.
fn failed(why: DeploymentFailure) -> &'static str {
    match why {
        DeploymentFailure::TasksFailedToStart => {
            "ECS deployment circuit breaker: task failed to start."
        }
        DeploymentFailure::AlarmDetected => "ECS deployment failed: alarm detected.",
    }
}

/// The event of a task whose instance no longer meets the constraints of its DAEMON service.
pub fn daemon_misplaced(world: &World, at: SimTime, id: ServiceId, task: TaskId) -> Bare {
    let name = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED";
    action(world, at, id, "ERROR", name, arns(world, &[task]))
}

/// The event of a deployment that begins.
pub fn deployment_started(
    world: &World,
    at: SimTime,
    id: ServiceId,
    deployment: DeploymentId,
) -> Bare {
    let name = Arns::of(world).deployment(deployment);
    let reason = format!("ECS deployment {name} in progress.");
    let kind = ("INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS");
    deployment_changed(world, at, id, &name, kind, &reason)
}

/// The event of a deployment that comes back, since the one after it has failed.
/// Source: Developer Guide, "Service deployment state change events".
pub fn deployment_came_back(
    world: &World,
    at: SimTime,
    id: ServiceId,
    deployment: DeploymentId,
) -> Bare {
    let name = Arns::of(world).deployment(deployment);
    let service = world.services.get(id);
    let mut rows = service.iter().flat_map(|service| &service.deployments);
    let row = rows.find(|row| row.id == deployment);
    let reason = row.map_or_else(String::new, |row| rollout_reason(world, row));
    let kind = ("INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS");
    deployment_changed(world, at, id, &name, kind, &reason)
}

/// Whether ECS sends anything for what happened to a task set.
pub fn tells_of_task_set(step: TaskSetStep) -> bool {
    match step {
        TaskSetStep::Stability(Stability::Steady) => true,
        TaskSetStep::Stability(Stability::Stabilizing)
        | TaskSetStep::Created(_)
        | TaskSetStep::Scaled(_)
        | TaskSetStep::Primary
        | TaskSetStep::Draining
        | TaskSetStep::Removed => false,
    }
}

/// The event of a task set that is steady.
pub fn task_set_steady(world: &World, at: SimTime, id: ServiceId, set: DeploymentId) -> Bare {
    let more = sets(world, id, set);
    action(world, at, id, "INFO", "TASKSET_STEADY_STATE", more)
}

/// Assumption: the name of the member, after those of tasks and capacity providers.
fn sets(world: &World, id: ServiceId, set: DeploymentId) -> Value {
    json!({"taskSetArns": [Arns::of(world).task_set(id, set)]})
}

fn action(
    world: &World,
    at: SimTime,
    id: ServiceId,
    event_type: &str,
    event_name: &str,
    more: Value,
) -> Bare {
    let arns = Arns::of(world);
    let cluster = world.services.get(id).map(|row| arns.cluster(row.cluster));
    let mut detail = json!({
        "eventType": event_type,
        "eventName": event_name,
        "clusterArn": cluster,
    });
    if let (Some(detail), Value::Object(more)) = (detail.as_object_mut(), more) {
        detail.extend(more);
        detail.insert("createdAt".into(), iso(world, at).into());
    }
    Bare {
        detail_type: DetailType::ServiceAction,
        resource: arns.service(id),
        detail,
    }
}

fn deployment_changed(
    world: &World,
    at: SimTime,
    id: ServiceId,
    name: &str,
    (event_type, event_name): (&str, &str),
    reason: &str,
) -> Bare {
    let arns = Arns::of(world);
    let cluster = world.services.get(id).map(|row| arns.cluster(row.cluster));
    Bare {
        detail_type: DetailType::Deployment,
        resource: arns.service(id),
        // The guide's sample has no clusterArn; events of 2026 do.
        // Source: AutopticAI/install, README of ecs-event-logging.
        detail: json!({
            "eventType": event_type,
            "eventName": event_name,
            "clusterArn": cluster,
            "deploymentId": name,
            "updatedAt": iso(world, at),
            "reason": reason,
        }),
    }
}

fn arns(world: &World, tasks: &[TaskId]) -> Value {
    let tasks: Vec<String> = tasks.iter().map(|id| Arns::of(world).task(*id)).collect();
    json!({"taskArns": tasks})
}

/// Why a service's task finds no place at this moment: the code, and the closest instance.
fn no_place(world: &World, id: ServiceId) -> Value {
    let deployments = world.services.get(id).map(|row| &row.deployments[..]);
    let launches = deployments.unwrap_or_default().iter();
    let mut launches = launches.map(|row| Shares::of(world, row).next_launch());
    let Some(launch) = launches.find(|launch| placement::find(&Ask::new(world, launch)).is_none())
    else {
        return json!({});
    };
    let failure = placement::closest(&Ask::new(world, &launch));
    let reason = match &failure.reason {
        Reason::NoFargateCapacity => "RESOURCE:FARGATE",
        reason @ (Reason::NoInstances
        | Reason::EmptyProvider
        | Reason::NoActiveInstances
        | Reason::ProvisioningLimit
        | Reason::Missing
        | Reason::FargateVcpuLimit
        | Reason::Lacks(_)) => reason.code(),
    };
    let mut told = json!({});
    if let Some(provider) = &launch.capacity_provider {
        told["capacityProviderArns"] = json!([Arns::of(world).capacity_provider(provider)]);
    }
    if let Some(instance) = failure.instance {
        told["containerInstanceArns"] = json!([Arns::of(world).instance(instance)]);
    }
    told["reason"] = reason.into();
    told
}
