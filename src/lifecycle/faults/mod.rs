//! Disturbances: one file each, and the questions that the life of tasks asks of them.

pub mod container_crashes;
pub mod image_cannot_be_pulled;
pub mod slow_pull;
mod switch;

pub use container_crashes::crash;
pub use image_cannot_be_pulled::image_cannot_be_pulled;
pub use slow_pull::slow_pull;
pub use switch::{clear, inject};
