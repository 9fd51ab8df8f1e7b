//! The output of DescribeTaskDefinition in place of a request.

use super::names::READ_ONLY;
use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::rules::edits::{insert_member, remove_members};
use crate::taskdef::rules::prelude::*;
use jsonc_parser::parse_to_ast;

/// TD-JSON-WRAPPER
pub static RULE: Rule = Rule::warning(
    "TD-JSON-WRAPPER",
    Wording::Ours,
    "ECS API, DescribeTaskDefinition, Response Elements",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let before = draft.text.get(..draft.root.range.start).unwrap_or_default();
    // The draft has the inner object only: the outer one is read again in this rare case.
    if !before.contains("\"taskDefinition\"") {
        return;
    }
    let body = draft.text.trim_start_matches('\u{feff}');
    let skipped = draft.text.len() - body.len();
    let parsed = parse_to_ast(body, &Default::default(), &Default::default()).ok();
    let Some(outer) = parsed.and_then(|parsed| parsed.value) else {
        return;
    };
    let outer = Node::of(outer, skipped);
    let Some(key) = outer.member("taskDefinition") else {
        return;
    };
    let tags = outer.get("tags").filter(|tags| tags.is_set());
    let tags = tags.and_then(|tags| draft.text.get(tags.range.clone()));
    let message = "This is the output of describe-task-definition; register-task-definition wants \
                   the inner object";
    let help = "The inner object is checked here as if it were the request.";
    let whole = outer.range.clone();
    found.say(Said::new("$", &key.name_range, message, help).fix(unwrap(draft, whole, tags)));
}

fn unwrap(draft: &Draft, whole: Bytes, tags: Option<&str>) -> Fix {
    let root = &draft.root;
    let cut = |range: Bytes| Edit {
        range,
        text: String::new(),
    };
    let is_read_only = |name: &str| READ_ONLY.contains(&name);
    let mut edits = vec![cut(whole.start..root.range.start)];
    edits.extend(remove_members(root, is_read_only));
    let something_stays = root
        .members()
        .iter()
        .any(|member| !is_read_only(&member.name));
    let has_tags = root.member("tags").is_some();
    if let Some(tags) = tags.filter(|_| something_stays && !has_tags) {
        edits.push(insert_member(draft, root, "tags", tags));
    }
    edits.push(cut(root.range.end..whole.end));
    in_text_order(&mut edits);
    Fix {
        title: "Take out the inner object".into(),
        edits,
    }
}

#[cfg(test)]
mod tests {
    use crate::taskdef::rules::fixtures::applied;
    use crate::taskdef::{Target, check};

    fn fixed(text: &str) -> Option<String> {
        let checked = check(text, Target::Unknown);
        let mut findings = checked.findings.iter();
        let finding = findings.find(|one| one.rule == super::RULE.id)?;
        Some(applied(text, &finding.fixes[0].edits))
    }

    #[test]
    fn the_inner_object_is_taken_out() {
        let text = r#"{"taskDefinition": {"family": "a", "revision": 3}, "tags": [{"key": "k"}]}"#;
        assert_eq!(
            fixed(text).unwrap(),
            r#"{"family": "a", "tags": [{"key": "k"}]}"#
        );
        let text =
            "\u{feff}{\"taskDefinition\": {\"revision\": 3, \"family\": \"a\"}, \"tags\": []}\n";
        assert_eq!(fixed(text).unwrap(), "\u{feff}{\"family\": \"a\"}\n");
    }

    #[test]
    fn a_request_is_no_wrapper() {
        assert_eq!(
            fixed(r#"{"family": "a", "containerDefinitions": []}"#),
            None
        );
    }
}
