//! The check of the draft, as the left column shows it.

use crate::taskdef::{self, Finding, RefusedBy, Target, Wording, fix_all};
use crate::view::positions::Positions;
use serde_json::{Value, json};

pub use crate::taskdef::{Edit, Fix, Severity};

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The rule.
    pub rule: &'static str,
    /// Who refuses because of it.
    pub refused_by: RefusedBy,
    /// Whether its first fix needs no decision.
    pub safe: bool,
    /// How bad it is.
    pub severity: Severity,
    /// What ECS says, or would.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Who refuses, whose words these are, and the source, in one line.
    pub about: String,
    /// Its byte range.
    pub from: usize,
    /// The end of its byte range.
    pub to: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Whether the text does not parse because of it.
    pub syntax: bool,
    /// Whether it is of an earlier text: the present one does not parse.
    pub stale: bool,
    /// Ways to put it right.
    pub fixes: Vec<Fix>,
}

impl Row {
    /// The address of the page about its rule.
    pub fn page(&self) -> String {
        format!("./rules/{}/index.html", self.rule)
    }
}

/// What the check says of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// The findings, in the order of the text.
    pub rows: Vec<Row>,
    /// Whether the text does not parse.
    pub syntax_error: bool,
    /// The text as a request of RegisterTaskDefinition; None while it does not parse.
    pub request: Option<Value>,
}

impl Checked {
    /// How many findings of the present text are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.severity == severity && !row.stale)
            .count()
    }

    /// The findings of the present text because of which somebody refuses it.
    fn refusals(&self) -> impl Iterator<Item = &Row> {
        let rows = self.rows.iter();
        rows.filter(|row| row.refused_by != RefusedBy::Nobody && !row.stale)
    }

    /// How many errors keep the text from being registered. What only fails when it runs, ECS
    /// registers.
    pub fn errors(&self) -> usize {
        self.refusals().count()
    }

    /// The first error that keeps the text from being registered.
    pub fn first_error(&self) -> Option<&Row> {
        self.refusals().next()
    }

    /// What the CLI or an SDK says before it sends anything.
    pub fn client_says(&self) -> Option<&str> {
        let mut rows = self.refusals();
        let row = rows.find(|row| row.refused_by == RefusedBy::Client)?;
        Some(&row.message)
    }

    /// How many findings can be put right without a decision.
    pub fn safe_fixes(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.safe && !row.stale)
            .count()
    }

    /// The definition's `family`.
    pub fn family(&self) -> Option<&str> {
        let family = self.request.as_ref()?.get("family")?.as_str()?;
        (!family.is_empty()).then_some(family)
    }

    /// The findings of the present text as `editor.js` reads them.
    pub fn for_editor(&self, text: &str) -> String {
        let positions = Positions::new(text);
        let edit = |edit: &Edit| {
            json!({
                "from": positions.utf16(edit.range.start),
                "to": positions.utf16(edit.range.end),
                "text": edit.text,
            })
        };
        let fix = |fix: &Fix| {
            let edits: Vec<Value> = fix.edits.iter().map(edit).collect();
            json!({ "title": fix.title, "edits": edits })
        };
        let row = |row: &Row| {
            let fixes: Vec<Value> = row.fixes.iter().map(fix).collect();
            json!({
                "from": positions.utf16(row.from),
                "to": positions.utf16(row.to),
                "severity": name(row.severity),
                "message": row.message,
                "help": row.help,
                "about": row.about,
                "rule": row.rule,
                "page": row.page(),
                "syntax": row.syntax,
                "fixes": fixes,
            })
        };
        let rows = self.rows.iter().filter(|row| !row.stale);
        Value::from_iter(rows.map(row)).to_string()
    }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The check, as it is handed to those who wait for its code.
pub type Check = fn(&str, Target, &Checked) -> Checked;

/// Checks a text for a target; `before` is what was said of the text before it.
pub fn check(text: &str, target: Target, before: &Checked) -> Checked {
    if text.trim().is_empty() {
        return Checked::default();
    }
    let checked = taskdef::check(text, target);
    let positions = Positions::new(text);
    let syntax_error = checked.draft.is_none();
    let findings = checked.findings.iter();
    let mut rows: Vec<Row> = findings
        .map(|finding| row(finding, &positions, syntax_error))
        .collect();
    if syntax_error {
        rows.extend(kept(before));
    }
    Checked {
        rows,
        syntax_error,
        request: checked.draft.map(|draft| draft.root.to_value()),
    }
}

fn row(finding: &Finding, positions: &Positions, syntax: bool) -> Row {
    // What is only seen when it runs would read as if it had happened: the risk comes first.
    let later = finding.wording == Wording::AtRunTime && !finding.help.is_empty();
    let (message, help) = match later {
        true => (
            finding.help.clone(),
            format!("Else, when it runs: {}", finding.message),
        ),
        false => (finding.message.clone(), finding.help.clone()),
    };
    Row {
        rule: finding.rule,
        refused_by: finding.refused_by,
        safe: fix_all::is_safe(finding),
        severity: finding.severity,
        message,
        help,
        about: about(finding),
        from: finding.range.start,
        to: finding.range.end,
        line: positions.line(finding.range.start),
        syntax,
        stale: false,
        fixes: finding.fixes.clone(),
    }
}

/// Who refuses, whose words these are, and the source, in one line.
fn about(finding: &Finding) -> String {
    let (refused, wording) = (finding.refused_by.words(), finding.wording.words());
    format!("{refused} · {wording} · {}", finding.source)
}

/// What was said of an earlier text, as such.
fn kept(before: &Checked) -> impl Iterator<Item = Row> + '_ {
    let rows = before.rows.iter().filter(|row| !row.syntax).cloned();
    rows.map(|row| Row { stale: true, ..row })
}
