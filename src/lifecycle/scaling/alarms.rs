//! The alarms of CloudWatch that look at services: their states follow what is measured.
//!
//! Source: Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms". An alarm of another
//! metric has no data here: its state stays as it was put.

use super::watch;
use crate::lifecycle::{Event, Setting, Turn, service, traffic};
use crate::model::scaling::{Comparison, PolicyKind, Watch};
use crate::model::surroundings::alarm::{AlarmState, MetricAlarm};
use crate::model::traffic::Datapoint;
use crate::model::{ServiceId, World};
use crate::sim::{SimTime, Span};
use std::collections::VecDeque;
use std::sync::Arc;

/// A step policy that an alarm triggers: its service and its name.
pub type Triggered = (ServiceId, Arc<str>);

/// Puts an alarm; one with its name keeps its state. It triggers these policies and no others.
pub fn put(turn: &mut Turn, name: &str, alarm: MetricAlarm, triggers: &[Triggered]) {
    release(turn, name);
    let watches = alarm.watches.clone();
    let all = Arc::make_mut(&mut turn.sim.world.surroundings);
    let state = all.alarms.entry(name.into());
    state.or_insert(AlarmState::InsufficientData);
    let changed_at = all.metric_alarms.get(name).map(|row| row.changed_at);
    let reason = all.metric_alarms.get(name).map(|row| row.reason.clone());
    let alarm = MetricAlarm {
        changed_at: changed_at.unwrap_or(alarm.changed_at),
        reason: reason.unwrap_or(alarm.reason),
        ..alarm
    };
    all.metric_alarms.insert(name.into(), alarm);
    turn.say(Event::Set(Setting::Alarms));
    let Some((id, watch)) = watches else {
        return;
    };
    for (service, policy) in triggers {
        change_policies(turn, *service, |own, alarms| {
            if *own == **policy {
                alarms.push(watch.clone());
            }
        });
    }
    traffic::edit(turn, id, |_| {});
    traffic::begin(turn, id);
}

/// Deletes alarms.
pub fn delete(turn: &mut Turn, names: &[&str]) {
    for name in names {
        release(turn, name);
        let all = Arc::make_mut(&mut turn.sim.world.surroundings);
        all.alarms.remove(*name);
        all.metric_alarms.remove(*name);
    }
    turn.say(Event::Set(Setting::Alarms));
    service::surroundings_changed(turn);
}

/// Gives an alarm a state. One that looks at a service has its own again when that is measured.
pub fn set(turn: &mut Turn, name: &str, state: AlarmState, reason: &str) {
    let now = turn.now();
    let all = Arc::make_mut(&mut turn.sim.world.surroundings);
    all.alarms.insert(name.into(), state);
    if let Some(alarm) = all.metric_alarms.get_mut(name) {
        alarm.changed_at = now;
        alarm.reason = reason.into();
    }
    turn.say(Event::Set(Setting::Alarms));
    service::surroundings_changed(turn);
}

/// No policy is triggered by the alarm any more.
fn release(turn: &mut Turn, name: &str) {
    let services: Vec<ServiceId> = turn.world().measured.keys().copied().collect();
    for id in services {
        let triggered = super::of(turn.world(), id).is_some_and(|row| {
            let mut policies = row.policies.iter();
            policies.any(|policy| match &policy.kind {
                PolicyKind::Steps { alarms, .. } => alarms.iter().any(|one| *one.name == *name),
                PolicyKind::Tracking { .. } => false,
            })
        });
        if triggered {
            change_policies(turn, id, |_, alarms| {
                alarms.retain(|one| *one.name != *name)
            });
        }
    }
}

/// Changes the alarms of a service's step policies, by their names.
fn change_policies(turn: &mut Turn, id: ServiceId, change: impl Fn(&str, &mut Vec<Watch>)) {
    traffic::edit(turn, id, |row| {
        let policies = row.scaling.iter_mut().flat_map(|row| &mut row.policies);
        for policy in policies {
            if let PolicyKind::Steps { alarms, .. } = &mut policy.kind {
                change(&policy.name, alarms);
            }
        }
    });
}

/// Whether an alarm looks at a service.
pub fn look_at(world: &World, id: ServiceId) -> bool {
    let mut alarms = world.surroundings.metric_alarms.values();
    alarms.any(|alarm| alarm.watches.as_ref().is_some_and(|(own, _)| *own == id))
}

/// A minute is over: the states of the alarms that look at a service follow.
pub fn look(turn: &mut Turn, id: ServiceId) {
    let world = turn.world();
    let Some(row) = world.measured.get(&id) else {
        return;
    };
    let alarms = world.surroundings.metric_alarms.iter();
    let changed = alarms.filter_map(|(name, alarm)| {
        let (_, watch) = alarm.watches.as_ref().filter(|(own, _)| *own == id)?;
        let before = *world.surroundings.alarms.get(name)?;
        let state = judged(alarm, watch, &row.points, before);
        (state != before).then(|| {
            let reason = why(world, watch, &row.points, before, state);
            (name.clone(), state, reason)
        })
    });
    let changed: Vec<(Arc<str>, AlarmState, String)> = changed.collect();
    for (name, state, reason) in changed {
        set(turn, &name, state, &reason);
    }
}

/// The state with what the alarm makes of missing data. Source: CloudWatch API, `TreatMissingData`.
fn judged(
    alarm: &MetricAlarm,
    watch: &Watch,
    points: &VecDeque<Datapoint>,
    before: AlarmState,
) -> AlarmState {
    match (
        watch::state(watch, points),
        alarm.given["TreatMissingData"].as_str(),
    ) {
        (AlarmState::InsufficientData, Some("notBreaching")) => AlarmState::Ok,
        (AlarmState::InsufficientData, Some("breaching")) => AlarmState::Alarm,
        (AlarmState::InsufficientData, Some("ignore")) => before,
        (state, _) => state,
    }
}

/// `StateReason`. Source of the form: public reports of alarms.
fn why(
    world: &World,
    watch: &Watch,
    points: &VecDeque<Datapoint>,
    before: AlarmState,
    state: AlarmState,
) -> String {
    let periods = watch::periods(watch, points);
    let last = points.back().map_or(SimTime::START, |point| point.at);
    let span = Span::minutes(u64::from(watch.minutes));
    let of = periods.len();
    let values = periods.iter().enumerate().filter_map(|(nth, value)| {
        let back = Span(span.0 * (nth as u64 + 1));
        let since = SimTime(last.0.saturating_sub(back.0));
        value.map(|value| (value, world.settings.calendar.iso8601(since)))
    });
    let values: Vec<String> = values
        .filter(|(value, _)| {
            let breaches = watch.comparison.breaches(*value, watch.threshold_milli);
            breaches == (state == AlarmState::Alarm)
        })
        .map(|(value, since)| format!("{} ({})", decimal(value), short(&since)))
        .collect();
    let count = values.len();
    if count == 0 {
        return "Insufficient Data: 1 datapoint was unknown.".to_owned();
    }
    let was = if count == 1 { "was" } else { "were" };
    let not = if state == AlarmState::Alarm {
        ""
    } else {
        "not "
    };
    let (values, compared) = (values.join(", "), compared(watch.comparison));
    let (least, threshold) = (watch.breaching, decimal(watch.threshold_milli));
    let plural = if least == 1 { "" } else { "s" };
    let (before, state) = (before.name(), state.name());
    format!(
        "Threshold Crossed: {count} out of the last {of} datapoints [{values}] {was} {not}\
         {compared} the threshold ({threshold}) (minimum {least} datapoint{plural} for {before} -> \
         {state} transition)."
    )
}

/// `62.5`, `50.0`
fn decimal(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    let text = format!("{sign}{whole}.{rest:03}");
    let short = text.trim_end_matches('0');
    if short.ends_with('.') {
        format!("{short}0")
    } else {
        short.to_owned()
    }
}

/// `02/01/26 00:05:00` of `2026-01-02T00:05:00…`
fn short(iso: &str) -> String {
    let part = |from: usize, to: usize| iso.get(from..to).unwrap_or_default();
    let (year, month, day) = (part(2, 4), part(5, 7), part(8, 10));
    format!("{day}/{month}/{year} {}", part(11, 19))
}

fn compared(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Above => "greater than",
        Comparison::AtLeast => "greater than or equal to",
        Comparison::Below => "less than",
        Comparison::AtMost => "less than or equal to",
    }
}
