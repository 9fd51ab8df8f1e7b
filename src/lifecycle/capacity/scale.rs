//! Capacity providers whose groups ECS sizes: measured each minute in which something can come of
//! it, decided upon, and acted upon here and nowhere else.
//!
//! A provider is measured at whole minutes of the run after something about it has changed, and as
//! long as only time is missing. That shows what a measurement each minute would show.
//! Assumption: measuring, the alarm and the change of the group take no time of their own.

use super::decide::{Decision, Look, PERIOD, decide};
use super::groups;
use super::measure::measure;
use crate::lifecycle::{Event, ScalingStep, Timer, Turn, faults};
use crate::model::reservation::Reservation;
use crate::model::{CapacityProvider, ProviderId, World};
use crate::sim::{SimTime, Span};
use std::cmp::Ordering;
use std::sync::Arc;

/// What a decision about a provider is made from now; None if ECS does not size its group: without
/// managed scaling, or on no cluster.
pub fn look(world: &World, provider: &CapacityProvider, now: SimTime) -> Option<Look> {
    if !provider.managed_scaling.enabled || world.cluster_with(&provider.name).is_none() {
        return None;
    }
    let row = world.scaling_group(provider.group_name())?;
    let told = &world.surroundings.auto_scaling_groups;
    let told = told.get(provider.group_name())?;
    let warmup = Span::seconds(u64::from(provider.managed_scaling.warmup_seconds));
    let launches = row.machines.iter().filter(|one| one.stage.counts());
    let newest = launches.map(|one| one.launched_at + warmup).max();
    Some(Look {
        now,
        reading: measure(world, provider).reading,
        target_percent: provider.managed_scaling.target_capacity,
        desired: row.desired,
        least: told.min_size,
        most: if faults::is_group_full(world, &row.name) {
            row.desired
        } else {
            told.max_size
        },
        warm_at: newest.unwrap_or(SimTime::START),
        below_since: provider.reservation.below_since,
    })
}

/// Measures a provider, and has its group grow or shrink.
pub fn run(turn: &mut Turn, id: ProviderId) {
    let now = turn.now();
    let Some(provider) = turn.world().provider(id).cloned() else {
        return;
    };
    edit(turn, &provider.name, |kept| kept.alarm = None);
    let Some(look) = look(turn.world(), &provider, now) else {
        return;
    };
    let mut news = false;
    edit(turn, &provider.name, |kept| {
        let below = look.reading.against(look.target_percent) == Ordering::Less;
        kept.below_since = below.then(|| kept.below_since.unwrap_or(now));
        news = kept.keep(now, look.reading);
    });
    if news {
        turn.say(Event::Scaling(ScalingStep::Measured(id, look.reading)));
    }
    let from = look.desired;
    let again = match decide(&look) {
        Decision::ScaleOut(to) => {
            turn.say(Event::Scaling(ScalingStep::ScaledOut { id, from, to }));
            groups::set_desired(turn, provider.group_name(), to);
            now + PERIOD
        }
        Decision::ScaleIn(to) => {
            turn.say(Event::Scaling(ScalingStep::ScaledIn { id, from, to }));
            groups::set_desired(turn, provider.group_name(), to);
            now + PERIOD
        }
        Decision::WarmUp(_, at) | Decision::CountDown(_, at) => at,
        Decision::Stay | Decision::AtMaximum(_) => SimTime::NEVER,
    };
    wake_at(turn, &provider.name, again);
}

/// Something about a provider has changed: it is measured at the next whole minute.
pub fn stir(turn: &mut Turn, name: &Arc<str>) {
    let world = turn.world();
    let Some(row) = world.providers.get(name) else {
        return;
    };
    if row.managed_instances.is_some() {
        let group = row.group_name().to_owned();
        groups::wake(turn, &group);
        return;
    }
    if row.managed_scaling.enabled && world.cluster_with(name).is_some() {
        let after = SimTime(turn.now().0 + 1);
        wake_at(turn, name, after);
    }
}

/// Providers were made, changed, or put on clusters or taken off them, or groups were declared.
pub fn stir_all(turn: &mut Turn) {
    let names: Vec<Arc<str>> = turn.world().providers.keys().cloned().collect();
    for name in names {
        let world = turn.world();
        let row = world.providers.get(&name);
        if row.is_some_and(|row| row.managed_instances.is_some()) {
            stir(turn, &name);
            continue;
        }
        let scaled = world
            .providers
            .get(&name)
            .is_some_and(|row| row.managed_scaling.enabled && world.cluster_with(&name).is_some());
        if scaled {
            stir(turn, &name);
        } else {
            rest(turn, &name);
        }
    }
}

/// ECS no longer sizes a provider's group: its metric is gone.
/// Source: Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto scaling".
fn rest(turn: &mut Turn, name: &Arc<str>) {
    let row = turn.world().providers.get(name);
    let Some(kept) = row.map(|row| &row.reservation) else {
        return;
    };
    if *kept == Reservation::default() {
        return;
    }
    if let Some(slot) = kept.alarm {
        turn.sim.agenda.cancel(slot);
    }
    edit(turn, name, |kept| *kept = Reservation::default());
}

/// Has a provider measured at the first whole minute that is not before `at`, or sooner if that was
/// due anyway.
fn wake_at(turn: &mut Turn, name: &Arc<str>, at: SimTime) {
    if at == SimTime::NEVER {
        return;
    }
    let at = SimTime(at.0.div_ceil(PERIOD.0) * PERIOD.0);
    let Some(row) = turn.world().providers.get(name) else {
        return;
    };
    let (id, before) = (row.id, row.reservation.alarm);
    if before.is_some_and(|slot| slot.at <= at) {
        return;
    }
    if let Some(slot) = before {
        turn.sim.agenda.cancel(slot);
    }
    let slot = turn.wake(at, Timer::MeasureProvider(id));
    edit(turn, name, |kept| kept.alarm = Some(slot));
}

fn edit(turn: &mut Turn, name: &Arc<str>, change: impl FnOnce(&mut Reservation)) {
    if let Some(row) = turn.sim.world.providers.get_mut(name) {
        change(&mut Arc::make_mut(row).reservation);
    }
}
