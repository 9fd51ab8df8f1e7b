//! The size of a definition.

use crate::sim::sort;
use crate::taskdef::node::Kind;
use crate::taskdef::rules::prelude::*;

/// TD-JSON-SIZE
pub static RULE: Rule = Rule::error(
    "TD-JSON-SIZE",
    Wording::Aws,
    "Developer Guide, Amazon ECS service quotas, Task definition size",
    check,
);

/// The greatest size in bytes. Source: as above; the message of RegisterTaskDefinition.
pub(super) const MOST: usize = 65_536;

fn check(draft: &Draft, found: &mut Found) {
    let bytes = bytes(draft);
    if bytes > MOST {
        let message = format!("Actual length: '{bytes}'. Max allowed length is '{MOST}' bytes.");
        found.say(Said::new(
            "$",
            &Draft::opening(&draft.root),
            message,
            help(draft),
        ));
    }
}

/// The size as one line without blanks and without its tags; 0 if the text is so short that the
/// size does not matter. ECS adds defaults of its own: it may be a little more.
pub(super) fn bytes(draft: &Draft) -> usize {
    let outside = draft.root.range.end - draft.root.range.start;
    if outside < super::size_near::MUCH {
        return 0;
    }
    let members = draft.root.members().iter();
    let kept = members.filter(|member| member.name != "tags");
    let kept = kept.map(|member| of_member(&member.name, &member.value));
    // Each brings a comma, the last one has none.
    1 + kept.sum::<usize>().max(1)
}

fn of_member(name: &str, value: &Node) -> usize {
    of_text(name) + of(value) + 2
}

/// The bytes of a value without blanks.
fn of(node: &Node) -> usize {
    match &node.kind {
        Kind::Null | Kind::Truth(true) => 4,
        Kind::Truth(false) => 5,
        Kind::Number(digits) => digits.len(),
        Kind::Text(text) => of_text(text),
        Kind::List(items) => {
            let commas = items.len().saturating_sub(1);
            2 + commas + items.iter().map(of).sum::<usize>()
        }
        Kind::Object(members) => {
            let members = members.iter().map(|one| of_member(&one.name, &one.value));
            (2 + members.sum::<usize>()).saturating_sub(1).max(2)
        }
    }
}

fn of_text(text: &str) -> usize {
    let escaped = text
        .bytes()
        .filter(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\t' | b'\r'));
    2 + text.len() + escaped.count()
}

/// What is large, and where else it could be.
pub(super) fn help(draft: &Draft) -> String {
    let mut large: Vec<(usize, String)> = Vec::new();
    for member in draft.root.members() {
        if member.name == "containerDefinitions" {
            for (path, container) in draft.containers() {
                large.extend(sizes(container, &path.to_string()));
            }
        } else if member.name != "tags" {
            large.push((of(&member.value), format!("$.{}", member.name)));
        }
    }
    sort::by(&mut large, |a, b| b.cmp(a));
    let largest = large
        .iter()
        .take(5)
        .map(|(bytes, path)| format!("{path} {bytes}"));
    format!(
        "The largest members, in bytes: {}. Environment variables can move to environmentFiles or \
         secrets, whole files into the image, S3 or EFS.",
        largest.collect::<Vec<_>>().join(", ")
    )
}

fn sizes(object: &Node, path: &str) -> impl Iterator<Item = (usize, String)> {
    let members = object.members().iter();
    members.map(move |member| (of(&member.value), format!("{path}.{}", member.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{draft, found};

    #[test]
    fn sizes_are_those_without_blanks() {
        let text = r#"{ "a": [1, true, {}], "b": {"c": "\"", "d": null} }"#;
        let minified = r#"{"a":[1,true,{}],"b":{"c":"\"","d":null}}"#;
        assert_eq!(of(&draft(text).root), minified.len());
    }

    #[test]
    fn a_large_definition_is_refused_with_its_largest_members() {
        let text = format!(
            r#"{{"family": "a",
            "containerDefinitions": [{{"environment": [{{"value": "{}"}}]}}]}}"#,
            "x".repeat(70_000)
        );
        let found = found(&RULE, &text);
        assert_eq!(
            found[0].message,
            format!(
                "Actual length: '{}'. Max allowed length is '65536' bytes.",
                text.replace([' ', '\n'], "").len()
            )
        );
        assert!(
            found[0]
                .help
                .contains("$.containerDefinitions[0].environment 70014, $.family 3")
        );
    }

    #[test]
    fn tags_do_not_count() {
        let text = format!(r#"{{"tags": [{{"key": "{}"}}]}}"#, "x".repeat(70_000));
        assert!(found(&RULE, &text).is_empty());
    }
}
