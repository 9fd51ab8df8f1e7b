//! Tags that the SDKs refuse.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, place};

/// TD-TAGS-COUNT
pub static COUNT: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-TAGS-COUNT",
        Wording::Sdk,
        "ECS API, RegisterTaskDefinition, tags",
        count,
    )
};

/// TD-TAGS-EMPTYKEY
pub static EMPTY: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error("TD-TAGS-EMPTYKEY", Wording::Sdk, "ECS API, Tag, key", empty)
};

fn count(draft: &Draft, found: &mut Found) {
    let count = draft.root.list("tags").len();
    if count > 50 {
        let message =
            format!("Invalid length for parameter tags, value: {count}, valid max length: 50");
        let place = name_place(&draft.root, "tags");
        found.say(Said::new(
            "$.tags",
            &place,
            message,
            "A resource has at most 50 tags.",
        ));
    }
}

fn empty(draft: &Draft, found: &mut Found) {
    for (index, tag) in draft.root.list("tags").iter().enumerate() {
        if tag.get("key").is_some_and(Node::is_set) {
            continue;
        }
        let message = format!(
            "Invalid length for parameter tags[{index}].key, value: 0, valid min length: 1"
        );
        let path = format!("$.tags[{index}].key");
        let mut said = Said::new(path, &place(tag, "key"), message, "A tag has a key.");
        if let Some(list) = draft.root.get("tags") {
            said = said.fix(remove_item_fix(list, index, "Remove this tag"));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn tags_are_few_and_have_keys() {
        let text = format!(
            r#"{{"tags": [{}]}}"#,
            vec![r#"{"key": "a"}"#; 51].join(", ")
        );
        assert!(says(&COUNT, &text)[0].ends_with("value: 51, valid max length: 50"));
        assert!(says(&EMPTY, &text).is_empty());
        assert_eq!(
            says(&EMPTY, r#"{"tags": [{"key": ""}]}"#),
            [
                "error $.tags[0].key at «\"\"»: Invalid length for parameter tags[0].key, value: \
              0, valid min length: 1"
            ]
        );
    }
}
