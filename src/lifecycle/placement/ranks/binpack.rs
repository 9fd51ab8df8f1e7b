//! `binpack`: where the least of the resource remains. Source: ECS API, `PlacementStrategy`.

use crate::model::ContainerInstance;
use crate::model::placement::BinpackField;

pub(super) fn key(instance: &ContainerInstance, field: BinpackField) -> u32 {
    match field {
        BinpackField::Cpu => instance.remaining.cpu_units,
        BinpackField::Memory => instance.remaining.memory_mib,
    }
}
