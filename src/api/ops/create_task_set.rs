//! CreateTaskSet. Source: ECS API, CreateTaskSet.

use super::create_service::{network_mode, revision};
use crate::api::rules::{self, Action};
use crate::api::{Refusal, Request, read, render, task_sets};
use crate::lifecycle::Turn;
use crate::lifecycle::service::add_task_set;
use crate::model::task::KnownRequest;
use crate::model::{Controller, Deployment, DeploymentStatus, Service, TaskSet};
use serde_json::{Value, json};
use std::sync::Arc;

/// The most task sets of a service, deleted ones that still have tasks among them.
/// Source: pipe-cd/pipecd, issue 4692, with the text.
const MOST: usize = 5;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let service = task_sets::active_service(turn.world(), request)?;
    let known = read::known_request(request);
    let id = service.id;
    if let Some(row) = again(service, known.as_deref())? {
        return Ok(shown(turn, service, row, request));
    }
    rules::refuse(turn.world(), Action::CreateTaskSet, request)?;
    if service.deployments.len() >= MOST {
        let message = format!(
            "{MOST} deployments exist on the service. Unable to create new TaskSet since this \
             exceeds the maximum limit."
        );
        return Err(Refusal::invalid(message));
    }
    let started_by = match service.controller {
        Controller::CodeDeploy => Some("CODE_DEPLOY".into()),
        Controller::Ecs | Controller::External => None,
    };
    let registries = request.get("serviceRegistries").cloned();
    let registries = Arc::new(registries.unwrap_or_else(|| json!([])));
    let set = TaskSet {
        external_id: request.filled_text("externalId").map(Into::into),
        started_by,
        tags: Arc::new(read::tags::tags(request)?),
        request: known,
        ..TaskSet::new(read::task_set::scale(request)?, registries, turn.now())
    };
    let mut revision = revision(turn.world(), request)?;
    let mode = network_mode(turn.world(), &revision);
    revision.balancers = read::balancers::balancers(turn, request, mode);
    let status = DeploymentStatus::Active;
    let made = add_task_set(turn, id, Arc::new(revision), status, set);
    let service = turn.world().services.get(id);
    let row = service.and_then(|service| Some((service, service.deployment(made?)?)));
    Ok(row.map_or_else(
        || json!({"taskSet": null}),
        |(service, row)| shown(turn, service, row, request),
    ))
}

fn shown(turn: &Turn, service: &Service, row: &Deployment, request: Request) -> Value {
    let tags = request.get("tags").is_some();
    json!({"taskSet": render::task_set(turn.world(), service, row, tags)})
}

/// The task set that the very request has created before.
///
/// # Errors
/// Another request had the token. Assumption: the text, after that of CreateService.
fn again<'a>(
    service: &'a Service,
    known: Option<&KnownRequest>,
) -> Result<Option<&'a Deployment>, Refusal> {
    let Some(known) = known else { return Ok(None) };
    let before = |row: &&Deployment| {
        let request = row.task_set.as_ref().and_then(|set| set.request.as_ref());
        request.is_some_and(|request| request.token == known.token)
    };
    let Some(row) = service.deployments.iter().find(before) else {
        return Ok(None);
    };
    let request = row.task_set.as_ref().and_then(|set| set.request.as_deref());
    match request == Some(known) {
        true => Ok(Some(row)),
        false => {
            let message = "Creation of task set was not idempotent.";
            Err(Refusal::invalid(message))
        }
    }
}
