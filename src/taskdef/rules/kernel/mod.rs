//! Rules of what the kernel is told and what it shares: system controls, ulimits, namespaces.

mod pid_ipc;
mod sysctl_awsvpc_multi;
mod sysctl_namespace;
mod sysctl_shared;
mod sysctl_win;
mod ulimit;

use super::items::{Item, items};
use super::scope::place;
use super::{Rule, Said, is_placeholder};
use crate::taskdef::draft::Draft;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &sysctl_namespace::RULE,
    &sysctl_shared::HOST_NETWORK,
    &sysctl_shared::HOST_IPC,
    &ulimit::ORDER,
    &ulimit::TWICE,
    &pid_ipc::WINDOWS,
    &pid_ipc::IPC,
    &pid_ipc::PID,
    &sysctl_awsvpc_multi::RULE,
    &sysctl_win::RULE,
    &sysctl_shared::TASK_IPC,
];

/// What a system control is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    /// The network of the container.
    Network,
    /// Its means of communication between processes.
    Ipc,
    /// The host.
    Host,
}

/// A system control of Linux whose name is written out.
struct Sysctl<'d, 'a> {
    item: Item<'d, 'a>,
    name: &'d str,
    space: Space,
}

/// All system controls of the task; none on Windows, where another rule refuses them.
fn sysctls<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = Sysctl<'d, 'a>> {
    let linux = !draft.is_windows();
    let items = items(draft, "systemControls");
    items.filter(move |_| linux).filter_map(|item| {
        let name = item.node.text_of("namespace")?;
        (!is_placeholder(name)).then_some(Sysctl {
            space: space(name),
            name,
            item,
        })
    })
}

/// Source: ECS API, SystemControl `value`.
fn space(name: &str) -> Space {
    const IPC: [&str; 8] = [
        "msgmax",
        "msgmnb",
        "msgmni",
        "sem",
        "shmall",
        "shmmax",
        "shmmni",
        "shm_rmid_forced",
    ];
    if name.starts_with("net.") {
        return Space::Network;
    }
    let kernel = name.strip_prefix("kernel.");
    if name.starts_with("fs.mqueue.") || kernel.is_some_and(|rest| IPC.contains(&rest)) {
        return Space::Ipc;
    }
    Space::Host
}

impl Sysctl<'_, '_> {
    /// What is said of its name.
    fn say(&self, message: impl Into<String>, help: &str) -> Said {
        let path = format!("{}.namespace", self.item.path);
        Said::new(path, &place(self.item.node, "namespace"), message, help)
    }
}

#[cfg(test)]
mod fixtures {
    /// A definition with these members and a container for each list of system controls.
    pub fn with(members: &str, containers: &[&[(&str, &str)]]) -> String {
        let control = |(name, value): &(&str, &str)| {
            format!(r#"{{"namespace": "{name}", "value": "{value}"}}"#)
        };
        let container = |controls: &&[(&str, &str)]| {
            let controls: Vec<String> = controls.iter().map(control).collect();
            format!(r#"{{"systemControls": [{}]}}"#, controls.join(", "))
        };
        let containers: Vec<String> = containers.iter().map(container).collect();
        let containers = containers.join(", ");
        format!(r#"{{{members}, "containerDefinitions": [{containers}]}}"#)
    }
}
