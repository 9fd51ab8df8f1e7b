//! Task sets: parts of a service that somebody outside of the scheduler rolls out.
//!
//! Source: Developer Guide, "Deploy Amazon ECS services using a third-party controller"; ECS API,
//! `TaskSet`, `Scale`, `DeploymentController`.

use super::task::KnownRequest;
use crate::sim::SimTime;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// Who replaces the tasks of a service. Source: ECS API, `DeploymentControllerType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Controller {
    /// The scheduler, by deployments.
    #[default]
    Ecs,
    /// AWS CodeDeploy, by task sets.
    CodeDeploy,
    /// Somebody else, by task sets.
    External,
}

impl Controller {
    /// All of them.
    pub const ALL: [Controller; 3] = [
        Controller::Ecs,
        Controller::CodeDeploy,
        Controller::External,
    ];

    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Controller::Ecs => "ECS",
            Controller::CodeDeploy => "CODE_DEPLOY",
            Controller::External => "EXTERNAL",
        }
    }

    /// Whether services with it consist of task sets.
    pub fn has_task_sets(self) -> bool {
        match self {
            Controller::Ecs => false,
            Controller::CodeDeploy | Controller::External => true,
        }
    }
}

/// The share of a service's desired count that a task set runs.
///
/// Kept in millionths of a per cent. Assumption: finer fractions are cut off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale(u32);

impl Scale {
    /// All of it: 100 %.
    pub const WHOLE: Scale = Scale(100_000_000);

    /// From millionths of a per cent; None above 100 %.
    pub fn of_millionths(millionths: u64) -> Option<Scale> {
        let millionths = u32::try_from(millionths).ok()?;
        (millionths <= Scale::WHOLE.0).then_some(Scale(millionths))
    }

    /// In millionths of a per cent.
    pub fn millionths(self) -> u32 {
        self.0
    }

    /// How many tasks that is, rounded up. Source: ECS API, `TaskSet.computedDesiredCount`.
    pub fn tasks(self, desired: u32) -> u32 {
        let share = u64::from(desired) * u64::from(self.0);
        u32::try_from(share.div_ceil(u64::from(Scale::WHOLE.0))).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1_000_000, self.0 % 1_000_000);
        let fraction = format!(".{rest:06}");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        write!(out, "{whole}{fraction} %")
    }
}

/// Source: ECS API, `StabilityStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stability {
    /// All its tasks run, healthy and where they can stay.
    Steady,
    /// Not so.
    Stabilizing,
}

impl Stability {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Stability::Steady => "STEADY_STATE",
            Stability::Stabilizing => "STABILIZING",
        }
    }
}

/// What a task set has that a deployment of the scheduler has not.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskSet {
    /// Its share of the service.
    pub scale: Scale,
    /// `externalId`.
    pub external_id: Option<Arc<str>>,
    /// `startedBy`: who created it, if that was CodeDeploy.
    pub started_by: Option<Arc<str>>,
    /// `serviceRegistries`, a JSON array that is shown again.
    pub registries: Arc<Value>,
    /// Tags, a JSON array.
    pub tags: Arc<Value>,
    /// How it stands.
    pub stability: Stability,
    /// Since when.
    pub stability_at: SimTime,
    /// The request that created it, if that had a token.
    pub request: Option<Arc<KnownRequest>>,
}

impl TaskSet {
    /// A task set that nobody knows of outside.
    pub fn new(scale: Scale, registries: Arc<Value>, now: SimTime) -> TaskSet {
        TaskSet {
            scale,
            external_id: None,
            started_by: None,
            registries,
            tags: Arc::new(Value::Array(Vec::new())),
            stability: Stability::Stabilizing,
            stability_at: now,
            request: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_up_to_whole_tasks() {
        let percent = |hundredths: u64| Scale::of_millionths(hundredths * 10_000);
        for (hundredths, desired, tasks) in [
            (10_000, 7, 7),
            (5_000, 2, 1),
            (2_000, 6, 2),
            (1, 1, 1),
            (0, 9, 0),
            (3_334, 3, 2),
            (10_000, 5_000, 5_000),
        ] {
            let scale = percent(hundredths).unwrap();
            assert_eq!(scale.tasks(desired), tasks, "{hundredths} of {desired}");
        }
        assert_eq!(percent(10_001), None);
    }
}
