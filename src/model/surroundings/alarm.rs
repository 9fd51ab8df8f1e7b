//! CloudWatch alarms: what they measure is theirs, ECS asks for their state.
//!
//! Source: CloudWatch API, `MetricAlarm.StateValue`.

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
