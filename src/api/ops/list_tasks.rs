//! ListTasks. Source: ECS API, ListTasks.

use crate::api::{Refusal, Request};
use crate::api::{lookup, paging};
use crate::lifecycle::Turn;
use crate::model::arn::Arns;
use crate::model::{Cluster, DesiredStatus, InstanceId, ServiceId, Task, TaskId, TaskIds, World};
use serde_json::Value;

/// The other filters, none of which can stand beside `startedBy`.
const OTHER_FILTERS: [&str; 5] = [
    "family",
    "serviceName",
    "containerInstance",
    "launchType",
    "daemonName",
];

/// The most characters of `startedBy`. Source: ECS API, RunTask. ListTasks was seen to refuse more
/// than 36 when that was the limit there too; assumption: the two have grown together.
const LONGEST_STARTED_BY: usize = 128;

/// What a task must be to be listed.
struct Filter<'a> {
    desired: Option<DesiredStatus>,
    family: Option<&'a str>,
    started_by: Option<&'a str>,
    launch_type: Option<&'a str>,
    service: Option<ServiceId>,
    instance: Option<InstanceId>,
}

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let filter = filter(world, cluster, request)?;
    let place = paging::place(world, request, (paging::LARGEST as usize, paging::LARGEST))?;
    let after = place.after.map(|key| TaskId(key as u32));
    let among: Vec<&TaskIds> = match filter.desired {
        // Tasks that shall run are never STOPPED, and the others are either.
        Some(DesiredStatus::Running) => running(world, cluster, &filter),
        Some(DesiredStatus::Stopped) => vec![&cluster.live_tasks, &cluster.stopped_tasks],
        None => Vec::new(),
    };
    // Managed daemons are not simulated: none of them has tasks.
    let daemon = request.filled_text("daemonName").is_some();
    let among = among.into_iter().filter(|_| !daemon);
    let mut ids = among
        .map(|ids| ids.after(after).peekable())
        .collect::<Vec<_>>();
    // The next of all of them: each comes in ascending order.
    let ids = std::iter::from_fn(|| {
        let next = ids.iter_mut().filter_map(|ids| ids.peek().copied()).min()?;
        ids.iter_mut().find_map(|ids| ids.next_if_eq(&next))
    });
    let listed = ids.filter(|id| {
        let task = world.tasks.get(*id);
        task.is_some_and(|task| passes(world, &filter, task))
    });
    let (page, next) = place.page(world, listed.map(|id| (u64::from(id.0), id)));
    let arns = page
        .into_iter()
        .map(|id| Arns::of(world).task(id))
        .collect();
    Ok(paging::answer("taskArns", arns, next))
}

/// The sets that hold the tasks of this kind that shall run: the smallest that do.
fn running<'a>(world: &'a World, cluster: &'a Cluster, filter: &Filter) -> Vec<&'a TaskIds> {
    if let Some(row) = filter.instance.and_then(|id| world.instances.get(id)) {
        return vec![&row.live_tasks];
    }
    match filter.service.and_then(|id| world.services.get(id)) {
        Some(row) => row.deployments.iter().map(|row| &row.live_tasks).collect(),
        None => vec![&cluster.live_tasks],
    }
}

/// Assumption: the texts for what there is not, but for that of a service. Source of the text for
/// a long `startedBy`: public reports of ListTasks.
fn filter<'a>(
    world: &World,
    cluster: &Cluster,
    request: Request<'a>,
) -> Result<Filter<'a>, Refusal> {
    let started_by = request.filled_text("startedBy");
    if started_by.is_some_and(|text| text.len() > LONGEST_STARTED_BY) {
        let message = format!("ownerId longer than {LONGEST_STARTED_BY}.");
        return Err(Refusal::invalid(message));
    }
    let other = OTHER_FILTERS
        .iter()
        .any(|name| request.filled_text(name).is_some());
    if started_by.is_some() && other {
        let message = "startedBy must be the only filter of a request.";
        return Err(Refusal::invalid(message));
    }
    Ok(Filter {
        desired: desired(request)?,
        family: family(request)?,
        started_by,
        launch_type: request.filled_text("launchType"),
        service: service(world, cluster, request)?,
        instance: instance(world, cluster, request)?,
    })
}

/// Source of the text: public reports of ListTasks.
fn family(request: Request<'_>) -> Result<Option<&str>, Refusal> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match request.filled_text("family") {
        Some(family) if !family.chars().all(allowed) => {
            Err(Refusal::invalid("family must match ^[a-zA-Z0-9\\-_]+$"))
        }
        family => Ok(family),
    }
}

/// RUNNING by default; None for PENDING, which no task is ever wanted to be.
/// Source: ECS API, ListTasks `desiredStatus`.
fn desired(request: Request) -> Result<Option<DesiredStatus>, Refusal> {
    match request.filled_text("desiredStatus") {
        None | Some("RUNNING") => Ok(Some(DesiredStatus::Running)),
        Some("STOPPED") => Ok(Some(DesiredStatus::Stopped)),
        Some("PENDING") => Ok(None),
        Some(other) => Err(Refusal::invalid(format!("Invalid desiredStatus {other}."))),
    }
}

fn service(
    world: &World,
    cluster: &Cluster,
    request: Request,
) -> Result<Option<ServiceId>, Refusal> {
    if request.filled_text("serviceName").is_none() {
        return Ok(None);
    }
    Ok(Some(
        lookup::service(world, cluster, request, "serviceName")?.id,
    ))
}

fn instance(
    world: &World,
    cluster: &Cluster,
    request: Request,
) -> Result<Option<InstanceId>, Refusal> {
    if request.filled_text("containerInstance").is_none() {
        return Ok(None);
    }
    lookup::known_instance(world, cluster, request, "containerInstance").map(Some)
}

fn passes(world: &World, filter: &Filter, task: &Task) -> bool {
    let launch = &task.launch;
    let family = world.definitions.get(launch.definition);
    let family = family.map(|definition| &*definition.family);
    let same = |wanted: Option<&str>, has: Option<&str>| wanted.is_none() || wanted == has;
    Some(task.desired_status) == filter.desired
        && same(filter.family, family)
        && same(filter.started_by, launch.started_by.as_deref())
        && same(filter.launch_type, Some(launch.launch_type.name()))
        && filter.instance.is_none_or(|id| task.instance == Some(id))
        && filter
            .service
            .is_none_or(|id| launch.service.is_some_and(|(own, _)| own == id))
}
