//! Members that only answers have.

use super::names::READ_ONLY;
use super::walk::Odd;
use super::{alone, said_of_key, unknown_field};
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::remove_members;
use crate::taskdef::rules::prelude::*;

/// TD-JSON-READONLY
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-READONLY",
        Wording::Sdk,
        "botocore, validate.py; ECS API, TaskDefinition",
        |draft, found| alone(&RULE, draft, found),
    )
};

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let root = odd.holder;
    let is_read_only = |name: &str| READ_ONLY.contains(&name);
    let fix = Fix {
        title: "Remove all read-only members".into(),
        edits: remove_members(root, is_read_only),
    };
    let help = "ECS writes this member into the definition that it stores. Definitions copied from \
                describe-task-definition have it; a request may not.";
    let mut said = said_of_key(odd, unknown_field::message(odd), help).fix(fix);
    if root
        .members()
        .iter()
        .filter(|one| is_read_only(&one.name))
        .count()
        > 1
    {
        said = said.fix(odd.removal());
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn all_go_at_once() {
        let text = r#"{"revision": 3, "family": "a", "status": "ACTIVE"}"#;
        let says = says(&RULE, text);
        assert_eq!(says.len(), 2);
        assert!(says[0].starts_with(
            "error $.revision at «\"revision\"»: Unknown parameter in input: \"revision\", \
             must be one of: family, taskRoleArn, executionRoleArn, networkMode, "
        ));
        assert_eq!(fixed(&RULE, text), r#"{"family": "a"}"#);
    }
}
