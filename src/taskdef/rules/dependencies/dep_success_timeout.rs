//! Waiting without an end.

use super::dependencies;
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, on_ec2};

/// TD-DEP-SUCCESS-TIMEOUT
pub static RULE: Rule = Rule {
    wording: Wording::AtRunTime,
    ..Rule::info(
        "TD-DEP-SUCCESS-TIMEOUT",
        "ECS API, ContainerDefinition, startTimeout; amazon-ecs-agent, agent/engine",
        check,
    )
};

fn check(draft: &Draft, found: &mut Found) {
    if !on_ec2(draft) || draft.is_fargate() {
        return;
    }
    let all: Vec<_> = dependencies(draft).collect();
    for (path, container) in draft.containers() {
        let name = name_of(container);
        if name.is_empty() || container.get("startTimeout").is_some() {
            continue;
        }
        let awaited = all.iter().any(|one| {
            one.name() == name && matches!(one.condition(), "SUCCESS" | "COMPLETE" | "HEALTHY")
        });
        if !awaited {
            continue;
        }
        let message = "container ordering dependency … has timed out.";
        let help = "Others wait for this container, and without a startTimeout they can wait for \
                    ever on EC2. With one they give up and the task stops.";
        let add = Fix {
            title: "Add \"startTimeout\": 120".to_owned(),
            ..set_fix(draft, container, "startTimeout", "120")
        };
        let place = Draft::opening(container);
        found.say(Said::new(format!("{path}.startTimeout"), &place, message, help).fix(add));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn who_is_awaited_has_a_time_limit() {
        let text = r#"{"containerDefinitions": [{"name": "db"}, {"name": "web",
            "dependsOn": [{"containerName": "db", "condition": "HEALTHY"}]}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        assert!(says(&RULE, &text.replace("HEALTHY", "START")).is_empty());
    }
}
