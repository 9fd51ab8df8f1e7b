//! The layers that check, answer and show as a crate of their own: what somebody waits for is
//! compiled for speed and size (see `Cargo.toml`), what stands above it for size alone. The map of
//! the house is `lib.rs`.

pub mod api;
pub mod engine;
pub mod shapes;
pub mod taskdef;
pub mod view;

pub use drydock_world::{lifecycle, model, sim};
