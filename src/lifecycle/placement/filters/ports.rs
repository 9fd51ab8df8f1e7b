//! The static host ports of the task are free, and no more than 100 ports get reserved.
//! Source: ECS API, `PortMapping.hostPort`; Developer Guide, "API failure reasons".

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

/// Reserved ports that an instance can have, those of the system included; dynamic ones do not
/// count. Source: ECS API, `PortMapping.hostPort`.
const RESERVED_PORTS: usize = 100;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    free(&ask.needs.tcp_ports, &instance.tcp_ports, false)?;
    free(&ask.needs.udp_ports, &instance.udp_ports, true)
}

fn free(needs: &[u16], used: &[u16], udp: bool) -> Result<(), Shortfall> {
    let taken = needs.iter().find(|port| used.binary_search(port).is_ok());
    if let Some(port) = taken {
        return Err(Shortfall::PortTaken { port: *port, udp });
    }
    let all = used.len() + needs.len();
    if !needs.is_empty() && all > RESERVED_PORTS {
        return Err(Shortfall::TooManyPorts(all));
    }
    Ok(())
}
