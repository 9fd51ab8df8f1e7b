//! `binpack`: where the least of the resource remains. Source: ECS API, `PlacementStrategy`.

use crate::model::placement::BinpackField;
use crate::model::{ContainerInstance, Resources};

pub(super) fn key(instance: &ContainerInstance, field: BinpackField) -> u32 {
    amount(instance.remaining, field)
}

/// The amount that `binpack` goes by.
pub fn amount(remaining: Resources, field: BinpackField) -> u32 {
    match field {
        BinpackField::Cpu => remaining.cpu_units,
        BinpackField::Memory => remaining.memory_mib,
    }
}
