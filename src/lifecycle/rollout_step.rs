//! What happens to a deployment between its start and its end, as the journal keeps it.

use crate::model::service_deployment::{HookStatus, Weights};
use crate::model::{DeploymentId, Stage};
use std::fmt;

/// A step of a deployment.
#[derive(Clone, Debug, PartialEq)]
pub enum RolloutStep {
    /// It failed or was stopped: it launches nothing any more.
    Failed,
    /// It is the newest again, since the one that came after it failed.
    CameBack {
        /// The deployment that failed.
        from: DeploymentId,
    },
    /// It shifts traffic, and entered a stage or moved traffic.
    Stage(Stage, Weights),
    /// The how-manieth hook that it called, and how that stands.
    Hook(u32, HookStatus),
}

/// The end of a line of journal text.
impl fmt::Display for RolloutStep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RolloutStep::Failed => write!(out, "failed"),
            RolloutStep::CameBack { from } => write!(out, "comes back after {}", from.0),
            RolloutStep::Stage(stage, Weights { test, production }) => write!(
                out,
                "{} with {production}‰ of production, {test}‰ of test traffic",
                stage.name()
            ),
            RolloutStep::Hook(number, status) => write!(out, "hook {number} {}", status.name()),
        }
    }
}
