//! The examples of the page, through the validator: what they promise is what ECS says.

use drydock::taskdef::{self, Finding, Fix, Severity, Target};
use expect_test::{Expect, expect};
use std::fs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui/examples");

/// The examples that ECS refuses; all others register as they are.
const REFUSED: &[&str] = &["broken", "efs-refused"];

fn names() -> Vec<String> {
    let entries = fs::read_dir(FOLDER).expect("the examples are there");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let names = names.filter_map(|name| name.into_string().ok());
    let mut names: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn text(name: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/{name}.json")).expect("the example is there")
}

fn findings(text: &str) -> Vec<Finding> {
    taskdef::check(text, Target::Unknown).findings
}

fn errors(text: &str) -> Vec<Finding> {
    let mut findings = findings(text);
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

fn expect_errors(name: &str, expected: Expect) {
    let lines = errors(&text(name)).into_iter();
    let line = |finding: Finding| {
        let message: String = finding.message.chars().take(64).collect();
        format!("{}\n  {message}\n", finding.path)
    };
    expected.assert_eq(&lines.map(line).collect::<String>());
}

pub fn fixed(text: &str, fix: &Fix) -> String {
    let mut text = text.to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.range.clone(), &edit.text);
    }
    text
}

#[test]
fn what_is_not_said_to_be_refused_registers() {
    for name in names() {
        let found = errors(&text(&name));
        let refused = REFUSED.contains(&name.as_str());
        assert_eq!(!found.is_empty(), refused, "{name}: {found:#?}");
    }
}

#[test]
fn the_broken_one_says_what_is_wrong() {
    expect_errors(
        "broken",
        expect![[r#"
            $.family
              Family contains invalid characters.
            $.networkMode
              Fargate only supports network mode ‘awsvpc’.
            $.memory
              No Fargate configuration exists for given values: 256 CPU, 4096 
            $.containerDefinitions[0].dependsOn[0].containerName
              Cannot depend on container + 'database' because it does not exis
            $.containerDefinitions[0].mountPoints[0].sourceVolume
              Unknown volume 'data'.
            $.containerDefinitions[1].name
              Container names must be unique within a task definition.
            $.containerDefinitions[1].memory
              Invalid type for parameter containerDefinitions[1].memory, value
        "#]],
    );
}

#[test]
fn the_sample_of_many_guides_is_refused_for_its_root_directory() {
    expect_errors(
        "efs-refused",
        expect![[r#"
        $.volumes[0].efsVolumeConfiguration.rootDirectory
          When using an EFS access point, the root directory must either b
    "#]],
    );
}

#[test]
fn a_fix_gives_a_text_without_its_finding() {
    for name in names() {
        let text = text(&name);
        for finding in findings(&text) {
            for fix in &finding.fixes {
                let after = fixed(&text, fix);
                let checked = taskdef::check(&after, Target::Unknown);
                let title = &fix.title;
                assert!(
                    checked.draft.is_some(),
                    "{name}: {title} breaks the JSON:\n{after}"
                );
                let same =
                    |other: &&Finding| other.rule == finding.rule && other.path == finding.path;
                let again = checked.findings.iter().find(same);
                assert_eq!(again, None, "{name}: {title} does not help:\n{after}");
            }
        }
    }
}
