//! Findings as JSON, with places as JavaScript and people count them.

use super::positions::Positions;
use crate::taskdef::{Finding, Fix, RefusedBy, Severity};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'f> {
    rule: &'f str,
    severity: &'static str,
    refused_by: Option<&'static str>,
    path: &'f str,
    line: usize,
    column: usize,
    from: usize,
    to: usize,
    message: &'f str,
    help: &'f str,
    source: &'f str,
    fixes: Vec<FixRow<'f>>,
}

#[derive(Serialize)]
struct FixRow<'f> {
    title: &'f str,
    edits: Vec<EditRow<'f>>,
}

#[derive(Serialize)]
struct EditRow<'f> {
    from: usize,
    to: usize,
    text: &'f str,
}

/// The findings of a text as a JSON array.
pub fn to_json(text: &str, findings: &[Finding]) -> String {
    let positions = Positions::new(text);
    let rows = findings.iter().map(|one| row(&positions, one));
    let rows: Vec<Row> = rows.collect();
    // Rows have no keys but names and no numbers but whole ones: that cannot fail.
    serde_json::to_string(&rows).unwrap_or_default()
}

fn row<'f>(positions: &Positions, one: &'f Finding) -> Row<'f> {
    let start = one.range.start;
    let line_start = positions.line_start(start);
    let from = positions.utf16(start);
    Row {
        rule: one.rule,
        severity: severity(one.severity),
        refused_by: refused_by(one.refused_by),
        path: &one.path,
        line: positions.line(start),
        column: 1 + from - positions.utf16(line_start),
        from,
        to: positions.utf16(one.range.end),
        message: &one.message,
        help: &one.help,
        source: one.source,
        fixes: one
            .fixes
            .iter()
            .map(|fix| fix_row(positions, fix))
            .collect(),
    }
}

fn fix_row<'f>(positions: &Positions, fix: &'f Fix) -> FixRow<'f> {
    let edits = fix.edits.iter().map(|edit| EditRow {
        from: positions.utf16(edit.range.start),
        to: positions.utf16(edit.range.end),
        text: &edit.text,
    });
    FixRow {
        title: &fix.title,
        edits: edits.collect(),
    }
}

/// The severity as a word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Who refuses, as a word; None if nobody does.
pub fn refused_by(refused_by: RefusedBy) -> Option<&'static str> {
    match refused_by {
        RefusedBy::Client => Some("client"),
        RefusedBy::Service => Some("service"),
        RefusedBy::Nobody => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::{Edit, Wording};
    use serde_json::{Value, json};

    #[test]
    fn places_are_lines_columns_and_utf16_units() {
        let text = "{\n  \"😀\": 1\n}";
        let at = text.find('1').unwrap();
        let edits = vec![Edit {
            range: at..at + 1,
            text: "2".into(),
        }];
        let row = Finding {
            rule: "TD-X",
            severity: Severity::Warning,
            refused_by: RefusedBy::Nobody,
            path: "$.x".into(),
            range: at..at + 1,
            message: "m".into(),
            help: "h".into(),
            wording: Wording::Ours,
            source: "s",
            fixes: vec![Fix {
                title: "Use 2".into(),
                edits,
            }],
        };
        let expected = json!([{
            "rule": "TD-X", "severity": "warning", "refusedBy": null, "path": "$.x",
            "line": 2, "column": 9, "from": 10, "to": 11,
            "message": "m", "help": "h", "source": "s",
            "fixes": [{"title": "Use 2", "edits": [{"from": 10, "to": 11, "text": "2"}]}],
        }]);
        let said: Value = serde_json::from_str(&to_json(text, &[row])).unwrap();
        assert_eq!(said, expected);
    }
}
