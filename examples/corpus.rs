//! What the validator says of a folder of task definitions: `cargo xtask corpus FOLDER`.
//!
//! The folder has an `index.jsonl` with a line for each definition: `file`, `kind` (`bare`,
//! `describe`, or a wrapper that is not read), `valid_json`, `placeholder`, and perhaps `evidence`
//! (ECS took it) or `aws_error` (what ECS or a client said of it). `accepted.jsonl`, if there, has
//! fragments that ECS takes: `id`, `fact` and `fragment`.

use drydock::engine::{Command, Timeline};
use drydock::model::Settings;
use drydock::taskdef::import::recognise;
use drydock::taskdef::{Checked, Finding, Severity, Target, check, first_refusal, fix_all};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// How many of the most frequent answers are listed.
const ANSWERS_LISTED: usize = 20;

/// Members that only a task definition has: a fragment with one of them is no container.
const OF_THE_TASK: &[&str] = &[
    "containerDefinitions",
    "placementConstraints",
    "requiresCompatibilities",
    "networkMode",
    "volumes",
    "family",
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: corpus FOLDER");
        return ExitCode::FAILURE;
    };
    match report(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn report(folder: &Path) -> Result<(), String> {
    let rows = lines(&folder.join("index.jsonl"))?;
    let (broken, sound): (Vec<Value>, Vec<Value>) = rows
        .into_iter()
        .partition(|row| row.get("aws_error").is_some());
    report_sound(folder, &sound)?;
    report_imports(folder, &sound)?;
    if folder.join("accepted.jsonl").is_file() {
        report_accepted(&lines(&folder.join("accepted.jsonl"))?);
    }
    report_broken(folder, &broken)
}

/// Definitions of which no error is known.
fn report_sound(folder: &Path, rows: &[Value]) -> Result<(), String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut answers: BTreeMap<String, usize> = BTreeMap::new();
    let mut alarms = Vec::new();
    for row in rows {
        let Some(text) = definition(folder, row)? else {
            *counts.entry("not read: not JSON, or wrapped").or_default() += 1;
            continue;
        };
        let checked = check(&text, Target::Unknown);
        let refusal = first_refusal(&checked);
        *counts.entry(verdict(&checked)).or_default() += 1;
        if let Some(refusal) = refusal {
            *answers.entry(said(refusal)).or_default() += 1;
            if row.get("evidence").is_some() && row["placeholder"] != true {
                alarms.push(format!("{}\n      {}", name(row), placed(refusal)));
            }
        }
    }
    println!("{} definitions without a known error", rows.len());
    for (verdict, count) in counts {
        println!("{count:>5}  {verdict}");
    }
    let mut answers: Vec<(String, usize)> = answers.into_iter().collect();
    answers.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!("\nFirst answers of the service to them");
    for (answer, count) in answers.iter().take(ANSWERS_LISTED) {
        println!("{count:>5}  {answer}");
    }
    print_list("False alarms: ECS took these", &alarms);
    Ok(())
}

/// Definitions in other clothes: what is recognised, and what the safe fixes leave of the errors.
fn report_imports(folder: &Path, rows: &[Value]) -> Result<(), String> {
    let (mut files, mut count, mut clean, mut fixed) = (0, 0, 0, 0);
    let (mut unknown, mut left) = (Vec::new(), Vec::new());
    for row in rows {
        if definition(folder, row)?.is_some() && row["kind"] == "bare" {
            continue;
        }
        files += 1;
        let Some(imported) = recognise(&read(folder, row)?) else {
            unknown.push(format!("{} ({})", name(row), row["kind"]));
            continue;
        };
        for one in &imported.definitions {
            count += 1;
            let before = errors(&one.text);
            let after = errors(&fixed_text(&one.text));
            clean += usize::from(before.is_empty());
            fixed += usize::from(after.is_empty() && !before.is_empty());
            if !after.is_empty() {
                let (file, name) = (name(row), &one.name);
                left.push(format!("{file}: {name}\n      {}", after.join("\n      ")));
            }
        }
    }
    println!("\n{files} files in other clothes: {count} definitions recognised");
    println!("{clean:>5}  without an error");
    println!("{fixed:>5}  without one after the safe fixes");
    print_list("Not recognised", &unknown);
    print_list("With errors after the safe fixes", &left);
    Ok(())
}

fn fixed_text(text: &str) -> String {
    let mut fixed = text.to_owned();
    let edits = fix_all(text, Target::Unknown).map_or_else(Vec::new, |fix| fix.edits);
    for edit in edits.iter().rev() {
        fixed.replace_range(edit.range.clone(), &edit.text);
    }
    fixed
}

fn errors(text: &str) -> Vec<String> {
    let checked = check(text, Target::Unknown);
    let errors = checked.findings.iter().filter(|one| is_error(one));
    errors.map(placed).collect()
}

/// Fragments that ECS takes, each in a definition of its own.
fn report_accepted(rows: &[Value]) {
    let refused: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let text = completed(&row["fragment"]).to_string();
            let checked = check(&text, Target::Unknown);
            let refusal = first_refusal(&checked)?;
            let (id, fact) = (&row["id"], &row["fact"]);
            Some(format!("{id} {fact}\n      {}", placed(refusal)))
        })
        .collect();
    print_list("False alarms: ECS takes these fragments", &refused);
}

/// Definitions of which the error is known.
fn report_broken(folder: &Path, rows: &[Value]) -> Result<(), String> {
    let (mut same, mut refused, mut missed) = (0, Vec::new(), Vec::new());
    for row in rows {
        let Some(text) = text_of(folder, row)? else {
            continue;
        };
        let imported = recognise(&text).filter(|_| row["kind"] == "cfn");
        let text = imported.map_or(text, |imported| imported.definitions[0].text.clone());
        let checked = check(&text, Target::Unknown);
        let expected = row["aws_error"].as_str().unwrap_or_default();
        let mut errors = checked.findings.iter().filter(|row| is_error(row));
        let first = first_refusal(&checked).or_else(|| errors.next());
        match first {
            Some(first) if expected.contains(&first.message) => same += 1,
            // What only a client finds: without one the service speaks of the wire.
            Some(_) if expected == answer(&text) => same += 1,
            Some(first) => refused.push(compared(row, expected, &placed(first))),
            None => missed.push(compared(row, expected, "no error")),
        }
    }
    println!("\n{} definitions with a known error", rows.len());
    println!("{same:>5}  the same first answer");
    print_list("Refused, in other words or for another reason", &refused);
    print_list("Missed", &missed);
    Ok(())
}

/// The message of RegisterTaskDefinition, asked without a client; empty if it takes the text.
fn answer(text: &str) -> String {
    let mut timeline = Timeline::new(Settings::default());
    let answer = timeline.ask(Command::new("RegisterTaskDefinition", text));
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let said = body.get("message").or_else(|| body.get("Message"));
    said.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn compared(row: &Value, expected: &str, got: &str) -> String {
    let current = row["current"].as_str().unwrap_or_default();
    let expected = expected.replace('\n', " / ");
    format!(
        "{} ({current})\n      said {expected}\n      got  {got}",
        name(row)
    )
}

fn verdict(checked: &Checked) -> &'static str {
    if checked.draft.is_none() {
        "do not parse"
    } else if first_refusal(checked).is_some() {
        "refused by the service"
    } else if checked.findings.iter().any(is_error) {
        "refused by a client only"
    } else if checked
        .findings
        .iter()
        .any(|row| row.severity == Severity::Warning)
    {
        "accepted, with warnings"
    } else {
        "accepted"
    }
}

fn is_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}

fn said(finding: &Finding) -> String {
    format!("{}: {}", finding.rule, finding.message)
}

fn placed(finding: &Finding) -> String {
    format!("{} at {}", said(finding), finding.path)
}

fn name(row: &Value) -> &str {
    row["file"].as_str().unwrap_or_default()
}

fn print_list(title: &str, list: &[String]) {
    println!("\n{title}: {}", list.len());
    for item in list {
        println!("  {item}");
    }
}

/// The text of a definition that is JSON and not wrapped in something else.
fn definition(folder: &Path, row: &Value) -> Result<Option<String>, String> {
    let plain = matches!(
        row["kind"].as_str(),
        Some("bare" | "describe" | "cli-input")
    );
    if plain && row["valid_json"] == true {
        text_of(folder, row)
    } else {
        Ok(None)
    }
}

/// The text of a JSON file; None for other kinds of file.
fn text_of(folder: &Path, row: &Value) -> Result<Option<String>, String> {
    let file = folder.join(name(row));
    if file.extension().is_none_or(|kind| kind != "json") {
        return Ok(None);
    }
    read(folder, row).map(Some)
}

fn read(folder: &Path, row: &Value) -> Result<String, String> {
    let file = folder.join(name(row));
    let failed = |error| format!("{}: {error}", file.display());
    fs::read_to_string(&file).map_err(failed)
}

fn lines(file: &Path) -> Result<Vec<Value>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| failed(&error))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let read = |line| serde_json::from_str(line).map_err(|error| failed(&error));
    lines.map(read).collect()
}

/// A fragment of a container or of a task definition, with what it needs to be whole.
fn completed(fragment: &Value) -> Value {
    let of_the_task = OF_THE_TASK.iter().any(|name| fragment.get(*name).is_some());
    if !of_the_task {
        return json!({"family": "corpus", "containerDefinitions": [container(fragment)]});
    }
    let mut whole = fragment.clone();
    let containers = match fragment["containerDefinitions"].as_array() {
        Some(containers) => containers.iter().map(container).collect(),
        None => vec![container(&json!({}))],
    };
    whole["family"] = json!("corpus");
    whole["containerDefinitions"] = Value::Array(containers);
    whole
}

fn container(fragment: &Value) -> Value {
    let mut whole = json!({"name": "app", "image": "app", "memory": 128});
    if let (Some(whole), Some(fragment)) = (whole.as_object_mut(), fragment.as_object()) {
        whole.extend(fragment.clone());
    }
    whole
}
