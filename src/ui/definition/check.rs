//! The check of the draft, as the left column shows it.

use crate::view::positions::Positions;
use jsonc_parser::{ParseOptions, parse_to_serde_value};
use serde_json::{Value, json};

/// How bad a finding is; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is refused.
    Error,
    /// It is accepted, and does something else than it looks like.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One replacement: a byte range of the draft and the new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first byte that goes.
    pub from: usize,
    /// The byte after the last that goes.
    pub to: usize,
    /// What comes instead.
    pub text: String,
}

/// A way to put something right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What its button says.
    pub title: String,
    /// What it changes.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How bad it is.
    pub severity: Severity,
    /// What ECS says, or would.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The rule, who refuses, and the source, in one line.
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

/// What the check says of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

    /// How many errors keep the text from being registered.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// The first error of the present text.
    pub fn first_error(&self) -> Option<&Row> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.severity == Severity::Error && !row.stale)
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
                "from": positions.utf16(edit.from),
                "to": positions.utf16(edit.to),
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
                "severity": row.severity.name(),
                "message": row.message,
                "help": row.help,
                "about": row.about,
                "syntax": row.syntax,
                "fixes": fixes,
            })
        };
        let rows = self.rows.iter().filter(|row| !row.stale);
        Value::from_iter(rows.map(row)).to_string()
    }
}

/// Checks a text; `before` is what was said of the text before it.
pub fn check(text: &str, before: &Checked) -> Checked {
    if text.trim().is_empty() {
        return Checked::default();
    }
    match parse_to_serde_value::<Value>(text, &ParseOptions::default()) {
        Ok(request) => Checked {
            rows: Vec::new(),
            syntax_error: false,
            request: Some(request),
        },
        Err(error) => {
            let positions = Positions::new(text);
            let range = error.range();
            let mut rows = vec![Row {
                severity: Severity::Error,
                message: error.kind().to_string(),
                help: String::new(),
                about: "The text is not JSON".to_owned(),
                from: range.start,
                to: range.end,
                line: positions.line(range.start),
                syntax: true,
                stale: false,
                fixes: Vec::new(),
            }];
            rows.extend(kept(before));
            Checked {
                rows,
                syntax_error: true,
                request: None,
            }
        }
    }
}

/// What was said of an earlier text, as such.
fn kept(before: &Checked) -> impl Iterator<Item = Row> + '_ {
    let rows = before.rows.iter().filter(|row| !row.syntax).cloned();
    rows.map(|row| Row { stale: true, ..row })
}
