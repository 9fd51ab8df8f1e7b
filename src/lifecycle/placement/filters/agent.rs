//! The agent must be connected. Source: Developer Guide, "API failure reasons" (`AGENT`).

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(_ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    if instance.agent_connected {
        Ok(())
    } else {
        Err(Shortfall::AgentDisconnected)
    }
}
