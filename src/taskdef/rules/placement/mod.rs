//! Rules of placement constraints.

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[];
