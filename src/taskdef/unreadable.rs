//! What is said of a text that cannot be read as a task definition.

use super::finding::{Edit, Finding, Fix, RefusedBy, Severity, Wording};
use super::node::{Bytes, Kind, Node};
use super::parse::BYTE_ORDER_MARK;
use super::rules::shape::SYNTAX;

/// A text that is no JSON, and where it stops being it.
pub fn broken(text: &str, range: Bytes, detail: &str) -> Finding {
    let before = text.get(..range.start).unwrap_or(text);
    let line = 1 + before.matches('\n').count();
    let on_line = before.rsplit('\n').next().unwrap_or_default();
    let column = 1 + on_line.trim_start_matches(BYTE_ORDER_MARK).chars().count();
    let from_there = text.get(range.start..).unwrap_or_default();
    Finding {
        rule: SYNTAX.id,
        severity: SYNTAX.severity,
        refused_by: SYNTAX.refused_by,
        path: "$".into(),
        range,
        message: format!("Not valid JSON at line {line}, column {column}: {detail}"),
        help: looks_like(text, before, from_there).into(),
        wording: SYNTAX.wording,
        source: SYNTAX.source,
        fixes: Vec::new(),
    }
}

/// What a text that is no JSON may be.
fn looks_like(text: &str, before: &str, from_there: &str) -> &'static str {
    let text = text.trim_start_matches(BYTE_ORDER_MARK).trim_start();
    let variable =
        from_there.starts_with(['$', '<']) || before.ends_with('{') && from_there.starts_with('{');
    if text.is_empty() {
        "Write a task definition, or start from one of the examples."
    } else if let Some((_, help)) = OTHERS.iter().find(|(marks, _)| has_marks(text, marks)) {
        help
    } else if looks_like_yaml(text) {
        "This looks like YAML. The ECS API and `--cli-input-json` want JSON; the AWS CLI version 2 \
         reads YAML with `--cli-input-yaml`."
    } else if variable {
        "This looks like a variable of a template: fill it in before registering, or put it in \
         double quotes."
    } else if from_there.starts_with("...") {
        "The dots stand for what a sample leaves out: write it, or delete them."
    } else if from_there.starts_with(['“', '”', '‘', '’']) {
        "These are typographic quotes; JSON has straight ones: \"."
    } else if from_there.starts_with(',') && before.trim_end().ends_with(',') {
        "There are two commas: delete one."
    } else if text.starts_with(['{', '[']) && is_cut(text) {
        "The text ends too soon: a brace, a bracket or a quote is still open. Is a part of it \
         missing?"
    } else if before.trim().is_empty() && from_there.starts_with([',', ':', '}', ']']) {
        "The text begins in the middle: is its first part missing?"
    } else if !before.trim().is_empty() && before.trim_end().ends_with(['}', ']']) {
        "Here a second text begins, or a bracket closes too early: there is one task definition \
         at a time."
    } else {
        "Put the syntax right first: nothing else can be checked before."
    }
}

/// What else people paste: how lines of it begin, and what to do with it.
const OTHERS: &[(&[&str], &str)] = &[
    (&["apiVersion:", "kind:"], KUBERNETES_YAML),
    (
        &["replicaCount:", "image:"],
        "This looks like the values of a Helm chart, which are for Kubernetes. ECS does not read \
         those.",
    ),
    (
        &["job \""],
        "This looks like a Nomad job. ECS does not read those: what its tasks say of their images \
         and ports goes into containerDefinitions.",
    ),
    (&["resource "], TERRAFORM),
    (&["data "], TERRAFORM),
    (&["locals "], TERRAFORM),
    (&["module "], TERRAFORM),
    (&["jsonencode("], TERRAFORM),
    (
        &["local "],
        "This looks like Jsonnet, which has to be run first: paste what `jsonnet FILE` or \
         `ecspresso render taskdef` prints.",
    ),
    (
        &["type: Request-Driven Web Service"],
        "This is a manifest of AWS Copilot for App Runner, which has no task definitions.",
    ),
    (
        &["<"],
        "This looks like a web page. Copy the JSON that it shows, not the page.",
    ),
    (
        &["FROM "],
        "This looks like a Dockerfile, which says how an image is built. A task definition says \
         how it is run.",
    ),
    (&["aws "], COMMAND),
    (&["docker "], COMMAND),
];

const KUBERNETES_YAML: &str = "This looks like a Kubernetes manifest. ECS does not read those: \
                               what a pod says of its containers goes into containerDefinitions.";
const TERRAFORM: &str = "This looks like Terraform. The ECS API wants JSON: take it from \
                         `terraform show -json`, or describe the registered task definition.";
const COMMAND: &str = "This is a command, not the JSON that it takes. Commands go into the \
                       terminal.";

/// Whether the first line that says something begins with the first mark, and lines after it with
/// the others.
fn has_marks(text: &str, marks: &[&str]) -> bool {
    let is_said = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '-']);
    let mut lines = text.lines().filter(is_said);
    let [first, others @ ..] = marks else {
        return false;
    };
    let begins = |line: &str, mark: &str| line.starts_with(mark);
    match others {
        [] => lines.next().is_some_and(|line| begins(line, first)),
        others => {
            let all: Vec<&str> = lines.collect();
            let has = |mark: &&str| all.iter().any(|line| begins(line, mark));
            has(first) && others.iter().all(has)
        }
    }
}

/// Whether more is opened than closed.
fn is_cut(text: &str) -> bool {
    let (mut open, mut in_string, mut is_escaped) = (0_i64, false, false);
    for letter in text.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if in_string => is_escaped = true,
            '"' => in_string = !in_string,
            '{' | '[' if !in_string => open += 1,
            '}' | ']' if !in_string => open -= 1,
            _ => {}
        }
    }
    open > 0 || in_string
}

/// Whether the first line that says something is a key, a list item or a document mark of YAML.
fn looks_like_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(line) = line else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_. ".contains(c);
    let key = |(key, _): (&str, &str)| !key.is_empty() && key.chars().all(plain);
    line.starts_with("---")
        || line.starts_with("- ")
        || line
            .strip_suffix(':')
            .is_some_and(|key| key.chars().all(plain))
        || line.split_once(": ").is_some_and(key)
}

/// JSON, but no request.
pub fn not_an_object(whole: &Node) -> Finding {
    let (what, help) = match whole.kind {
        Kind::Null => ("null", BRACE),
        Kind::Truth(_) => ("a Boolean", BRACE),
        Kind::Number(_) => ("a number", BRACE),
        Kind::Text(_) => ("a string", BRACE),
        Kind::Object(_) => ("an object", BRACE),
        Kind::List(_) => ("an array", CONTAINERS),
    };
    Finding {
        rule: "TD-JSON-TYPE",
        severity: Severity::Error,
        refused_by: RefusedBy::Client,
        path: "$".into(),
        range: whole.range.clone(),
        message: format!("A task definition is a JSON object, and this is {what}."),
        help: help.into(),
        wording: Wording::Ours,
        source: "ECS API, RegisterTaskDefinition",
        fixes: wrapping(whole).into_iter().collect(),
    }
}

const BRACE: &str = "The request of RegisterTaskDefinition starts with a brace.";
const CONTAINERS: &str = "An array of containers goes into the member containerDefinitions of an \
                          object that also has a family.";

/// An array of containers, such as Terraform's `container_definitions`, becomes a request, and so
/// does one of them.
pub fn wrapping(whole: &Node) -> Option<Fix> {
    let (first, open, close) = match whole.kind {
        Kind::List(_) => (whole.items().first()?, "", ""),
        _ => (whole, "[", "]"),
    };
    first.get("image")?;
    let name = first.text_of("name").unwrap_or("app");
    let family = serde_json::Value::from(name);
    let (start, end) = (whole.range.start, whole.range.end);
    let edit = |at: usize, text: String| Edit {
        range: at..at,
        text,
    };
    Some(Fix {
        title: "Make it the containers of a task definition".into(),
        edits: vec![
            edit(
                start,
                format!("{{\"family\": {family}, \"containerDefinitions\": {open}"),
            ),
            edit(end, format!("{close}}}")),
        ],
    })
}

/// A text that is not even read. Source of the words: public reports of RegisterTaskDefinition.
pub fn too_long(text: &str) -> Finding {
    let length = text.len();
    Finding {
        rule: "TD-JSON-SIZE",
        severity: Severity::Error,
        refused_by: RefusedBy::Service,
        path: "$".into(),
        range: 0..0,
        message: format!("Actual length: '{length}'. Max allowed length is '65536' bytes."),
        help: "A task definition has at most 64 KiB. This text is so long that it is not even \
               read."
            .into(),
        wording: Wording::AwsRoughly,
        source: "Developer Guide, Amazon ECS service quotas",
        fixes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::taskdef::{Target, check, repair};

    #[test]
    fn says_what_a_text_looks_like() {
        for (text, expected) in [
            ("family: app\ncpu: 256", "This looks like YAML."),
            ("---\n- a", "This looks like YAML."),
            ("# app\n\nResources:\n", "This looks like YAML."),
            (
                "resource \"aws_ecs_task_definition\" \"a\" {",
                "This looks like Terraform.",
            ),
            ("{\"family\": $NAME}", "This looks like a variable"),
            ("{\"cpu\": {{cpu}}}", "This looks like a variable"),
            ("{\"family\": \"a\", ...}", "The dots stand for"),
            ("{“family”: 1}", "These are typographic quotes"),
            ("{\"family\": \"app\",,}", "There are two commas"),
            ("{\"family\": \"app\", \"cpu", "The text ends too soon"),
            (": 256, \"cpu\": 1}", "The text begins in the middle"),
            ("{\"family\": \"app\"} {}", "Here a second text begins"),
            ("{\"family\": app}", "Put the syntax right"),
            (
                "---\napiVersion: v1\nkind: Pod",
                "This looks like a Kubernetes manifest",
            ),
            ("job \"web\" {", "This looks like a Nomad job"),
            ("local a = 1;\n{}", "This looks like Jsonnet"),
            ("<!DOCTYPE html>", "This looks like a web page"),
            ("FROM nginx", "This looks like a Dockerfile"),
            ("aws ecs list-clusters", "This is a command"),
        ] {
            let findings = check(text, Target::Unknown).findings;
            assert!(
                findings[0].help.starts_with(expected),
                "{text}: {}",
                findings[0].help
            );
        }
    }

    #[test]
    fn an_array_of_containers_becomes_a_request() {
        let text = r#"[{"name": "app", "image": "nginx"}]"#;
        let finding = &check(text, Target::Unknown).findings[0];
        let fixed = repair::applied(text, &finding.fixes[0].edits);
        let expected = format!(r#"{{"family": "app", "containerDefinitions": {text}}}"#);
        assert_eq!(fixed, expected);
    }
}
