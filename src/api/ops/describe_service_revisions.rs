//! DescribeServiceRevisions. Source: ECS API, DescribeServiceRevisions.

use crate::api::{Refusal, Request, records, render};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for arn in records::arns(request, "serviceRevisionArns")? {
        match records::revision(turn.world(), arn) {
            Some(record) => found.push(render::service_revision(turn.world(), record)),
            None => failures.push(render::missing(arn)),
        }
    }
    Ok(render::members!({"serviceRevisions": found, "failures": failures}).into())
}
