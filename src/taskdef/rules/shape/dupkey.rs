//! A key twice in one object.

use super::walk::Odd;
use super::{alone, said_of_key};
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::remove_members_at;
use crate::taskdef::rules::prelude::*;

/// TD-JSON-DUPKEY
pub static RULE: Rule = Rule::warning(
    "TD-JSON-DUPKEY",
    Wording::Ours,
    "RFC 8259, section 4: names within an object should be unique",
    |draft, found| alone(&RULE, draft, found),
);

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let name = odd.name();
    let mut keep_last = odd.removal();
    keep_last.title = "Remove this one".into();
    let keep_first = Fix {
        title: "Keep this one, remove the later ones".into(),
        edits: remove_members_at(odd.holder, |index| {
            index > odd.index && odd.holder.members()[index].name == name
        }),
    };
    let message = format!("Key \"{name}\" is repeated; only the last value is sent");
    let help = "Most readers of JSON keep the last value and drop the others without a word.";
    found.say(
        said_of_key(odd, message, help)
            .fix(keep_last)
            .fix(keep_first),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_earlier_one_is_lost() {
        let text = r#"{"family": "a", "family": "b"}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "warning $.family at «\"family\"»: Key \"family\" is repeated; \
                 only the last value is sent"
            ]
        );
        assert_eq!(fixed(&RULE, text), r#"{"family": "b"}"#);
    }

    #[test]
    fn labels_are_looked_at_too() {
        let text = r#"{"containerDefinitions": [{"dockerLabels": {"a": "1", "a": "2"}}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
    }
}
