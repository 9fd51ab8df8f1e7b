//! The Fargate sizes as a picture: where the draft is, and its legal neighbours.

pub mod lattice;
pub mod text;

pub use crate::taskdef::sizes::{COLUMNS, Column, Size, gib, legal, neighbours, smallest, vcpus};
