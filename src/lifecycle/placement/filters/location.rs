//! With awsvpc the instance lies in a zone of the request's subnets.
//! Source: Developer Guide, "API failure reasons" (`LOCATION`).

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    match &ask.zones {
        Some(zones) if !zones.contains(&instance.zone) => Err(Shortfall::Location(instance.zone)),
        Some(_) | None => Ok(()),
    }
}
