//! What ECS keeps for capacity providers takes a moment to come, to change and to go: scaling
//! policies and hooks of their groups, which clusters show as attachments.
//! Source: ECS API, `Cluster.attachmentsStatus`, `CapacityProvider.updateStatus`.

use crate::lifecycle::{Event, ScalingStep, Timer, Turn, timing};
use crate::model::capacity_provider::{CapacityProvider, ProviderSettings, ProviderUpdate};
use crate::model::cluster::ClusterChange;
use crate::model::{ClusterId, ProviderId, World};
use std::sync::Arc;

/// How many deleted providers can be described. Source: ECS API, `CapacityProvider.status`: they
/// are INACTIVE; for how long nobody says (assumption: the last hundred).
const GONE: usize = 100;

/// The attachments of a cluster begin to change.
pub fn change_cluster(turn: &mut Turn, id: ClusterId, change: ClusterChange) {
    if let Some(row) = turn.sim.world.clusters.edit(id) {
        row.change = Some(Arc::new(change));
        let at = turn.now() + timing::ATTACHMENTS;
        turn.wake(at, Timer::SettleCluster(id));
    }
}

/// The attachments of a cluster are as they shall be.
pub fn settle_cluster(turn: &mut Turn, id: ClusterId) {
    let row = turn.sim.world.clusters.edit(id);
    if row.is_some_and(|row| row.change.take().is_some()) {
        turn.say(Event::ClusterSettled(id));
    }
}

/// A provider that ECS makes instances for begins to be.
pub fn create_provider(turn: &mut Turn, name: &str) {
    change(turn, name, |row| {
        row.update = ProviderUpdate::CreateInProgress
    });
}

/// An update of a provider begins, on top of one that is under way.
pub fn update_provider(turn: &mut Turn, name: &str, settings: ProviderSettings) {
    change(turn, name, |row| {
        (row.update, row.update_reason) = (ProviderUpdate::UpdateInProgress, None);
        row.pending = Some(Arc::new(settings));
    });
}

/// A provider that nothing uses any more begins to go.
pub fn delete_provider(turn: &mut Turn, name: &str) {
    change(turn, name, |row| {
        (row.update, row.update_reason) = (ProviderUpdate::DeleteInProgress, None);
        row.pending = None;
    });
}

fn change(turn: &mut Turn, name: &str, change: impl FnOnce(&mut CapacityProvider)) {
    if let Some(row) = turn.sim.world.providers.get_mut(name) {
        change(Arc::make_mut(row));
        let id = row.id;
        let at = turn.now() + timing::PROVIDER_CHANGE;
        turn.wake(at, Timer::SettleProvider(id));
    }
}

/// A provider is as it shall be, or gone; what was asked meanwhile is done with it.
pub fn settle_provider(turn: &mut Turn, id: ProviderId) {
    let Some(row) = turn.world().provider(id) else {
        return;
    };
    let (name, pending) = (row.name.clone(), row.pending.clone());
    match (row.update, pending) {
        (ProviderUpdate::DeleteInProgress, _) => {
            bury(&mut turn.sim.world, &name);
            turn.say(Event::Scaling(ScalingStep::Deleted(id)));
        }
        (ProviderUpdate::CreateInProgress, None) => {
            if let Some(row) = turn.sim.world.providers.get_mut(&name) {
                Arc::make_mut(row).update = ProviderUpdate::CreateComplete;
            }
            turn.say(Event::Scaling(ScalingStep::Created(id)));
        }
        (_, Some(settings)) => {
            if let Some(row) = turn.sim.world.providers.get_mut(&name) {
                apply(Arc::make_mut(row), &settings);
            }
            turn.say(Event::Scaling(ScalingStep::Updated(id)));
            super::stir_all(turn);
        }
        (_, None) => {}
    }
}

fn apply(row: &mut CapacityProvider, settings: &ProviderSettings) {
    row.pending = None;
    if row.update == ProviderUpdate::UpdateInProgress {
        row.update = ProviderUpdate::UpdateComplete;
    }
    row.managed_instances = settings.managed_instances.clone();
    row.managed_scaling = settings.managed_scaling;
    row.termination_protection = settings.termination_protection;
    row.managed_draining = settings.managed_draining;
}

/// Takes a provider from those that can be used. Its row is kept for those who ask what became of
/// it.
fn bury(world: &mut World, name: &str) {
    let Some(mut row) = world.providers.remove(name) else {
        return;
    };
    Arc::make_mut(&mut row).update = ProviderUpdate::DeleteComplete;
    world.gone_providers.insert(row.name.clone(), row);
    let rows = &mut world.gone_providers;
    while rows.len() > GONE {
        let oldest = rows.values().min_by_key(|row| row.id);
        match oldest.map(|row| row.name.clone()) {
            Some(oldest) => rows.remove(&oldest),
            None => break,
        };
    }
}
