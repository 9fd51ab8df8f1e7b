//! An attribute of a container instance. Source: ECS API, Attribute; AWS CLI, samples of
//! put-attributes.

use crate::api::read::attribute::Named;
use crate::model::World;
use crate::model::arn::Arns;
use serde_json::{Value, json};

/// An attribute with whose it is.
pub fn attribute(world: &World, row: &Named) -> Value {
    let mut shown = json!({
        "name": &*row.name,
        "targetType": "container-instance",
        "targetId": Arns::of(world).instance(row.target),
    });
    if let Some(value) = &row.value {
        shown["value"] = (**value).into();
    }
    shown
}
