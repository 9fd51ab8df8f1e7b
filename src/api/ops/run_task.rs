//! RunTask. Source: ECS API, RunTask.

use crate::api::rules::{self, Action};
use crate::api::{Code, Refusal, Request};
use crate::api::{lookup, read, render};
use crate::lifecycle::placement::strategy::{self, Shares};
use crate::lifecycle::placement::{self, Failure};
use crate::lifecycle::task::Host;
use crate::lifecycle::{Turn, task};
use crate::model::arn::Arns;
use crate::model::target::Discovery;
use crate::model::task::{KnownRequest, Launch, LaunchType};
use crate::model::task_definition::TaskSpec;
use crate::model::{CapacityStrategy, ClusterId, TaskId, World};
use serde_json::{Value, json};
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<String, Refusal> {
    let known = read::known_request(request);
    let cluster = lookup::cluster_id(turn.world(), request)?;
    if let Some(tasks) = again(turn.world(), known.as_deref())? {
        return Ok(answer(turn.world(), tasks, &[]));
    }
    rules::refuse(turn.world(), Action::RunTask, request)?;
    let row = lookup::cluster(turn.world(), request)?;
    let strategy = read::strategy::chosen(row, request);
    let launch_type = read::strategy::launch_type(turn.world(), &strategy);
    let launch_type = launch_type.unwrap_or_else(|| read::launch::launch_type(request));
    let launch = Arc::new(Launch {
        request: known,
        ..launch(turn.world(), cluster, request, launch_type)?
    });
    let count = request.integer("count").unwrap_or(1);
    check_waiting(turn.world(), &launch, &strategy, count)?;
    let mut shares = Shares::new(&strategy, &launch, [].into_iter());
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let launch = shares.next_launch();
        match choose(turn.world(), &launch) {
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

/// Where a task goes; with a capacity provider that grows it may have to wait for its place.
fn choose(world: &World, launch: &Launch) -> Result<Host, Vec<Failure>> {
    match placement::choose(world, launch) {
        Err(_) if strategy::can_wait(world, launch) => Ok(Host::Waiting),
        found => found,
    }
}

/// Source: ECS API, RunTask: it fails with more than 500 tasks in PROVISIONING. The text is that of
/// the service event (assumption).
fn check_waiting(
    world: &World,
    launch: &Launch,
    strategy: &CapacityStrategy,
    count: i64,
) -> Result<(), Refusal> {
    let grows = strategy
        .iter()
        .any(|item| world.providers.contains_key(&item.provider));
    let waiting = strategy::waiting(world, launch.cluster).count() as i64;
    if grows && world.settings.quotas && waiting + count > strategy::MOST_WAITING as i64 {
        let message = "The tasks provisioning capacity limit was exceeded.";
        return Err(Refusal::client(message));
    }
    Ok(())
}

fn answer(world: &World, tasks: Vec<TaskId>, failures: &[Failure]) -> String {
    let tasks = tasks.into_iter().map(|id| render::launched_task(world, id));
    let failures = failures.iter().map(|row| render::failure(world, row));
    render::tasks(tasks.collect(), failures.collect())
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

/// Reads what shall be launched.
pub(super) fn launch(
    world: &World,
    cluster: ClusterId,
    request: Request,
    launch_type: LaunchType,
) -> Result<Launch, Refusal> {
    let definition = read::task::definition(world, request)?;
    let spec = &definition.spec;
    read::roles::check(world, request, spec)?;
    let asked = request.text("platformVersion");
    let asked = read::launch::platform_version(asked, launch_type);
    Ok(Launch {
        cluster,
        definition: definition.id,
        launch_type,
        capacity_provider: None,
        platform_version: asked.map(|asked| task::newest_platform(Some(&asked), spec.windows)),
        service: None,
        group: group(request, &definition.family),
        started_by: request.filled_text("startedBy").map(Arc::from),
        network: read::network(world, request),
        placement: Arc::new(read::placement(request)),
        overrides: read::overrides(request, spec),
        tags: Arc::new(tags(world, cluster, request, spec)?),
        enable_execute_command: request.truth("enableExecuteCommand").unwrap_or(false),
        spec: spec.clone(),
        balancers: Arc::default(),
        discovery: Discovery::default(),
        request: None,
    })
}

/// `family:FAMILY` by default. Source: Amazon ECS Developer Guide, "Group related tasks".
fn group(request: Request, family: &str) -> Arc<str> {
    match request.filled_text("group") {
        None => format!("family:{family}").into(),
        Some(group) => group.into(),
    }
}

/// The tags of the request, with those of the definition where they are propagated, and with
/// those that ECS manages where they are asked for. Source: ECS API, RunTask `propagateTags`;
/// Developer Guide, "How Amazon ECS resources are tagged".
fn tags(
    world: &World,
    cluster: ClusterId,
    request: Request,
    spec: &TaskSpec,
) -> Result<Value, Refusal> {
    let own = read::tags::tags(request)?;
    let mut tags = match request.filled_text("propagateTags") {
        Some("TASK_DEFINITION") => read::tags::of_definition(&spec.tags, own),
        Some(_) | None => own,
    };
    let cluster = world.clusters.get(cluster);
    if let (Some(true), Some(cluster)) = (request.truth("enableECSManagedTags"), cluster)
        && let Some(list) = tags.as_array_mut()
    {
        list.push(json!({"key": "aws:ecs:clusterName", "value": &*cluster.name}));
    }
    Ok(tags)
}
