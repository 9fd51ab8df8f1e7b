//! A list of tags has tags, and a tag has a key. How many there may be and how long a key is, the
//! model of the API says.

use crate::taskdef::node::Kind;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-TAGS-EMPTY. To the model, and so to clients, an empty list is one.
/// Source of the text: Terraform's AWS provider, `resource_aws_ecs_task_definition.go`, on why it
/// leaves the list out.
pub static NONE: Rule = Rule::error(
    "TD-TAGS-EMPTY",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, tags",
    none,
);

/// TD-TAGS-EMPTYKEY. To the model, and so to clients, a tag without a key is one.
pub static RULE: Rule = Rule::error(
    "TD-TAGS-EMPTYKEY",
    Wording::Ours,
    "ECS API, Tag, key",
    check,
);

fn none(draft: &Draft, found: &mut Found) {
    let tags = draft.root.get("tags");
    let empty = |tags: &&Node| matches!(&tags.kind, Kind::List(items) if items.is_empty());
    if let Some(tags) = tags.filter(empty) {
        let help = "Without tags there is no list. Copies of what ECS describes have an empty one.";
        let said = Said::new("$.tags", &tags.range, "Tags can not be empty.", help);
        found.say(said.fix(remove_fix(&draft.root, "tags")));
    }
}

fn check(draft: &Draft, found: &mut Found) {
    for (index, tag) in draft.root.list("tags").iter().enumerate() {
        let Some(list) = draft.root.get("tags").filter(|_| lacks_key(tag)) else {
            continue;
        };
        let path = format!("$.tags[{index}].key");
        let message = "A tag needs a key";
        let help = "The value may be left out, the key may not.";
        let said = Said::new(path, &place(tag, "key"), message, help);
        found.say(said.fix(remove_tag(draft, list, index)));
    }
}

/// Takes a tag out, and the list with the last one.
pub(super) fn remove_tag(draft: &Draft, list: &Node, index: usize) -> Fix {
    match list.items().len() {
        1 => remove_fix(&draft.root, "tags"),
        _ => remove_item_fix(list, index, "Remove this tag"),
    }
}

/// Also in another spelling it is there, as another rule says.
fn lacks_key(tag: &Node) -> bool {
    let mut members = tag.members().iter();
    let is_object = matches!(tag.kind, Kind::Object(_));
    is_object && !members.any(|member| member.name.eq_ignore_ascii_case("key"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn an_empty_list_goes() {
        for quiet in [r#"{"tags": [{"key": "a"}]}"#, r#"{"tags": null}"#, "{}"] {
            assert!(says(&NONE, quiet).is_empty(), "{quiet}");
        }
        let text = r#"{"family": "a", "tags": []}"#;
        assert_eq!(
            says(&NONE, text),
            ["error $.tags at «[]»: Tags can not be empty."]
        );
        assert_eq!(fixed(&NONE, text), r#"{"family": "a"}"#);
    }

    #[test]
    fn a_tag_without_a_key_is_refused() {
        assert!(says(&RULE, r#"{"tags": [{"key": "a"}, {"Key": "b"}, null, 1]}"#).is_empty());
        let text = r#"{"tags": [{"key": ""}, {"value": "a"}]}"#;
        let says = says(&RULE, text);
        assert_eq!(says.len(), 1);
        assert!(says[0].starts_with("error $.tags[1].key"), "{says:?}");
        assert_eq!(fixed(&RULE, text), r#"{"tags": [{"key": ""}]}"#);
    }
}
