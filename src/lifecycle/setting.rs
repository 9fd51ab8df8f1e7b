//! What somebody set of the world around ECS, as the journal keeps it.

use crate::model::{InstanceId, ServiceId};
use std::fmt;

/// Something was set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// What containers want of CPU and memory.
    Demand,
    /// How the host of a container instance limits what runs on it.
    Host(InstanceId),
    /// The requests that come to a service.
    Traffic(ServiceId),
    /// A quota of the account.
    Quota,
    /// How the desired count of a service follows what is measured.
    Scaling(ServiceId),
    /// The alarms of CloudWatch, or the state of one.
    Alarms,
}

impl Setting {
    /// What kind of event it is.
    pub fn name(self) -> &'static str {
        match self {
            Setting::Demand => "DemandSet",
            Setting::Host(_) => "HostSet",
            Setting::Traffic(_) => "TrafficSet",
            Setting::Quota => "QuotaSet",
            Setting::Scaling(_) => "ScalingSet",
            Setting::Alarms => "AlarmsSet",
        }
    }

    /// The service that it is about.
    pub fn service(self) -> Option<ServiceId> {
        match self {
            Setting::Demand | Setting::Host(_) | Setting::Quota | Setting::Alarms => None,
            Setting::Traffic(id) | Setting::Scaling(id) => Some(id),
        }
    }

    /// The container instance that it is about.
    pub fn instance(self) -> Option<InstanceId> {
        match self {
            Setting::Demand | Setting::Traffic(_) | Setting::Scaling(_) => None,
            Setting::Quota | Setting::Alarms => None,
            Setting::Host(id) => Some(id),
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Setting::Demand => write!(out, "demand set"),
            Setting::Quota => write!(out, "quota set"),
            Setting::Host(id) => write!(out, "host of instance {} set", id.0),
            Setting::Traffic(id) => write!(out, "traffic of service {} set", id.0),
            Setting::Scaling(id) => write!(out, "scaling of service {} set", id.0),
            Setting::Alarms => write!(out, "alarms set"),
        }
    }
}
