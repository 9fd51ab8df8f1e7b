//! CreateService. Source: ECS API, CreateService.

use crate::api::read::deployment::configuration;
use crate::api::read::service::{self as parts, Extras};
use crate::api::read::{self, launch};
use crate::api::rules::{self, Action};
use crate::api::{Refusal, Request, lookup, render};
use crate::lifecycle::Turn;
use crate::lifecycle::service::{self, Wanted};
use crate::model::service::Revision;
use crate::model::task::KnownRequest;
use crate::model::task_definition::NetworkMode;
use crate::model::{ClusterId, Controller, Service, ServiceId, ServiceStatus, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// The request that created a service, kept to recognise it when it comes again.
/// Begins with a capital letter, so no member of the API has this name.
const CREATION: &str = "Creation";

/// The most services of a cluster. Source: AWS General Reference, "Amazon ECS endpoints and
/// quotas".
const MOST_SERVICES: usize = 5_000;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster_id(turn.world(), request)?;
    let name = request.filled_text("serviceName").unwrap_or("");
    let known = read::known_request(request);
    let before = turn.world().service_named(cluster, name);
    let id = match before.filter(|row| row.status != ServiceStatus::Inactive) {
        Some(row) => again(row, known.as_deref())?,
        None => {
            let mut wanted = wanted(turn, cluster, name, request)?;
            if let Some(revision) = &mut wanted.revision {
                let mode = network_mode(turn.world(), revision);
                revision.balancers = read::balancers::balancers(turn, request, mode);
            }
            if let Some(known) = known {
                let extras = Arc::make_mut(&mut wanted.extras);
                parts::put_extra(extras, CREATION, &known.members);
            }
            service::create(turn, wanted)
        }
    };
    let include_tags = request.get("tags").is_some();
    Ok(render::members!({"service": render::service(turn.world(), id, include_tags)}).into())
}

/// The network mode of what a revision runs.
pub(super) fn network_mode(world: &World, revision: &Revision) -> NetworkMode {
    let definition = world.definitions.get(revision.definition);
    definition.map_or(NetworkMode::Bridge, |row| row.spec.network_mode)
}

/// The service that exists, if the very request that created it comes again.
/// Source of the texts: answers of ECS, widely reported.
fn again(row: &Service, known: Option<&KnownRequest>) -> Result<ServiceId, Refusal> {
    match row.status {
        ServiceStatus::Draining => Err(Refusal::invalid(
            "Unable to Start a service that is still Draining.",
        )),
        ServiceStatus::Active | ServiceStatus::Inactive => {
            let mut extras = row.extras.iter();
            let creation = extras.find(|(member, _)| &**member == CREATION);
            let creation = creation.and_then(|(_, text)| serde_json::from_str(text).ok());
            if known.is_some_and(|known| creation.as_ref() == Some(&*known.members)) {
                return Ok(row.id);
            }
            Err(Refusal::invalid("Creation of service was not idempotent."))
        }
    }
}

/// Assumption: the text, built like the one for capacity providers.
fn check_quota(world: &World, cluster: ClusterId) -> Result<(), Refusal> {
    let rows = world.services.rows().filter(|row| row.cluster == cluster);
    let counted = rows.filter(|row| row.status != ServiceStatus::Inactive);
    if world.settings.quotas && counted.count() >= MOST_SERVICES {
        let message = "The maximum number of services per cluster has been exceeded.";
        return Err(Refusal::invalid(message));
    }
    Ok(())
}

fn wanted(
    turn: &Turn,
    cluster: ClusterId,
    name: &str,
    request: Request,
) -> Result<Wanted, Refusal> {
    check_quota(turn.world(), cluster)?;
    rules::refuse(turn.world(), Action::CreateService, request)?;
    let scheduling = parts::scheduling(request);
    let usual = parts::default_percentages(scheduling);
    let (minimum_healthy_percent, maximum_percent) = parts::percentages(request, usual);
    let controller = parts::controller(request);
    let revision = match controller {
        Controller::Ecs | Controller::CodeDeploy => Some(revision(turn.world(), request)?),
        Controller::External => None,
    };
    let registries = request.get("serviceRegistries");
    let (extras, _) = parts::extras(request, &Extras::new());
    let mut wanted = Wanted {
        cluster,
        name: name.into(),
        scheduling,
        controller,
        desired_count: parts::desired_count(request).unwrap_or(0),
        minimum_healthy_percent,
        maximum_percent,
        rebalancing: false,
        configuration: Arc::new(configuration(request, &Default::default())),
        grace: read::balancers::grace(request),
        placement: Arc::new(read::placement(request)),
        revision,
        registries: Arc::new(registries.cloned().unwrap_or_else(|| json!([]))),
        extras: Arc::new(extras),
        tags: Arc::new(read::tags::tags(request)?),
        propagate_tags: parts::propagate_tags(request).unwrap_or_default(),
        managed_tags: request.truth("enableECSManagedTags").unwrap_or(false),
        enable_execute_command: request.truth("enableExecuteCommand").unwrap_or(false),
    };
    wanted.rebalancing = rebalances(request, &wanted);
    Ok(wanted)
}

/// What a service or a task set runs, but for its load balancers.
pub(super) fn revision(world: &World, request: Request) -> Result<Revision, Refusal> {
    let definition = read::task::definition(world, request)?;
    let row = lookup::cluster(world, request)?;
    let strategy = read::strategy::chosen(row, request);
    let launch_type = read::strategy::launch_type(world, &strategy);
    let launch_type = launch_type.unwrap_or_else(|| launch::launch_type(request));
    let asked = request.text("platformVersion");
    Ok(Revision {
        definition: definition.id,
        launch_type,
        strategy,
        platform_version: launch::platform_version(asked, launch_type),
        network: read::network(world, request),
        balancers: Arc::default(),
        alternate: false,
    })
}

/// Availability Zone rebalancing is on where it can be, unless the request says otherwise.
/// Source: ECS API, CreateService. Assumption: it is off where there are task sets.
fn rebalances(request: Request, wanted: &Wanted) -> bool {
    let Some(revision) = wanted.revision.as_ref() else {
        return false;
    };
    let off = request.text("availabilityZoneRebalancing") == Some("DISABLED");
    let (maximum, launch_type) = (wanted.maximum_percent, revision.launch_type);
    let can = parts::can_rebalance(wanted.scheduling, &wanted.placement, maximum, launch_type);
    can && !off && !wanted.controller.has_task_sets()
}
