//! What happens to capacity providers and their Auto Scaling groups, as the journal keeps it.

use crate::model::instance_types::InstanceType;
use crate::model::reservation::Reading;
use crate::model::{ProviderId, ScalingGroupId, Zone};
use std::fmt;

/// A step of cluster auto scaling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalingStep {
    /// The metric of a provider is another one from now on.
    Measured(ProviderId, Reading),
    /// A provider of managed instances is there.
    Created(ProviderId),
    /// An update of a provider is complete.
    Updated(ProviderId),
    /// A provider is deleted.
    Deleted(ProviderId),
    /// ECS raised the desired capacity of a provider's group.
    ScaledOut {
        /// The provider.
        id: ProviderId,
        /// The desired capacity before.
        from: u32,
        /// The desired capacity now.
        to: u32,
    },
    /// ECS lowered the desired capacity of a provider's group.
    ScaledIn {
        /// The provider.
        id: ProviderId,
        /// The desired capacity before.
        from: u32,
        /// The desired capacity now.
        to: u32,
    },
    /// A group launched an instance: the how-manieth of its own, its type, its zone.
    Launched(ScalingGroupId, u32, &'static InstanceType, Zone),
    /// A group could launch nothing: no zone has capacity.
    Starved(ScalingGroupId),
    /// A group chose an instance to go: the how-manieth of its own.
    Terminating(ScalingGroupId, u32),
}

/// A line of journal text.
impl fmt::Display for ScalingStep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScalingStep::Measured(id, reading) => {
                let Reading { running, needed } = reading;
                let metric = reading.millipercent() / 1_000;
                let id = id.0;
                write!(
                    out,
                    "provider {id} at {metric} %: {needed} needed, {running} running"
                )
            }
            ScalingStep::Created(id) => write!(out, "provider {} created", id.0),
            ScalingStep::Updated(id) => write!(out, "provider {} updated", id.0),
            ScalingStep::Deleted(id) => write!(out, "provider {} deleted", id.0),
            ScalingStep::ScaledOut { id, from, to } => {
                write!(out, "provider {} scales out {from} > {to}", id.0)
            }
            ScalingStep::ScaledIn { id, from, to } => {
                write!(out, "provider {} scales in {from} > {to}", id.0)
            }
            ScalingStep::Launched(id, number, instance_type, zone) => {
                let (name, zone) = (instance_type.name, char::from(b'a' + zone.0));
                write!(out, "group {} launches {number}: {name} in {zone}", id.0)
            }
            ScalingStep::Starved(id) => write!(out, "group {} finds no capacity", id.0),
            ScalingStep::Terminating(id, number) => {
                write!(out, "group {} terminates {number}", id.0)
            }
        }
    }
}
