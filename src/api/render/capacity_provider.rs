//! A capacity provider, and strategies. Source: ECS API, CapacityProvider; AWS CLI, samples of
//! describe-capacity-providers.

use crate::model::arn::Arns;
use crate::model::capacity_provider::{FARGATE, FARGATE_SPOT, ManagedScaling, ProviderUpdate};
use crate::model::{CapacityProvider, StrategyItem, World};
use serde_json::{Value, json};

/// A provider by its name, with its tags if asked; None if there is none.
pub fn capacity_provider(world: &World, name: &str, with_tags: bool) -> Option<Value> {
    if let FARGATE | FARGATE_SPOT = name {
        return Some(json!({
            "capacityProviderArn": Arns::of(world).capacity_provider(name),
            "name": name,
            "status": "ACTIVE",
            "tags": [],
            "type": name,
        }));
    }
    let gone = || world.gone_providers.get(name);
    let row = world.providers.get(name).or_else(gone)?;
    let mut shown = of_group(world, row, with_tags);
    if let (Some(told), Some(members)) = (&row.managed_instances, shown.as_object_mut()) {
        members.remove("autoScalingGroupProvider");
        members.insert("managedInstancesProvider".into(), (*told.document).clone());
        members.insert(
            "cluster".into(),
            Arns::of(world).cluster(told.cluster).into(),
        );
        members.insert("type".into(), "MANAGED_INSTANCES".into());
    }
    Some(shown)
}

/// Source of `PROVISIONING` and `DEPROVISIONING`: ECS API, `CapacityProvider.status`; the AWS
/// provider of Terraform waits for the end of the second. Assumption: only providers of managed
/// instances show them, and CREATE_COMPLETE.
fn of_group(world: &World, row: &CapacityProvider, with_tags: bool) -> Value {
    let tags = if with_tags {
        (*row.tags).clone()
    } else {
        json!([])
    };
    let managed = row.managed_instances.is_some();
    let status = match row.update {
        ProviderUpdate::DeleteComplete => "INACTIVE",
        ProviderUpdate::CreateInProgress => "PROVISIONING",
        ProviderUpdate::DeleteInProgress if managed => "DEPROVISIONING",
        ProviderUpdate::CreateComplete
        | ProviderUpdate::UpdateInProgress
        | ProviderUpdate::UpdateComplete
        | ProviderUpdate::DeleteInProgress
        | ProviderUpdate::DeleteFailed => "ACTIVE",
    };
    let mut shown = json!({
        "capacityProviderArn": Arns::of(world).capacity_provider(&row.name),
        "name": &*row.name,
        "status": status,
        "autoScalingGroupProvider": {
            "autoScalingGroupArn": &*row.auto_scaling_group,
            "managedScaling": managed_scaling(&row.managed_scaling),
            "managedTerminationProtection": switch(row.termination_protection),
            "managedDraining": switch(row.managed_draining),
        },
        "tags": tags,
        "type": "EC2_AUTOSCALING",
    });
    let made =
        (managed && row.update == ProviderUpdate::CreateComplete).then_some("CREATE_COMPLETE");
    if let Some(status) = row.update.name().or(made) {
        shown["updateStatus"] = status.into();
    }
    if let Some(reason) = &row.update_reason {
        shown["updateStatusReason"] = (**reason).into();
    }
    shown
}

fn managed_scaling(scaling: &ManagedScaling) -> Value {
    json!({
        "status": switch(scaling.enabled),
        "targetCapacity": scaling.target_capacity,
        "minimumScalingStepSize": scaling.minimum_step,
        "maximumScalingStepSize": scaling.maximum_step,
        "instanceWarmupPeriod": scaling.warmup_seconds,
    })
}

fn switch(on: bool) -> &'static str {
    if on { "ENABLED" } else { "DISABLED" }
}

/// The items of a strategy with all their members.
/// Source: AWS CLI, samples of put-cluster-capacity-providers.
pub fn strategy(items: &[StrategyItem]) -> Value {
    let item = |item: &StrategyItem| {
        json!({
            "capacityProvider": &*item.provider, "weight": item.weight, "base": item.base,
        })
    };
    items.iter().map(item).collect()
}
