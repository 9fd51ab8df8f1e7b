//! Rules of restart policies of containers.

mod exit_codes;
mod period;
mod policy;

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &period::RULE,
    &exit_codes::MAX,
    &exit_codes::RANGE,
    &policy::DISABLED,
    &policy::AGENT,
];

#[cfg(test)]
mod fixtures {
    /// A definition with a container with this restart policy.
    pub fn with(policy: &str) -> String {
        let policy = format!(r#""name": "app", "restartPolicy": {{{policy}}}"#);
        format!(r#"{{"containerDefinitions": [{{{policy}}}]}}"#)
    }
}
