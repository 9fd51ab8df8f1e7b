//! UpdateService: only the members that are given change.
//! Source: ECS API, UpdateService, with what each member says about new deployments.

use crate::api::read::service::{self as parts, Extras};
use crate::api::read::task::ExecuteCommand;
use crate::api::read::{self, launch};
use crate::api::{Code, Refusal, Request, lookup, render};
use crate::lifecycle::service::{deploy, update_launches, wake};
use crate::lifecycle::{Event, Turn};
use crate::model::placement::Placement;
use crate::model::service::{PropagateTags, Revision};
use crate::model::{Service, ServiceStatus, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// What a service becomes.
struct Change {
    desired_count: u32,
    percentages: (u32, u32),
    placement: Arc<Placement>,
    extras: Extras,
    propagate_tags: PropagateTags,
    managed_tags: bool,
    enable_execute_command: bool,
    /// What its newest deployment shall run.
    revision: Revision,
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
    let change = change(turn.world(), row, request)?;
    let Some(row) = turn.sim.world.services.edit(id) else {
        return Ok(json!({"service": null}));
    };
    if row.desired_count != change.desired_count {
        row.steady_since = None;
    }
    row.desired_count = change.desired_count;
    (row.minimum_healthy_percent, row.maximum_percent) = change.percentages;
    row.placement = change.placement;
    row.extras = Arc::new(change.extras);
    row.propagate_tags = change.propagate_tags;
    row.managed_tags = change.managed_tags;
    row.enable_execute_command = change.enable_execute_command;
    turn.say(Event::ServiceUpdated(id));
    update_launches(turn, id);
    if change.deployed {
        deploy(turn, id, Arc::new(change.revision));
    }
    wake(turn, id);
    Ok(json!({"service": render::service(turn.world(), id, false)}))
}

fn change(world: &World, row: &Service, request: Request) -> Result<Change, Refusal> {
    if request.items("capacityProviderStrategy").next().is_some() {
        // Says why.
        launch::launch_type(request)?;
    }
    parts::simulated(request)?;
    let revision = revision(world, row, request)?;
    let Some(definition) = world.definitions.get(revision.definition) else {
        return Err(Refusal::client("TaskDefinition not found."));
    };
    let spec = &definition.spec;
    let placement = placement(row, request)?;
    read::placement::suits(&placement, revision.launch_type, spec)?;
    parts::load_balancers(request, spec)?;
    let (extras, redeployed) = parts::extras(request, &row.extras);
    let before = (row.minimum_healthy_percent, row.maximum_percent);
    let percentages = match request.get("deploymentConfiguration") {
        Some(_) => parts::percentages(request, before)?,
        None => before,
    };
    let can = parts::can_rebalance(&placement, percentages.1, revision.launch_type);
    if request.text("availabilityZoneRebalancing") == Some("ENABLED") && !can {
        return Err(parts::cannot_rebalance());
    }
    let enable_execute_command = match request.truth("enableExecuteCommand") {
        Some(true) => read::task::execute_command(request, spec, ExecuteCommand::Service)?,
        Some(false) => false,
        None => row.enable_execute_command,
    };
    let truth = |name, before| request.truth(name).unwrap_or(before);
    let forced = truth("forceNewDeployment", false);
    Ok(Change {
        desired_count: parts::desired_count(request)?.unwrap_or(row.desired_count),
        percentages,
        placement: Arc::new(placement),
        extras,
        propagate_tags: parts::propagate_tags(request).unwrap_or(row.propagate_tags),
        managed_tags: truth("enableECSManagedTags", row.managed_tags),
        enable_execute_command,
        deployed: forced || redeployed || revision != *row.primary().revision,
        revision,
    })
}

/// Definition, network and platform after the request. They are checked together if one is given.
fn revision(world: &World, row: &Service, request: Request) -> Result<Revision, Refusal> {
    let mut revision = Revision::clone(&row.primary().revision);
    let members = ["taskDefinition", "networkConfiguration", "platformVersion"];
    if members.iter().all(|name| request.get(name).is_none()) {
        return Ok(revision);
    }
    // A request that names the service's own revision is refused too once that is INACTIVE.
    // Source: public reports of UpdateService.
    if request.filled_text("taskDefinition").is_some() {
        revision.definition = read::task::definition(world, request, Code::Client)?.id;
    }
    if let Some(network) = read::network(request)? {
        revision.network = Some(network);
    }
    let Some(definition) = world.definitions.get(revision.definition) else {
        return Err(Refusal::client("TaskDefinition not found."));
    };
    let (spec, launch_type) = (&definition.spec, revision.launch_type);
    launch::suits(launch_type, spec)?;
    read::network::suits(revision.network.as_deref(), launch_type, spec)?;
    let before = revision.platform_version.take();
    let asked = request.filled_text("platformVersion").or(before.as_deref());
    revision.platform_version = launch::platform_version(asked, launch_type, spec)?;
    Ok(revision)
}

/// A list that is not given stays; an empty one clears it.
fn placement(row: &Service, request: Request) -> Result<Placement, Refusal> {
    let given = read::placement(request)?;
    let mut placement = Placement::clone(&row.placement);
    if request.get("placementConstraints").is_some() {
        placement.constraints = given.constraints;
    }
    if request.get("placementStrategy").is_some() {
        placement.strategies = given.strategies;
    }
    Ok(placement)
}
