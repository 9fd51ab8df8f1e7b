//! Rules of switches of the whole task that few definitions set: fault injection, trusted
//! execution.

mod fault_injection;
mod trusted_execution;

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &trusted_execution::MANAGED,
    &trusted_execution::POLICY,
    &trusted_execution::SPARE,
    &fault_injection::MODE,
    &fault_injection::PRODUCTION,
];
