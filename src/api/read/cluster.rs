//! What the operations on clusters have in common. Source: ECS API, CreateCluster, UpdateCluster,
//! PutClusterCapacityProviders.

use super::strategy;
use crate::api::{Refusal, Request};
use crate::model::account::CONTAINER_INSIGHTS;
use crate::model::arn::last_part;
use crate::model::capacity_provider::is_fargate;
use crate::model::{CapacityStrategy, ClusterId, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// The most capacity providers of a cluster. Source: AWS General Reference, "Amazon ECS endpoints
/// and quotas".
const MOST_PROVIDERS: usize = 20;

/// Members that are kept as they were sent, and shown again.
pub const KEPT: &[&str] = &["configuration", "serviceConnectDefaults"];

/// `settings` of a request; None if there are none.
///
/// # Errors
/// A value that the setting does not have. Assumption: the text.
pub fn settings(request: Request) -> Result<Option<Value>, Refusal> {
    let mut settings = Vec::new();
    for item in request.objects("settings") {
        let name = item.filled_text("name").unwrap_or(CONTAINER_INSIGHTS);
        let value = item.filled_text("value").unwrap_or("");
        if !["disabled", "enabled", "enhanced"].contains(&value) {
            return Err(Refusal::invalid(format!(
                "Invalid value '{value}' for the cluster setting {name}."
            )));
        }
        settings.push(json!({"name": name, "value": value}));
    }
    Ok((!settings.is_empty()).then(|| settings.into()))
}

/// Whether there is a provider of managed instances with this name.
pub fn is_managed(world: &World, name: &str) -> bool {
    let row = world.providers.get(name);
    row.is_some_and(|row| row.managed_instances.is_some())
}

/// `capacityProviders` of a request, by name and each once.
///
/// # Errors
/// One that is not there, or too many.
/// Source of the texts: terraform-aws-modules/terraform-aws-ecs, issue 53; aws-cloudformation/
/// cloudformation-coverage-roadmap, issue 1086.
pub fn providers(world: &World, request: Request) -> Result<Vec<Arc<str>>, Refusal> {
    let mut providers: Vec<Arc<str>> = Vec::new();
    for name in request.texts("capacityProviders").map(last_part) {
        if !is_fargate(name) && !world.providers.contains_key(name) {
            return Err(Refusal::invalid(
                "The specified capacity provider was not found. Specify a valid capacity provider \
                 and try again.",
            ));
        }
        // Source of the text: hashicorp/terraform-provider-aws, issue 45693.
        let known = world.providers.get(name);
        if known.is_some_and(|row| row.is_going()) {
            return Err(Refusal::invalid(format!(
                "The specified capacity provider '{name}' is not in an ACTIVE state. Specify a \
                 valid capacity provider and try again."
            )));
        }
        if is_managed(world, name) {
            // Source of the text: hashicorp/terraform-provider-aws, issue 44783, its beginning.
            return Err(Refusal::invalid(
                "Cannot associate Managed Instances capacity provider to clusters using this API.",
            ));
        }
        if !providers.iter().any(|known| **known == *name) {
            providers.push(name.into());
        }
    }
    if world.settings.quotas && providers.len() > MOST_PROVIDERS {
        let message = "The maximum number of capacity providers per cluster has been exceeded.";
        return Err(Refusal::invalid(message));
    }
    Ok(providers)
}

/// Whether these providers may be those of a cluster: one that ECS sizes belongs to one cluster.
///
/// # Errors
/// One of them belongs to another. Source: Developer Guide, "Amazon ECS capacity providers for EC2
/// workloads". Assumption: the text.
pub fn check_scaled(
    world: &World,
    providers: &[Arc<str>],
    own: Option<ClusterId>,
) -> Result<(), Refusal> {
    let elsewhere = |name: &&Arc<str>| {
        let row = world.providers.get(*name);
        let scaled = row.is_some_and(|row| row.managed_scaling.enabled);
        scaled
            && world
                .cluster_with(name)
                .is_some_and(|row| Some(row.id) != own)
    };
    match providers.iter().find(elsewhere) {
        None => Ok(()),
        Some(name) => Err(Refusal::invalid(format!(
            "The capacity provider {name} has managed scaling and is associated with another \
             cluster."
        ))),
    }
}

/// `defaultCapacityProviderStrategy` of a request for a cluster with these providers.
///
/// # Errors
/// What no strategy may be. Source of the first text: dask/dask-cloudprovider, issue 328, where
/// ECS says it of a launch; of the second: badmintoncryer/cdk-preflight,
/// pf-ecs-cluster-default-strategy-multiple-base, deployed in 2026.
pub fn default_strategy(
    providers: &[Arc<str>],
    request: Request,
) -> Result<CapacityStrategy, Refusal> {
    let strategy = strategy::items(request, "defaultCapacityProviderStrategy");
    if strategy
        .iter()
        .any(|item| !providers.contains(&item.provider))
    {
        return Err(Refusal::invalid(
            "The specified capacity provider strategy cannot contain a capacity provider that is \
             not associated with the cluster. Associate the capacity provider with the cluster or \
             specify a valid capacity provider and try again.",
        ));
    }
    if strategy.iter().filter(|item| item.base > 0).count() > 1 {
        return Err(Refusal::invalid(
            "The specified capacity provider strategy contains multiple capacity providers with a \
             base value defined. Only one capacity provider per strategy can have a base value \
             defined.",
        ));
    }
    let fargate = |item: &&crate::model::StrategyItem| is_fargate(&item.provider);
    let on_fargate = strategy.iter().filter(fargate).count();
    if on_fargate > 0 && on_fargate < strategy.len() {
        return Err(Refusal::invalid(
            "The specified capacity provider strategy cannot contain a mix of Fargate and Auto \
             Scaling group capacity providers.",
        ));
    }
    Ok(strategy)
}
