//! The registry is slow.

use crate::model::World;
use crate::model::fault::FaultKind;
use crate::sim::Span;

/// What faults add to a pull of this image.
pub fn slow_pull(world: &World, image: &str) -> Span {
    let added = world.faults.rows().filter_map(|fault| {
        let FaultKind::SlowPull { image: part, added } = &fault.kind else {
            return None;
        };
        image.contains(&**part).then_some(*added)
    });
    added.fold(Span::ZERO, |sum, span| sum + span)
}
