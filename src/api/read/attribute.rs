//! Attributes of container instances in requests. Source: ECS API, Attribute.

use crate::api::{Code, Refusal, Request, lookup};
use crate::model::{Cluster, InstanceId, World};
use std::sync::Arc;

/// The most attributes that one request names. Source: ECS API, PutAttributes, `attributes`.
const MOST: usize = 10;

/// An attribute of a request and whose it is.
pub struct Named {
    /// The instance.
    pub target: InstanceId,
    /// Its name.
    pub name: Arc<str>,
    /// Its value, if it has one.
    pub value: Option<Arc<str>>,
}

/// Whether a name is one of those that ECS and its agent give.
/// Source: Developer Guide, "Define which container instances Amazon ECS uses for tasks".
pub fn is_built_in(name: &str) -> bool {
    name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.")
}

/// A name and a value that an attribute may have.
///
/// # Errors
/// Other characters, or too many. Assumption: the texts.
pub fn checked(row: Request) -> Result<(Arc<str>, Option<Arc<str>>), Refusal> {
    let name = row.text("name").unwrap_or("");
    let in_name = |c: char| c.is_ascii_alphanumeric() || "-_./\\".contains(c);
    if name.is_empty() || name.len() > 128 || !name.chars().all(in_name) {
        let message = format!("Invalid attribute name '{name}'.");
        return Err(Refusal::invalid(message));
    }
    let value = row.filled_text("value");
    let in_value = |c: char| c.is_ascii_alphanumeric() || "-_.@/\\: ".contains(c);
    let fits =
        |value: &str| value.len() <= 128 && value.chars().all(in_value) && value.trim() == value;
    match value.filter(|value| !fits(value)) {
        Some(value) => Err(Refusal::invalid(format!(
            "Invalid attribute value '{value}'."
        ))),
        None => Ok((name.into(), value.map(Arc::from))),
    }
}

/// The attributes of PutAttributes or DeleteAttributes.
///
/// # Errors
/// None or too many, one that is ECS's own, or a target that is not there.
/// Source of the texts: moto, `ecs/models.py`; of the built-in ones and the limit, assumption.
pub fn named(world: &World, cluster: &Cluster, request: Request) -> Result<Vec<Named>, Refusal> {
    let mut found = Vec::new();
    for row in request.objects("attributes") {
        let (name, value) = checked(row)?;
        if is_built_in(&name) {
            let message = format!("The attribute {name} is reserved.");
            return Err(Refusal::invalid(message));
        }
        let target = target(world, cluster, row)?;
        found.push(Named {
            target,
            name,
            value,
        });
    }
    match found.len() {
        0 => Err(Refusal::invalid("attributes can not be empty")),
        count if count > MOST => Err(Refusal::invalid(format!(
            "attributes can have at most {MOST} items."
        ))),
        _ => Ok(found),
    }
}

/// A short id needs its type beside it. Source: ECS API, Attribute, `targetId`.
fn target(world: &World, cluster: &Cluster, row: Request) -> Result<InstanceId, Refusal> {
    let named = row.filled_text("targetId").unwrap_or("");
    if !named.starts_with("arn:") && row.filled_text("targetType").is_none() {
        let message = "targetType must be container-instance";
        return Err(Refusal::invalid(message));
    }
    let found = lookup::instance(world, cluster, named)?;
    found.ok_or_else(|| Refusal::new(Code::TargetNotFound, format!("Could not find {named}")))
}
