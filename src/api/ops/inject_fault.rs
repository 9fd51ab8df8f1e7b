//! Drydock.InjectFault: something goes wrong and stays so until it is cleared.

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
    let text = |name: &str| -> Arc<str> { request.text(name).unwrap_or("").into() };
    match request.text("type") {
        Some("ImageCannotBePulled") => Ok(FaultKind::ImageCannotBePulled {
            image: text("image"),
        }),
        Some("SlowPull") => Ok(FaultKind::SlowPull {
            image: text("image"),
            added: seconds(request, "addedSeconds", 30)?,
        }),
        Some("ContainerCrashes") => Ok(FaultKind::ContainerCrashes {
            cluster: match request.filled_text("cluster") {
                None => None,
                Some(_) => Some(lookup::cluster_id(world, request)?),
            },
            container: text("container"),
            exit_code: number(request, "exitCode", 1, 255)? as u16,
            after: seconds(request, "afterSeconds", 5)?,
        }),
        Some(_) | None => Err(Refusal::invalid(
            "type should be one of [ImageCannotBePulled,SlowPull,ContainerCrashes]",
        )),
    }
}

fn seconds(request: Request, member: &str, default: i64) -> Result<Span, Refusal> {
    let seconds = number(request, member, default, LONGEST)?;
    Ok(Span::seconds(seconds))
}

fn number(request: Request, member: &str, default: i64, most: i64) -> Result<u64, Refusal> {
    let number = match request.get(member) {
        None => Some(default),
        Some(value) => value.as_i64(),
    };
    let number = number.filter(|number| (0..=most).contains(number));
    let message = || format!("{member} must be a whole number between 0 and {most}.");
    number
        .map(i64::unsigned_abs)
        .ok_or_else(|| Refusal::invalid(message()))
}
