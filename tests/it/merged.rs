//! Texts that are put together from the samples of the rules, so that many rules meet: where one
//! rule has all errors, none of its fixes brings one of another rule.

use super::examples::fixed;
use super::samples;
use drydock::sim::{Chance, Purpose};
use drydock::taskdef::rules::GROUPS;
use drydock::taskdef::{Finding, Severity, Target, check};
use serde_json::Value;
use std::collections::BTreeSet;

/// Texts that are put together.
const TEXTS: u64 = 3_000;

/// The samples that are JSON as it should be: those that something is found in, and the others.
fn samples() -> (Vec<Value>, Vec<Value>) {
    let groups = GROUPS.iter().map(|group| samples::of_group(group.name));
    let samples = groups.flat_map(|group| group.expect("samples that can be read"));
    let read = |text: &str| serde_json::from_str(text).ok().filter(Value::is_object);
    let (mut fires, mut quiet) = (Vec::new(), Vec::new());
    for sample in samples {
        fires.extend(read(&sample.fires.text));
        quiet.extend(read(&sample.quiet.text));
    }
    (fires, quiet)
}

/// Adds what the first does not have, and makes its lists longer.
fn merge(into: &mut Value, other: Value) {
    match (into, other) {
        (Value::Object(into), Value::Object(other)) => {
            for (name, value) in other {
                match into.get_mut(&name) {
                    Some(there) => merge(there, value),
                    None => drop(into.insert(name, value)),
                }
            }
        }
        (Value::Array(into), Value::Array(other)) => into.extend(other),
        _ => {}
    }
}

/// A sample that something is found in with one or two others, as one text.
fn text((fires, quiet): &(Vec<Value>, Vec<Value>), nth: u64) -> String {
    let chance = Chance { seed: 1 };
    let pick = |of: &[Value], place| {
        let at = chance.below(of.len() as u64, Purpose(0), nth, place);
        of[at as usize].clone()
    };
    let mut text = pick(fires, 0);
    for place in 1..2 + chance.below(2, Purpose(1), nth, 0) {
        merge(&mut text, pick(quiet, place));
    }
    text.to_string()
}

/// The rules whose errors are found.
fn errors(findings: &[Finding]) -> BTreeSet<&str> {
    let errors = findings
        .iter()
        .filter(|one| one.severity == Severity::Error);
    errors.map(|one| one.rule).collect()
}

#[test]
fn no_fix_brings_an_error_of_another_rule() {
    let samples = samples();
    let mut bad = BTreeSet::new();
    for nth in 0..TEXTS {
        let text = text(&samples, nth);
        let before = check(&text, Target::Unknown).findings;
        let had = errors(&before);
        for finding in &before {
            // Whoever puts one of several errors right may well see the next one behind it.
            if !had.iter().all(|rule| *rule == finding.rule) {
                continue;
            }
            for fix in &finding.fixes {
                let after = check(&fixed(&text, fix), Target::Unknown).findings;
                let new: Vec<&str> = errors(&after).difference(&had).copied().collect();
                if !new.is_empty() {
                    bad.insert(format!("{}: “{}” brings {new:?}", finding.rule, fix.title));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}
