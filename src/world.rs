//! The three lowest layers as a crate of their own: what the page runs all the time is compiled
//! for speed (see `Cargo.toml`), all else for size. The map of the house is `lib.rs`.

pub mod lifecycle;
pub mod model;
pub mod sim;
