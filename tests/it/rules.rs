//! Every rule has something that it speaks of and a close neighbour that it does not; its fixes
//! put right what it speaks of; the README counts the rules.

use super::examples::fixed;
use super::samples::{self, Sample};
use drydock::taskdef::rules::{GROUPS, LEFT_OUT, all};
use drydock::taskdef::{Finding, Severity, Target, check};
use std::collections::BTreeSet;

fn samples() -> Vec<Sample> {
    let groups = GROUPS.iter().map(|group| samples::of_group(group.name));
    let all = groups.map(|group| group.expect("samples that can be read"));
    all.flatten().collect()
}

fn findings(text: &str) -> Vec<Finding> {
    check(text, Target::Unknown).findings
}

/// The rules whose errors are found, one rule left out.
fn errors_but<'f>(findings: &'f [Finding], rule: &str) -> BTreeSet<&'f str> {
    let errors = findings
        .iter()
        .filter(|one| one.severity == Severity::Error && one.rule != rule);
    errors.map(|one| one.rule).collect()
}

#[test]
fn every_rule_has_its_samples_in_the_order_of_the_table() {
    for group in GROUPS {
        let samples = samples::of_group(group.name).expect("samples that can be read");
        let mut ids: Vec<&str> = samples.iter().map(|sample| &*sample.rule).collect();
        ids.dedup();
        let rules: Vec<&str> = group.rules.iter().map(|rule| rule.id).collect();
        assert_eq!(ids, rules, "{}", group.name);
    }
    let files = std::fs::read_dir(samples::folder()).expect("the folder of samples");
    assert_eq!(files.count(), GROUPS.len(), "one file for each group");
}

#[test]
fn samples_fire_and_their_neighbours_do_not() {
    for Sample {
        rule,
        fires,
        with,
        quiet,
    } in &samples()
    {
        let found = findings(&fires.text);
        assert!(found.iter().any(|one| one.rule == rule), "{rule} is silent");
        let with: BTreeSet<&str> = with.iter().map(|id| &**id).collect();
        assert_eq!(errors_but(&found, rule), with, "{rule} fires");
        let found = findings(&quiet.text);
        assert!(!found.iter().any(|one| one.rule == rule), "{rule}: quiet");
        assert_eq!(errors_but(&found, rule), BTreeSet::new(), "{rule}: quiet");
    }
}

#[test]
fn each_fix_puts_its_finding_right_and_breaks_nothing() {
    for Sample { rule, fires, .. } in &samples() {
        let before = findings(&fires.text);
        for finding in before.iter().filter(|one| one.rule == rule) {
            for fix in &finding.fixes {
                let title = &fix.title;
                let after = findings(&fixed(&fires.text, fix));
                let is_there = |list: &[Finding], one: &Finding| {
                    let mut same = list.iter().filter(|it| it.rule == one.rule);
                    same.any(|it| it.path == one.path && it.severity <= one.severity)
                };
                assert!(!is_there(&after, finding), "{rule}: {title} fixes nothing");
                let errors = after.iter().filter(|one| one.severity == Severity::Error);
                let new = errors.filter(|one| !is_there(&before, one));
                let new: Vec<String> = new
                    .map(|one| format!("{} at {}: {}", one.rule, one.path, one.message))
                    .collect();
                assert!(new.is_empty(), "{rule}: {title} brings {new:#?}");
            }
        }
    }
}

#[test]
fn findings_say_where_and_what_and_who_says_so() {
    let ids: BTreeSet<&str> = all().map(|rule| rule.id).collect();
    for sample in &samples() {
        for text in [&sample.fires.text, &sample.quiet.text] {
            for one in findings(text) {
                let (id, path) = (one.rule, &one.path);
                assert!(ids.contains(id), "{id} is in no table");
                assert!(text.get(one.range).is_some(), "{id} is outside of its text");
                assert!(path.starts_with('$'), "{id}: {path}");
                for said in [&*one.message, &*one.help, one.source] {
                    assert!(!said.trim().is_empty(), "{id} leaves something out: {said}");
                }
                let title = |fix: &drydock::taskdef::Fix| fix.title.trim().is_empty();
                assert!(!one.fixes.iter().any(title), "{id}: a fix without a title");
            }
        }
    }
}

#[test]
fn what_repeats_is_written_out() {
    let sample = samples()
        .into_iter()
        .find(|one| one.rule == "TD-FAMILY-LENGTH");
    let fires = sample.expect("samples of the longest family").fires;
    assert!(fires.text.contains(&"w".repeat(256)));
    let [family] = &fires.repeats[..] else {
        panic!("one repetition")
    };
    assert_eq!(family.count, 256);
    assert_eq!(fires.text[family.middle.clone()], "w".repeat(254));
}

#[test]
fn the_readme_counts_the_rules() {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(readme).expect("README.md");
    let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = |severity| all().filter(|rule| rule.severity == severity).count();
    let sum = format!(
        "{} rules: {} errors, {} warnings, {} notes; {} more",
        all().count(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
        LEFT_OUT.len(),
    );
    assert!(readme.contains(&sum), "README.md does not say `{sum}`");
    for one in LEFT_OUT {
        assert!(
            readme.contains(one.id),
            "README.md does not name {}",
            one.id
        );
    }
}
