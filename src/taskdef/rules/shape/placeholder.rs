//! Values that somebody has to fill in.

use super::walk::Odd;
use super::{alone, said};
use crate::taskdef::finding::Finding;
use crate::taskdef::rules::identity::IMAGE_CHARS as IMAGE;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::words::Words;

/// TD-JSON-PLACEHOLDER
pub static RULE: Rule = Rule::warning(
    "TD-JSON-PLACEHOLDER",
    Wording::Ours,
    "Developer Guide, Example task definitions: values in angle brackets and sample account ids",
    |draft, found| alone(&RULE, draft, found),
);

/// Words of samples. The account 123456789012 is not among them: Drydock's own account has it.
static WORDS: Words = Words::new(&[
    "REPLACE_ME",
    "ACCOUNT_ID",
    "aws_account_id",
    "YOUR_ACCOUNT",
    "YOUR_ECR",
    "YOUR_IMAGE",
    "YourAccountID",
    "YourAccountId",
    "your-account-id",
    "PLACEHOLDER",
    "REPLACED_BY",
    "XXXXXXXXXXXX",
    "012345678910",
    "111122223333",
]);

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let text = odd.node.text().unwrap_or_default();
    let placeholder = find(text).unwrap_or(text);
    let message = format!("Unresolved placeholder \"{placeholder}\"");
    let help = "ECS fills nothing in: it stores the text as it is. Put the value here before the \
                definition is registered.";
    found.say(said(odd, message, help));
}

/// Takes out what else is said of values that are still to be filled in: who writes them knows that
/// they are wrong. In an image a variable of a shell or `<account>` is often forgotten: the answer
/// of ECS stays, unless other members show that the whole is a template. Tools fill in
/// `<IMAGE1_NAME>` and `app:{{ tag }}`.
pub fn mute(text: &str, findings: &mut Vec<Finding>) {
    let mine = |one: &&Finding| one.rule == RULE.id;
    let value = |one: &Finding| {
        text.get(one.range.clone())
            .map(|text| text.trim_matches('"'))
    };
    // A text may have a dollar in it that means something; one that is nothing else has not.
    let open = |one: &&Finding| {
        value(one).is_some_and(|value| {
            let is_open = |first: &str| !first.starts_with('$') || first == value;
            find(value).is_some_and(|first| is_open(first) || one.path.ends_with(".image"))
        })
    };
    let open: Vec<&Finding> = findings.iter().filter(mine).filter(open).collect();
    let is_template = open.iter().any(|one| !one.path.ends_with(".image"));
    let ranges: Vec<Bytes> = open.iter().map(|one| one.range.clone()).collect();
    if ranges.is_empty() {
        return;
    }
    findings.retain(|one| {
        let filled = |value| {
            let first = find(value);
            let is_tool = first.is_some_and(|first| first.starts_with("{{"));
            is_tool || first == Some(value) && !value.starts_with('$')
        };
        let filled = is_template || value(one).is_some_and(filled);
        let speaks = one.rule == RULE.id || one.rule == IMAGE.id && !filled;
        speaks || !ranges.contains(&one.range)
    });
}

/// The first placeholder of a setting.
pub(super) fn find(text: &str) -> Option<&str> {
    let at = |place: usize| text.get(place..).unwrap_or_default();
    for (place, byte) in text.bytes().enumerate() {
        let found = match byte {
            b'$' => variable(at(place)),
            b'{' => enclosed(at(place), "{{", "}}"),
            b'<' => enclosed(at(place), "<", ">"),
            b'_' => underlined(at(place)),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    WORDS.find(text)
}

/// The first placeholder of an option of a driver or of a label: dollars, braces and angles may
/// have a meaning there.
pub(super) fn find_in_option(text: &str) -> Option<&str> {
    match text.find("${") {
        Some(place) => variable(text.get(place..).unwrap_or_default()),
        None => text
            .find("__")
            .and_then(|place| underlined(&text[place..]))
            .or(WORDS.find(text)),
    }
}

/// `__UPPER_CASE__`, which scripts replace.
fn underlined(text: &str) -> Option<&str> {
    let name = text.strip_prefix("__")?;
    let length = name.find("__").filter(|length| *length > 0)?;
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name[..length]
        .bytes()
        .all(is_part)
        .then(|| &text[..length + 4])
}

/// `${…}` or `$UPPER_CASE`
fn variable(text: &str) -> Option<&str> {
    if text.starts_with("${") {
        return enclosed(text, "${", "}").or(Some(text));
    }
    let name = text.get(1..)?;
    let is_part =
        |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    let end = name.find(|letter| !is_part(letter)).unwrap_or(name.len());
    let starts = name.starts_with(|letter: char| letter.is_ascii_uppercase());
    (starts && end > 1).then(|| text.get(..end + 1))?
}

fn enclosed<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let inner = text.strip_prefix(open)?;
    let length = inner.find(close).filter(|length| *length > 0)?;
    text.get(..open.len() + length + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn placeholders_are_found() {
        assert_eq!(find("a-${env}-b"), Some("${env}"));
        assert_eq!(find("$IMAGE_TAG:1"), Some("$IMAGE_TAG"));
        assert_eq!(find("{{ image }}"), Some("{{ image }}"));
        assert_eq!(find("<IMAGE1_NAME>"), Some("<IMAGE1_NAME>"));
        assert_eq!(find("repo:__IMAGE_TAG__"), Some("__IMAGE_TAG__"));
        assert_eq!(find_in_option("/ecs/__ENV__"), Some("__ENV__"));
        assert_eq!(find("a__b__c"), None);
        assert_eq!(
            find("arn:aws:iam::111122223333:role/a"),
            Some("111122223333")
        );
        assert_eq!(find("IMAGE_PLACEHOLDER_WEB"), Some("PLACEHOLDER"));
        assert_eq!(find("cost$5 {a} a<b"), None);
        assert_eq!(find_in_option("{{.Name}} <b>"), None);
    }

    #[test]
    fn programs_get_what_they_want() {
        let text = r#"{"family": "<family>", "containerDefinitions": [{"command": ["echo", "$HOME"],
            "environment": [{"name": "A", "value": "${B}"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            ["warning $.family at «\"<family>\"»: Unresolved placeholder \"<family>\""]
        );
    }
}
