//! Rules of GPUs and other accelerators.

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[];
