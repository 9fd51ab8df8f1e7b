//! Rules of the Linux parameters of containers: capabilities, devices, memory and swap.
//!
//! Windows has none of them and Fargate only some: what is refused there as a whole, other rules
//! say.

mod cap_both;
mod cap_name;
mod device_path;
mod init_pid_shared;
mod maxswap;
mod shm;
mod swappiness;
mod tmpfs_memory;
mod tmpfs_option;
mod tmpfs_path;
mod tmpfs_size;

use super::Rule;
use super::scope::parts;
use super::sizes;
use crate::taskdef::draft::Draft;
use crate::taskdef::node::Node;
use crate::taskdef::path::Path;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &cap_name::RULE,
    &shm::VALUE,
    &tmpfs_size::RULE,
    &tmpfs_path::RULE,
    &tmpfs_option::RULE,
    &swappiness::RANGE,
    &maxswap::NEGATIVE,
    &cap_both::RULE,
    &device_path::RULE,
    &shm::MEMORY,
    &tmpfs_memory::RULE,
    &swappiness::NO_SWAP,
    &swappiness::AL2023,
    &maxswap::HOST,
    &init_pid_shared::RULE,
];

/// The Linux parameters with their paths and their containers; none on Windows.
fn parameters<'d, 'a>(
    draft: &'d Draft<'a>,
) -> impl Iterator<Item = (Path, &'d Node<'a>, &'d Node<'a>)> {
    let linux = !draft.is_windows();
    parts(draft, "linuxParameters").filter(move |_| linux)
}

/// Those of tasks that have a host of the user's; none on Fargate.
fn on_host<'d, 'a>(
    draft: &'d Draft<'a>,
) -> impl Iterator<Item = (Path, &'d Node<'a>, &'d Node<'a>)> {
    let host = !draft.is_fargate();
    parameters(draft).filter(move |_| host)
}

/// A tmpfs with its surroundings.
struct Tmpfs<'d, 'a> {
    parameters: Path,
    node: &'d Node<'a>,
    list: &'d Node<'a>,
    container: &'d Node<'a>,
    index: usize,
}

/// All tmpfs of the task, in the order of the text.
fn tmpfs<'d, 'a>(draft: &'d Draft<'a>) -> Vec<Tmpfs<'d, 'a>> {
    let mut all = Vec::new();
    for (path, parameters, container) in parameters(draft) {
        let Some(list) = parameters.get("tmpfs") else {
            continue;
        };
        for (index, node) in list.items().iter().enumerate() {
            all.push(Tmpfs {
                parameters: path,
                node,
                list,
                container,
                index,
            });
        }
    }
    all
}

impl Tmpfs<'_, '_> {
    /// The path of a member.
    fn path(&self, member: &str) -> String {
        format!("{}.tmpfs[{}].{member}", self.parameters, self.index)
    }
}

/// The most memory that a container can have, in MiB: its hard limit, else that of the task.
fn memory_limit(draft: &Draft, container: &Node) -> Option<i64> {
    let own = container.integer_of("memory").filter(|memory| *memory > 0);
    own.or_else(|| sizes::task_memory(draft).map(|(_, memory)| i64::from(memory)))
}

/// Half of a memory limit, as MiB: what Linux gives to a file system in memory by default.
fn half(limit: i64) -> String {
    (limit / 2).max(1).to_string()
}

#[cfg(test)]
mod fixtures {
    /// A definition with a container with these Linux parameters.
    pub fn with(parameters: &str) -> String {
        let linux = format!(r#""linuxParameters": {{{parameters}}}"#);
        format!(r#"{{"containerDefinitions": [{{"memory": 512, {linux}}}]}}"#)
    }

    /// The same for Windows.
    pub fn on_windows(parameters: &str) -> String {
        let platform = r#"{"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}"#;
        with(parameters).replacen('{', &format!(r#"{{"runtimePlatform": {platform}, "#), 1)
    }

    /// The same for Fargate.
    pub fn on_fargate(parameters: &str) -> String {
        let fargate = r#"{"requiresCompatibilities": ["FARGATE"], "#;
        with(parameters).replacen('{', fargate, 1)
    }
}
