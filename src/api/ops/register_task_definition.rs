//! RegisterTaskDefinition. Source: ECS API, RegisterTaskDefinition.

use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Event, Turn};
use crate::model::task_definition::{DefinitionStatus, TaskDefinition, TaskSpec};
use crate::model::{DefinitionId, Settings};
use crate::taskdef::{Target, check_literally, first_refusal, lower::lower};
use serde_json::{Value, json};
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let mut spec = spec(request)?;
    fill_in_account(&mut spec, &turn.world().settings);
    let spec = Arc::new(spec);
    let id = register(turn, &spec);
    let mut answer = json!({"taskDefinition": render::task_definition(turn.world(), id)});
    if spec.tags.as_array().is_some_and(|tags| !tags.is_empty()) {
        answer["tags"] = (*spec.tags).clone();
    }
    Ok(answer)
}

/// Checks the request with the rules of the editor. What only a client refuses goes through: the
/// wire ignores members that it does not know, and nulls.
fn spec(request: Request) -> Result<TaskSpec, Refusal> {
    let mut members = request.document();
    // The check unwraps the output of a describe; a request with this member is none.
    members.shift_remove("taskDefinition");
    // Clients miss these by themselves, so no rule has the words of the service.
    // Source of the texts: public reports of requests without a client's validation (aws-sdk-go,
    // issue 132, for the family).
    if request.filled_text("family").is_none() {
        return Err(Refusal::client("Family can not be blank."));
    }
    if request.items("containerDefinitions").next().is_none() {
        return Err(Refusal::client("Container list cannot be empty."));
    }
    let text = Value::Object(members).to_string();
    let checked = check_literally(&text, Target::Unknown);
    if let Some(finding) = first_refusal(&checked) {
        return Err(Refusal::client(finding.message.clone()));
    }
    match &checked.draft {
        Some(draft) => Ok(lower(draft)),
        None => {
            let mut messages = checked.findings.into_iter().map(|finding| finding.message);
            Err(Refusal::client(messages.next().unwrap_or_default()))
        }
    }
}

/// Roles that are named only get the account. Source: a developer of ECS in
/// aws-actions/amazon-ecs-render-task-definition, issue 19.
fn fill_in_account(spec: &mut TaskSpec, settings: &Settings) {
    let account = &settings.account_id;
    let members = [
        ("taskRoleArn", &mut spec.task_role),
        ("executionRoleArn", &mut spec.execution_role),
    ];
    for (member, role) in members {
        if let Some(name) = role.as_deref().filter(|role| !role.contains(':')) {
            let arn = format!("arn:aws:iam::{account}:role/{name}");
            Arc::make_mut(&mut spec.document)[member] = Value::from(arn.as_str());
            *role = Some(arn.into());
        }
    }
}

/// Adds the next revision of the family; numbers are never given twice.
/// Source: ECS API, TaskDefinition `revision`.
fn register(turn: &mut Turn, spec: &Arc<TaskSpec>) -> DefinitionId {
    let registered_at = turn.now();
    let world = &mut turn.sim.world;
    let family: Arc<str> = spec.document["family"].as_str().unwrap_or_default().into();
    let row = Arc::make_mut(world.families.entry(family.clone()).or_default());
    row.last_revision += 1;
    let revision = row.last_revision;
    let id = world.definitions.add(|id| TaskDefinition {
        id,
        family,
        revision,
        status: DefinitionStatus::Active,
        registered_at,
        deregistered_at: None,
        delete_requested_at: None,
        spec: spec.clone(),
    });
    row.revisions.insert(revision, id);
    turn.say(Event::DefinitionRegistered(id));
    id
}
