//! PutClusterCapacityProviders: the providers of a cluster and its default strategy, as a whole.
//! Source: ECS API, PutClusterCapacityProviders. Assumption: it takes no time, so a cluster is
//! never found busy with it; only the answer says so.

use crate::api::{Code, Refusal, Request, lookup, read, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::{Cluster, Service, ServiceStatus, World};
use serde_json::Value;
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::required_cluster(world, request)?;
    let id = cluster.id;
    let mut providers = read::cluster::providers(world, request)?;
    // They belong to their cluster whatever is put on it.
    let own = cluster
        .capacity_providers
        .iter()
        .filter(|name| read::cluster::is_managed(world, name));
    providers.extend(own.cloned());
    read::cluster::check_scaled(world, &providers, Some(id))?;
    let strategy = read::cluster::default_strategy(&providers, request)?;
    let mut removed = cluster.capacity_providers.iter();
    let mut removed = removed.by_ref().filter(|name| !providers.contains(name));
    if removed.any(|name| is_in_use(world, cluster, name)) {
        // Source of the text: pahud/cdk-fargate-patterns, issue 71, as ECS gave it.
        let message = "The specified capacity provider is in use and cannot be removed.";
        return Err(Refusal::new(Code::ResourceInUse, message));
    }
    if let Some(row) = turn.sim.world.clusters.edit(id) {
        row.capacity_providers = providers;
        row.default_strategy = strategy;
    }
    capacity::stir_all(turn);
    capacity::wake_all(turn);
    let mut shown = render::cluster(turn.world(), id);
    let attachments = render::attachments(turn.world(), id);
    // Source: AWS CLI, sample of put-cluster-capacity-providers, and public answers of it.
    shown["attachments"] = attachments.into();
    shown["attachmentsStatus"] = "UPDATE_IN_PROGRESS".into();
    Ok(render::members!({"cluster": shown}).into())
}

/// Whether a service of the cluster goes by a provider, or a task has come by it.
pub(super) fn is_in_use(world: &World, cluster: &Cluster, name: &Arc<str>) -> bool {
    let uses = |row: &Arc<Service>| {
        let mut deployments = row.deployments.iter();
        deployments.any(|row| {
            let mut items = row.revision.strategy.iter();
            items.any(|item| item.provider == *name)
        })
    };
    let services = world.services.rows();
    let mut kept = services.filter(|row| row.cluster == cluster.id);
    let tasks = cluster.live_tasks.iter();
    let mut tasks = tasks.filter_map(|id| world.tasks.get(id));
    kept.any(|row| row.status != ServiceStatus::Inactive && uses(row))
        || tasks.any(|task| task.launch.capacity_provider.as_ref() == Some(name))
}
