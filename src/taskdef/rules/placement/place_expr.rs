//! Expressions of the cluster query language.

use super::{constraints, or_remove};
use crate::lifecycle::placement::query;
use crate::taskdef::rules::prelude::*;

/// TD-PLACE-EXPR
pub static RULE: Rule = Rule::error(
    "TD-PLACE-EXPR",
    Wording::Ours,
    "Developer Guide, Create expressions to define container instances for Amazon ECS tasks",
    check,
);

const HELP: &str = "It is a subject, an operator and a value, such as attribute:stack == prod; \
                    and, or, not and parentheses join them.";

fn check(draft: &Draft, found: &mut Found) {
    for (path, index, constraint) in constraints(draft) {
        // What is of another type has no expression.
        if !matches!(constraint.text_of("type"), Some("memberOf") | None) {
            continue;
        }
        let path = || format!("{path}.expression");
        let Some(node) = constraint.get("expression") else {
            let message = "Invalid placement expression: memberOf needs one";
            let opening = Draft::opening(constraint);
            let said = Said::new(path(), &opening, message, HELP);
            found.say(or_remove(draft, index, said));
            continue;
        };
        let Some(text) = node.text().filter(|text| !is_placeholder(text)) else {
            continue;
        };
        let Err(error) = query::parse(text) else {
            continue;
        };
        let range = place(draft, node, text, error.at);
        // Java's regular expressions have more than Drydock understands: ECS may take it.
        if error.message.contains("not supported") {
            let message = format!("Drydock cannot read this expression: {}", error.message);
            let help = "ECS may. Here no instance matches it.";
            found.say_as(Severity::Info, Said::new(path(), &range, message, help));
            continue;
        }
        let message = format!("Invalid placement expression: {}", error.message);
        let mut said = Said::new(path(), &range, message, HELP);
        if let Some((label, better)) = mended(text, &error) {
            said = said.fix(replace(label, node.range.clone(), quoted(&better)));
        }
        found.say(or_remove(draft, index, said));
    }
}

/// From where it goes wrong to its end, if it is written as it is read; else all of it.
fn place(draft: &Draft, node: &Node, text: &str, at: usize) -> Bytes {
    let inside = node.range.start + 1..node.range.end.saturating_sub(1);
    let rest = inside.start + at..inside.end;
    let as_read = draft.text.get(inside) == Some(text);
    match draft.text.get(rest.clone()) {
        Some(wrong) if as_read && !wrong.is_empty() => rest,
        Some(_) | None => node.range.clone(),
    }
}

/// The expression with `==` where it has `=`, or with `attribute:` before the name that lacks it,
/// if that is all that is wrong; with what to call the fix.
fn mended(text: &str, error: &query::SyntaxError) -> Option<(&'static str, String)> {
    let (before, after) = text.split_at_checked(error.at)?;
    let (label, better) = if after.starts_with('=') {
        ("Use ==", format!("{before}={after}"))
    } else {
        error.message.strip_prefix("expected a subject")?;
        let name = after.strip_prefix("attributes:").unwrap_or(after);
        ("Use attribute:", format!("{before}attribute:{name}"))
    };
    query::parse(&better).is_ok().then_some((label, better))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(expression: &str) -> String {
        format!(
            r#"{{"placementConstraints": [{{"type": "memberOf", "expression": "{expression}"}}]}}"#
        )
    }

    #[test]
    fn an_expression_can_be_read() {
        let at = "error $.placementConstraints[0].expression at";
        assert_eq!(
            says(&RULE, &with("attribute:stack = prod")),
            [format!(
                "{at} «= prod»: Invalid placement expression: unexpected character ="
            )]
        );
        assert_eq!(
            fixed(&RULE, &with("attribute:stack = prod")),
            with("attribute:stack == prod")
        );
        for wrong in ["attributes:stack == prod", "stack == prod"] {
            assert_eq!(fixed(&RULE, &with(wrong)), with("attribute:stack == prod"));
        }
        for (wrong, place) in [
            ("", "\"\""),
            ("stack is prod", "stack is prod"),
            ("attribute:stack ==", "\"attribute:stack ==\""),
            ("attribute:stack == 'prod", "'prod"),
            (r"attribute:a\u003d x", r#""attribute:a\u003d x""#),
        ] {
            let said = says(&RULE, &with(wrong));
            assert!(said[0].starts_with(&format!("{at} «{place}»")), "{said:?}");
            assert_eq!(
                fixed(&RULE, &with(wrong)).contains("memberOf"),
                wrong.contains('\\')
            );
        }
        assert_eq!(says(&RULE, &with(&"a".repeat(2_001))).len(), 1);
        for right in [
            "attribute:ecs.instance-type =~ g4*",
            "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
            "not(task:group == service:web) and attribute:stack !exists",
            "${expression}",
        ] {
            assert!(says(&RULE, &with(right)).is_empty(), "{right}");
        }
    }

    #[test]
    fn what_only_ecs_may_read_is_a_note() {
        let said = says(&RULE, &with("attribute:stack =~ a{2}"));
        assert!(said[0].starts_with("info "), "{said:?}");
    }

    #[test]
    fn a_group_is_described() {
        let text = r#"{"placementConstraints": [{"type": "memberOf"}]}"#;
        assert!(
            says(&RULE, text)[0].ends_with("«{»: Invalid placement expression: memberOf needs one")
        );
        assert!(says(&RULE, &text.replace("memberOf", "distinctInstance")).is_empty());
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
    }
}
