//! `tags` of a request, and tags that are propagated. Source: ECS API, Tag and RunTask.

use crate::api::{Code, Refusal, Request};
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
        let reserved = is_reserved(key);
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

/// Tags over those that a resource has: one of the same key takes the place of the other.
///
/// # Errors
/// They are too many together; those that ECS manages do not count. Source of the limit and of
/// what counts: Developer Guide, "Tagging Amazon ECS resources". Assumption: code and text.
pub fn added(before: Value, more: Value) -> Result<Value, Refusal> {
    let after = of_definition(&before, more);
    let managed = |tag: &&Value| tag["key"].as_str().is_some_and(is_reserved);
    let all = after.as_array().map_or(&[][..], Vec::as_slice);
    if all.len() - all.iter().filter(managed).count() > MOST {
        let message = format!("A resource can have at most {MOST} tags.");
        return Err(Refusal::new(Code::LimitExceeded, message));
    }
    Ok(after)
}

/// The keys that UntagResource takes away.
///
/// # Errors
/// One that is AWS's. Assumption: the text.
pub fn keys(request: Request<'_>) -> Result<Vec<&str>, Refusal> {
    let keys: Vec<&str> = request.texts("tagKeys").collect();
    match keys.iter().find(|key| is_reserved(key)) {
        Some(key) => Err(Refusal::invalid(format!("Invalid tag '{key}'."))),
        None => Ok(keys),
    }
}

/// Keys with this prefix are AWS's, in any case of letters. Source: ECS API, Tag.
fn is_reserved(key: &str) -> bool {
    let prefix = key.get(..4);
    prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
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
