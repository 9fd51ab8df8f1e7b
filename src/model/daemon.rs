//! What is known of a DAEMON service without walking the instances of its cluster.

use super::InstanceId;
use std::collections::BTreeSet;

/// The instances of a DAEMON service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Daemon {
    /// Instances that shall have a task of it: as many are desired.
    pub places: BTreeSet<InstanceId>,
    /// Instances that something has happened to, or that are not as they shall be.
    pub pending: BTreeSet<InstanceId>,
}
