//! Whether our validation refuses what botocore's does: `cargo xtask test` runs it.
//!
//! The file has what `tests/botocore/ask.py` writes: a line for each input, with the errors that
//! botocore finds in it. Compared are the places, kinds and messages of
//! all findings that a client refuses.

use drydock::taskdef::{Finding, RefusedBy, Target, Wording, check};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::process::ExitCode;

/// How many disagreements are shown in full.
const SHOWN: usize = 3;

/// Where we cut a long value in a message.
const CUT: char = '…';

/// All kinds of errors: each has to occur, or the inputs prove little.
const KINDS: &[&str] = &["required", "type", "unknown", "minimum", "union"];

/// Errors: the messages by place and kind.
type Errors = BTreeMap<(String, String), String>;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("usage: botocore FILE");
        return ExitCode::FAILURE;
    };
    match compare(&file) {
        Ok(summary) => {
            println!("  {summary}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn compare(file: &str) -> Result<String, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{file}: {error}");
    let text = fs::read_to_string(file).map_err(|error| failed(&error))?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut disagreements = Vec::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).map_err(|error| failed(&error))?;
        let input = line["input"].as_str().unwrap_or_default();
        let theirs = theirs(&line["errors"]);
        for (_, kind) in theirs.keys() {
            *counts.entry(kind.clone()).or_default() += 1;
        }
        disagreements.extend(disagreement(input, theirs));
    }
    let (inputs, differ) = (text.lines().count(), disagreements.len());
    if differ > 0 {
        disagreements.truncate(SHOWN);
        let shown = disagreements.join("\n\n");
        return Err(format!(
            "{shown}\n\nbotocore and we disagree on {differ} of {inputs} inputs"
        ));
    }
    match KINDS.iter().find(|kind| !counts.contains_key(**kind)) {
        Some(kind) => Err(format!("{file} has no error of the kind `{kind}`")),
        None => Ok(format!("agreed on {inputs} inputs; errors: {counts:?}")),
    }
}

fn theirs(errors: &Value) -> Errors {
    let errors = errors.as_array().into_iter().flatten();
    let text = |error: &Value, name| error[name].as_str().unwrap_or_default().to_owned();
    errors
        .map(|error| {
            let key = (text(error, "path"), text(error, "kind"));
            (key, text(error, "message"))
        })
        .collect()
}

fn disagreement(input: &str, mut theirs: Errors) -> Option<String> {
    let checked = check(input, Target::Unknown);
    let mut ours = Errors::new();
    for finding in &checked.findings {
        if let Some(kind) = kind(finding) {
            let key = (finding.path.clone(), kind.to_owned());
            ours.entry(key).or_insert_with(|| message(finding));
        }
    }
    for finding in &checked.findings {
        if finding.rule == "TD-JSON-CASE" {
            read_on(finding, &mut ours, &mut theirs);
        }
    }
    let mut said = String::new();
    for (name, one, other) in [("botocore", &theirs, &ours), ("we", &ours, &theirs)] {
        for ((path, kind), message) in one {
            match other.get(&(path.clone(), kind.clone())) {
                None => said.push_str(&format!("\n  only {name}: {kind} at {path}")),
                Some(others) if !is_same(message, others) => {
                    said.push_str(&format!("\n  {name}: {message}"));
                }
                Some(_) => {}
            }
        }
    }
    (!said.is_empty()).then(|| format!("{input}{said}"))
}

/// What is compared with botocore's message: nothing, if the words are our own.
fn message(finding: &Finding) -> String {
    match finding.wording {
        Wording::Ours => CUT.to_string(),
        Wording::Aws | Wording::AwsRoughly | Wording::Sdk | Wording::AtRunTime => {
            finding.message.clone()
        }
    }
}

/// We cut long values.
fn is_same(one: &str, other: &str) -> bool {
    one == other || one.contains(CUT) || other.contains(CUT)
}

/// What botocore calls a finding; None if that is not for a client to find.
fn kind(finding: &Finding) -> Option<&'static str> {
    match finding.rule {
        // The service refuses it too, so it counts as its.
        "TD-JSON-RANGE" => finding
            .message
            .contains(", valid min ")
            .then_some("minimum"),
        _ if finding.refused_by != RefusedBy::Client => None,
        "TD-JSON-REQUIRED" | "TD-FAMILY-REQUIRED" => Some("required"),
        "TD-JSON-TYPE" | "TD-JSON-NULL" | "TD-JSON-CONTAINERS-STRING" => Some("type"),
        "TD-JSON-UNKNOWN-FIELD" | "TD-JSON-READONLY" | "TD-JSON-CASE" | "TD-PORT-HOSTPORTRANGE" => {
            Some("unknown")
        }
        "TD-JSON-UNION" => Some("union"),
        other => Some(other),
    }
}

/// A key in another tool's spelling is unknown to both. We say so once, in words of our own, and
/// read on as if it were spelt as it should be; to botocore the member is missing, if it is
/// required, and what the key holds is nothing.
fn read_on(misspelt: &Finding, ours: &mut Errors, theirs: &mut Errors) {
    let path = &misspelt.path;
    let is_inside = |other: &str| {
        let rest = other.strip_prefix(path.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    ours.retain(|(other, kind), _| !is_inside(other) || (other == path && kind == "unknown"));
    theirs.retain(|(other, kind), _| kind != "required" || letters(other) != letters(path));
}

fn letters(path: &str) -> String {
    path.replace(['_', '-'], "").to_ascii_lowercase()
}
