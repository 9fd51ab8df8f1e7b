//! What tests of rules share.

use super::{GROUPS, Rule, apply_one};
use crate::taskdef::draft::{Draft, Target};
use crate::taskdef::finding::{Finding, Severity};
use crate::taskdef::node::Node;
pub use crate::taskdef::repair::applied;

/// A text that parses, as a draft.
pub fn draft(text: &str) -> Draft<'_> {
    let parsed = jsonc_parser::parse_to_ast(text, &Default::default(), &Default::default());
    let value = parsed.expect("a text that parses").value;
    let root = Node::of(value.expect("a text with a value"), 0);
    Draft::new(text, root, Target::Unknown)
}

/// What one rule finds.
pub fn found(rule: &'static Rule, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let draft = draft(text);
    apply_one(rule, &draft, &mut findings);
    let mut groups = GROUPS.iter();
    let group = groups.find(|group| group.rules.iter().any(|one| one.id == rule.id));
    let asked = group.is_some_and(|group| group.may_speak_of(&draft));
    assert!(
        asked || findings.is_empty(),
        "{} would not be asked",
        rule.id
    );
    findings
}

/// What one rule says: `error $.cpu at «"3"»: message`.
pub fn says(rule: &'static Rule, text: &str) -> Vec<String> {
    let written = |finding: Finding| {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let marked = &text[finding.range];
        format!(
            "{severity} {} at «{marked}»: {}",
            finding.path, finding.message
        )
    };
    found(rule, text).into_iter().map(written).collect()
}

/// The text after the first fix of the first thing that one rule finds.
pub fn fixed(rule: &'static Rule, text: &str) -> String {
    let findings = found(rule, text);
    let finding = findings.first().expect("a finding");
    applied(text, &finding.fixes.first().expect("a fix").edits)
}

/// A definition for Fargate with these members.
pub fn on_fargate(members: &str) -> String {
    format!(r#"{{"requiresCompatibilities": ["FARGATE"], {members}}}"#)
}

/// A definition for Fargate with a container with these members.
pub fn container_on_fargate(members: &str) -> String {
    on_fargate(&format!(r#""containerDefinitions": [{{{members}}}]"#))
}

/// A definition for Windows on Fargate with these members.
pub fn on_windows(members: &str) -> String {
    let family = r#"{"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}"#;
    on_fargate(&format!(r#""runtimePlatform": {family}, {members}"#))
}

/// A definition for Windows on Fargate with a container with these members.
pub fn container_on_windows(members: &str) -> String {
    on_windows(&format!(r#""containerDefinitions": [{{{members}}}]"#))
}

/// Lines as expected texts have them: what is long goes on in further ones, indented.
pub fn folded(text: &str) -> String {
    const WIDTH: usize = 76;
    let mut out = String::new();
    for mut line in text.lines() {
        while line.chars().count() > WIDTH {
            let places = line.char_indices().take(WIDTH);
            let blank = places
                .filter(|(at, letter)| *letter == ' ' && *at > 8)
                .last();
            let end = line
                .char_indices()
                .nth(WIDTH)
                .map_or(line.len(), |(at, _)| at);
            let end = blank.map_or(end, |(at, _)| at);
            out.push_str(&line[..end]);
            out.push_str("\n      ");
            line = line[end..].trim_start();
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}
