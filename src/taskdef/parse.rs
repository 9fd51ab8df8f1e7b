//! From text to draft: JSON as people write it, with comments, trailing commas and a byte order
//! mark. What cannot be read gives one finding.

use super::draft::{Draft, Target};
use super::finding::Finding;
use super::node::{Kind, Member, Node};
use super::plain;
use super::repair;
use super::tolerated;
use super::unreadable::{broken, not_an_object, too_long};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The longest text that is read. A definition of ECS has at most 64 KiB; the rest is comments,
/// blanks and the members that a describe output has besides.
/// Source: Developer Guide, "Amazon ECS service quotas", Task definition size.
pub(super) const LONGEST_TEXT: usize = 1 << 20;

/// The deepest nesting that is read. No member of a definition is deeper than ten; serde_json,
/// which reads requests, stops at this depth too.
pub(super) const DEEPEST: usize = 128;

/// What some editors put before a text in UTF-8.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// JSON with comments and trailing commas.
pub(super) const STRICT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: true,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a text, and says what of it is no JSON; the error says why it cannot be read.
pub(super) fn read(
    text: &str,
    target: Target,
) -> Result<(Draft<'_>, Option<Finding>), Box<Finding>> {
    let (whole, is_plain) = tree_of(text)?;
    if !matches!(whole.kind, Kind::Object(_)) {
        return Err(Box::new(not_an_object(&whole)));
    }
    let extras = if is_plain {
        None
    } else {
        tolerated::finding(text)
    };
    Ok((Draft::new(text, unwrapped(whole), target), extras))
}

/// The JSON value of a text.
pub(super) fn tree(text: &str) -> Result<Node<'_>, Box<Finding>> {
    tree_of(text).map(|(tree, _)| tree)
}

/// The JSON value of a text, and whether the text is JSON and nothing else.
fn tree_of(text: &str) -> Result<(Node<'_>, bool), Box<Finding>> {
    if text.len() > LONGEST_TEXT {
        return Err(Box::new(too_long(text)));
    }
    // JSON has no mark, the parsers refuse it: it is skipped.
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let skipped = text.len() - body.len();
    match plain::read(text, skipped, DEEPEST) {
        Some(whole) => Ok((whole, skipped == 0)),
        None => any(text, skipped).map(|whole| (whole, false)),
    }
}

/// Reads what is not plain JSON, or says why it cannot be read.
fn any(text: &str, skipped: usize) -> Result<Node<'_>, Box<Finding>> {
    let body = text.get(skipped..).unwrap_or_default();
    if let Some(place) = too_deep(body) {
        let range = skipped + place..skipped + place + 1;
        let detail = format!("Nested deeper than {DEEPEST} levels");
        return Err(Box::new(broken(text, range, &detail)));
    }
    let parsed = match parse_to_ast(body, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => parsed,
        Err(error) => {
            let range = error.range();
            let range = skipped + range.start..skipped + range.end.max(range.start);
            return Err(Box::new(Finding {
                fixes: repair::fixes(text),
                ..broken(text, range, &error.kind().to_string())
            }));
        }
    };
    let Some(value) = parsed.value else {
        let detail = "There is no JSON in this text";
        return Err(Box::new(broken(text, 0..0, detail)));
    };
    Ok(Node::of(value, skipped))
}

/// The request inside the output of DescribeTaskDefinition or RegisterTaskDefinition; a request
/// itself stays as it is. Source: ECS API, DescribeTaskDefinition, Response Elements.
fn unwrapped(whole: Node<'_>) -> Node<'_> {
    let wraps = whole.member("containerDefinitions").is_none()
        && whole
            .get("taskDefinition")
            .is_some_and(|inner| matches!(inner.kind, Kind::Object(_)));
    if !wraps {
        return whole;
    }
    let Kind::Object(members) = whole.kind else {
        return whole;
    };
    let mut members = Vec::<Member>::from(members).into_iter().rev();
    match members.find(|member| member.name == "taskDefinition") {
        Some(member) => member.value,
        None => Node {
            kind: Kind::Null,
            range: whole.range,
        },
    }
}

/// Where the nesting gets too deep. The parser and the rules recurse, and a browser's stack is
/// small. Where a string or a comment has no end, the parser says so.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => at = end_of_string(bytes, at),
            b'/' => at = end_of_comment(text, at),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The place of the quote that ends the string which begins here.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'"') {
        at += if *byte == b'\\' { 2 } else { 1 };
    }
    at
}

/// The last byte of the comment that begins here; the same place if none does.
fn end_of_comment(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let end = if rest.starts_with("//") {
        rest.find('\n')
    } else if let Some(comment) = rest.strip_prefix("/*") {
        comment.find("*/").map(|end| end + 3)
    } else {
        Some(0)
    };
    end.map_or(text.len(), |end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> String {
        match read(text, Target::Unknown) {
            Ok(_) => "read".into(),
            Err(finding) => finding.message,
        }
    }

    #[test]
    fn says_where_a_text_breaks() {
        for (text, expected) in [
            ("", "line 1, column 1: There is no JSON in this text"),
            (
                " \n// hi\n",
                "line 1, column 1: There is no JSON in this text",
            ),
            (
                "\u{feff}",
                "line 1, column 1: There is no JSON in this text",
            ),
            (
                "{\n \"ä\": 'x'}",
                "line 2, column 7: Single-quoted strings are not allowed",
            ),
            (
                "\u{feff}{ö",
                "line 1, column 2: Expected string for object property",
            ),
            ("{\"a\": 1", "line 1, column 1: Unterminated object"),
            ("{\"a\": \0}", "line 1, column 7: Unexpected token"),
            (
                "{\"a\": 1} {}",
                "line 1, column 10: Text cannot contain more than one JSON value",
            ),
            ("family: app", "line 1, column 1: Unexpected word"),
        ] {
            assert_eq!(
                one(text),
                format!("Not valid JSON at {expected}"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn never_panics_on_what_is_too_much() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        let nested = "Not valid JSON at line 1, column 129: Nested deeper than 128 levels";
        assert_eq!(one(&deep), nested);
        let brackets = "[".repeat(200);
        let shallow = format!("{{\"a\": \"\\\"{brackets}\", /* {brackets} */\n// {brackets}\n}}");
        assert!(read(&shallow, Target::Unknown).is_ok());
        assert_eq!(
            one(&"{\"a\":".repeat(100_000)).split(": ").nth(1),
            nested.split(": ").nth(1)
        );
        let long = " ".repeat(5_000_000);
        assert_eq!(
            one(&long),
            "Actual length: '5000000'. Max allowed length is '65536' bytes."
        );
    }

    #[test]
    fn keeps_places_behind_a_byte_order_mark() {
        let text = "\u{feff}{\"family\": [\"äpp\"], /* so */}";
        let (draft, _) = read(text, Target::Unknown).expect("a draft");
        let item = &draft.root.list("family")[0];
        assert_eq!(&text[item.range.clone()], "\"äpp\"");
        assert_eq!(
            &text[draft.root.members()[0].name_range.clone()],
            "\"family\""
        );
    }

    #[test]
    fn unwraps_the_output_of_a_describe() {
        let text = r#"{"taskDefinition": {"family": "a"}, "tags": []}"#;
        let (draft, _) = read(text, Target::Unknown).expect("a draft");
        assert_eq!(&text[draft.root.range], r#"{"family": "a"}"#);
        for kept in [
            r#"{"taskDefinition": "a:1"}"#,
            r#"{"taskDefinition": {}, "containerDefinitions": []}"#,
        ] {
            let (draft, _) = read(kept, Target::Unknown).expect("a draft");
            assert_eq!(draft.root.range, 0..kept.len());
        }
        assert_eq!(
            one("[]"),
            "A task definition is a JSON object, and this is an array."
        );
    }
}
