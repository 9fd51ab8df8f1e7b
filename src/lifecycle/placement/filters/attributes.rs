//! The instance has every attribute that the task definition requires, by name.
//! Source: ECS API, `TaskDefinition.requiresAttributes`.

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;
use std::sync::Arc;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let required = &ask.launch.spec.requires_attributes;
    let lacks = |name: &&Arc<str>| !instance.attributes.contains_key(name);
    if !required.iter().any(|name| lacks(&name)) {
        return Ok(());
    }
    let missing = required.iter().filter(lacks).cloned().collect();
    Err(Shortfall::MissingAttributes(missing))
}
