//! DeleteCapacityProvider. Source: ECS API, DeleteCapacityProvider; AWS CLI, its samples.

use super::put_cluster_capacity_providers::is_in_use;
use crate::api::read::provider;
use crate::api::{Refusal, Request, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::capacity_provider::{CapacityProvider, ProviderUpdate};
use crate::model::{ClusterId, ClusterStatus, World};
use serde_json::Value;
use std::sync::Arc;

/// A provider that a cluster has is not deleted, and the answer says so in `updateStatus`: this is
/// no exception (ekristen/aws-nuke, pull request 542). Otherwise it is gone a moment later; who
/// deletes it again is told so.
pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let named = provider::known(turn.world(), request, "capacityProvider")?;
    let (name, going) = (named.name.clone(), named.is_going());
    if !going {
        let row = CapacityProvider::clone(named);
        match row.managed_instances.clone() {
            Some(told) => return delete_managed(turn, row, told.cluster),
            None => delete(turn, row),
        }
    }
    let shown = render::capacity_provider(turn.world(), &name, false);
    Ok(render::members!({"capacityProvider": shown}).into())
}

/// Source of the text: hashicorp/terraform-provider-aws, pull request 48156.
fn delete(turn: &mut Turn, mut row: CapacityProvider) {
    let Some(cluster) = cluster_of(turn.world(), &row.name) else {
        capacity::delete_provider(turn, &row.name);
        return;
    };
    let reason = format!(
        "The capacity provider cannot be deleted because it is associated with cluster: {cluster}. \
         Remove the capacity provider from the cluster and try again."
    );
    (row.update, row.update_reason) = (ProviderUpdate::DeleteFailed, Some(reason.into()));
    turn.sim
        .world
        .providers
        .insert(row.name.clone(), Arc::new(row));
}

/// A provider of managed instances leaves its cluster, and its instances go. Assumption: one that a
/// service or a task uses is not deleted; the text.
fn delete_managed(
    turn: &mut Turn,
    mut row: CapacityProvider,
    cluster: ClusterId,
) -> Result<Value, Refusal> {
    let world = turn.world();
    let used = world.clusters.get(cluster);
    let used = used.is_some_and(|of| is_in_use(world, of, &row.name));
    row.update = match used {
        true => ProviderUpdate::DeleteFailed,
        false => ProviderUpdate::DeleteInProgress,
    };
    row.update_reason =
        used.then(|| "The specified capacity provider is in use and cannot be removed.".into());
    let (name, group) = (row.name.clone(), row.group_name().to_owned());
    turn.sim.world.providers.insert(name.clone(), Arc::new(row));
    let shown = render::capacity_provider(turn.world(), &name, false);
    if !used {
        capacity::disband(turn, &group);
        if let Some(row) = turn.sim.world.clusters.edit(cluster) {
            row.capacity_providers.retain(|one| *one != name);
            let left = row
                .default_strategy
                .iter()
                .filter(|item| item.provider != name);
            row.default_strategy = left.cloned().collect();
        }
        capacity::delete_provider(turn, &name);
    }
    Ok(render::members!({"capacityProvider": shown}).into())
}

/// A cluster that has the provider.
fn cluster_of(world: &World, name: &Arc<str>) -> Option<Arc<str>> {
    let mut rows = world.clusters.rows();
    let has = |row: &&Arc<crate::model::Cluster>| {
        row.status == ClusterStatus::Active && row.capacity_providers.contains(name)
    };
    rows.find(has).map(|row| row.name.clone())
}
