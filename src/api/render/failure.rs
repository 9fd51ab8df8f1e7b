//! Failures: what an operation could not do of what it did. Source: ECS API, Failure.

use crate::lifecycle::placement::Failure;
use crate::model::World;
use crate::model::arn::Arns;
use serde_json::{Value, json};

/// There is no such thing.
pub fn missing(arn: &str) -> Value {
    json!({"arn": arn, "reason": "MISSING"})
}

/// There is no such thing any more.
pub fn inactive(arn: &str) -> Value {
    json!({"arn": arn, "reason": "INACTIVE"})
}

/// A request about a resource makes no sense.
pub fn not_done(arn: &str, reason: &str, detail: &str) -> Value {
    json!({"arn": arn, "reason": reason, "detail": detail})
}

/// An instance does not take a task.
pub fn failure(world: &World, row: &Failure) -> Value {
    let mut failure = json!({"reason": row.reason.code()});
    if let Some(id) = row.instance {
        failure["arn"] = Arns::of(world).instance(id).into();
    }
    failure
}
