//! Disturbances: one file each, and the questions that the life of tasks asks of them.

pub mod container_crashes;
pub mod container_health_check_fails;
pub mod hung_shutdown;
pub mod image_cannot_be_pulled;
pub mod slow_pull;
mod switch;
pub mod target_health_check_fails;

pub use container_crashes::crash;
pub use container_health_check_fails::container_check_fails;
pub use hung_shutdown::hangs;
pub use image_cannot_be_pulled::image_cannot_be_pulled;
pub use slow_pull::slow_pull;
pub use switch::{clear, inject, reconsider_all};
pub use target_health_check_fails::target_check_fails;
