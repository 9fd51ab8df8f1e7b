//! Nulls.

use super::walk::Odd;
use super::{alone, python, said};
use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::node::Kind;
use crate::taskdef::rules::edits::{remove_items, remove_members_at};
use crate::taskdef::rules::prelude::*;

/// TD-JSON-NULL
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-NULL",
        Wording::Sdk,
        "botocore, validate.py",
        |draft, found| {
            alone(&RULE, draft, found);
        },
    )
};

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let message = format!(
        "Invalid type for parameter {}, value: None, type: <class 'NoneType'>, valid types: {}",
        odd.place.of_client(),
        python::types_for(odd.shape)
    );
    let help = "The console's JSON tab writes nulls for what is not set. ECS ignores them, but the \
                SDKs and the CLI refuse them.";
    let mut said = said(odd, message, help).fix(odd.removal());
    // Only the first one offers to remove all, lest a dump of nulls has as many copies of the list.
    if !found.has_said() {
        let mut edits = Vec::new();
        collect(&odd.draft.root, &mut edits);
        if edits.len() > 1 {
            in_text_order(&mut edits);
            said = said.fix(Fix {
                title: "Remove every null".into(),
                edits,
            });
        }
    }
    found.say(said);
}

fn collect(node: &Node, edits: &mut Vec<Edit>) {
    match &node.kind {
        Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) => {}
        Kind::List(items) => {
            edits.extend(remove_items(node, |index| items[index].kind == Kind::Null));
            items.iter().for_each(|item| collect(item, edits));
        }
        Kind::Object(members) => {
            let is_null = |index: usize| members[index].value.kind == Kind::Null;
            edits.extend(remove_members_at(node, is_null));
            members
                .iter()
                .for_each(|member| collect(&member.value, edits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{applied, found, says};

    #[test]
    fn nulls_go_one_by_one_or_all_at_once() {
        let text = r#"{"cpu": null, "containerDefinitions": [{"image": "a", "links": null}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.cpu at «null»: Invalid type for parameter cpu, value: None, \
                 type: <class 'NoneType'>, valid types: <class 'str'>",
                "error $.containerDefinitions[0].links at «null»: Invalid type for parameter \
                 containerDefinitions[0].links, value: None, type: <class 'NoneType'>, \
                 valid types: <class 'list'>, <class 'tuple'>",
            ]
        );
        let fixes = &found(&RULE, text)[0].fixes;
        assert_eq!(
            applied(text, &fixes[0].edits),
            r#"{"containerDefinitions": [{"image": "a", "links": null}]}"#
        );
        assert_eq!(
            applied(text, &fixes[1].edits),
            r#"{"containerDefinitions": [{"image": "a"}]}"#
        );
    }
}
