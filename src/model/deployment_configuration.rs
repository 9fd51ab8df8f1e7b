//! How a service changes from one revision to the next: `deploymentConfiguration`.
//!
//! Members that are not given are None, so that what is shown can tell them from given ones; the
//! methods know the defaults. Percentages of tasks stand at the service itself.
//! Source: ECS API, `DeploymentConfiguration`.

use super::lifecycle_hook::LifecycleHook;
use std::sync::Arc;

/// `deploymentConfiguration` without its two percentages of tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeploymentConfiguration {
    /// `deploymentCircuitBreaker`.
    pub breaker: Option<CircuitBreaker>,
    /// `alarms`.
    pub alarms: Option<DeploymentAlarms>,
    /// `strategy`.
    pub strategy: Option<Strategy>,
    /// `bakeTimeInMinutes`.
    pub bake_minutes: Option<u32>,
    /// `lifecycleHooks`.
    pub hooks: Option<Vec<LifecycleHook>>,
    /// `linearConfiguration`: the share of each step, and the minutes after it.
    pub linear: Option<Steps>,
    /// `canaryConfiguration`: the share of the first step, and the minutes after it.
    pub canary: Option<Steps>,
    /// `earlySuccessCriteria`.
    pub early_success: Option<EarlySuccess>,
}

/// Source: ECS API, `DeploymentStrategy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Tasks are replaced within the percentages.
    Rolling,
    /// All traffic moves at once to a second set of tasks.
    BlueGreen,
    /// Traffic moves in equal steps.
    Linear,
    /// A little of the traffic moves first, then all.
    Canary,
}

impl Strategy {
    /// All of them.
    pub const ALL: [Strategy; 4] = [
        Strategy::Rolling,
        Strategy::BlueGreen,
        Strategy::Linear,
        Strategy::Canary,
    ];

    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Strategy::Rolling => "ROLLING",
            Strategy::BlueGreen => "BLUE_GREEN",
            Strategy::Linear => "LINEAR",
            Strategy::Canary => "CANARY",
        }
    }
}

/// `deploymentCircuitBreaker`: gives a deployment up whose tasks fail.
/// Source: ECS API, `DeploymentCircuitBreaker`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CircuitBreaker {
    /// Whether it is on.
    pub enable: bool,
    /// Whether the last complete deployment comes back.
    pub rollback: bool,
    /// Whether a task that becomes healthy sets its count back to 0: so by default.
    pub reset_on_healthy_task: Option<bool>,
    /// How many failures are too many.
    pub threshold: Option<Threshold>,
}

/// `thresholdConfiguration`. Source: ECS API, `ThresholdConfiguration`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// How to read the value.
    pub kind: ThresholdKind,
    /// A count, or per cent of the desired count.
    pub value: u32,
}

/// Source: ECS API, `ThresholdType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThresholdKind {
    /// A number of failures.
    Count,
    /// A share of the desired count, between 3 and 200.
    BoundedPercent,
    /// A share of the desired count.
    UnboundedPercent,
}

impl ThresholdKind {
    /// All of them.
    pub const ALL: [ThresholdKind; 3] = [
        ThresholdKind::Count,
        ThresholdKind::BoundedPercent,
        ThresholdKind::UnboundedPercent,
    ];

    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            ThresholdKind::Count => "COUNT",
            ThresholdKind::BoundedPercent => "BOUNDED_PERCENT",
            ThresholdKind::UnboundedPercent => "UNBOUNDED_PERCENT",
        }
    }
}

/// The least and the greatest bounded threshold.
/// Source: Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures".
const BOUNDS: (u32, u32) = (3, 200);

impl Threshold {
    /// What holds unless something is given. Source: ECS API, `ThresholdConfiguration`.
    const DEFAULT: Threshold = Threshold {
        kind: ThresholdKind::BoundedPercent,
        value: 50,
    };

    /// How many failures end a deployment of so many tasks. Assumption: at least one.
    pub fn failures(self, desired: u32) -> u32 {
        let share = u64::from(self.value) * u64::from(desired);
        let share = u32::try_from(share.div_ceil(100)).unwrap_or(u32::MAX);
        match self.kind {
            ThresholdKind::Count => self.value.max(1),
            ThresholdKind::BoundedPercent => share.clamp(BOUNDS.0, BOUNDS.1),
            ThresholdKind::UnboundedPercent => share.max(1),
        }
    }
}

/// `alarms`: CloudWatch alarms that give a deployment up. Source: ECS API, `DeploymentAlarms`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeploymentAlarms {
    /// `alarmNames`.
    pub names: Vec<Arc<str>>,
    /// Whether they are looked at.
    pub enable: bool,
    /// Whether the last complete deployment comes back.
    pub rollback: bool,
}

/// Steps in which traffic moves. Source: ECS API, `LinearConfiguration`, `CanaryConfiguration`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The share of the traffic in thousandths (tenths of a per cent).
    pub permille: Option<u16>,
    /// How long the new tasks serve that share before more comes, in minutes.
    pub bake_minutes: Option<u32>,
}

/// `earlySuccessCriteria`. Source: ECS API, `DeploymentEarlySuccessCriteria`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarlySuccess {
    /// Whether they hold.
    pub enable: bool,
    /// Per cent of the desired count that must be healthy.
    pub healthy_percent: Option<u32>,
    /// Whether the older tasks must be gone before it is a success.
    pub cleanup: Option<Cleanup>,
}

/// Source: ECS API, `ServiceRevisionCleanup`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleanup {
    /// Older tasks go first.
    Blocking,
    /// Older tasks go afterwards.
    Deferred,
}

impl Cleanup {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Cleanup::Blocking => "BLOCKING",
            Cleanup::Deferred => "DEFERRED",
        }
    }
}

impl DeploymentConfiguration {
    /// The strategy; ROLLING by default.
    pub fn strategy(&self) -> Strategy {
        self.strategy.unwrap_or(Strategy::Rolling)
    }

    /// The circuit breaker, if it is on.
    pub fn breaker_on(&self) -> Option<&CircuitBreaker> {
        self.breaker.as_ref().filter(|breaker| breaker.enable)
    }

    /// The alarms, if they are looked at.
    pub fn alarms_on(&self) -> Option<&DeploymentAlarms> {
        self.alarms.as_ref().filter(|alarms| alarms.enable)
    }

    /// How many failures end a deployment of so many tasks.
    pub fn threshold(&self, desired: u32) -> u32 {
        let given = self.breaker.as_ref().and_then(|breaker| breaker.threshold);
        given.unwrap_or(Threshold::DEFAULT).failures(desired)
    }

    /// The early success criteria, if they hold.
    pub fn early_success_on(&self) -> Option<EarlySuccess> {
        self.early_success.filter(|criteria| criteria.enable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_those_of_the_guide() {
        let half = Threshold::DEFAULT;
        for (desired, failures) in [(1, 3), (25, 13), (400, 200), (800, 200)] {
            assert_eq!(half.failures(desired), failures, "{desired}");
        }
        let of = |kind, value| Threshold { kind, value };
        assert_eq!(of(ThresholdKind::Count, 2).failures(100), 2);
        assert_eq!(of(ThresholdKind::UnboundedPercent, 10).failures(4), 1);
        assert_eq!(of(ThresholdKind::UnboundedPercent, 100).failures(400), 400);
        assert_eq!(of(ThresholdKind::UnboundedPercent, 50).failures(0), 1);
        assert_eq!(of(ThresholdKind::BoundedPercent, 100).failures(10), 10);
    }
}
