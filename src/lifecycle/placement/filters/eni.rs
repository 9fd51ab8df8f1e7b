//! With awsvpc a network interface of the instance is free.
//! Source: Developer Guide, "API failure reasons" (`RESOURCE:ENI`).

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let limit = instance.interface_limit;
    if ask.needs.eni && instance.interfaces >= limit {
        return Err(Shortfall::Eni { limit });
    }
    Ok(())
}
