//! The pages of the rules, as plain HTML: `rule_pages FOLDER` writes `FOLDER/index.html` and
//! `FOLDER/<id>/index.html`. `cargo xtask build` calls it.

mod html;
mod list;
mod marked;
mod page;
#[path = "../../tests/it/samples.rs"]
mod samples;

use drydock::taskdef::rules::{GROUPS, Group, Rule};
use drydock::taskdef::{Finding, Severity, Target, check};
use samples::Sample;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// All that the page of a rule shows.
struct Shown {
    /// The rule.
    rule: &'static Rule,
    /// The group that it is in.
    group: &'static Group,
    /// Its samples.
    sample: Sample,
    /// What it says of the one that it speaks of.
    finding: Finding,
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: rule_pages FOLDER");
        return ExitCode::FAILURE;
    };
    match write_all(Path::new(&folder)) {
        Ok(count) => {
            println!("{count} rules have a page");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &Path) -> Result<usize, String> {
    let mut rules = Vec::new();
    for group in GROUPS {
        for sample in samples::of_group(group.name)? {
            rules.push(shown(group, sample)?);
        }
    }
    rules.dedup_by(|later, earlier| later.rule.id == earlier.rule.id);
    write(&folder.join("index.html"), &list::html(&rules))?;
    for (place, shown) in rules.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| rules.get(before));
        let page = page::html(shown, before, rules.get(place + 1));
        write(&folder.join(shown.rule.id).join("index.html"), &page)?;
    }
    Ok(rules.len())
}

fn shown(group: &'static Group, sample: Sample) -> Result<Shown, String> {
    let id = &sample.rule;
    let mut rules = group.rules.iter();
    let rule = rules.find(|rule| rule.id == *id);
    let rule = rule.ok_or_else(|| format!("{id} is no rule of {}", group.name))?;
    let mut findings = check(&sample.fires.text, Target::Unknown)
        .findings
        .into_iter();
    let finding = findings.find(|finding| finding.rule == *id);
    let finding = finding.ok_or_else(|| format!("{id} says nothing of its sample"))?;
    Ok(Shown {
        rule,
        group,
        sample,
        finding,
    })
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    let failed = |error| format!("{}: {error}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(file, text).map_err(failed)
}

/// What a severity is called and how its class is.
fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("Error", "error"),
        Severity::Warning => ("Warning", "warning"),
        Severity::Info => ("Note", "info"),
    }
}
