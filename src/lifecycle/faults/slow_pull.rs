//! The registry is slow.

use crate::model::World;
use crate::model::fault::FaultKind;
use crate::sim::Span;

/// What faults add to a pull of this image.
pub fn slow_pull(world: &World, image: &str) -> Span {
    let added = world.faults.rows().filter_map(|fault| match &fault.kind {
        FaultKind::SlowPull { image: part, added } if image.contains(&**part) => Some(*added),
        FaultKind::SlowPull { .. }
        | FaultKind::ImageCannotBePulled { .. }
        | FaultKind::ContainerCrashes { .. } => None,
    });
    added.fold(Span::ZERO, |sum, span| sum + span)
}
