//! A list of containers inside a string.

use super::walk::Odd;
use super::{alone, said};
use crate::taskdef::rules::prelude::*;

/// TD-JSON-CONTAINERS-STRING
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-CONTAINERS-STRING",
        Wording::Ours,
        "Terraform AWS provider, aws_ecs_task_definition, container_definitions",
        |draft, found| alone(&RULE, draft, found),
    )
};

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let message = "containerDefinitions is a JSON string; the API wants the array itself";
    let help = "Terraform takes the containers as a string that holds JSON. Unwrapped, they are \
                checked like the rest.";
    let inner = odd.node.text().unwrap_or_default().trim();
    let fix = replace(
        "Take the array out of the string",
        odd.node.range.clone(),
        inner,
    );
    found.say(said(odd, message, help).fix(fix));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_array_is_taken_out() {
        let text = r#"{"containerDefinitions": "[{\"name\": \"web\"}]"}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert_eq!(
            fixed(&RULE, text),
            r#"{"containerDefinitions": [{"name": "web"}]}"#
        );
        assert!(says(&RULE, r#"{"containerDefinitions": "web"}"#).is_empty());
    }
}
