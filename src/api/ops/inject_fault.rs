//! Drydock.InjectFault: something goes wrong and stays so until it is cleared.

use crate::api::read::own;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::{Turn, faults};
use crate::model::World;
use crate::model::fault::FaultKind;
use crate::sim::Span;
use serde_json::{Value, json};
use std::sync::Arc;

/// The longest delay, in seconds: a day.
const LONGEST: i64 = 86_400;

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
            cluster: match own::text(request, "cluster")? {
                "" => None,
                _ => Some(lookup::cluster_id(world, request)?),
            },
            container: text("container")?,
            exit_code: own::number(request, "exitCode", 1, 0..=255)? as u16,
            after: seconds(request, "afterSeconds", 5)?,
        }),
        Some(_) | None => Err(Refusal::invalid(
            "type should be one of [ImageCannotBePulled,SlowPull,ContainerCrashes]",
        )),
    }
}

fn seconds(request: Request, member: &str, default: i64) -> Result<Span, Refusal> {
    let seconds = own::number(request, member, default, 0..=LONGEST)?;
    Ok(Span::seconds(seconds))
}
