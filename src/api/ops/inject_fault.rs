//! Drydock.InjectFault: something goes wrong and stays so until it is cleared.

use crate::api::read::own;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::{Turn, faults};
use crate::model::arn::Arns;
use crate::model::fault::{FaultKind, TasksMeant};
use crate::model::surroundings::target_group;
use crate::model::{ClusterId, TargetGroupId, World};
use crate::sim::Span;
use serde_json::{Value, json};
use std::sync::Arc;

/// The longest delay, in seconds: a day.
const LONGEST: i64 = 86_400;

/// The types of faults.
const TYPES: &[&str] = &[
    "ContainerCrashes",
    "ContainerHealthCheckFails",
    "HungShutdown",
    "ImageCannotBePulled",
    "SlowPull",
    "TargetHealthCheckFails",
];

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let kind = kind(turn.world(), request)?;
    let id = faults::inject(turn, kind);
    Ok(json!({"fault": {"id": id.0, "type": request.text("type")}}))
}

fn kind(world: &World, request: Request) -> Result<FaultKind, Refusal> {
    let text = |name: &str| own::text(request, name).map(Arc::<str>::from);
    match request.text("type") {
        Some("ImageCannotBePulled") => Ok(FaultKind::ImageCannotBePulled {
            image: text("image")?,
        }),
        Some("SlowPull") => Ok(FaultKind::SlowPull {
            image: text("image")?,
            added: seconds(request, "addedSeconds", 30)?,
        }),
        Some("ContainerCrashes") => Ok(FaultKind::ContainerCrashes {
            cluster: cluster(world, request)?,
            container: text("container")?,
            exit_code: own::number(request, "exitCode", 1, 0..=255)? as u16,
            after: seconds(request, "afterSeconds", 5)?,
        }),
        Some("ContainerHealthCheckFails") => Ok(FaultKind::ContainerHealthCheckFails {
            of: tasks(world, request)?,
            container: text("container")?,
        }),
        Some("TargetHealthCheckFails") => Ok(FaultKind::TargetHealthCheckFails {
            of: tasks(world, request)?,
            group: target_group(world, request)?,
            reason: match own::text(request, "reason")? {
                "" => "Health checks failed with these codes: [502]".into(),
                words => words.into(),
            },
        }),
        Some("HungShutdown") => Ok(FaultKind::HungShutdown {
            of: tasks(world, request)?,
            container: text("container")?,
        }),
        Some(_) | None => {
            let known = TYPES.join(",");
            Err(Refusal::invalid(format!("type should be one of [{known}]")))
        }
    }
}

fn cluster(world: &World, request: Request) -> Result<Option<ClusterId>, Refusal> {
    match own::text(request, "cluster")? {
        "" => Ok(None),
        _ => lookup::cluster_id(world, request).map(Some),
    }
}

fn tasks(world: &World, request: Request) -> Result<TasksMeant, Refusal> {
    let task = match own::text(request, "task")? {
        "" => None,
        named => {
            let id = Arns::of(world).read_task(named);
            let row = id.and_then(|id| world.tasks.get(id));
            let row = row.ok_or_else(|| Refusal::invalid(format!("There is no task {named}.")))?;
            Some(row.id)
        }
    };
    let cluster = cluster(world, request)?;
    Ok(TasksMeant { cluster, task })
}

/// By ARN or by name.
fn target_group(world: &World, request: Request) -> Result<Option<TargetGroupId>, Refusal> {
    let named = own::text(request, "targetGroup")?;
    if named.is_empty() {
        return Ok(None);
    }
    let mut rows = world.surroundings.target_groups.rows();
    let row = rows.find(|row| *row.name == *named);
    let row = row.or_else(|| target_group::by_arn(world, named));
    match row {
        Some(row) => Ok(Some(row.id)),
        None => Err(Refusal::invalid(format!(
            "There is no target group {named}."
        ))),
    }
}

fn seconds(request: Request, member: &str, default: i64) -> Result<Span, Refusal> {
    let seconds = own::number(request, member, default, 0..=LONGEST)?;
    Ok(Span::seconds(seconds))
}
