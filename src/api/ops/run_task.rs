//! RunTask. Source: ECS API, RunTask.

use crate::api::read::task::ExecuteCommand;
use crate::api::{Code, Refusal, Request};
use crate::api::{lookup, read, render};
use crate::lifecycle::placement::{self, Failure};
use crate::lifecycle::{Turn, task};
use crate::model::arn::Arns;
use crate::model::task::{KnownRequest, Launch, LaunchType};
use crate::model::task_definition::TaskSpec;
use crate::model::{ClusterId, InstanceStatus, TaskId, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// The most tasks of one request. Source: ECS API, RunTask `count`.
const MOST: i64 = 10;

/// The most characters of `startedBy`. Source: ECS API, RunTask.
const LONGEST_STARTED_BY: usize = 128;

/// The most characters of `clientToken`. Source: ECS API, RunTask.
const LONGEST_TOKEN: usize = 64;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let known = read::known_request(request, LONGEST_TOKEN)?;
    let cluster = lookup::cluster_id(turn.world(), request)?;
    if let Some(tasks) = again(turn.world(), known.as_deref())? {
        return Ok(answer(turn.world(), tasks, &[]));
    }
    let launch_type = read::launch::launch_type(request)?;
    let launch = launch(turn.world(), cluster, request, launch_type)?;
    let launch = Arc::new(Launch {
        started_by: started_by(request, LONGEST_STARTED_BY)?,
        request: known,
        ..launch
    });
    let count = request.integer("count").unwrap_or(1);
    if !(1..=MOST).contains(&count) {
        let message = format!("count must be between 1 and {MOST}.");
        return Err(Refusal::invalid(message));
    }
    check_instances(turn.world(), &launch)?;
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for _ in 0..count {
        match placement::choose(turn.world(), &launch) {
            Ok(host) => tasks.push(task::launch_on(turn, &launch, host)),
            Err(found) => {
                // The tasks that are left would meet the same.
                failures = found;
                break;
            }
        }
    }
    Ok(answer(turn.world(), tasks, &failures))
}

fn answer(world: &World, tasks: Vec<TaskId>, failures: &[Failure]) -> Value {
    let tasks = tasks.into_iter().map(|id| render::task(world, id, true));
    let failures = failures.iter().map(|row| render::failure(world, row));
    let (tasks, failures): (Vec<Value>, Vec<Value>) = (tasks.collect(), failures.collect());
    json!({"tasks": tasks, "failures": failures})
}

/// The tasks of a request that comes again with its token; None for a new one. Tasks that are
/// forgotten are known no more, and neither is a request that placed none (assumptions).
///
/// # Errors
/// The token belongs to another request. Source of the text: ECS API, ConflictException.
fn again(world: &World, known: Option<&KnownRequest>) -> Result<Option<Vec<TaskId>>, Refusal> {
    let Some(known) = known else { return Ok(None) };
    let ids = world.tokens.tasks(&known.token);
    let Some(first) = ids.first().and_then(|id| world.tasks.get(*id)) else {
        return Ok(None);
    };
    if first.launch.request.as_deref() == Some(known) {
        return Ok(Some(ids.to_vec()));
    }
    let message = "The provided clientToken is already in use with a different RunTask request.";
    Err(Refusal {
        resource_ids: ids.iter().map(|id| Arns::of(world).task(*id)).collect(),
        ..Refusal::new(Code::Conflict, message)
    })
}

/// Reads what shall be launched, but for `startedBy`.
pub(super) fn launch(
    world: &World,
    cluster: ClusterId,
    request: Request,
    launch_type: LaunchType,
) -> Result<Launch, Refusal> {
    let definition = read::task::definition(world, request, Code::InvalidParameter)?;
    let spec = &definition.spec;
    read::launch::suits(launch_type, spec)?;
    let asked = request.text("platformVersion");
    let asked = read::launch::platform_version(asked, launch_type, spec)?;
    let network = read::network(request)?;
    read::network::suits(network.as_deref(), launch_type, spec)?;
    let placement = read::placement(request)?;
    read::placement::suits(&placement, launch_type, spec)?;
    Ok(Launch {
        cluster,
        definition: definition.id,
        launch_type,
        capacity_provider: None,
        platform_version: asked.map(|asked| task::newest_platform(Some(&asked), spec.windows)),
        service: None,
        group: group(request, &definition.family)?,
        started_by: None,
        network,
        placement: Arc::new(placement),
        overrides: read::overrides(request, spec, launch_type)?,
        tags: Arc::new(tags(world, cluster, request, spec)?),
        enable_execute_command: read::task::execute_command(request, spec, ExecuteCommand::Task)?,
        spec: spec.clone(),
        request: None,
    })
}

/// `family:FAMILY` by default. Source: Amazon ECS Developer Guide, "Group related tasks".
/// Assumption: the groups of services are out of reach, and the texts.
fn group(request: Request, family: &str) -> Result<Arc<str>, Refusal> {
    match request.filled_text("group") {
        None => Ok(format!("family:{family}").into()),
        Some(group) if group.starts_with("service:") => {
            Err(Refusal::invalid("Invalid namespace for group."))
        }
        Some(group) if group.chars().count() > 255 => {
            Err(Refusal::invalid("group can have at most 255 characters."))
        }
        Some(group) => Ok(group.into()),
    }
}

/// Source: ECS API, RunTask and StartTask `startedBy`: its characters; public reports of RunTask
/// for the text of a long one. Assumption: the other text.
pub(super) fn started_by(request: Request, longest: usize) -> Result<Option<Arc<str>>, Refusal> {
    let Some(text) = request.filled_text("startedBy") else {
        return Ok(None);
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    if text.len() > longest {
        return Err(Refusal::invalid(format!(
            "startedBy longer than {longest}."
        )));
    }
    if !text.chars().all(allowed) {
        return Err(Refusal::invalid("Invalid startedBy."));
    }
    Ok(Some(text.into()))
}

/// The tags of the request, with those of the definition where they are propagated, and with
/// those that ECS manages where they are asked for. Source: ECS API, RunTask `propagateTags`;
/// Developer Guide, "How Amazon ECS resources are tagged"; assumption: the text.
fn tags(
    world: &World,
    cluster: ClusterId,
    request: Request,
    spec: &TaskSpec,
) -> Result<Value, Refusal> {
    let own = read::tags::tags(request)?;
    let mut tags = match request.filled_text("propagateTags") {
        None | Some("NONE") => own,
        Some("TASK_DEFINITION") => read::tags::of_definition(&spec.tags, own),
        Some(other) => {
            let message = format!("propagateTags {other} is not valid for RunTask.");
            return Err(Refusal::invalid(message));
        }
    };
    let cluster = world.clusters.get(cluster);
    if let (Some(true), Some(cluster)) = (request.truth("enableECSManagedTags"), cluster)
        && let Some(list) = tags.as_array_mut()
    {
        list.push(json!({"key": "aws:ecs:clusterName", "value": &*cluster.name}));
    }
    Ok(tags)
}

/// Source of the text: public reports of RunTask.
fn check_instances(world: &World, launch: &Launch) -> Result<(), Refusal> {
    let mut rows = world
        .instances
        .rows()
        .filter(|row| row.cluster == launch.cluster);
    let on_instance = launch.launch_type != LaunchType::Fargate;
    if on_instance && !rows.any(|row| row.status == InstanceStatus::Active) {
        let message = "No Container Instances were found in your cluster.";
        return Err(Refusal::invalid(message));
    }
    Ok(())
}
