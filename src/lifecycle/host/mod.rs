//! The host under the containers: what the kernel gives them of CPU and memory.
//!
//! Nothing here is counted second by second. What containers want is a function of time
//! ([`super::demand`]); what they get is worked out when somebody looks, and the moment at which
//! memory runs out is worked out when a demand begins.

pub mod cgroup;
pub mod divide;
pub mod memory;
mod soundness;
#[cfg(test)]
mod tests;
mod tree;
mod watch;

pub use soundness::breaches;
pub use tree::{ContainerGroup, HostTree, TaskGroup, host_of, runs_at, tree, tree_of};
pub use watch::{look, look_again, started, wake};
