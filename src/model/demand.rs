//! How much CPU and memory the processes in containers want as time passes.

use super::{ClusterId, ServiceId, Task, TaskId};
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// How an amount goes with time. Between two corners it goes in a straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It stays.
    Constant(u32),
    /// From one amount to another in so much time from its beginning, and there it stays.
    Ramp {
        /// At the beginning.
        from: u32,
        /// At the end.
        to: u32,
        /// How long it takes.
        over: Span,
    },
    /// Up in half a period and down in the other half, again and again. Periods begin at midnight
    /// UTC, low.
    Daily {
        /// The least.
        low: u32,
        /// The most.
        high: u32,
        /// From one low to the next.
        period: Span,
    },
}

/// How much CPU a process wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CpuDemand {
    /// CPU units.
    Course(Course),
    /// So many milliseconds of a vCPU for each request that it gets.
    PerRequest(u32),
}

/// What a process wants; None where nobody has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// CPU.
    pub cpu: Option<CpuDemand>,
    /// Memory in MiB.
    pub memory: Option<Course>,
}

/// Whose containers a wish is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// All tasks of a cluster.
    Cluster(ClusterId),
    /// The tasks of a service.
    Service(ServiceId),
    /// One task.
    Task(TaskId),
}

/// A demand that somebody set by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whose containers.
    pub whose: Whose,
    /// The name of the container; empty for all.
    pub container: Arc<str>,
    /// What they want.
    pub demand: Demand,
    /// From when on.
    pub since: SimTime,
    /// Until when; `SimTime::NEVER` as long as it holds.
    pub until: SimTime,
}

impl Wish {
    /// Whether it is about this container of a task.
    pub fn is_about(&self, task: &Task, container: &str) -> bool {
        let named = self.container.is_empty() || *self.container == *container;
        named
            && match self.whose {
                Whose::Cluster(id) => task.launch.cluster == id,
                Whose::Service(id) => task.launch.service.is_some_and(|(of, _)| of == id),
                Whose::Task(id) => task.id == id,
            }
    }

    /// Whether it holds at a moment.
    pub fn holds_at(&self, at: SimTime) -> bool {
        self.since <= at && at < self.until
    }
}

impl Course {
    /// The amount this long after its beginning, at this time of the calendar.
    pub fn at(self, elapsed: Span, epoch_millis: u64) -> u32 {
        match self {
            Course::Constant(amount) => amount,
            Course::Ramp { from, to, over } => between(from, to, elapsed.0, over.0),
            Course::Daily { low, high, period } => {
                let (into, half) = into_half(epoch_millis, period);
                if into.is_down {
                    between(high, low, into.millis, half)
                } else {
                    between(low, high, into.millis, half)
                }
            }
        }
    }

    /// How long after that it next changes its slope; None if never.
    pub fn next_corner(self, elapsed: Span, epoch_millis: u64) -> Option<Span> {
        match self {
            Course::Constant(_) => None,
            Course::Ramp { over, .. } => {
                let left = over.0.checked_sub(elapsed.0).filter(|left| *left > 0);
                left.map(Span)
            }
            Course::Daily { period, .. } => {
                let (into, half) = into_half(epoch_millis, period);
                Some(Span(half - into.millis))
            }
        }
    }

    /// The most that it ever comes to.
    pub fn peak(self) -> u32 {
        match self {
            Course::Constant(amount) => amount,
            Course::Ramp { from, to, .. } => from.max(to),
            Course::Daily { low, high, .. } => low.max(high),
        }
    }
}

/// A place in half a period.
struct Into {
    is_down: bool,
    millis: u64,
}

fn into_half(epoch_millis: u64, period: Span) -> (Into, u64) {
    let half = (period.0 / 2).max(1);
    let into = Into {
        is_down: epoch_millis / half % 2 == 1,
        millis: epoch_millis % half,
    };
    (into, half)
}

/// The amount on the straight line from one to another, rounded towards the first.
fn between(from: u32, to: u32, elapsed: u64, over: u64) -> u32 {
    if elapsed >= over {
        return to;
    }
    let way = u128::from(from.abs_diff(to)) * u128::from(elapsed) / u128::from(over);
    let way = u32::try_from(way).unwrap_or(u32::MAX);
    if to > from { from + way } else { from - way }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_goes_in_a_straight_line_and_stays() {
        let ramp = |from, to| Course::Ramp {
            from,
            to,
            over: Span::minutes(10),
        };
        let at = |course: Course, minutes| course.at(Span::minutes(minutes), 0);
        let up = ramp(100, 900);
        assert_eq!(
            [0, 1, 5, 10, 99].map(|m| at(up, m)),
            [100, 180, 500, 900, 900]
        );
        let down = ramp(900, 100);
        assert_eq!([0, 5, 10].map(|m| at(down, m)), [900, 500, 100]);
        assert_eq!(up.at(Span(1), 0), 100);
        assert_eq!(up.next_corner(Span::minutes(4), 0), Some(Span::minutes(6)));
        assert_eq!(up.next_corner(Span::minutes(10), 0), None);
        assert_eq!(Course::Constant(7).next_corner(Span::ZERO, 0), None);
    }

    #[test]
    fn a_day_rises_until_noon() {
        let daily = Course::Daily {
            low: 100,
            high: 700,
            period: Span::hours(24),
        };
        let at = |hours: u64| daily.at(Span::ZERO, Span::hours(hours).0);
        assert_eq!(
            [0, 3, 12, 18, 24, 30].map(at),
            [100, 250, 700, 400, 100, 400]
        );
        let corner = |hours: u64| daily.next_corner(Span::ZERO, Span::hours(hours).0);
        assert_eq!(
            [0, 3, 12, 23].map(|h| corner(h).map(|left| left.0 / 3_600_000)),
            [12, 9, 12, 1].map(Some)
        );
        assert_eq!(daily.peak(), 700);
    }
}
