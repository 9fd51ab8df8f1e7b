//! UpdateService: only the members that are given change.
//! Source: ECS API, UpdateService, with what each member says about new deployments.

use super::create_service::network_mode;
use crate::api::read::deployment::configuration;
use crate::api::read::service::{self as parts, Extras};
use crate::api::read::{self, launch};
use crate::api::rules::{self, Action};
use crate::api::{Code, Refusal, Request, lookup, render};
use crate::lifecycle::service::{deploy, update_launches, wake};
use crate::lifecycle::{Event, Turn};
use crate::model::placement::Placement;
use crate::model::service::{PropagateTags, Revision};
use crate::model::task::LaunchType;
use crate::model::{Deployment, DeploymentConfiguration, Service, ServiceStatus, World};
use serde_json::Value;
use std::sync::Arc;

/// What a service becomes.
struct Change {
    desired_count: u32,
    percentages: (u32, u32),
    configuration: DeploymentConfiguration,
    placement: Arc<Placement>,
    extras: Extras,
    propagate_tags: PropagateTags,
    managed_tags: bool,
    enable_execute_command: bool,
    /// What its newest deployment shall run; None if it has task sets.
    revision: Option<Revision>,
    /// Whether that is a new deployment.
    deployed: bool,
}

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?;
    let row = lookup::service(turn.world(), cluster, request, "service")?;
    if row.status != ServiceStatus::Active {
        let message = "Service was not ACTIVE.";
        return Err(Refusal::new(Code::ServiceNotActive, message));
    }
    let id = row.id;
    let mut change = change(turn.world(), row, request)?;
    if let Some(revision) = change.revision.as_mut()
        && request.get("loadBalancers").is_some()
    {
        let mode = network_mode(turn.world(), revision);
        let before = revision.balancers.clone();
        revision.balancers = read::balancers::balancers(turn, request, mode);
        change.deployed |= revision.balancers != before;
    }
    let Some(row) = turn.sim.world.services.edit(id) else {
        return Ok(render::members!({"service": Value::Null}).into());
    };
    if row.desired_count != change.desired_count {
        row.steady_since = None;
    }
    row.desired_count = change.desired_count;
    (row.minimum_healthy_percent, row.maximum_percent) = change.percentages;
    row.configuration = Arc::new(change.configuration);
    row.grace = read::balancers::grace(request).or(row.grace);
    row.placement = change.placement;
    row.rebalancing = match request.text("availabilityZoneRebalancing") {
        Some(asked) => asked == "ENABLED",
        None => row.rebalancing,
    };
    row.extras = Arc::new(change.extras);
    row.propagate_tags = change.propagate_tags;
    row.managed_tags = change.managed_tags;
    row.enable_execute_command = change.enable_execute_command;
    turn.say(Event::ServiceUpdated(id));
    update_launches(turn, id);
    if let Some(revision) = change.revision.filter(|_| change.deployed) {
        deploy(turn, id, Arc::new(revision));
    }
    wake(turn, id);
    Ok(render::members!({"service": render::service(turn.world(), id, false)}).into())
}

fn change(world: &World, row: &Service, request: Request) -> Result<Change, Refusal> {
    rules::refuse(world, Action::UpdateService, request)?;
    parts::simulated(request, row.controller)?;
    let primary = row.primary().filter(|_| !row.controller.has_task_sets());
    let revision = primary.map(|of| revision(world, of, request)).transpose()?;
    let (extras, redeployed) = parts::extras(request, &row.extras);
    let before = (row.minimum_healthy_percent, row.maximum_percent);
    let truth = |name, before| request.truth(name).unwrap_or(before);
    let forced = truth("forceNewDeployment", false);
    Ok(Change {
        desired_count: parts::desired_count(request).unwrap_or(row.desired_count),
        percentages: parts::percentages(request, before),
        configuration: configuration(request, &row.configuration),
        placement: Arc::new(placement(row, request)),
        extras,
        propagate_tags: parts::propagate_tags(request).unwrap_or(row.propagate_tags),
        managed_tags: truth("enableECSManagedTags", row.managed_tags),
        enable_execute_command: truth("enableExecuteCommand", row.enable_execute_command),
        deployed: forced || redeployed || primary.map(|of| &*of.revision) != revision.as_ref(),
        revision,
    })
}

/// Definition, capacity, network and platform after the request. An empty strategy goes back to
/// the cluster's, or to EC2 where that has none (assumption).
fn revision(world: &World, of: &Deployment, request: Request) -> Result<Revision, Refusal> {
    let mut revision = Revision::clone(&of.revision);
    if request.filled_text("taskDefinition").is_some() {
        revision.definition = read::task::definition(world, request)?.id;
    }
    if let Some(network) = read::network(world, request) {
        revision.network = Some(network);
    }
    if request.get("capacityProviderStrategy").is_some() {
        let cluster = lookup::cluster(world, request)?;
        revision.strategy = read::strategy::chosen(cluster, request);
        let of_providers = read::strategy::launch_type(world, &revision.strategy);
        revision.launch_type = of_providers.unwrap_or(LaunchType::Ec2);
    }
    let asked = request.filled_text("platformVersion");
    let asked = asked.or(revision.platform_version.as_deref());
    revision.platform_version = launch::platform_version(asked, revision.launch_type);
    Ok(revision)
}

/// A list that is not given stays; an empty one clears it.
fn placement(row: &Service, request: Request) -> Placement {
    let given = read::placement(request);
    let mut placement = Placement::clone(&row.placement);
    if request.get("placementConstraints").is_some() {
        placement.constraints = given.constraints;
    }
    if request.get("placementStrategy").is_some() {
        placement.strategies = given.strategies;
    }
    placement
}
