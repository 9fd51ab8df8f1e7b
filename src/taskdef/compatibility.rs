//! What a definition is compatible with, as ECS works it out of its members.

use super::draft::{Draft, Target};
use super::finding::Severity;
use super::rules;

/// The launch types that a definition will be compatible with. Source: ECS API, TaskDefinition
/// `compatibilities`; RegisterTaskDefinition `networkMode`.
pub fn compatibilities(draft: &Draft) -> Vec<&'static str> {
    let mode = draft.network_mode();
    let mut set = vec!["EC2"];
    if mode != "awsvpc" {
        set.push("EXTERNAL");
    }
    if matches!(mode, "awsvpc" | "host" | "none") && !draft.is_windows() {
        set.push("MANAGED_INSTANCES");
    }
    if against_fargate(draft).is_none() {
        set.push("FARGATE");
    }
    set
}

/// What speaks against Fargate first: the first error that a definition for Fargate would have.
pub fn against_fargate(draft: &Draft) -> Option<String> {
    let meant_for_fargate = Draft {
        target: Target::Fargate,
        ..draft.clone()
    };
    let mut findings = Vec::new();
    for rule in rules::all().filter(|rule| rule.id.contains("FARGATE")) {
        rules::apply_one(rule, &meant_for_fargate, &mut findings);
        let errors = findings.iter();
        let mut errors = errors.filter(|finding| finding.severity == Severity::Error);
        if let Some(error) = errors.next() {
            return Some(error.message.clone());
        }
    }
    None
}
