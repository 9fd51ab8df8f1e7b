//! Waiting for the health of what nobody checks.

use super::dependencies;
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::prelude::*;

/// TD-DEP-HEALTHY-NOHC
pub static RULE: Rule = Rule::error(
    "TD-DEP-HEALTHY-NOHC",
    Wording::Aws,
    "ECS API, ContainerDependency, condition",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for one in dependencies(draft) {
        if one.condition() != "HEALTHY" {
            continue;
        }
        let Some(target) = one.target(draft) else {
            continue;
        };
        if target.get("healthCheck").is_some_and(Node::is_set) {
            continue;
        }
        let message = "A dependency container with HEALTHY condition must have health check \
                       configured";
        let help = "ECS looks only at the healthCheck of the task definition; a HEALTHCHECK of \
                    the image does not count.";
        let (path, range) = one.at("condition");
        let sample = r#"{"command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]}"#;
        let add = Fix {
            title: format!("Add a health check to {}", one.name()),
            ..set_fix(draft, target, "healthCheck", sample)
        };
        let start = set_fix(draft, one.node, "condition", "\"START\"");
        found.say(Said::new(path, &range, message, help).fix(add).fix(start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn health_needs_a_check() {
        let text = r#"{"containerDefinitions": [{"name": "db"}, {"name": "web",
            "dependsOn": [{"containerName": "db", "condition": "HEALTHY"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[1].dependsOn[0].condition at «\"HEALTHY\"»: A \
              dependency container with HEALTHY condition must have health check configured"
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
    }
}
