//! The registry does not have the image.

use crate::model::World;
use crate::model::fault::FaultKind;

/// Whether a fault keeps this image from being pulled.
pub fn image_cannot_be_pulled(world: &World, image: &str) -> bool {
    world.faults.rows().any(|fault| {
        let FaultKind::ImageCannotBePulled { image: part } = &fault.kind else {
            return false;
        };
        image.contains(&**part)
    })
}
