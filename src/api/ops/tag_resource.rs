//! TagResource. Source: ECS API, TagResource.

use crate::api::tagged;
use crate::api::{Code, Refusal, Request, read};
use crate::lifecycle::Turn;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let arn = request.text("resourceArn").unwrap_or("");
    let tagged = tagged::named(turn.world(), arn, Code::ResourceNotFound)?;
    let more = read::tags::tags(request)?;
    let tags = read::tags::added(tagged::tags(turn.world(), &tagged), more)?;
    tagged::set_tags(turn, &tagged, tags);
    Ok(json!({}))
}
