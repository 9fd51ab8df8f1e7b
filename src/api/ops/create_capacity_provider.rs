//! CreateCapacityProvider, for Auto Scaling groups and for managed instances.
//! Source: ECS API, CreateCapacityProvider.

use crate::api::read::provider;
use crate::api::{Refusal, Request, lookup, read, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::capacity_provider::{CapacityProvider, ManagedScaling, ProviderUpdate};
use crate::model::surroundings::auto_scaling_group;
use crate::model::{ProviderId, Reservation, World};
use serde_json::Value;
use std::sync::Arc;

/// What no name begins with. Source: ECS API, CreateCapacityProvider, `name`.
const RESERVED: [&str; 3] = ["aws", "ecs", "fargate"];

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    if request.get("managedInstancesProvider").is_some() {
        return managed(turn, request);
    }
    let row = wanted(turn.world(), turn.now(), request)?;
    let (name, group) = (row.name.clone(), row.group_name().to_owned());
    auto_scaling_group::come_to_be(&mut turn.sim.world, &group);
    turn.sim.world.providers_made += 1;
    turn.sim.world.providers.insert(name.clone(), Arc::new(row));
    if turn.world().scaling_group(&group).is_none() {
        capacity::declared(turn, &group);
    }
    let shown = render::capacity_provider(turn.world(), &name, true);
    Ok(render::members!({"capacityProvider": shown}).into())
}

/// A provider of managed instances belongs to a cluster from its creation on.
/// Source: ECS API, CreateCapacityProvider, `cluster`; PutClusterCapacityProviders.
fn managed(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    if request.filled_text("cluster").is_none() {
        return Err(Refusal::invalid("Cluster cannot be empty."));
    }
    if request.get("autoScalingGroupProvider").is_some() {
        return Err(Refusal::invalid(
            "Specify either autoScalingGroupProvider or managedInstancesProvider, but not both.",
        ));
    }
    let world = turn.world();
    let cluster = lookup::cluster_id(world, request)?;
    let name = name(world, request)?;
    let given = request.part("managedInstancesProvider");
    let told = read::managed_instances::managed_instances(world, cluster, given)?;
    let group = CapacityProvider::own_group(&name);
    let row = CapacityProvider {
        name: name.clone(),
        id: ProviderId(world.providers_made),
        auto_scaling_group: group.as_str().into(),
        managed_instances: Some(Arc::new(told)),
        managed_scaling: ManagedScaling {
            enabled: false,
            ..ManagedScaling::default()
        },
        reservation: Reservation::default(),
        termination_protection: false,
        managed_draining: true,
        update: ProviderUpdate::CreateInProgress,
        update_reason: None,
        pending: None,
        tags: Arc::new(read::tags::tags(request)?),
        created_at: turn.now(),
    };
    turn.sim.world.providers_made += 1;
    turn.sim.world.providers.insert(name.clone(), Arc::new(row));
    if let Some(row) = turn.sim.world.clusters.edit(cluster) {
        row.capacity_providers.push(name.clone());
    }
    capacity::begin(turn, &group);
    capacity::create_provider(turn, &name);
    let shown = render::capacity_provider(turn.world(), &name, true);
    Ok(render::members!({"capacityProvider": shown}).into())
}

fn wanted(
    world: &World,
    now: crate::sim::SimTime,
    request: Request,
) -> Result<CapacityProvider, Refusal> {
    let name = name(world, request)?;
    let group = request.part("autoScalingGroupProvider");
    let auto_scaling_group = auto_scaling_group(world, group)?;
    // A provider without the structure is not scaled. Source: ECS API, ManagedScaling.
    let managed_scaling = match group.object("managedScaling") {
        Some(given) => provider::managed_scaling(given, ManagedScaling::default())?,
        None => ManagedScaling {
            enabled: false,
            ..ManagedScaling::default()
        },
    };
    let termination_protection = provider::switch(group, "managedTerminationProtection", false);
    provider::check_protection(termination_protection, &managed_scaling)?;
    Ok(CapacityProvider {
        name,
        id: ProviderId(world.providers_made),
        auto_scaling_group,
        managed_instances: None,
        managed_scaling,
        reservation: Reservation::default(),
        termination_protection,
        managed_draining: provider::switch(group, "managedDraining", true),
        update: ProviderUpdate::CreateComplete,
        update_reason: None,
        pending: None,
        tags: Arc::new(read::tags::tags(request)?),
        created_at: now,
    })
}

/// Sources of the texts: aws-samples/aws-cdk-examples, issue 626; aws/containers-roadmap, issue
/// 688. Assumption: the code of the first.
fn name(world: &World, request: Request) -> Result<Arc<str>, Refusal> {
    let name = request.filled_text("name").unwrap_or("");
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let lower = name.to_ascii_lowercase();
    let reserved = RESERVED.iter().any(|prefix| lower.starts_with(prefix));
    if name.is_empty() || name.len() > 255 || !name.chars().all(allowed) || reserved {
        return Err(Refusal::client(
            "The specified capacity provider name is invalid. Up to 255 characters are allowed, \
             including letters (upper and lowercase), numbers, underscores, and hyphens. The name \
             cannot be prefixed with \"aws\", \"ecs\", or \"fargate\". Specify a valid name and \
             try again.",
        ));
    }
    if world.providers.contains_key(name) {
        return Err(Refusal::client(
            "The specified capacity provider already exists. To change the configuration of an \
             existing capacity provider, update the capacity provider.",
        ));
    }
    Ok(name.into())
}

/// Source of the last text: aws/containers-roadmap, issue 632. Assumption: the others, and that a
/// name is accepted like an ARN.
fn auto_scaling_group(world: &World, group: Request) -> Result<Arc<str>, Refusal> {
    let named = group.filled_text("autoScalingGroupArn").unwrap_or("");
    if named.is_empty() || named.starts_with("arn:") && !named.contains(":autoScalingGroup:") {
        return Err(Refusal::invalid(
            "The specified Auto Scaling group ARN is not valid. Specify a valid Auto Scaling group \
             ARN and try again.",
        ));
    }
    if !auto_scaling_group::is_known(world, named) {
        return Err(Refusal::client(
            "The specified Auto Scaling group was not found. Specify a valid Auto Scaling group \
             and try again.",
        ));
    }
    let mut rows = world.providers.values();
    if rows.any(|row| *row.auto_scaling_group == *named) {
        return Err(Refusal::client(
            "The specified Auto Scaling group ARN is already being used by another capacity \
             provider. Specify a unique Auto Scaling group ARN and try again.",
        ));
    }
    Ok(named.into())
}
