//! Waiting for the end of what must not end.

use super::dependencies;
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::is_essential;

/// TD-DEP-ESSENTIAL
pub static RULE: Rule = Rule::error(
    "TD-DEP-ESSENTIAL",
    Wording::Aws,
    "ECS API, ContainerDependency, condition",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for one in dependencies(draft) {
        if !one.is_for_the_end() {
            continue;
        }
        let Some(target) = one.target(draft).filter(|target| is_essential(target)) else {
            continue;
        };
        let message = "A dependency container with SUCCESS or COMPLETE condition cannot be an \
                       essential container";
        let help = "When an essential container ends, the whole task stops; a container is \
                    essential unless it says \"essential\": false.";
        let (path, range) = one.at("condition");
        let spare = Fix {
            title: format!("Make {} non-essential", one.name()),
            ..set_fix(draft, target, "essential", "false")
        };
        let start = set_fix(draft, one.node, "condition", "\"START\"");
        found.say(Said::new(path, &range, message, help).fix(spare).fix(start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn what_ends_is_not_essential() {
        let text = r#"{"containerDefinitions": [{"name": "init"}, {"name": "web",
            "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[1].dependsOn[0].condition at «\"SUCCESS\"»: A \
              dependency container with SUCCESS or COMPLETE condition cannot be an essential \
              container"
            ]
        );
        let better = fixed(&RULE, text);
        assert!(better.contains(r#"{"name": "init", "essential": false}"#));
        assert!(says(&RULE, &better).is_empty());
    }
}
