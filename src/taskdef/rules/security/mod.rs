//! Rules of privileges, Docker's security options and credential specifications.

mod credspec;
mod privileged;
mod secopt;

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &secopt::VALUE,
    &credspec::MAX,
    &credspec::FORMAT,
    &privileged::HOST,
    &credspec::BOTH,
    &privileged::CAPABILITIES,
    &secopt::AGENT,
];
