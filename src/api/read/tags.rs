//! `tags` of a request, and tags that are propagated. Source: ECS API, Tag and RunTask.

use crate::api::{Refusal, Request};
use serde_json::{Value, json};

/// The most tags of a resource. Source: ECS API, RunTask `tags`.
const MOST: usize = 50;

/// The tags of a request, a JSON array.
///
/// # Errors
/// Too many, or a key that is no key. Assumption: the texts.
pub fn tags(request: Request) -> Result<Value, Refusal> {
    let mut tags = Vec::new();
    for tag in request.objects("tags") {
        let key = tag.text("key").unwrap_or("");
        let value = tag.text("value").unwrap_or("");
        let reserved = key.to_ascii_lowercase().starts_with("aws:");
        let long = key.chars().count() > 128 || value.chars().count() > 256;
        if key.is_empty() || reserved || long {
            return Err(Refusal::invalid(format!("Invalid tag '{key}'.")));
        }
        tags.push(json!({"key": key, "value": value}));
    }
    if tags.len() > MOST {
        return Err(Refusal::invalid(format!(
            "tags can have at most {MOST} items."
        )));
    }
    Ok(Value::Array(tags))
}

/// The tags of the definition with those of the request, which win.
pub fn of_definition(definition: &Value, own: Value) -> Value {
    let own = own.as_array().cloned().unwrap_or_default();
    let inherited = definition.as_array().cloned().unwrap_or_default();
    let taken = |tag: &Value| own.iter().any(|other| other["key"] == tag["key"]);
    let mut tags: Vec<Value> = inherited.into_iter().filter(|tag| !taken(tag)).collect();
    tags.extend(own);
    Value::Array(tags)
}
