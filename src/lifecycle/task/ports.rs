//! Host ports of a container that starts.

use super::super::Turn;
use crate::model::TaskId;
use crate::model::task_definition::{NetworkMode, PortMapping};

/// The ports that Docker picks dynamic ones from: the kernel's default ephemeral range.
/// Source: ECS API, `PortMapping.hostPort`: 32768 to 60999 on current kernels.
pub const DYNAMIC: std::ops::RangeInclusive<u16> = 32_768..=60_999;

/// The host port of each mapping of a container: the static one, or the next free dynamic one.
/// Empty with awsvpc, where the ENI has the container's own ports.
pub fn bind(turn: &mut Turn, id: TaskId, index: usize) -> Vec<u16> {
    let Some(task) = turn.world().tasks.get(id) else {
        return Vec::new();
    };
    let spec = task.launch.spec.clone();
    let instance = task.instance;
    let bound = |turn: &mut Turn, mapping: &PortMapping| match spec.network_mode {
        NetworkMode::Host => mapping.container_port,
        NetworkMode::Bridge if mapping.host_port != 0 => mapping.host_port,
        NetworkMode::Bridge | NetworkMode::Awsvpc | NetworkMode::None => {
            instance.map_or(0, |instance| dynamic_port(turn, instance, mapping.udp))
        }
    };
    match spec.network_mode {
        NetworkMode::Awsvpc | NetworkMode::None => Vec::new(),
        NetworkMode::Bridge | NetworkMode::Host => spec.containers[index]
            .ports
            .iter()
            .map(|mapping| bound(turn, mapping))
            .collect(),
    }
}

/// The next port of the dynamic range that no static mapping of the instance uses.
fn dynamic_port(turn: &mut Turn, instance: crate::model::InstanceId, udp: bool) -> u16 {
    let Some(row) = turn.sim.world.instances.edit(instance) else {
        return 0;
    };
    let used = if udp { &row.udp_ports } else { &row.tcp_ports };
    let mut port = row.next_dynamic_port.max(*DYNAMIC.start());
    while used.binary_search(&port).is_ok() {
        port = after(port);
    }
    row.next_dynamic_port = after(port);
    port
}

fn after(port: u16) -> u16 {
    if port >= *DYNAMIC.end() {
        *DYNAMIC.start()
    } else {
        port + 1
    }
}
