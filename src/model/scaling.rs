//! How the desired count of a service follows what is measured of it.
//!
//! Source: Application Auto Scaling API, `ScalableTarget`, `ScalingPolicy`, `ScheduledAction`.
//! Fractions are kept in thousandths.

use super::schedule::expression::Expression;
use super::schedule::zone::Zone;
use crate::sim::{SimTime, Span};
use std::collections::VecDeque;
use std::sync::Arc;

/// What a policy looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Average CPU utilization, in percent.
    Cpu,
    /// Average memory utilization, in percent.
    Memory,
    /// Requests per target and minute.
    RequestsPerTarget,
}

impl Metric {
    /// All of them.
    pub const ALL: [Metric; 3] = [Metric::Cpu, Metric::Memory, Metric::RequestsPerTarget];

    /// The name as a predefined metric. Source: Application Auto Scaling API, `MetricType`.
    pub fn predefined(self) -> &'static str {
        match self {
            Metric::Cpu => "ECSServiceAverageCPUUtilization",
            Metric::Memory => "ECSServiceAverageMemoryUtilization",
            Metric::RequestsPerTarget => "ALBRequestCountPerTarget",
        }
    }

    /// The name in CloudWatch. Source: Developer Guide, "Amazon ECS CloudWatch metrics"; Elastic
    /// Load Balancing, "CloudWatch metrics for your Application Load Balancer".
    pub fn name(self) -> &'static str {
        match self {
            Metric::Cpu => "CPUUtilization",
            Metric::Memory => "MemoryUtilization",
            Metric::RequestsPerTarget => "RequestCountPerTarget",
        }
    }
}

/// How an alarm compares. Source: CloudWatch API, `ComparisonOperator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `GreaterThanThreshold`
    Above,
    /// `GreaterThanOrEqualToThreshold`
    AtLeast,
    /// `LessThanThreshold`
    Below,
    /// `LessThanOrEqualToThreshold`
    AtMost,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Comparison; 4] = [
        Comparison::Above,
        Comparison::AtLeast,
        Comparison::Below,
        Comparison::AtMost,
    ];

    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Comparison::Above => "GreaterThanThreshold",
            Comparison::AtLeast => "GreaterThanOrEqualToThreshold",
            Comparison::Below => "LessThanThreshold",
            Comparison::AtMost => "LessThanOrEqualToThreshold",
        }
    }

    /// Whether a value breaches the threshold.
    pub fn breaches(self, value: i64, threshold: i64) -> bool {
        match self {
            Comparison::Above => value > threshold,
            Comparison::AtLeast => value >= threshold,
            Comparison::Below => value < threshold,
            Comparison::AtMost => value <= threshold,
        }
    }
}

/// How a step changes the capacity. Source: Application Auto Scaling API, `AdjustmentType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// By so many tasks.
    Change,
    /// By so many percent of the tasks, at least by this many where it is not 0.
    Percent {
        /// `MinAdjustmentMagnitude`.
        at_least: u32,
    },
    /// To so many tasks.
    Exact,
}

/// A step. Bounds are distances from the alarm's threshold, in thousandths; None for no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// `MetricIntervalLowerBound`.
    pub lower_milli: Option<i64>,
    /// `MetricIntervalUpperBound`.
    pub upper_milli: Option<i64>,
    /// `ScalingAdjustment`.
    pub adjustment: i32,
}

/// What an alarm looks at, and how: one that triggers step policies, or whose state a deployment
/// asks for. Source: CloudWatch API, `MetricAlarm`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Its name.
    pub name: Arc<str>,
    /// What it looks at.
    pub metric: Metric,
    /// How it compares.
    pub comparison: Comparison,
    /// Its threshold, in thousandths.
    pub threshold_milli: i64,
    /// `Period`, in minutes: the mean of so many datapoints is one of its own.
    pub minutes: u32,
    /// `EvaluationPeriods`: how many periods it looks at.
    pub periods: u32,
    /// `DatapointsToAlarm`: how many of them must breach the threshold.
    pub breaching: u32,
}

/// What a policy does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// `TargetTrackingScaling`
    Tracking {
        /// What shall stay at the target.
        metric: Metric,
        /// The target, in thousandths.
        target_milli: i64,
        /// `ScaleOutCooldown`.
        out_cooldown: Span,
        /// `ScaleInCooldown`.
        in_cooldown: Span,
        /// Whether it may scale in.
        scales_in: bool,
    },
    /// `StepScaling`
    Steps {
        /// What triggers it: the alarms that name it among their actions.
        alarms: Vec<Watch>,
        /// How its steps count.
        adjustment: Adjustment,
        /// The steps.
        steps: Vec<Step>,
        /// `Cooldown`.
        cooldown: Span,
    },
}

/// A scaling policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: Arc<str>,
    /// The how-manieth of the run it is; ids are rendered from it.
    pub number: u32,
    /// What it does.
    pub kind: PolicyKind,
    /// When it was put for the first time.
    pub created_at: SimTime,
}

/// New bounds at a time. Source: Application Auto Scaling API, `ScheduledAction`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledAction {
    /// Its name.
    pub name: Arc<str>,
    /// When it comes.
    pub expression: Expression,
    /// The same as written.
    pub text: Arc<str>,
    /// `Timezone`, the zone whose clock it goes by; empty where it was not given.
    pub zone: Arc<str>,
    /// That clock.
    pub clock: Zone,
    /// When it was put: a rate counts from then on.
    pub since: SimTime,
    /// The next time; None when it is over.
    pub next: Option<SimTime>,
    /// The new `MinCapacity`, if it changes.
    pub min: Option<u32>,
    /// The new `MaxCapacity`, if it changes.
    pub max: Option<u32>,
    /// When it was put for the first time.
    pub created_at: SimTime,
}

/// What is suspended. Source: Application Auto Scaling API, `SuspendedState`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suspended {
    /// `DynamicScalingInSuspended`
    pub scale_in: bool,
    /// `DynamicScalingOutSuspended`
    pub scale_out: bool,
    /// `ScheduledScalingSuspended`
    pub scheduled: bool,
}

/// A change of the desired count that scaling has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// When.
    pub at: SimTime,
    /// The new desired count.
    pub desired: u32,
    /// Why.
    pub cause: Cause,
}

/// Why scaling changes the desired count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An alarm triggered a policy: the names of both.
    Alarm(Arc<str>, Arc<str>),
    /// The desired count was outside of the bounds.
    Bounds,
    /// A scheduled action, by its name.
    Scheduled(Arc<str>),
}

/// The last time that the desired count went up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaledOut {
    /// When.
    pub at: SimTime,
    /// The cooldown of what did it.
    pub cooldown: Span,
    /// How many tasks ran before.
    pub before: u32,
}

impl ScaledOut {
    /// Whether its cooldown is still going on.
    pub fn cools(&self, now: SimTime) -> bool {
        now < self.at + self.cooldown
    }
}

/// The scalable target of a service with its policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaling {
    /// `MinCapacity`.
    pub min: u32,
    /// `MaxCapacity`.
    pub max: u32,
    /// What is suspended.
    pub suspended: Suspended,
    /// Its policies, in the order in which they were put.
    pub policies: Vec<Policy>,
    /// Its scheduled actions.
    pub scheduled: Vec<ScheduledAction>,
    /// How it last scaled out.
    pub last_out: Option<ScaledOut>,
    /// When it last scaled in, and the cooldown of what did it.
    pub last_in: Option<(SimTime, Span)>,
    /// What it has done, newest first.
    pub activities: VecDeque<Activity>,
    /// When it was registered.
    pub created_at: SimTime,
}
