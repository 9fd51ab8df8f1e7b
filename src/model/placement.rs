//! What a request says about where tasks go.

use std::sync::Arc;

/// Source: ECS API, `PlacementConstraint.type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacementConstraint {
    /// Each task of the group on an instance of its own.
    DistinctInstance,
    /// Only instances that the cluster query language expression holds for.
    MemberOf(Arc<str>),
}

/// Source: ECS API, `PlacementStrategy.type`, with the `field` where the type has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacementStrategy {
    /// Any instance that fits.
    Random,
    /// Evenly over the values of a field.
    Spread(SpreadField),
    /// Where the least of a resource remains.
    Binpack(BinpackField),
}

/// What `spread` counts over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpreadField {
    /// `instanceId`, and its synonym `host`.
    InstanceId,
    /// `attribute:NAME`; the name without the prefix.
    Attribute(Arc<str>),
}

/// What `binpack` packs by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinpackField {
    /// CPU units.
    Cpu,
    /// Memory.
    Memory,
}

/// Constraints and strategies together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// All must hold.
    pub constraints: Vec<PlacementConstraint>,
    /// Each narrows what the one before it left.
    pub strategies: Vec<PlacementStrategy>,
}
