//! CloudWatch alarms: ECS asks for their state. What they look at is measured here where it is a
//! metric of a service; of other metrics there is no data.
//!
//! Source: CloudWatch API, `MetricAlarm`.

use crate::model::ServiceId;
use crate::model::scaling::Watch;
use crate::sim::SimTime;
use serde_json::Value;
use std::sync::Arc;

/// The state of an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlarmState {
    /// All is well.
    Ok,
    /// The alarm is on.
    Alarm,
    /// Nobody can tell.
    InsufficientData,
}

impl AlarmState {
    /// All of them.
    pub const ALL: [AlarmState; 3] = [
        AlarmState::Ok,
        AlarmState::Alarm,
        AlarmState::InsufficientData,
    ];

    /// The name that CloudWatch uses.
    pub fn name(self) -> &'static str {
        match self {
            AlarmState::Ok => "OK",
            AlarmState::Alarm => "ALARM",
            AlarmState::InsufficientData => "INSUFFICIENT_DATA",
        }
    }
}

/// An alarm that was put with its metric. Its state is with those of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricAlarm {
    /// The members of PutMetricAlarm, as they came.
    pub given: Value,
    /// What it looks at, and of which service; None where no data comes.
    pub watches: Option<(ServiceId, Watch)>,
    /// When it was put.
    pub put_at: SimTime,
    /// When its state last changed.
    pub changed_at: SimTime,
    /// Why it has its state: `StateReason`.
    pub reason: Arc<str>,
}
