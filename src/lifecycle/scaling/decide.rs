//! What scaling makes of the datapoints: a look that changes nothing.
//!
//! Source: Application Auto Scaling User Guide, "How target tracking scaling works" and "How step
//! scaling works"; Developer Guide, "Automatically scale your Amazon ECS service".

use super::watch::{breach, value};
use crate::model::scaling::{Adjustment, Comparison, Metric, Policy, PolicyKind, Scaling, Step};
use crate::model::traffic::Datapoint;
use crate::sim::{SimTime, Span};
use std::collections::VecDeque;

/// Minutes in a row above the target that scale out. Source: public reports of the alarms that
/// target tracking makes.
pub const HIGH_MINUTES: usize = 3;

/// Minutes in a row below nine tenths of the target that scale in. Source: the same; the User Guide
/// says that it is usually more than 10 percent below.
pub const LOW_MINUTES: usize = 15;

/// A service as scaling sees it.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Tasks RUNNING: what scaling starts from.
    pub running: u32,
    /// `desiredCount`.
    pub desired: u32,
    /// Whether a deployment is under way: nothing scales in then.
    pub deploying: bool,
}

/// A change of the desired count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The new desired count.
    pub desired: u32,
    /// The place of the policy that decided it.
    pub policy: usize,
    /// Whether its high alarm did.
    pub is_out: bool,
    /// How long others wait now.
    pub cooldown: Span,
}

/// What one policy wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// Nothing: no alarm of it is on, or there is no data.
    Stay,
    /// More tasks.
    Out(u32, Span),
    /// Fewer tasks.
    In(u32, Span),
}

/// What is to be done: out if any policy says so, by the one that says most; in only if all that
/// may scale in say so, by the one that says least.
pub fn decide(
    scaling: &Scaling,
    points: &VecDeque<Datapoint>,
    standing: Standing,
    now: SimTime,
) -> Option<Decision> {
    // During a cooldown what was added then counts as part of the answer: only more than that
    // passes.
    let cooling = scaling.last_out.filter(|done| done.cools(now));
    let from = cooling.map_or(standing.running, |done| done.before);
    let policies = scaling.policies.iter().enumerate();
    let wishes: Vec<(usize, Wish)> = policies
        .map(|(place, policy)| (place, wish(policy, points, from)))
        .collect();
    let out = wishes.iter().filter_map(|(place, wish)| match wish {
        Wish::Out(desired, cooldown) => Some((*desired, *place, *cooldown)),
        Wish::Stay | Wish::In(..) => None,
    });
    // The largest capacity wins, and of equals the policy that was put first.
    let out = out.max_by_key(|(desired, place, _)| (*desired, usize::MAX - place));
    if let Some((desired, policy, cooldown)) = out {
        return scale_out(scaling, standing, desired).map(|desired| Decision {
            desired,
            policy,
            is_out: true,
            cooldown,
        });
    }
    let may = |place: usize| match scaling.policies[place].kind {
        PolicyKind::Tracking { scales_in, .. } => scales_in,
        PolicyKind::Steps { .. } => false,
    };
    let holds_back = |(place, wish): &(usize, Wish)| *wish == Wish::Stay && may(*place);
    let wants_in = wishes.iter().filter_map(|(place, wish)| match wish {
        Wish::In(desired, cooldown) => Some((*desired, *place, *cooldown)),
        Wish::Stay | Wish::Out(..) => None,
    });
    let wants_in = wants_in.max_by_key(|(desired, place, _)| (*desired, usize::MAX - place));
    let (desired, policy, cooldown) = wants_in?;
    if wishes.iter().any(holds_back) {
        return None;
    }
    scale_in(scaling, standing, desired, now).map(|desired| Decision {
        desired,
        policy,
        is_out: false,
        cooldown,
    })
}

/// A desired count below the minimum is lifted to it first.
fn scale_out(scaling: &Scaling, standing: Standing, desired: u32) -> Option<u32> {
    if scaling.suspended.scale_out {
        return None;
    }
    let desired = if standing.desired < scaling.min {
        scaling.min
    } else {
        desired.clamp(scaling.min, scaling.max)
    };
    (desired > standing.desired).then_some(desired)
}

/// Not while a deployment is under way, nor during the cooldown of what was last done (assumption:
/// that of scaling out as well).
fn scale_in(scaling: &Scaling, standing: Standing, desired: u32, now: SimTime) -> Option<u32> {
    let after_in = scaling.last_in.is_some_and(|(at, span)| now < at + span);
    let cooling = after_in || scaling.last_out.is_some_and(|done| done.cools(now));
    if scaling.suspended.scale_in || standing.deploying || cooling {
        return None;
    }
    let desired = if standing.desired > scaling.max {
        scaling.max
    } else {
        desired.clamp(scaling.min, scaling.max)
    };
    (desired < standing.desired).then_some(desired)
}

/// What a policy wants, starting from so many tasks.
fn wish(policy: &Policy, points: &VecDeque<Datapoint>, from: u32) -> Wish {
    match &policy.kind {
        PolicyKind::Tracking {
            metric,
            target_milli,
            out_cooldown,
            in_cooldown,
            scales_in,
        } => {
            let high = last(points, *metric, HIGH_MINUTES);
            let out = high.is_some_and(|values| values.iter().all(|value| value > target_milli));
            let Some(now) = points.back().and_then(|point| value(point, *metric)) else {
                return Wish::Stay;
            };
            if out {
                let desired = tracked(from, now, *target_milli);
                return Wish::Out(desired.max(from + 1), *out_cooldown);
            }
            let low = last(points, *metric, LOW_MINUTES);
            let is_low = |value: &i64| *value * 10 < target_milli * 9;
            if *scales_in && low.is_some_and(|values| values.iter().all(is_low)) {
                let desired = tracked(from, now, *target_milli);
                return Wish::In(desired, *in_cooldown);
            }
            Wish::Stay
        }
        PolicyKind::Steps {
            alarms,
            adjustment,
            steps,
            cooldown,
        } => {
            let Some((alarm, breach)) = breach(alarms, points) else {
                return Wish::Stay;
            };
            let above = matches!(alarm.comparison, Comparison::Above | Comparison::AtLeast);
            let Some(step) = step_of(steps, breach, above) else {
                return Wish::Stay;
            };
            let desired = adjusted(from, *adjustment, step.adjustment);
            match desired.cmp(&from) {
                std::cmp::Ordering::Greater => Wish::Out(desired, *cooldown),
                std::cmp::Ordering::Less => Wish::In(desired, *cooldown),
                std::cmp::Ordering::Equal => Wish::Stay,
            }
        }
    }
}

/// The last values of a metric; None where there are fewer or one has no data.
fn last(points: &VecDeque<Datapoint>, metric: Metric, count: usize) -> Option<Vec<i64>> {
    let first = points.len().checked_sub(count)?;
    let newest = points.iter().skip(first);
    newest.map(|point| value(point, metric)).collect()
}

/// So many tasks bring the metric to its target, if it goes down as they go up.
fn tracked(running: u32, value: i64, target: i64) -> u32 {
    let (value, target) = (value.max(0).unsigned_abs(), target.max(1).unsigned_abs());
    let tasks = (u64::from(running) * value).div_ceil(target);
    u32::try_from(tasks).unwrap_or(u32::MAX)
}

/// The step that a breach falls into. Above the threshold the lower bound belongs to it, below the
/// threshold the upper one. Source: Application Auto Scaling API, `StepAdjustment`.
pub fn step_of(steps: &[Step], breach_milli: i64, above: bool) -> Option<&Step> {
    let mut fitting = steps.iter().filter(|step| {
        let lower = step.lower_milli.unwrap_or(i64::MIN);
        let upper = step.upper_milli.unwrap_or(i64::MAX);
        if above {
            lower <= breach_milli && (breach_milli < upper || upper == i64::MAX)
        } else {
            (lower < breach_milli || lower == i64::MIN) && breach_milli <= upper
        }
    });
    fitting.next()
}

/// So many tasks after a step. Fractions of percent: above 1 they are rounded down, between 0 and
/// 1 up, and the same below 0 towards and away from it.
/// Source: Application Auto Scaling User Guide, "Scaling adjustment types".
pub fn adjusted(from: u32, adjustment: Adjustment, by: i32) -> u32 {
    let sum = |change: i64| {
        let tasks = i64::from(from) + change;
        u32::try_from(tasks.max(0)).unwrap_or(u32::MAX)
    };
    match adjustment {
        Adjustment::Change => sum(i64::from(by)),
        Adjustment::Exact => u32::try_from(by.max(0)).unwrap_or(0),
        Adjustment::Percent { at_least } => {
            let hundredths = i64::from(from) * i64::from(by);
            let whole = match hundredths / 100 {
                0 => hundredths.signum(),
                whole => whole,
            };
            let least = i64::from(at_least);
            let change = match whole.signum() {
                0 => 0,
                sign => sign * whole.abs().max(least),
            };
            sum(change)
        }
    }
}
