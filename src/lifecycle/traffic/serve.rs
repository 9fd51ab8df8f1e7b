//! What a target makes of its requests in an interval, and how requests are spread: whole numbers
//! in, whole numbers out.

use crate::lifecycle::host::cgroup::UNITS_PER_VCPU;
use crate::lifecycle::host::divide::{Claim, divide};
use crate::model::traffic::Routing;
use crate::sim::Span;

/// How long an interval is.
pub const INTERVAL: Span = Span::seconds(10);

/// A request that waits for longer has failed. Source: Elastic Load Balancing, "Application Load
/// Balancers", `idle_timeout.timeout_seconds`, default 60.
pub const TIMEOUT: Span = Span::seconds(60);

/// A target in an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Requests that come.
    pub arrivals: u32,
    /// Requests that have waited.
    pub outstanding: u32,
    /// Milliseconds of a vCPU that a request takes.
    pub cost_ms: u32,
    /// CPU units that its container wants.
    pub wants: u32,
    /// CPU units that it gets.
    pub gets: u32,
}

/// What has become of the requests of a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// Answered.
    pub answered: u32,
    /// Failed.
    pub failed: u32,
    /// Still waiting.
    pub outstanding: u32,
    /// How long an answer took, in milliseconds.
    pub latency_ms: u32,
}

/// CPU units that so many requests in an interval want.
pub fn units(requests: u32, cost_ms: u32) -> u32 {
    let work = u64::from(requests) * u64::from(cost_ms) * u64::from(UNITS_PER_VCPU);
    u32::try_from(work.div_ceil(INTERVAL.0)).unwrap_or(u32::MAX)
}

/// What a target that runs makes of its requests. All of its work goes on at the same pace: where
/// it gets half of the CPU that it wants, half of the requests are answered and each takes twice
/// as long; the others wait, at most until they time out.
pub fn serve(load: Load) -> Served {
    let work = u64::from(load.arrivals) + u64::from(load.outstanding);
    let (wants, gets) = (u64::from(load.wants.max(1)), u64::from(load.gets));
    let answered = if gets >= wants {
        work
    } else {
        work * gets / wants
    };
    let waiting = work - answered;
    let patience = answered * (TIMEOUT.0 / INTERVAL.0);
    let outstanding = waiting.min(patience);
    let stretched = u64::from(load.cost_ms) * wants / gets.clamp(1, wants);
    // Half of an interval's arrivals came before the middle one; those who waited came earlier.
    let queue = (u64::from(load.outstanding) + outstanding) / 2;
    let waited = match answered {
        0 => TIMEOUT.0,
        answered => queue * INTERVAL.0 / answered,
    };
    Served {
        answered: narrow(answered),
        failed: narrow(waiting - outstanding),
        outstanding: narrow(outstanding),
        latency_ms: narrow((stretched + waited).min(TIMEOUT.0)),
    }
}

/// What becomes of the requests of a target whose process ended `alive` after the interval began:
/// what was answered until then is answered, all else fails.
pub fn cut_off(load: Load, alive: Span) -> Served {
    let share = u64::from(load.arrivals) * alive.0.min(INTERVAL.0) / INTERVAL.0;
    let answered = narrow(share);
    Served {
        answered,
        failed: load.arrivals - answered + load.outstanding,
        outstanding: 0,
        latency_ms: load.cost_ms,
    }
}

/// What becomes of requests that nobody answers.
pub fn refuse(load: Load) -> Served {
    Served {
        failed: load.arrivals.saturating_add(load.outstanding),
        ..Served::default()
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How many of `requests` go to each target with so many requests under way.
pub fn spread(requests: u32, outstanding: &[u32], routing: Routing) -> Vec<u32> {
    match routing {
        Routing::RoundRobin => evenly(requests, outstanding.len()),
        Routing::LeastOutstanding => to_the_idle(requests, outstanding),
    }
}

fn evenly(requests: u32, among: usize) -> Vec<u32> {
    let each = Claim {
        weight: 1,
        wants: requests,
    };
    divide(requests, &vec![each; among])
}

/// Fills up from below: what a target lacks to the highest level is what it can take first.
fn to_the_idle(requests: u32, outstanding: &[u32]) -> Vec<u32> {
    let order = crate::sim::sort::places(outstanding.len(), &|left, right| {
        outstanding[left].cmp(&outstanding[right])
    });
    // How many of the least busy ones share: as many as the requests lift to the next level.
    let mut among = 0;
    let mut sum = 0_u64;
    for (count, place) in order.iter().enumerate() {
        let level = u64::from(outstanding[*place]);
        if level * count as u64 > sum + u64::from(requests) {
            break;
        }
        sum += level;
        among = count + 1;
    }
    let total = u64::from(requests) + sum;
    let mut parts = vec![0; outstanding.len()];
    let mut rest = total % among.max(1) as u64;
    for place in &order[..among] {
        // No lower than what any of these has: otherwise it would not be among them.
        let level = total / among as u64 + u64::from(rest > 0);
        rest = rest.saturating_sub(1);
        parts[*place] = narrow(level - u64::from(outstanding[*place]));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn load(arrivals: u32, outstanding: u32, wants: u32, gets: u32) -> Load {
        Load {
            arrivals,
            outstanding,
            cost_ms: 20,
            wants,
            gets,
        }
    }

    #[test]
    fn with_enough_cpu_all_are_answered_at_once() {
        // 100 requests of 20 ms in 10 s are a fifth of a vCPU.
        assert_eq!(units(100, 20), 205);
        let served = serve(load(100, 0, 205, 205));
        assert_eq!((served.answered, served.failed), (100, 0));
        assert_eq!((served.outstanding, served.latency_ms), (0, 20));
    }

    #[test]
    fn latency_grows_as_cpu_runs_out() {
        let half = serve(load(1_000, 0, 2_048, 1_024));
        assert_eq!((half.answered, half.outstanding), (500, 500));
        assert_eq!(half.latency_ms, 40 + 5_000);
        // It goes on, until requests time out.
        let mut waiting = 0;
        let mut last = Served::default();
        for _ in 0..20 {
            let work = units(1_000 + waiting, 20);
            last = serve(load(1_000, waiting, work, 1_024));
            waiting = last.outstanding;
        }
        assert_eq!(last.answered, 500);
        assert_eq!((last.failed, last.outstanding), (500, 3_000));
        assert_eq!(last.latency_ms, 60_000);
    }

    #[test]
    fn a_process_that_ends_leaves_failures() {
        let cut = cut_off(load(100, 5, 205, 205), Span::seconds(4));
        assert_eq!((cut.answered, cut.failed, cut.outstanding), (40, 65, 0));
        assert_eq!(refuse(load(100, 5, 0, 0)).failed, 105);
        let starved = serve(load(100, 0, 205, 0));
        assert_eq!((starved.answered, starved.failed), (0, 100));
    }

    #[test]
    fn requests_go_round_or_to_the_idle() {
        let round = |requests, busy: &[u32]| spread(requests, busy, Routing::RoundRobin);
        let idle = |requests, busy: &[u32]| spread(requests, busy, Routing::LeastOutstanding);
        assert_eq!(round(10, &[0, 9, 0]), [4, 3, 3]);
        assert_eq!(idle(10, &[0, 9, 0]), [5, 0, 5]);
        assert_eq!(idle(30, &[0, 9, 0]), [13, 4, 13]);
        assert_eq!(idle(5, &[100, 100]), [3, 2]);
        assert_eq!(idle(5, &[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn no_request_is_lost(
            requests in 0..100_000_u32,
            busy in vec(0..10_000_u32, 1..12),
            wants in 0..9_000_u32,
            gets in 0..9_000_u32,
        ) {
            for routing in [Routing::RoundRobin, Routing::LeastOutstanding] {
                let parts = spread(requests, &busy, routing);
                prop_assert_eq!(parts.iter().sum::<u32>(), requests, "{:?}", parts);
            }
            let load = load(requests, busy[0], wants, gets.min(wants));
            let served = serve(load);
            let all = served.answered + served.failed + served.outstanding;
            prop_assert_eq!(all, requests + busy[0]);
        }

        #[test]
        fn the_idle_are_filled_up_to_one_level(
            requests in 0..1_000_u32,
            busy in vec(0..500_u32, 1..8),
        ) {
            let parts = spread(requests, &busy, Routing::LeastOutstanding);
            let levels = busy.iter().zip(&parts);
            let filled = levels.clone().filter(|(_, part)| **part > 0);
            let filled: Vec<u32> = filled.map(|(busy, part)| busy + part).collect();
            let highest = filled.iter().max().copied().unwrap_or(0);
            let lowest = filled.iter().min().copied().unwrap_or(0);
            prop_assert!(highest - lowest <= 1, "{busy:?} {parts:?}");
            let idle = levels.filter(|(_, part)| **part == 0);
            let idle: Vec<u32> = idle.map(|(busy, _)| *busy).collect();
            prop_assert!(idle.iter().all(|busy| *busy + 1 >= lowest), "{busy:?} {parts:?}");
        }
    }
}
