//! The stages of a deployment that shifts traffic, and what may be asked at them.

use crate::sim::Span;
use std::sync::Arc;

/// A stage of a deployment that shifts traffic, in their order.
/// Source: ECS API, `ServiceDeploymentLifecycleStage`, `DeploymentLifecycleHookStage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// More than one revision has tasks: all but one go.
    ReconcileService,
    /// The new tasks have not been started.
    PreScaleUp,
    /// The new tasks are started.
    ScaleUp,
    /// All new tasks are there.
    PostScaleUp,
    /// Test traffic moves to the new tasks.
    TestTrafficShift,
    /// The new tasks have all test traffic.
    PostTestTrafficShift,
    /// Before each step of production traffic.
    PreProductionTrafficShift,
    /// Production traffic moves, or is given time after a step.
    ProductionTrafficShift,
    /// The new tasks have all production traffic.
    PostProductionTrafficShift,
    /// Both sets of tasks stand side by side.
    BakeTime,
    /// The old tasks are stopped.
    CleanUp,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Stage; 11] = [
        Stage::ReconcileService,
        Stage::PreScaleUp,
        Stage::ScaleUp,
        Stage::PostScaleUp,
        Stage::TestTrafficShift,
        Stage::PostTestTrafficShift,
        Stage::PreProductionTrafficShift,
        Stage::ProductionTrafficShift,
        Stage::PostProductionTrafficShift,
        Stage::BakeTime,
        Stage::CleanUp,
    ];

    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Stage::ReconcileService => "RECONCILE_SERVICE",
            Stage::PreScaleUp => "PRE_SCALE_UP",
            Stage::ScaleUp => "SCALE_UP",
            Stage::PostScaleUp => "POST_SCALE_UP",
            Stage::TestTrafficShift => "TEST_TRAFFIC_SHIFT",
            Stage::PostTestTrafficShift => "POST_TEST_TRAFFIC_SHIFT",
            Stage::PreProductionTrafficShift => "PRE_PRODUCTION_TRAFFIC_SHIFT",
            Stage::ProductionTrafficShift => "PRODUCTION_TRAFFIC_SHIFT",
            Stage::PostProductionTrafficShift => "POST_PRODUCTION_TRAFFIC_SHIFT",
            Stage::BakeTime => "BAKE_TIME",
            Stage::CleanUp => "CLEAN_UP",
        }
    }
}

/// One of `lifecycleHooks`. Source: ECS API, `DeploymentLifecycleHook`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifecycleHook {
    /// `targetType` as it was given; a function unless it says PAUSE.
    pub target_type: Option<HookTarget>,
    /// `hookTargetArn`: the function.
    pub target_arn: Option<Arc<str>>,
    /// `roleArn`.
    pub role_arn: Option<Arc<str>>,
    /// `lifecycleStages`.
    pub stages: Vec<Stage>,
    /// `hookDetails`, a JSON text.
    pub details: Option<Arc<str>>,
    /// `timeoutConfiguration`.
    pub timeout: Option<HookTimeout>,
}

/// Source: ECS API, `DeploymentLifecycleHookTargetType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookTarget {
    /// A Lambda function is called.
    Lambda,
    /// Somebody has to say that it may go on.
    Pause,
}

impl HookTarget {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            HookTarget::Lambda => "AWS_LAMBDA",
            HookTarget::Pause => "PAUSE",
        }
    }
}

/// Source: ECS API, `DeploymentLifecycleHookTimeoutConfiguration`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HookTimeout {
    /// `timeoutInMinutes`.
    pub minutes: Option<u32>,
    /// `action`.
    pub action: Option<HookAction>,
}

/// Source: ECS API, `DeploymentLifecycleHookAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookAction {
    /// The deployment goes on.
    Continue,
    /// The deployment is rolled back.
    Rollback,
}

impl HookAction {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            HookAction::Continue => "CONTINUE",
            HookAction::Rollback => "ROLLBACK",
        }
    }
}

impl LifecycleHook {
    /// What it calls.
    pub fn target(&self) -> HookTarget {
        self.target_type.unwrap_or(HookTarget::Lambda)
    }

    /// How long it may take. Source: ECS API, `DeploymentLifecycleHookTimeoutConfiguration`.
    pub fn timeout(&self) -> Span {
        let minutes = self.timeout.and_then(|timeout| timeout.minutes);
        Span::minutes(u64::from(minutes.unwrap_or(1_440)))
    }

    /// What happens when it takes longer. Source: as above.
    pub fn on_timeout(&self) -> HookAction {
        let action = self.timeout.and_then(|timeout| timeout.action);
        action.unwrap_or(HookAction::Rollback)
    }
}
