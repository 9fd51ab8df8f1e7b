//! The keys of tags.

use super::tags_shape::remove_tag;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-TAGS-DUPKEY
pub static TWICE: Rule = Rule::error(
    "TD-TAGS-DUPKEY",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, tags",
    twice,
);

/// TD-TAGS-RESERVED
pub static RESERVED: Rule = Rule::error(
    "TD-TAGS-RESERVED",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, tags",
    reserved,
);

/// A finding about a tag, with its removal as a fix.
fn said(draft: &Draft, index: usize, member: &str, message: String, help: &str) -> Option<Said> {
    let list = draft.root.get("tags")?;
    let place = place(list.items().get(index)?, member);
    let said = Said::new(format!("$.tags[{index}].{member}"), &place, message, help);
    Some(said.fix(remove_tag(draft, list, index)))
}

fn twice(draft: &Draft, found: &mut Found) {
    let tags = draft.root.list("tags");
    for (index, tag) in tags.iter().enumerate() {
        let key = tag.text_of("key").unwrap_or_default();
        if key.is_empty()
            || !tags[..index]
                .iter()
                .any(|one| one.text_of("key") == Some(key))
        {
            continue;
        }
        let message = format!("Tag key \"{key}\" is used twice");
        if let Some(said) = said(draft, index, "key", message, "A key has one value.") {
            found.say(said);
        }
    }
}

fn reserved(draft: &Draft, found: &mut Found) {
    for (index, tag) in draft.root.list("tags").iter().enumerate() {
        for member in ["key", "value"] {
            let start = tag.text_of(member).and_then(|text| text.get(..4));
            if !start.is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
                continue;
            }
            let message = "Tag keys must not start with aws:".to_owned();
            let help = "In any letter case this is for AWS, in keys and in values.";
            if let Some(said) = said(draft, index, member, message, help) {
                found.say(said);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn keys_differ_and_are_not_of_aws() {
        let text = r#"{"tags": [{"key": "a"}, {"key": "A"}, {"key": "a"}, {"key": "AWS:x"}]}"#;
        assert_eq!(
            says(&TWICE, text),
            ["error $.tags[2].key at «\"a\"»: Tag key \"a\" is used twice"]
        );
        assert_eq!(
            says(&RESERVED, text),
            ["error $.tags[3].key at «\"AWS:x\"»: Tag keys must not start with aws:"]
        );
        assert!(says(&TWICE, &fixed(&TWICE, text)).is_empty());
    }
}
