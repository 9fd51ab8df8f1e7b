//! A request as a whole: for an update, what it leaves out is as the service has it.

use super::Action;
use crate::api::read::deployment::STEPS;
use crate::api::{Request, lookup};
use crate::api::{read, render};
use crate::model::arn::Arns;
use crate::model::service::{Revision, Scheduling};
use crate::model::{Service, World};
use serde_json::{Map, Value, json};

/// The service that an update or a task set names.
pub(super) fn service<'a>(
    world: &'a World,
    action: Action,
    request: Request,
) -> Option<&'a Service> {
    if !matches!(action, Action::UpdateService | Action::CreateTaskSet) {
        return None;
    }
    let cluster = lookup::cluster(world, request).ok()?;
    let row = lookup::service(world, cluster, request, "service").ok()?;
    Some(row)
}

/// The members of the request over those that the service has already; None if there are none.
pub(super) fn whole(world: &World, action: Action, request: Request) -> Option<Value> {
    let row = match action {
        Action::UpdateService => service(world, action, request)?,
        Action::CreateService | Action::CreateTaskSet | Action::RunTask => {
            return with_default(world, request);
        }
        Action::CreateCluster | Action::StartTask => return None,
    };
    let mut whole = members(world, row);
    if request.items("capacityProviderStrategy").next().is_some() {
        whole.remove("launchType");
    }
    for (name, value) in request.members() {
        match (whole.get_mut(&name), value) {
            (_, Value::Null) => {}
            (_, Value::String(text)) if text.is_empty() => {}
            // Empty, it says nothing.
            (Some(_), Value::Object(new))
                if name == "networkConfiguration" && !new.contains_key("awsvpcConfiguration") => {}
            (Some(Value::Object(old)), Value::Object(new)) if name == "deploymentConfiguration" => {
                let rolling = Value::from("ROLLING");
                let before = old.get("strategy").unwrap_or(&rolling);
                if new.get("strategy").is_some_and(|new| new != before) {
                    STEPS.iter().for_each(|name| drop(old.remove(*name)));
                }
                old.extend(new);
            }
            (_, value) => {
                whole.insert(name, value);
            }
        }
    }
    Some(Value::Object(whole))
}

/// The request with the strategy of the cluster, if that is what it goes by.
fn with_default(world: &World, request: Request) -> Option<Value> {
    let cluster = lookup::cluster(world, request).ok()?;
    let strategy = read::strategy::chosen(cluster, request);
    let own = request.items("capacityProviderStrategy").next().is_some();
    if own || strategy.is_empty() {
        return None;
    }
    let mut whole = request.members();
    whole.insert(
        "capacityProviderStrategy".to_owned(),
        render::strategy(&strategy),
    );
    Some(Value::Object(whole))
}

/// A service as the request that would create it.
fn members(world: &World, row: &Service) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, text) in row.extras.iter() {
        if let Ok(value) = serde_json::from_str(text) {
            members.insert(name.to_string(), value);
        }
    }
    let mut put = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    put(
        "deploymentController",
        json!({"type": row.controller.name()}),
    );
    put(
        "availabilityZoneRebalancing",
        render::rebalancing(row).into(),
    );
    if let Some(grace) = row.grace {
        put("healthCheckGracePeriodSeconds", (grace.0 / 1_000).into());
    }
    let (constraints, strategies) = render::placement(&row.placement);
    put("placementConstraints", constraints);
    put("placementStrategy", strategies);
    put("schedulingStrategy", row.scheduling.name().into());
    if row.scheduling == Scheduling::Replica {
        put("desiredCount", row.desired_count.into());
    }
    put("enableExecuteCommand", row.enable_execute_command.into());
    put("enableECSManagedTags", row.managed_tags.into());
    put("propagateTags", row.propagate_tags.name().into());
    if let Some(primary) = row.primary() {
        of_revision(world, &primary.revision, &mut put);
    }
    let mut configuration = render::configuration::given(&row.configuration);
    let (minimum, maximum) = (row.minimum_healthy_percent, row.maximum_percent);
    configuration.insert("minimumHealthyPercent".into(), minimum.into());
    configuration.insert("maximumPercent".into(), maximum.into());
    members.insert("deploymentConfiguration".into(), configuration.into());
    members
}

/// What the newest deployment runs.
fn of_revision(world: &World, revision: &Revision, put: &mut impl FnMut(&str, Value)) {
    let definition = Arns::of(world).definition(revision.definition);
    put("taskDefinition", definition.into());
    let strategy = || render::strategy(&revision.strategy);
    match revision.strategy.is_empty() {
        true => put("launchType", revision.launch_type.name().into()),
        false => put("capacityProviderStrategy", strategy()),
    }
    if !revision.balancers.is_empty() {
        let balancers = render::balancers(world, &revision.balancers);
        put("loadBalancers", balancers);
    }
    if let Some(version) = &revision.platform_version {
        put("platformVersion", (&**version).into());
    }
    if let Some(network) = &revision.network {
        put("networkConfiguration", render::network(network));
    }
}
