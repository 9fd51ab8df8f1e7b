//! DeleteCapacityProvider. Source: ECS API, DeleteCapacityProvider; AWS CLI, its samples.

use crate::api::read::provider;
use crate::api::{Refusal, Request, render};
use crate::lifecycle::Turn;
use crate::model::capacity_provider::{CapacityProvider, ProviderUpdate};
use crate::model::{ClusterStatus, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// A provider that a cluster has is not deleted, and the answer says so in `updateStatus`: this is
/// no exception (ekristen/aws-nuke, pull request 542). Otherwise it is gone at once (assumption:
/// it takes a while).
pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let named = provider::named(turn.world(), request, "capacityProvider")?;
    let mut row = CapacityProvider::clone(named);
    let in_use = cluster_of(turn.world(), &row.name);
    (row.update, row.update_reason) = match &in_use {
        None => (ProviderUpdate::DeleteInProgress, None),
        Some(cluster) => {
            // Assumption: the text.
            let reason = format!(
                "The capacity provider cannot be deleted because it is associated with cluster: \
                 {cluster}. Remove the capacity provider from the cluster and try again."
            );
            (ProviderUpdate::DeleteFailed, Some(reason.into()))
        }
    };
    let name = row.name.clone();
    turn.sim.world.providers.insert(name.clone(), Arc::new(row));
    let shown = render::capacity_provider(turn.world(), &name, false);
    if in_use.is_none() {
        turn.sim.world.providers.remove(&name);
    }
    Ok(json!({"capacityProvider": shown}))
}

/// A cluster that has the provider.
fn cluster_of(world: &World, name: &Arc<str>) -> Option<Arc<str>> {
    let mut rows = world.clusters.rows();
    let has = |row: &&Arc<crate::model::Cluster>| {
        row.status == ClusterStatus::Active && row.capacity_providers.contains(name)
    };
    rows.find(has).map(|row| row.name.clone())
}
