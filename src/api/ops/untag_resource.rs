//! UntagResource. Source: ECS API, UntagResource.

use crate::api::tagged;
use crate::api::{Code, Refusal, Request, read};
use crate::lifecycle::Turn;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let arn = request.text("resourceArn").unwrap_or("");
    let tagged = tagged::named(turn.world(), arn, Code::ResourceNotFound)?;
    let keys = read::tags::keys(request)?;
    let mut tags = tagged::tags(turn.world(), &tagged);
    if let Some(tags) = tags.as_array_mut() {
        tags.retain(|tag| !keys.iter().any(|key| tag["key"] == **key));
    }
    tagged::set_tags(turn, &tagged, tags);
    Ok(json!({}))
}
