//! `CapacityProviderReservation`: how much of a provider's Auto Scaling group its tasks need.
//!
//! Source: Amazon ECS Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto
//! scaling": instances needed by instances running, in percent.

use crate::sim::{SimTime, Slot};
use std::collections::VecDeque;

/// How many changes of the metric a provider keeps. Older ones are forgotten.
pub const MOST_SAMPLES: usize = 240;

/// One measurement, as the two numbers that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Instances that run and are registered.
    pub running: u32,
    /// Instances that the provider's tasks need.
    pub needed: u32,
}

impl Reading {
    /// The metric in thousandths of its unit, which is percent: 133 333 for four of three.
    /// Without any instance it is 100 percent, or 200 where some are needed.
    /// Source: Developer Guide, as above.
    pub fn millipercent(self) -> u64 {
        match (self.running, self.needed) {
            (0, 0) => 100_000,
            (0, _) => 200_000,
            (running, needed) => u64::from(needed) * 100_000 / u64::from(running),
        }
    }

    /// Whether the metric is above or below a target in percent, without rounding.
    pub fn against(self, target_percent: u32) -> std::cmp::Ordering {
        match (self.running, self.needed) {
            (0, 0) => 100.cmp(&target_percent),
            (0, _) => 200.cmp(&target_percent),
            (running, needed) => {
                let needed = u64::from(needed) * 100;
                needed.cmp(&(u64::from(running) * u64::from(target_percent)))
            }
        }
    }

    /// How many instances bring the metric to a target in percent, rounded up.
    pub fn instances_at(self, target_percent: u32) -> u32 {
        let exact = (u64::from(self.needed) * 100).div_ceil(u64::from(target_percent.max(1)));
        u32::try_from(exact).unwrap_or(u32::MAX)
    }
}

/// The metric from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// When it was measured for the first time.
    pub at: SimTime,
    /// What it was until the next sample.
    pub reading: Reading,
}

/// What a provider keeps of its metric.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reservation {
    /// The changes of the metric, oldest first, at most [`MOST_SAMPLES`].
    pub samples: VecDeque<Sample>,
    /// Since when it lies below the target without a break.
    pub below_since: Option<SimTime>,
    /// The timer that will measure it next; without one only a change can make a difference.
    pub alarm: Option<Slot>,
}

impl Reservation {
    /// What was measured last.
    pub fn latest(&self) -> Option<Reading> {
        self.samples.back().map(|sample| sample.reading)
    }

    /// Keeps a measurement; whether it is another one than before.
    pub fn keep(&mut self, at: SimTime, reading: Reading) -> bool {
        if self.latest() == Some(reading) {
            return false;
        }
        self.samples.push_back(Sample { at, reading });
        if self.samples.len() > MOST_SAMPLES {
            self.samples.pop_front();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering;

    fn reading(needed: u32, running: u32) -> Reading {
        Reading { running, needed }
    }

    /// The cases of the Developer Guide and of the article that it points to.
    #[test]
    fn is_needed_by_running_in_percent() {
        assert_eq!(reading(0, 0).millipercent(), 100_000);
        assert_eq!(reading(1, 0).millipercent(), 200_000);
        assert_eq!(reading(4, 3).millipercent(), 133_333);
        assert_eq!(reading(3, 4).millipercent(), 75_000);
        assert_eq!(reading(4, 4).millipercent(), 100_000);
    }

    /// The worked example of the article, "Deep Dive on Amazon ECS Cluster Auto Scaling": two of
    /// three instances are needed. At a target of 100 one goes, at 50 one comes.
    #[test]
    fn the_example_of_the_article() {
        let measured = reading(2, 3);
        assert_eq!(measured.millipercent(), 66_666);
        assert_eq!(measured.against(100), Ordering::Less);
        assert_eq!(measured.instances_at(100), 2);
        assert_eq!(measured.against(50), Ordering::Greater);
        assert_eq!(measured.instances_at(50), 4);
        let settled = [reading(2, 2).against(100), reading(2, 4).against(50)];
        assert_eq!(settled, [Ordering::Equal; 2]);
    }

    #[test]
    fn is_compared_and_followed_without_rounding() {
        assert_eq!(reading(2, 3).against(66), Ordering::Greater);
        assert_eq!(reading(2, 3).against(67), Ordering::Less);
        assert_eq!(reading(9, 10).against(90), Ordering::Equal);
        assert_eq!(reading(0, 0).against(100), Ordering::Equal);
        assert_eq!(reading(10, 10).instances_at(90), 12);
        assert_eq!(reading(9, 12).instances_at(90), 10);
        assert_eq!(reading(0, 4).instances_at(100), 0);
    }

    #[test]
    fn keeps_changes_and_forgets_the_oldest() {
        let mut kept = Reservation::default();
        assert!(kept.keep(SimTime(0), reading(1, 1)));
        assert!(!kept.keep(SimTime(1), reading(1, 1)));
        for step in 0..MOST_SAMPLES as u32 {
            assert!(kept.keep(SimTime(2), reading(step, 7)));
        }
        assert_eq!(kept.samples.len(), MOST_SAMPLES);
        assert_eq!(
            kept.samples.front().map(|one| one.reading),
            Some(reading(0, 7))
        );
    }
}
