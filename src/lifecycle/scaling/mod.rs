//! Service auto scaling: the desired count of a service follows what is measured of it, within
//! bounds, and those follow a schedule.

pub mod alarms;
pub mod decide;
pub mod watch;

#[cfg(test)]
mod tests;

use super::{Event, Setting, Turn, service, traffic};
use crate::model::arn::{Arns, Uuid};
use crate::model::scaling::{
    Activity, Cause, Policy, PolicyKind, ScaledOut, Scaling, ScheduledAction,
};
use crate::model::{RolloutState, ServiceId, World};
use crate::sim::{Calendar, SimTime};
use decide::{Decision, Standing, decide};
use std::sync::Arc;

/// How many activities are kept. Source: Developer Guide, "Amazon ECS service event messages": the
/// console shows the last ten.
const ACTIVITIES: usize = 10;

/// Changes the scalable target of a service, or makes one; the service is measured from then on.
/// Bounds that leave the desired count outside move it at once (assumption: the moment).
pub fn register(turn: &mut Turn, id: ServiceId, change: impl FnOnce(Scaling) -> Scaling) {
    let now = turn.now();
    let fresh = Scaling {
        min: 0,
        max: 0,
        suspended: Default::default(),
        policies: Vec::new(),
        scheduled: Vec::new(),
        last_out: None,
        last_in: None,
        activities: Default::default(),
        created_at: now,
    };
    traffic::edit(turn, id, |row| {
        let before = row.scaling.take().unwrap_or(fresh);
        row.scaling = Some(change(before));
    });
    turn.say(Event::Set(Setting::Scaling(id)));
    traffic::begin(turn, id);
    keep_bounds(turn, id, Cause::Bounds);
}

/// Ends the scaling of a service, with its policies and scheduled actions.
pub fn deregister(turn: &mut Turn, id: ServiceId) {
    traffic::edit(turn, id, |row| row.scaling = None);
    turn.say(Event::Set(Setting::Scaling(id)));
}

/// The scalable target of a service.
pub fn of(world: &World, id: ServiceId) -> Option<&Scaling> {
    world.measured.get(&id)?.scaling.as_ref()
}

/// A minute is over: scheduled actions come, then alarms are looked at.
pub fn look(turn: &mut Turn, id: ServiceId) {
    act_on_schedule(turn, id);
    let (world, now) = (turn.world(), turn.now());
    let Some(row) = world.measured.get(&id) else {
        return;
    };
    let (Some(scaling), Some(service)) = (&row.scaling, world.services.get(id)) else {
        return;
    };
    let standing = Standing {
        running: service.tally().running,
        desired: service.desired_count,
        deploying: service
            .primary()
            .is_some_and(|row| row.rollout_state == RolloutState::InProgress),
    };
    let Some(decision) = decide(scaling, &row.points, standing, now) else {
        return;
    };
    let policy = &scaling.policies[decision.policy];
    let alarm = alarm_name(world, id, policy, decision.is_out);
    let cause = Cause::Alarm(alarm, policy.name.clone());
    apply(turn, id, decision, standing.running, cause);
}

fn apply(turn: &mut Turn, id: ServiceId, decision: Decision, running: u32, cause: Cause) {
    let now = turn.now();
    traffic::edit(turn, id, |row| {
        if let Some(scaling) = &mut row.scaling {
            let cooldown = decision.cooldown;
            if decision.is_out {
                scaling.last_out = Some(ScaledOut {
                    at: now,
                    cooldown,
                    before: running,
                });
            } else {
                scaling.last_in = Some((now, cooldown));
            }
        }
    });
    set_desired(turn, id, decision.desired, cause);
}

/// Moves a desired count that lies outside of the bounds.
fn keep_bounds(turn: &mut Turn, id: ServiceId, cause: Cause) {
    let world = turn.world();
    let (Some(scaling), Some(service)) = (of(world, id), world.services.get(id)) else {
        return;
    };
    let desired = service.desired_count.clamp(scaling.min, scaling.max);
    if desired != service.desired_count {
        set_desired(turn, id, desired, cause);
    }
}

/// What UpdateService does with a desired count, told as scaling tells it.
fn set_desired(turn: &mut Turn, id: ServiceId, desired: u32, cause: Cause) {
    let activity = Activity {
        at: turn.now(),
        desired,
        cause,
    };
    traffic::edit(turn, id, |row| {
        if let Some(scaling) = &mut row.scaling {
            scaling.activities.push_front(activity);
            scaling.activities.truncate(ACTIVITIES);
        }
    });
    service::set_desired(turn, id, desired);
    turn.say(Event::DesiredCount(id, desired));
}

/// Carries out the scheduled actions whose time has come. They wait for no cooldown.
fn act_on_schedule(turn: &mut Turn, id: ServiceId) {
    let now = turn.now();
    let Some(scaling) = of(turn.world(), id) else {
        return;
    };
    let due = |action: &ScheduledAction| action.next.is_some_and(|at| at <= now);
    if scaling.suspended.scheduled || !scaling.scheduled.iter().any(due) {
        return;
    }
    let mut cause = Cause::Bounds;
    let calendar = turn.world().settings.calendar;
    traffic::edit(turn, id, |row| {
        let Some(scaling) = &mut row.scaling else {
            return;
        };
        for place in 0..scaling.scheduled.len() {
            let action = &mut scaling.scheduled[place];
            if !due(action) {
                continue;
            }
            action.next = following(action, calendar, now);
            cause = Cause::Scheduled(action.name.clone());
            let (min, max) = (action.min, action.max);
            scaling.min = min.unwrap_or(scaling.min);
            scaling.max = max.unwrap_or(scaling.max).max(scaling.min);
        }
    });
    keep_bounds(turn, id, cause);
}

/// When an action comes after a moment.
pub fn following(action: &ScheduledAction, calendar: Calendar, now: SimTime) -> Option<SimTime> {
    let since = calendar.epoch_millis(action.since);
    let from = calendar.epoch_millis(now).saturating_add(1);
    let next = action.expression.next(&action.clock, since, from)?;
    Some(calendar.moment(next))
}

/// The name of the alarm that triggers a policy. Source of the form: public reports of the alarms
/// that target tracking makes.
pub fn alarm_name(world: &World, id: ServiceId, policy: &Policy, high: bool) -> Arc<str> {
    match &policy.kind {
        PolicyKind::Steps { alarms, .. } => {
            let on = world.measured.get(&id);
            let on = on.and_then(|row| watch::breach(alarms, &row.points));
            let first = on.map(|(alarm, _)| alarm).or_else(|| alarms.first());
            first.map_or_else(|| Arc::from(""), |alarm| alarm.name.clone())
        }
        PolicyKind::Tracking { .. } => {
            let side = if high { "AlarmHigh" } else { "AlarmLow" };
            let nth = u64::from(high);
            let number = u64::from(policy.number);
            let uuid = Arns::of(world).uuid(Uuid::ScalingAlarm, number, nth);
            let resource = resource_id(world, id);
            format!("TargetTracking-{resource}-{side}-{uuid}").into()
        }
    }
}

/// `service/CLUSTER/SERVICE`. Source: Application Auto Scaling API, `ResourceId`.
pub fn resource_id(world: &World, id: ServiceId) -> String {
    let service = world.services.get(id);
    let cluster = service.and_then(|row| world.clusters.get(row.cluster));
    let name = |name: Option<&Arc<str>>| name.map_or(String::new(), |name| name.to_string());
    format!(
        "service/{}/{}",
        name(cluster.map(|row| &row.name)),
        name(service.map(|row| &row.name))
    )
}

/// Why scaling did something. Source of the texts: Developer Guide, "Amazon ECS service event
/// messages"; public reports of DescribeScalingActivities.
pub fn cause_text(cause: &Cause) -> String {
    match cause {
        Cause::Alarm(alarm, policy) => {
            format!("monitor alarm {alarm} in state ALARM triggered policy {policy}")
        }
        Cause::Bounds => "desired capacity was out of the range of the scalable target".to_owned(),
        Cause::Scheduled(name) => format!("scheduled action name {name} was triggered"),
    }
}
