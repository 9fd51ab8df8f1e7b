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
mod foreign;
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

/// Checks a text that somebody writes against all rules. Of a value that is still to be filled in,
/// `<ACCOUNT_ID>` or `{{image}}`, it says that, and nothing else; of something else than a task
/// definition, what that is.
pub fn check(text: &str, target: Target) -> Checked<'_> {
    let mut checked = check_literally(text, target);
    match checked.draft.as_ref().and_then(foreign::said) {
        Some(finding) => checked.findings = vec![finding],
        None => rules::shape::mute(text, &mut checked.findings),
    }
    checked
}

/// Checks a text as ECS gets it: it fills nothing in.
pub fn check_literally(text: &str, target: Target) -> Checked<'_> {
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
    fn a_value_that_is_to_be_filled_in_gets_one_finding_and_ecs_takes_it_as_it_is() {
        let of = |role: &str, image: &str| {
            format!(
                r#"{{"family": "a", "executionRoleArn": "{role}", "containerDefinitions":
                   [{{"name": "b", "image": "{image}", "memory": 8}}]}}"#
            )
        };
        let said = |findings: &[Finding]| -> Vec<&str> {
            let errors = findings.iter().filter(|one| one.severity != Severity::Info);
            errors.map(|one| one.rule).collect()
        };
        for role in [
            "arn:aws:iam::<ACCOUNT_ID>:role/pull",
            "arn:aws:iam::{{account}}:role/pull",
            "arn:aws:iam::XXXXXXXXXXXX:role/pull",
            "arn:aws:iam::ACCOUNT_ID:role/pull",
        ] {
            for image in ["<IMAGE1_NAME>", "quay.io/app:{{ tag }}"] {
                let text = of(role, image);
                let checked = check(&text, Target::Unknown);
                let twice = ["TD-JSON-PLACEHOLDER", "TD-JSON-PLACEHOLDER"];
                assert_eq!(said(&checked.findings), twice, "{role} {image}");
                assert_eq!(first_refusal(&checked), None, "{role} {image}");
                let literally = check_literally(&text, Target::Unknown);
                let refusal = first_refusal(&literally).map(|one| one.rule);
                assert_eq!(refusal, Some("TD-IMAGE-CHARS"), "{role} {image}");
            }
        }
        // A part of an image may be left out of sight, a variable too.
        for image in ["<account>.dkr.ecr.us-east-1.amazonaws.com/a", "$IMAGE"] {
            let text = of("arn:aws:iam::123456789012:role/pull", image);
            let checked = check(&text, Target::Unknown);
            let refusal = first_refusal(&checked).map(|one| one.rule);
            assert_eq!(refusal, Some("TD-IMAGE-CHARS"), "{image}");
        }
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
