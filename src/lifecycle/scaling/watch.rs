//! What an alarm makes of the datapoints: a look that changes nothing.
//!
//! Source: Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms": an alarm looks at the
//! newest periods, and is on when as many of them as it asks for breach its threshold.

use crate::model::scaling::{Metric, Watch};
use crate::model::surroundings::alarm::AlarmState;
use crate::model::traffic::Datapoint;
use std::collections::VecDeque;

/// The value of a metric, in thousandths; None without data.
pub fn value(point: &Datapoint, metric: Metric) -> Option<i64> {
    let permille = |value: u32| i64::from(value) * 100;
    match metric {
        Metric::Cpu => point.cpu_permille.map(permille),
        Metric::Memory => point.memory_permille.map(permille),
        Metric::RequestsPerTarget => point.per_target.map(|count| i64::from(count) * 1_000),
    }
}

/// The newest periods of an alarm, the newest first, each with the mean of its minutes; None where
/// a period has no data. A period that has not had all of its minutes yet is left out.
pub fn periods(watch: &Watch, points: &VecDeque<Datapoint>) -> Vec<Option<i64>> {
    let minutes = watch.minutes.max(1) as usize;
    let most = points.len() / minutes;
    let newest: Vec<Option<i64>> = points
        .iter()
        .rev()
        .map(|one| value(one, watch.metric))
        .collect();
    let periods = newest
        .chunks(minutes)
        .take(most.min(watch.periods as usize));
    let mean = |values: &[Option<i64>]| {
        let known: Vec<i64> = values.iter().flatten().copied().collect();
        let count = i64::try_from(known.len()).ok().filter(|count| *count > 0)?;
        Some(known.iter().sum::<i64>() / count)
    };
    periods.map(mean).collect()
}

/// The state of an alarm, by the datapoints alone. Missing data is treated as missing.
pub fn state(watch: &Watch, points: &VecDeque<Datapoint>) -> AlarmState {
    let periods = periods(watch, points);
    let known = periods.iter().flatten();
    let breaches = |value: &&i64| watch.comparison.breaches(**value, watch.threshold_milli);
    let breaching = known.clone().filter(breaches).count();
    if breaching >= watch.breaching.max(1) as usize {
        AlarmState::Alarm
    } else if known.count() == 0 {
        AlarmState::InsufficientData
    } else {
        AlarmState::Ok
    }
}

/// The first alarm that is on, and how far its newest value lies from its threshold, in
/// thousandths.
pub fn breach<'a>(alarms: &'a [Watch], points: &VecDeque<Datapoint>) -> Option<(&'a Watch, i64)> {
    alarms.iter().find_map(|alarm| {
        let newest = periods(alarm, points).into_iter().flatten().next()?;
        let is_on = state(alarm, points) == AlarmState::Alarm;
        is_on.then_some((alarm, newest - alarm.threshold_milli))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scaling::Comparison;
    use crate::sim::SimTime;

    fn points(percents: &[Option<u32>]) -> VecDeque<Datapoint> {
        let point = |(minute, percent): (usize, &Option<u32>)| Datapoint {
            at: SimTime(60_000 * minute as u64),
            cpu_permille: percent.map(|percent| percent * 10),
            ..Datapoint::default()
        };
        percents.iter().enumerate().map(point).collect()
    }

    fn watch(minutes: u32, periods: u32, breaching: u32) -> Watch {
        Watch {
            name: "busy".into(),
            metric: Metric::Cpu,
            comparison: Comparison::AtLeast,
            threshold_milli: 50_000,
            minutes,
            periods,
            breaching,
        }
    }

    #[test]
    fn so_many_of_the_newest_periods_must_breach() {
        use AlarmState::{Alarm, InsufficientData, Ok};
        for (minutes, count, breaching, percents, expected) in [
            (1, 2, 2, vec![Some(60), Some(60)], Alarm),
            (1, 2, 2, vec![Some(60), Some(40), Some(60)], Ok),
            (1, 3, 2, vec![Some(60), Some(40), Some(60)], Alarm),
            (1, 2, 2, vec![Some(60), None, Some(60)], Ok),
            (1, 1, 1, vec![Some(60), None], InsufficientData),
            (1, 1, 1, vec![], InsufficientData),
            // The mean of two minutes; the oldest minute has no other to its side.
            (2, 1, 1, vec![Some(99), Some(90), Some(10)], Alarm),
            (2, 1, 1, vec![Some(99), Some(80), Some(10)], Ok),
            (2, 2, 2, vec![Some(99), Some(90), Some(10)], Ok),
        ] {
            let watch = watch(minutes, count, breaching);
            assert_eq!(state(&watch, &points(&percents)), expected, "{percents:?}");
        }
    }

    #[test]
    fn how_far_a_value_lies_from_the_threshold() {
        let busy = [watch(1, 1, 1)];
        let found = breach(&busy, &points(&[Some(62)]));
        assert_eq!(found.map(|(_, by)| by), Some(12_000));
        assert_eq!(breach(&busy, &points(&[Some(42)])), None);
    }
}
