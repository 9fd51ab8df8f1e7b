//! Rules of essential containers: the ones whose end is the end of the task.

mod essential_implicit;
mod essential_init;
mod essential_none;

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &essential_none::RULE,
    &essential_implicit::RULE,
    &essential_init::RULE,
];
