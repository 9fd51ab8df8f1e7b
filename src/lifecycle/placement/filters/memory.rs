//! Enough memory remains. Source: Developer Guide, "API failure reasons" (`RESOURCE:MEMORY`).

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let needs = ask.needs.resources.memory_mib;
    let remaining = instance.remaining.memory_mib;
    if needs <= remaining {
        Ok(())
    } else {
        Err(Shortfall::Memory { needs, remaining })
    }
}
