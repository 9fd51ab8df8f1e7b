//! What somebody set of the world around ECS, as the journal keeps it.

use crate::model::InstanceId;
use std::fmt;

/// Something was set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// What containers want of CPU and memory.
    Demand,
    /// How the host of a container instance limits what runs on it.
    Host(InstanceId),
}

impl Setting {
    /// What kind of event it is.
    pub fn name(self) -> &'static str {
        match self {
            Setting::Demand => "DemandSet",
            Setting::Host(_) => "HostSet",
        }
    }

    /// The container instance that it is about.
    pub fn instance(self) -> Option<InstanceId> {
        match self {
            Setting::Demand => None,
            Setting::Host(id) => Some(id),
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Setting::Demand => write!(out, "demand set"),
            Setting::Host(id) => write!(out, "host of instance {} set", id.0),
        }
    }
}
