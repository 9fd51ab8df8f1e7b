//! Why a deployment stands as it does: the reasons that the API shows.

use crate::model::arn::Arns;
use crate::model::service_deployment::Detector;
use crate::model::{Deployment, RolloutState, ServiceDeployment, ServiceDeploymentStatus, World};

/// What was found, as service events end. Source: events of services that were rolled back,
/// widely reported.
pub(super) fn found(cause: &Detector) -> &'static str {
    match cause {
        Detector::Breaker => "tasks failed to start.",
        Detector::Alarms(_) => "alarm detected.",
        Detector::Request | Detector::Hooks(..) | Detector::StageTimeout(_) => "it was stopped.",
    }
}

/// `rolloutStateReason`. Source: AWS CLI, samples of update-service; Developer Guide, "Service
/// deployment state change events". Assumption: the sentences for other causes than the circuit
/// breaker.
pub fn rollout_reason(world: &World, of: &Deployment) -> String {
    let id = Arns::of(world).deployment(of.id);
    match (of.rollout_state, &of.cause) {
        (RolloutState::InProgress, None) => format!("ECS deployment {id} in progress."),
        (RolloutState::InProgress, Some(cause)) => {
            format!("{}: rolling back to deploymentId {id}.", source(cause))
        }
        (RolloutState::Completed, _) => format!("ECS deployment {id} completed."),
        (RolloutState::Failed, Some(cause @ (Detector::Breaker | Detector::Alarms(_)))) => {
            format!("{}: {}", source(cause), found(cause))
        }
        (RolloutState::Failed, _) => format!("ECS deployment {id} stopped."),
    }
}

fn source(cause: &Detector) -> &'static str {
    match cause {
        Detector::Breaker => "ECS deployment circuit breaker",
        Detector::Alarms(_) => "ECS deployment alarms",
        Detector::Request => "ECS deployment stopped",
        Detector::Hooks(..) => "ECS deployment lifecycle hooks",
        Detector::StageTimeout(_) => "ECS deployment timeout",
    }
}

/// `statusReason` of a service deployment.
/// Source: Developer Guide, "Troubleshooting Amazon ECS blue/green deployments" (hooks); public
/// reports of DescribeServiceDeployments (circuit breaker). Assumption: the other sentences.
pub fn status_reason(record: &ServiceDeployment) -> Option<String> {
    let stopped = matches!(
        record.status,
        ServiceDeploymentStatus::Stopped | ServiceDeploymentStatus::StopRequested
    );
    let Some(cause) = &record.failed_by else {
        let text = "Service deployment stopped because another one was asked for.";
        return stopped.then(|| text.to_owned());
    };
    let what = if stopped { "stopped" } else { "rolled back" };
    Some(format!(
        "Service deployment {what} because {}",
        because(cause)
    ))
}

/// `rollback.reason`.
pub fn rollback_reason(cause: &Detector) -> String {
    format!("Service deployment rolled back because {}", because(cause))
}

fn because(cause: &Detector) -> String {
    match cause {
        Detector::Breaker => "the circuit breaker threshold was exceeded.".to_owned(),
        Detector::Alarms(names) => format!("of the alarms {}.", names.join(", ")),
        Detector::Request => "somebody asked for it.".to_owned(),
        Detector::Hooks(stage, what) => {
            format!("{} lifecycle hook(s) failed. {what}", stage.name())
        }
        Detector::StageTimeout(stage) => {
            format!("the lifecycle stage {} took too long.", stage.name())
        }
    }
}
