//! Unions: exactly one member.

use super::walk::Odd;
use super::{alone, required, said};
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::remove_members_at;
use crate::taskdef::rules::prelude::*;

/// TD-JSON-UNION
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-UNION",
        Wording::Sdk,
        "botocore, validate.py",
        |draft, found| {
            alone(&RULE, draft, found);
        },
    )
};

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let place = odd.place.of_client();
    let names: Vec<&str> = odd
        .shape
        .members()
        .iter()
        .map(|member| member.name)
        .collect();
    let keys = names.join(", ");
    let help = "This object says which of several things is meant, so it has exactly one member.";
    if odd.node.members().is_empty() {
        let message = format!(
            "Must set one of the following keys for tagged unionstructure {place}: {keys}."
        );
        let mut said = said(odd, message, help);
        for member in odd.shape.members() {
            let json = required::example(member);
            said = said.fix(insert_fix(odd.draft, odd.node, member.name, &json));
        }
        found.say(said);
        return;
    }
    let message = format!(
        "Invalid number of parameters set for tagged union structure {place}. Can only set one of \
         the following keys: {keys}."
    );
    let mut said = said(odd, message, help);
    for (index, member) in odd.node.members().iter().enumerate() {
        if names.contains(&&*member.name) {
            said = said.fix(Fix {
                title: format!("Keep {} only", member.name),
                edits: remove_members_at(odd.node, |one| one != index),
            });
        }
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(strategy: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [{{"resourceRequirements": [{{"type": "GPU", "value": "1",
            "sharingStrategy": {strategy}}}]}}]}}"#
        )
    }

    #[test]
    fn exactly_one_member_is_set() {
        assert!(says(&RULE, &with(r#"{"nvidiaMps": {"memory": 1}}"#)).is_empty());
        assert!(says(&RULE, &with("{}"))[0].contains("unionstructure"));
        assert_eq!(
            fixed(&RULE, &with("{}")),
            with(r#"{"nvidiaMps": {"memory": 1}}"#)
        );
        let two = with(r#"{"nvidiaMps": {"memory": 1}, "other": {}}"#);
        assert!(
            says(&RULE, &two)[0].contains("Can only set one of the following keys: nvidiaMps.")
        );
        assert_eq!(fixed(&RULE, &two), with(r#"{"nvidiaMps": {"memory": 1}}"#));
    }
}
