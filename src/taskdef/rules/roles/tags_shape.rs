//! A tag has a key. How many tags there are and how long a key is, the model of the API says.

use crate::taskdef::node::Kind;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-TAGS-EMPTYKEY. To the model, and so to clients, a tag without a key is one.
pub static RULE: Rule = Rule::error(
    "TD-TAGS-EMPTYKEY",
    Wording::Ours,
    "ECS API, Tag, key",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (index, tag) in draft.root.list("tags").iter().enumerate() {
        let Some(list) = draft.root.get("tags").filter(|_| lacks_key(tag)) else {
            continue;
        };
        let path = format!("$.tags[{index}].key");
        let message = "A tag needs a key";
        let help = "The value may be left out, the key may not.";
        let said = Said::new(path, &place(tag, "key"), message, help);
        found.say(said.fix(remove_item_fix(list, index, "Remove this tag")));
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
    fn a_tag_without_a_key_is_refused() {
        assert!(says(&RULE, r#"{"tags": [{"key": "a"}, {"Key": "b"}, null, 1]}"#).is_empty());
        let text = r#"{"tags": [{"key": ""}, {"value": "a"}]}"#;
        let says = says(&RULE, text);
        assert_eq!(says.len(), 1);
        assert!(says[0].starts_with("error $.tags[1].key"), "{says:?}");
        assert_eq!(fixed(&RULE, text), r#"{"tags": [{"key": ""}]}"#);
    }
}
