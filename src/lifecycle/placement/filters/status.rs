//! Only ACTIVE instances take tasks. Source: ECS API, `ContainerInstance.status`.

use super::{Ask, Shortfall};
use crate::model::{ContainerInstance, InstanceStatus};

pub(super) fn check(_ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    match instance.status {
        InstanceStatus::Active => Ok(()),
        status @ (InstanceStatus::Draining | InstanceStatus::Inactive) => {
            Err(Shortfall::NotActive(status))
        }
    }
}
