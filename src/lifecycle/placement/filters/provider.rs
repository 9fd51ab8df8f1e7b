//! Tasks of a capacity provider go to its instances only; all others go to any.
//! Source: Developer Guide, "Amazon ECS capacity providers for EC2 workloads".

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;
use crate::model::capacity_provider::is_fargate;
use std::sync::Arc;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let asked = ask.launch.capacity_provider.as_ref();
    match asked.filter(|name| !is_fargate(name)) {
        Some(asked) if instance.capacity_provider.as_ref() != Some(asked) => {
            Err(Shortfall::OtherProvider(Arc::clone(asked)))
        }
        Some(_) | None => Ok(()),
    }
}
