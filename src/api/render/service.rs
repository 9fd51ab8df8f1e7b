//! A service. Source: ECS API, Service; order of the members: AWS CLI, samples of
//! describe-services.

use super::configuration::{Holder, configuration};
use super::service_deployment::current_revisions;
use super::{balancers, connect, network, strategy, task_sets, time};
use crate::lifecycle::service::rollout_reason;
use crate::model::arn::{Arns, Uuid};
use crate::model::placement::{
    BinpackField, Placement, PlacementConstraint, PlacementStrategy, SpreadField,
};
use crate::model::service::Revision;
use crate::model::task::LaunchType;
use crate::model::{Deployment, Service, ServiceId, World};
use crate::sim::Span;
use serde_json::{Map, Value, json};

/// Echoed members that belong to a deployment instead of the service.
/// Source: ECS API, `Deployment`.
const OF_DEPLOYMENTS: &[&str] = &[
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];

/// A service as DescribeServices shows it, with its tags if asked; null if there is none.
pub fn service(world: &World, id: ServiceId, tags: bool) -> Value {
    let Some(row) = world.services.get(id) else {
        return Value::Null;
    };
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        object.insert(name.into(), value);
    };
    let (arns, tally) = (Arns::of(world), row.tally());
    put("serviceArn", arns.service(id).into());
    put("serviceName", (&*row.name).into());
    put("clusterArn", arns.cluster(row.cluster).into());
    let primary = row.primary();
    let shown = primary.map_or_else(|| json!([]), |of| balancers(world, &of.revision.balancers));
    put("loadBalancers", shown);
    put("serviceRegistries", registries(row));
    put("status", row.status.name().into());
    put("desiredCount", row.desired_count.into());
    put("runningCount", (tally.running + tally.leaving).into());
    put("pendingCount", tally.starting.into());
    for (name, value) in of_primary(world, row) {
        put(name, value);
    }
    let percentages = (row.minimum_healthy_percent, row.maximum_percent);
    put(
        "deploymentConfiguration",
        configuration(&row.configuration, percentages, Holder::Service),
    );
    if row.controller.has_task_sets() && !row.was_scheduled {
        put("taskSets", task_sets(world, row, tags));
    }
    let deployments = row.deployments.iter();
    let deployments = deployments.filter(|of| row.was_scheduled || of.task_set.is_none());
    put(
        "deployments",
        deployments.map(|of| deployment(world, row, of)).collect(),
    );
    put("roleArn", Arns::of(world).service_role(row).into());
    put("events", events(world, row));
    put("createdAt", time(world, row.created_at));
    if let Some(record) = world.current_record(row) {
        // Not before the scheduler has taken it up: CreateService and UpdateService do not name
        // it. Source: their answers as published in April 2026, see `configuration`.
        if record.started_at.is_some() {
            let arn = arns.service_deployment(record);
            put("currentServiceDeployment", arn.into());
        }
        put("currentServiceRevisions", current_revisions(world, row));
    }
    let (constraints, strategies) = placement(&row.placement);
    put("placementConstraints", constraints);
    put("placementStrategy", strategies);
    if let Some(shown) = primary.and_then(|of| of.revision.network.as_ref()) {
        put("networkConfiguration", network(shown));
    }
    for (name, value) in options(world, row) {
        put(name, value);
    }
    if tags {
        put("tags", Value::clone(&row.tags));
    }
    Value::Object(object)
}

/// What a service has of its primary deployment or task set.
/// Source: Developer Guide, "Deploy Amazon ECS services using a third-party controller".
fn of_primary(world: &World, row: &Service) -> Vec<(&'static str, Value)> {
    let Some(primary) = row.primary() else {
        return vec![("launchType", row.launch_type().name().into())];
    };
    let revision = &primary.revision;
    let mut members = vec![capacity(revision)];
    // Of task sets the platform that was found for `LATEST` is shown. Source: public reports of
    // DescribeServices.
    let version = match primary.task_set {
        Some(_) => &primary.launch.platform_version,
        None => &revision.platform_version,
    };
    if let Some(version) = version {
        members.push(("platformVersion", (&**version).into()));
        members.push(("platformFamily", platform_family(world, revision).into()));
    }
    let definition = Arns::of(world).definition(revision.definition);
    members.push(("taskDefinition", definition.into()));
    members
}

/// `serviceRegistries`, of the service or of its primary task set.
fn registries(row: &Service) -> Value {
    let set = row.primary().and_then(|of| of.task_set.as_ref());
    match set {
        Some(set) => Value::clone(&set.registries),
        None => extra(row, "serviceRegistries").unwrap_or_else(|| json!([])),
    }
}

/// `capacityProviderStrategy` where there is one, else `launchType`.
/// Source: ECS API, Service, `launchType` and `capacityProviderStrategy`.
pub(super) fn capacity(revision: &Revision) -> (&'static str, Value) {
    match revision.strategy.is_empty() {
        true => ("launchType", revision.launch_type.name().into()),
        false => ("capacityProviderStrategy", strategy(&revision.strategy)),
    }
}

/// The members from `healthCheckGracePeriodSeconds` on.
fn options(world: &World, row: &Service) -> Vec<(&'static str, Value)> {
    let mut options = Vec::new();
    // 0 unless it is given, but only where something is checked.
    // Source: ECS API, `Service.healthCheckGracePeriodSeconds`.
    let primary = row.primary();
    let balanced = primary.is_some_and(|of| !of.revision.balancers.is_empty());
    if let Some(grace) = row.grace.or(balanced.then_some(Span::ZERO)) {
        let seconds = grace.0 / 1_000;
        options.push(("healthCheckGracePeriodSeconds", seconds.into()));
    }
    options.push(("schedulingStrategy", row.scheduling.name().into()));
    options.push((
        "deploymentController",
        json!({"type": row.controller.name()}),
    ));
    let account = &world.settings.account_id;
    options.push(("createdBy", format!("arn:aws:iam::{account}:root").into()));
    options.push(("enableECSManagedTags", row.managed_tags.into()));
    options.push(("propagateTags", row.propagate_tags.name().into()));
    options.push(("enableExecuteCommand", row.enable_execute_command.into()));
    options.push(("availabilityZoneRebalancing", rebalancing(row).into()));
    // ECS manages the resources of Express Mode services only. Source: ECS API, `Service`.
    options.push(("resourceManagementType", "CUSTOMER".into()));
    options
}

/// `availabilityZoneRebalancing`.
pub fn rebalancing(row: &Service) -> &'static str {
    match row.rebalancing {
        true => "ENABLED",
        false => "DISABLED",
    }
}

fn deployment(world: &World, row: &Service, of: &Deployment) -> Value {
    let arns = Arns::of(world);
    let id = arns.deployment(of.id);
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        object.insert(name.into(), value);
    };
    put("id", id.clone().into());
    put("status", of.status.name().into());
    put(
        "taskDefinition",
        arns.definition(of.revision.definition).into(),
    );
    put("desiredCount", of.desired_count.into());
    put("pendingCount", of.tally.starting.into());
    put("runningCount", (of.tally.running + of.tally.leaving).into());
    put("failedTasks", of.failed_tasks.into());
    put("createdAt", time(world, of.created_at));
    put("updatedAt", time(world, of.updated_at));
    let (member, value) = capacity(&of.revision);
    put(member, value);
    if let Some(version) = &of.launch.platform_version {
        put("platformVersion", (&**version).into());
        put(
            "platformFamily",
            platform_family(world, &of.revision).into(),
        );
    }
    if let Some(shown) = &of.revision.network {
        put("networkConfiguration", network(shown));
    }
    put("rolloutState", of.rollout_state.name().into());
    put("rolloutStateReason", rollout_reason(world, of).into());
    if row.is_primary(of.id) {
        for name in OF_DEPLOYMENTS {
            if let Some(value) = extra(row, name) {
                if *name == "serviceConnectConfiguration"
                    && let Some(known) = connect::resources(world, &value)
                {
                    put("serviceConnectResources", known);
                }
                put(name, value);
            }
        }
    }
    Value::Object(object)
}

fn events(world: &World, row: &Service) -> Value {
    let arns = Arns::of(world);
    let events = row.events.iter().map(|event| {
        let of = (u64::from(row.id.0), u64::from(event.number));
        json!({
            "id": arns.uuid(Uuid::ServiceEvent, of.0, of.1),
            "createdAt": time(world, event.at),
            "message": event.message.text(world, row.id),
        })
    });
    events.collect()
}

/// `Linux`, or the Windows family of the definition. Source: ECS API, `Service.platformFamily`.
pub(super) fn platform_family(world: &World, of: &Revision) -> String {
    debug_assert!(of.launch_type == LaunchType::Fargate);
    let definition = world.definitions.get(of.definition);
    let document = definition.map(|definition| &definition.spec.document);
    let family = document.and_then(|document| {
        let family = document
            .get("runtimePlatform")?
            .get("operatingSystemFamily")?;
        family.as_str()
    });
    match family {
        Some("LINUX") | None => "Linux".to_owned(),
        Some(windows) => windows.to_owned(),
    }
}

/// Constraints and strategies. ECS gives `host` back as `instanceId`, and the fields of binpack in
/// capitals. Source: AWS provider of Terraform, how it compares strategies.
pub fn placement(placement: &Placement) -> (Value, Value) {
    let constraint = |row: &PlacementConstraint| match row {
        PlacementConstraint::DistinctInstance => json!({"type": "distinctInstance"}),
        PlacementConstraint::MemberOf(expression) => {
            json!({"type": "memberOf", "expression": &**expression})
        }
    };
    let strategy = |row: &PlacementStrategy| match row {
        PlacementStrategy::Random => json!({"type": "random"}),
        PlacementStrategy::Spread(SpreadField::InstanceId) => {
            json!({"type": "spread", "field": "instanceId"})
        }
        PlacementStrategy::Spread(SpreadField::Attribute(name)) => {
            json!({"type": "spread", "field": format!("attribute:{name}")})
        }
        PlacementStrategy::Binpack(BinpackField::Cpu) => json!({"type": "binpack", "field": "CPU"}),
        PlacementStrategy::Binpack(BinpackField::Memory) => {
            json!({"type": "binpack", "field": "MEMORY"})
        }
    };
    let constraints = placement.constraints.iter().map(constraint).collect();
    (
        constraints,
        placement.strategies.iter().map(strategy).collect(),
    )
}

/// An echoed member.
fn extra(row: &Service, name: &str) -> Option<Value> {
    let (_, text) = row.extras.iter().find(|(member, _)| &**member == name)?;
    serde_json::from_str(text).ok()
}
