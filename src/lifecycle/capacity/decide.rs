//! What ECS does with an Auto Scaling group that it sizes: one decision from one measurement.
//!
//! Source: Amazon ECS Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto
//! scaling" and "Amazon ECS managed scaling behavior"; ECS API, `ManagedScaling`.

use crate::model::reservation::Reading;
use crate::sim::{SimTime, Span};
use std::cmp::Ordering;

/// From one measurement to the next. Source: Developer Guide, as above: each minute.
pub const PERIOD: Span = Span::minutes(1);

/// So many measurements in a row must lie below the target. Source: Developer Guide, as above.
const MEASUREMENTS_BELOW: u64 = 15;

/// What an empty group grows to. Source: Developer Guide, "Amazon ECS managed scaling behavior".
/// Assumption: whatever the target is.
const FROM_ZERO: u32 = 2;

/// What the decision is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The present moment.
    pub now: SimTime,
    /// What was measured.
    pub reading: Reading,
    /// `targetCapacity`, in percent.
    pub target_percent: u32,
    /// The group's `DesiredCapacity`.
    pub desired: u32,
    /// The group's `MinSize`.
    pub least: u32,
    /// The group's `MaxSize`.
    pub most: u32,
    /// Until when an instance of the group is within its `instanceWarmupPeriod`.
    pub warm_at: SimTime,
    /// Since when the metric lies below the target without a break.
    pub below_since: Option<SimTime>,
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The group has, or will have, what is needed.
    Stay,
    /// More is needed, and the group shall grow to this desired capacity.
    ScaleOut(u32),
    /// More is needed: this desired capacity, after this moment, when no instance warms up.
    WarmUp(u32, SimTime),
    /// More is needed: this desired capacity, which the group may not have.
    AtMaximum(u32),
    /// Less is needed: this desired capacity, if that is still so at this moment.
    CountDown(u32, SimTime),
    /// Less is needed, and the group shall shrink to this desired capacity.
    ScaleIn(u32),
}

/// Decides.
pub fn decide(look: &Look) -> Decision {
    match look.reading.against(look.target_percent) {
        Ordering::Greater => scale_out(look),
        Ordering::Less => scale_in(look),
        Ordering::Equal => Decision::Stay,
    }
}

/// One measurement above the target is enough.
fn scale_out(look: &Look) -> Decision {
    let wanted = match look.reading.running {
        0 if look.reading.needed == 0 => 0,
        0 => FROM_ZERO,
        _ => look.reading.instances_at(look.target_percent),
    };
    let to = wanted.min(look.most);
    if wanted <= look.desired {
        Decision::Stay
    } else if to <= look.desired {
        Decision::AtMaximum(wanted)
    } else if look.warm_at > look.now {
        Decision::WarmUp(to, look.warm_at)
    } else {
        Decision::ScaleOut(to)
    }
}

/// Assumption: at most half of the group goes in one minute, rounded up.
fn scale_in(look: &Look) -> Decision {
    let wanted = look.reading.instances_at(look.target_percent);
    let to = wanted.max(look.least);
    if to >= look.desired {
        return Decision::Stay;
    }
    let since = look.below_since.unwrap_or(look.now);
    let due = since + Span((MEASUREMENTS_BELOW - 1) * PERIOD.0);
    if due > look.now {
        Decision::CountDown(to, due)
    } else {
        Decision::ScaleIn(to.max(look.desired / 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(needed: u32, running: u32) -> Look {
        Look {
            now: SimTime(3_600_000),
            reading: Reading { running, needed },
            target_percent: 100,
            desired: running,
            least: 0,
            most: 100,
            warm_at: SimTime::START,
            below_since: None,
        }
    }

    fn below(needed: u32, running: u32) -> Look {
        Look {
            below_since: Some(SimTime(3_600_000 - 14 * 60_000)),
            ..look(needed, running)
        }
    }

    #[test]
    fn grows_at_once_to_what_brings_the_metric_to_its_target() {
        assert_eq!(decide(&look(4, 3)), Decision::ScaleOut(4));
        assert_eq!(decide(&look(1, 0)), Decision::ScaleOut(2));
        assert_eq!(decide(&look(3, 3)), Decision::Stay);
        assert_eq!(decide(&look(0, 0)), Decision::Stay);
        let spare = Look {
            target_percent: 50,
            ..look(3, 3)
        };
        assert_eq!(decide(&spare), Decision::ScaleOut(6));
        let empty = Look {
            target_percent: 50,
            ..look(0, 0)
        };
        assert_eq!(decide(&empty), Decision::Stay);
    }

    #[test]
    fn stays_within_the_group_and_waits_for_what_warms_up() {
        let most = |most, desired| Look {
            most,
            desired,
            ..look(9, 5)
        };
        assert_eq!(decide(&most(7, 5)), Decision::ScaleOut(7));
        assert_eq!(decide(&most(5, 5)), Decision::AtMaximum(9));
        assert_eq!(decide(&most(50, 9)), Decision::Stay);
        let warm_at = SimTime(3_700_000);
        let warming = Look {
            warm_at,
            ..look(9, 5)
        };
        assert_eq!(decide(&warming), Decision::WarmUp(9, warm_at));
    }

    #[test]
    fn shrinks_after_fifteen_measurements_and_by_half_at_most() {
        let due = SimTime(3_600_000 + 14 * 60_000);
        assert_eq!(decide(&look(3, 4)), Decision::CountDown(3, due));
        assert_eq!(decide(&below(3, 4)), Decision::ScaleIn(3));
        assert_eq!(decide(&below(0, 1)), Decision::ScaleIn(0));
        assert_eq!(decide(&below(1, 10)), Decision::ScaleIn(5));
        let least = Look {
            least: 4,
            ..below(1, 4)
        };
        assert_eq!(decide(&least), Decision::Stay);
        // Spare instances stay: nine of ten needed are ninety percent.
        let spare = Look {
            target_percent: 90,
            ..below(9, 10)
        };
        assert_eq!(decide(&spare), Decision::Stay);
    }
}
