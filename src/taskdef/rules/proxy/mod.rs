//! Rules of the App Mesh proxy.

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[];
