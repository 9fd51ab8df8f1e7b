//! x

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[];
