//! The validator: everything ECS would say of a task definition, before ECS says it.
//!
//! The editor and RegisterTaskDefinition call the same [`check`], so they cannot disagree.

pub mod caret;
pub mod compatibility;
pub mod complete;
pub mod draft;
pub mod export;
pub mod fields;
pub mod finding;
pub mod fix_all;
pub mod hover;
pub mod import;
pub mod lower;
pub mod members;
pub mod node;
mod parse;
pub mod path;
mod plain;
mod repair;
pub mod rules;
pub mod sizes;
mod skeleton;
mod tolerated;
#[cfg(test)]
mod tricky;
pub mod units;
mod unreadable;

pub use draft::{Draft, Target};
pub use finding::{Edit, Finding, Fix, RefusedBy, Severity, Wording};
pub use fix_all::fix_all;

use crate::sim::sort;

/// What a check says.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked<'a> {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// The text as a tree; None while it does not parse or is no object.
    pub draft: Option<Draft<'a>>,
}

/// Checks a text against all rules.
pub fn check(text: &str, target: Target) -> Checked<'_> {
    let (draft, extras) = match parse::read(text, target) {
        Ok(read) => read,
        Err(finding) => {
            return Checked {
                findings: vec![*finding],
                draft: None,
            };
        }
    };
    let mut findings = Vec::from_iter(extras);
    rules::apply(&draft, &mut findings);
    sort::by_key(&mut findings, |one| (one.range.start, one.severity));
    Checked {
        findings,
        draft: Some(draft),
    }
}

/// What ECS would answer: the first error in the order in which it speaks, which is that of the
/// table of rules. Errors that only a client finds do not count.
pub fn first_refusal<'c>(checked: &'c Checked) -> Option<&'c Finding> {
    let refusals = checked.findings.iter().filter(|finding| {
        finding.severity == Severity::Error && finding.refused_by == RefusedBy::Service
    });
    refusals.min_by_key(|finding| rules::all().position(|rule| rule.id == finding.rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_stand_in_the_order_of_the_text_and_refusals_in_that_of_ecs() {
        let text = r#"{
            "containerDefinitions": [{"name": "a b", "image": "nginx", "memory": 8, "x": null}],
            "family": "a.b"
        }"#;
        let checked = check(text, Target::Unknown);
        let places = checked.findings.iter().map(|finding| finding.range.start);
        assert!(places.is_sorted());
        let refusal = first_refusal(&checked).expect("a refusal");
        assert_eq!(refusal.rule, "TD-FAMILY-CHARS");
        let clients = check(r#"{"x": 1}"#, Target::Unknown);
        assert_eq!(first_refusal(&clients), None);
    }

    #[test]
    fn a_text_that_cannot_be_read_gives_one_finding() {
        for text in ["", "{", "[1]", "null", "family: a", "\0", "{\"é\": }"] {
            let checked = check(text, Target::Unknown);
            assert_eq!(checked.findings.len(), 1, "{text:?}");
            assert_eq!(checked.draft, None);
            let range = checked.findings[0].range.clone();
            assert!(text.get(range).is_some(), "{text:?}");
        }
    }
}
