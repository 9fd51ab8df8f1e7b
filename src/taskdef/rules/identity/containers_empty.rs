//! A definition has a container.

use crate::taskdef::node::Kind;
use crate::taskdef::rules::prelude::*;

/// TD-CONTAINERS-EMPTY
pub static RULE: Rule = Rule::error(
    "TD-CONTAINERS-EMPTY",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, containerDefinitions",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some(list) = draft.root.get("containerDefinitions") else {
        return;
    };
    if list.kind != Kind::List(Vec::new()) {
        return;
    }
    let said = Said::new(
        "$.containerDefinitions",
        &list.range,
        "Container list cannot be empty.",
        "A task is made of containers: it needs at least one.",
    );
    let container =
        r#"[{"name": "app", "image": "public.ecr.aws/nginx/nginx:1.27", "memory": 128}]"#;
    found.say(said.fix(replace("Add a container", list.range.clone(), container)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn an_empty_list_is_refused() {
        let text = r#"{"containerDefinitions": []}"#;
        let expected = "error $.containerDefinitions at «[]»: Container list cannot be empty.";
        assert_eq!(says(&RULE, text), [expected]);
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
    }
}
