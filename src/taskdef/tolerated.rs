//! What is read although it is no JSON: comments, trailing commas, a byte order mark. The CLI and
//! the SDKs refuse a file with them.

use super::finding::{Edit, Finding, Fix, RefusedBy, Severity, Wording};
use super::node::Bytes;
use super::parse::BYTE_ORDER_MARK;
use super::rules::shape::SYNTAX;
use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

/// What there is of it in a text.
#[derive(Default)]
struct Extras {
    mark: bool,
    comments: Vec<Bytes>,
    commas: Vec<Bytes>,
}

/// The finding of a text that is read and no plain JSON; None for plain JSON.
pub fn finding(text: &str) -> Option<Finding> {
    let extras = extras(text);
    let mut names = Vec::new();
    if extras.mark {
        names.push("a byte order mark");
    }
    if !extras.comments.is_empty() {
        names.push("comments");
    }
    if !extras.commas.is_empty() {
        names.push("trailing commas");
    }
    if names.is_empty() {
        return None;
    }
    let mut ranges: Vec<Bytes> = Vec::new();
    if extras.mark {
        ranges.push(0..BYTE_ORDER_MARK.len());
    }
    ranges.extend(extras.comments);
    ranges.extend(extras.commas);
    crate::sim::sort::by_key(&mut ranges, |range| range.start);
    let removed = |range: &Bytes| Edit {
        range: range.clone(),
        text: String::new(),
    };
    Some(Finding {
        rule: SYNTAX.id,
        severity: Severity::Warning,
        refused_by: RefusedBy::Nobody,
        path: "$".into(),
        range: ranges.first().cloned().unwrap_or_default(),
        message: format!(
            "JSON has no {}",
            names.join(" and no ").replace("a byte", "byte")
        ),
        help: "They are passed over here. The CLI and the SDKs refuse a file with them: take them \
               out before you give them this text."
            .into(),
        wording: Wording::Ours,
        source: SYNTAX.source,
        fixes: vec![Fix {
            title: "Make it plain JSON".into(),
            edits: ranges.iter().map(removed).collect(),
        }],
    })
}

fn extras(text: &str) -> Extras {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let offset = text.len() - body.len();
    let mut extras = Extras {
        mark: offset > 0,
        ..Extras::default()
    };
    let mut scanner = Scanner::new(body, &ScannerOptions::default());
    let mut comma: Option<Bytes> = None;
    // The text has been parsed: scanning it cannot fail.
    while let Ok(Some(token)) = scanner.scan() {
        let range = offset + scanner.token_start()..offset + scanner.token_end();
        match token {
            Token::Comma => comma = Some(range),
            Token::CloseBrace | Token::CloseBracket => extras.commas.extend(comma.take()),
            Token::CommentLine(_) | Token::CommentBlock(_) => extras.comments.push(range),
            Token::OpenBrace
            | Token::OpenBracket
            | Token::String(_)
            | Token::Word(_)
            | Token::Boolean(_)
            | Token::Number(_)
            | Token::Null
            | Token::Colon => comma = None,
        }
    }
    extras
}

#[cfg(test)]
mod tests {
    use super::super::repair::applied;
    use super::*;
    use crate::taskdef::{Target, check};

    #[test]
    fn what_is_passed_over_is_said_once_and_can_be_taken_out() {
        let plain =
            r#"{"family": "a", "containerDefinitions": [{"name": "a // b", "image": "c"}]}"#;
        assert_eq!(finding(plain), None);
        let text =
            "\u{feff}{ // web\n\"family\": \"a\", /* b */ \"containerDefinitions\": [1,],\n}";
        let found = finding(text).expect("a finding");
        assert_eq!(
            found.message,
            "JSON has no byte order mark and no comments and no trailing commas"
        );
        let fixed = applied(text, &found.fixes[0].edits);
        assert_eq!(
            fixed,
            "{ \n\"family\": \"a\",  \"containerDefinitions\": [1]\n}"
        );
        let said = |text: &str| {
            let findings = check(text, Target::Unknown).findings;
            findings.iter().filter(|one| one.rule == SYNTAX.id).count()
        };
        assert_eq!((said(text), said(&fixed), said(plain)), (1, 0, 0));
    }
}
