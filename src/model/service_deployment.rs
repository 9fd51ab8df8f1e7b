//! The record of one change of a service: from which revisions to which, how far, how it ended.
//!
//! One is made for every deployment that somebody asks for; a rollback belongs to the record of
//! the deployment that failed. Source: ECS API, `ServiceDeployment`, `ServiceRevision`; Developer
//! Guide, "View service history using Amazon ECS service deployments".

use super::service::Revision;
use super::{DeploymentConfiguration, DeploymentId, ServiceDeploymentId, ServiceId, Stage};
use crate::sim::SimTime;
use std::sync::Arc;

/// Source: ECS API, `ServiceDeploymentStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceDeploymentStatus {
    /// The scheduler has not looked at it.
    Pending,
    /// Tasks are being replaced.
    InProgress,
    /// It is complete.
    Successful,
    /// A newer one has been asked for, or somebody had it stopped.
    StopRequested,
    /// It was stopped.
    Stopped,
    /// Somebody asked for the revision before.
    RollbackRequested,
    /// The revision before comes back.
    RollbackInProgress,
    /// The revision before is back.
    RollbackSuccessful,
    /// The revision before could not come back either.
    RollbackFailed,
}

impl ServiceDeploymentStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            ServiceDeploymentStatus::Pending => "PENDING",
            ServiceDeploymentStatus::InProgress => "IN_PROGRESS",
            ServiceDeploymentStatus::Successful => "SUCCESSFUL",
            ServiceDeploymentStatus::StopRequested => "STOP_REQUESTED",
            ServiceDeploymentStatus::Stopped => "STOPPED",
            ServiceDeploymentStatus::RollbackRequested => "ROLLBACK_REQUESTED",
            ServiceDeploymentStatus::RollbackInProgress => "ROLLBACK_IN_PROGRESS",
            ServiceDeploymentStatus::RollbackSuccessful => "ROLLBACK_SUCCESSFUL",
            ServiceDeploymentStatus::RollbackFailed => "ROLLBACK_FAILED",
        }
    }

    /// Whether nothing changes it any more.
    pub fn is_over(self) -> bool {
        match self {
            ServiceDeploymentStatus::Pending
            | ServiceDeploymentStatus::InProgress
            | ServiceDeploymentStatus::StopRequested
            | ServiceDeploymentStatus::RollbackRequested
            | ServiceDeploymentStatus::RollbackInProgress => false,
            ServiceDeploymentStatus::Successful
            | ServiceDeploymentStatus::Stopped
            | ServiceDeploymentStatus::RollbackSuccessful
            | ServiceDeploymentStatus::RollbackFailed => true,
        }
    }
}

/// Who found that a deployment fails, or ended it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detector {
    /// The circuit breaker.
    Breaker,
    /// CloudWatch alarms, by name.
    Alarms(Arc<[Arc<str>]>),
    /// StopServiceDeployment, or ContinueServiceDeployment with ROLLBACK.
    Request,
    /// A hook, or its time, at this stage; a sentence on what happened.
    Hooks(Stage, Arc<str>),
    /// A stage took too long.
    StageTimeout(Stage),
}

/// The way back. Source: ECS API, `Rollback`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollback {
    /// Who caused it.
    pub cause: Detector,
    /// When it began.
    pub started_at: SimTime,
    /// The deployment that came back, under its old id.
    pub to: DeploymentId,
    /// Failures of its tasks since, that the circuit breaker counts.
    pub failures: u32,
}

/// How far the traffic has moved to the new tasks, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// Test traffic.
    pub test: u16,
    /// Production traffic.
    pub production: u16,
}

/// A hook that has been called at the present stage.
#[derive(Clone, Debug, PartialEq)]
pub struct HookRun {
    /// Its place among the configured hooks.
    pub hook: usize,
    /// The how-manieth hook of this deployment that was called: its id comes from it.
    pub number: u32,
    /// How it stands.
    pub status: HookStatus,
    /// When it was first called.
    pub since: SimTime,
    /// When it is called again that said IN_PROGRESS; `NEVER` for others.
    pub call_at: SimTime,
    /// When its time is up.
    pub expires_at: SimTime,
}

/// Source: ECS API, `DeploymentLifecycleHookStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookStatus {
    /// A PAUSE waits for ContinueServiceDeployment.
    AwaitingAction,
    /// A function has not come to an end.
    InProgress,
    /// The deployment may go on.
    Succeeded,
    /// The deployment must not go on.
    Failed,
    /// Its time is up.
    TimedOut,
}

impl HookStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            HookStatus::AwaitingAction => "AWAITING_ACTION",
            HookStatus::InProgress => "IN_PROGRESS",
            HookStatus::Succeeded => "SUCCEEDED",
            HookStatus::Failed => "FAILED",
            HookStatus::TimedOut => "TIMED_OUT",
        }
    }
}

/// Where a deployment stands that shifts traffic.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Its stage.
    pub stage: Stage,
    /// Since when.
    pub since: SimTime,
    /// The traffic of the new tasks.
    pub weights: Weights,
    /// When production traffic last moved.
    pub moved_at: SimTime,
    /// The hooks called at this stage.
    pub hooks: Vec<HookRun>,
    /// Hooks ever called.
    pub hooks_called: u32,
}

/// A record of one change of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceDeployment {
    /// Its id.
    pub id: ServiceDeploymentId,
    /// The service.
    pub service: ServiceId,
    /// The record of the service's change before this one.
    pub before: Option<ServiceDeploymentId>,
    /// The deployment that it is about; its service revision has the same number.
    pub target: DeploymentId,
    /// The deployments that were listed when it was asked for; the first has the traffic.
    pub sources: Vec<DeploymentId>,
    /// What the target runs.
    pub revision: Arc<Revision>,
    /// The members of the service that belong to the revision and are echoed: (member, JSON text).
    pub extras: Arc<Vec<(Arc<str>, Arc<str>)>>,
    /// The configuration when it was asked for.
    pub configuration: Arc<DeploymentConfiguration>,
    /// `minimumHealthyPercent` and `maximumPercent` then.
    pub percentages: (u32, u32),
    /// How it stands.
    pub status: ServiceDeploymentStatus,
    /// When it was asked for.
    pub created_at: SimTime,
    /// When the scheduler took it up.
    pub started_at: Option<SimTime>,
    /// When it succeeded or its rollback ended.
    pub finished_at: Option<SimTime>,
    /// When it was stopped.
    pub stopped_at: Option<SimTime>,
    /// When it last changed.
    pub updated_at: SimTime,
    /// Whether the target is COMPLETED, so that a rollback may lead to it.
    pub completed: bool,
    /// Who ended it before it was complete.
    pub failed_by: Option<Detector>,
    /// The way back, once it is taken.
    pub rollback: Option<Rollback>,
    /// Failures that the circuit breaker counts.
    pub failures: u32,
    /// When the last of them happened.
    pub failed_at: SimTime,
    /// Whether an alarm was on when it began, so that none is looked at.
    pub ignores_alarms: bool,
    /// Since when all its tasks are there and the older ones are not.
    pub bake_since: Option<SimTime>,
    /// Where it stands if it shifts traffic.
    pub shift: Option<Shift>,
}

impl ServiceDeployment {
    /// What a deployment has of the traffic: the target what has moved, the source the rest.
    pub fn weights_of(&self, id: DeploymentId) -> Weights {
        let moved = self.shift.as_ref().map(|shift| shift.weights);
        let moved = moved.unwrap_or_default();
        if id == self.target {
            return moved;
        }
        match self.sources.first() == Some(&id) {
            true => Weights {
                test: 1_000 - moved.test,
                production: 1_000 - moved.production,
            },
            false => Weights::default(),
        }
    }
}
