//! Enough CPU units remain. Source: Developer Guide, "API failure reasons" (`RESOURCE:CPU`).

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let needs = ask.needs.resources.cpu_units;
    let remaining = instance.remaining.cpu_units;
    if needs <= remaining {
        Ok(())
    } else {
        Err(Shortfall::Cpu { needs, remaining })
    }
}
