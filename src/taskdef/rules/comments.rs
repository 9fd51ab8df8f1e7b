//! Comments outlive the members around them: what a fix takes away has holes where they stand.

use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::node::Bytes;

/// Leaves out of what fixes remove the comments that stand between members and items; those inside
/// a value that goes, go with it.
pub fn keep_comments(text: &str, fixes: &mut [Fix]) {
    for fix in fixes {
        let taken = |edit: &Edit| {
            edit.text.is_empty() && text.get(edit.range.clone()).is_some_and(may_comment)
        };
        if fix.edits.iter().any(taken) {
            let edits = std::mem::take(&mut fix.edits).into_iter();
            fix.edits = edits
                .flat_map(|edit| match taken(&edit) {
                    true => pieces(text, edit.range),
                    false => vec![edit],
                })
                .collect();
        }
    }
}

fn may_comment(text: &str) -> bool {
    text.contains("//") || text.contains("/*")
}

/// A removal as removals around the comments in it.
fn pieces(text: &str, range: Bytes) -> Vec<Edit> {
    let mut pieces = Vec::new();
    let mut from = range.start;
    let remove = |from: usize, to: usize| Edit {
        range: from..to,
        text: String::new(),
    };
    for comment in comments(text, range.clone()) {
        let before = text.get(from..comment.start).unwrap_or_default();
        // The blanks between two comments stay.
        if from == range.start || !before.trim().is_empty() {
            let end = from + before.trim_end_matches([' ', '\t']).len();
            pieces.push(remove(from, end));
        }
        from = comment.end;
    }
    let rest = text.get(range.end..).unwrap_or_default();
    let ends_line = rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    // What follows must not become a part of a comment to the end of its line.
    if from > range.start
        && !ends_line
        && text.get(from..).is_some_and(|rest| rest.starts_with('\n'))
    {
        from += 1;
    }
    // Nor do those before what follows.
    let last = text.get(from..range.end).unwrap_or_default();
    if from == range.start || !last.trim().is_empty() {
        pieces.push(remove(from, range.end));
    }
    pieces.retain(|edit| !edit.range.is_empty());
    pieces
}

/// The comments in a part of a text that are in no value of it, each without its line end.
fn comments(text: &str, range: Bytes) -> Vec<Bytes> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut found) = (range.start, 0_usize, Vec::new());
    while at < range.end {
        let end = match (bytes[at], bytes.get(at + 1)) {
            (b'"', _) => string_end(bytes, at),
            (b'/', Some(b'/')) => text[at..].find('\n').map_or(text.len(), |line| at + line),
            (b'/', Some(b'*')) => text[at..].find("*/").map_or(text.len(), |end| at + end + 2),
            (_, _) => at + 1,
        };
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'/' if depth == 0 && end > at + 1 && end <= range.end => found.push(at..end),
            _ => {}
        }
        at = end;
    }
    found
}

/// The place behind a string that begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    end + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::edits::remove_fix;
    use crate::taskdef::rules::fixtures::{applied, draft};

    fn without(text: &str, member: &str) -> String {
        let mut fixes = [remove_fix(&draft(text).root, member)];
        keep_comments(text, &mut fixes);
        applied(text, &fixes[0].edits)
    }

    #[test]
    fn comments_around_what_goes_stay() {
        let text =
            "{\n  \"a\": 1, // about a\n  // before b\n  \"b\": [2 /* in b */] // after b\n}";
        assert_eq!(
            without(text, "b"),
            "{\n  \"a\": 1 // about a\n  // before b\n // after b\n}"
        );
        assert_eq!(
            without(text, "a"),
            "{\n   // about a\n  // before b\n  \"b\": [2 /* in b */] // after b\n}"
        );
        assert_eq!(without("{\"a\": \"//\", \"b\": 2}", "a"), "{\"b\": 2}");
        assert_eq!(
            without("{\"a\": 1, // x\n\"b\": 2}", "b"),
            "{\"a\": 1 // x\n}"
        );
        assert_eq!(
            without("{\"a\": 1, /* x */ \"b\": 2}", "b"),
            "{\"a\": 1 /* x */}"
        );
    }
}
