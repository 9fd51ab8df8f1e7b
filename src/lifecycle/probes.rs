//! Health checks without a timer per probe: what probes find changes seldom, so the moment at
//! which they will have decided is worked out once, and again when what they find changes.

use crate::model::container::{Container, Health, Probing};
use crate::model::surroundings::target_group::{TargetGroup, TargetHealthCheck};
use crate::model::target::{Target, TargetState};
use crate::model::task_definition::HealthCheck;
use crate::model::workload::Workload;
use crate::sim::{SimTime, Span};

/// When the `nth` probe (from 1) at or after `since` is sent. Probes come at whole intervals after
/// `start`, the first one interval after it.
/// Assumption: a probe takes no time, neither to pass nor to fail.
fn nth_probe(start: SimTime, interval: Span, since: SimTime, nth: u32) -> SimTime {
    let interval = interval.0.max(1);
    let first = since.since(start).0.div_ceil(interval).max(1);
    SimTime(start.0 + (first + u64::from(nth.max(1)) - 1) * interval)
}

/// The state that the checks of a container lead to if nothing changes, and when;
/// `SimTime::NEVER` if it stays as it is.
/// Source: ECS API, `HealthCheck`: failures within the start period do not count, unless a probe
/// has passed before.
pub fn container_verdict(container: &Container, check: &HealthCheck) -> (Health, SimTime) {
    let Some(started) = container.started_at else {
        return (Health::Unknown, SimTime::NEVER);
    };
    let Probing { passes, since } = container.probing;
    let at = |since, nth| nth_probe(started, check.interval, since, nth);
    match (passes, container.health) {
        (true, Health::Healthy) | (false, Health::Unhealthy) => (container.health, SimTime::NEVER),
        (true, Health::Unknown | Health::Unhealthy) => (Health::Healthy, at(since, 1)),
        (false, Health::Healthy) => (Health::Unhealthy, at(since, check.retries)),
        (false, Health::Unknown) => {
            let counted = since.max(started + check.start_period);
            (Health::Unhealthy, at(counted, check.retries))
        }
    }
}

/// The state that a target comes to if nothing changes, and when; `SimTime::NEVER` if it stays.
/// Source: Elastic Load Balancing, "Health checks for target groups": the first probe that passes
/// makes a new target healthy.
pub fn target_verdict(target: &Target, group: &TargetGroup) -> (TargetState, SimTime) {
    let Probing { passes, since } = target.probing;
    let TargetHealthCheck {
        interval,
        timeout: _,
        healthy_threshold,
        unhealthy_threshold,
    } = group.health_check;
    let at = |nth| nth_probe(target.registered_at, interval, since, nth);
    match (target.state, passes) {
        (TargetState::Initial, true) => (TargetState::Healthy, at(1)),
        (TargetState::Unhealthy, true) => (TargetState::Healthy, at(healthy_threshold)),
        (TargetState::Initial | TargetState::Healthy, false) => {
            (TargetState::Unhealthy, at(unhealthy_threshold))
        }
        (TargetState::Draining, _) => {
            let drained = target.since + group.deregistration_delay;
            (TargetState::Unused, drained)
        }
        (TargetState::Healthy, true)
        | (TargetState::Unhealthy, false)
        | (TargetState::Unused, _) => (target.state, SimTime::NEVER),
    }
}

/// Whether an application that started then passes health checks, and until when that holds.
pub fn is_well(workload: &Workload, started: SimTime, now: SimTime) -> (bool, SimTime) {
    let well_from = started + workload.healthy_after;
    let ill_from = workload
        .unhealthy_after
        .map_or(SimTime::NEVER, |span| started + span);
    if now < well_from {
        (false, well_from)
    } else if now < ill_from {
        (true, ill_from)
    } else {
        (false, SimTime::NEVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_come_at_whole_intervals() {
        let nth = |since, nth| {
            let (start, interval) = (SimTime(1_000), Span::seconds(30));
            nth_probe(start, interval, SimTime(since), nth).0
        };
        assert_eq!(nth(1_000, 1), 31_000);
        assert_eq!(nth(31_000, 1), 31_000);
        assert_eq!(nth(31_001, 1), 61_000);
        assert_eq!(nth(31_001, 3), 121_000);
    }
}
