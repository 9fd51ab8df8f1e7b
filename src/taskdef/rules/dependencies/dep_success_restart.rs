//! Waiting for the end of what restarts.

use super::dependencies;
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::prelude::*;

/// TD-DEP-SUCCESS-RESTART
pub static RULE: Rule = Rule::warning(
    "TD-DEP-SUCCESS-RESTART",
    Wording::Ours,
    "ECS API, ContainerRestartPolicy, ignoredExitCodes",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for one in dependencies(draft) {
        if !one.is_for_the_end() {
            continue;
        }
        let target = one.target(draft);
        let Some(policy) = target.and_then(|target| target.get("restartPolicy")) else {
            continue;
        };
        let restarts = policy.get("enabled").and_then(Node::truth) == Some(true);
        let mut ignored = policy.list("ignoredExitCodes").iter();
        if !restarts || ignored.any(|code| code.integer() == Some(0)) {
            continue;
        }
        let message = "A restarting container does not complete";
        let help = "It is started again after every exit, so what waits for its end may wait for \
                    ever. Exit codes in ignoredExitCodes do not restart it.";
        let (path, range) = one.at("condition");
        let off = Fix {
            title: format!("Do not restart {}", one.name()),
            ..set_fix(draft, policy, "enabled", "false")
        };
        let mut said = Said::new(path, &range, message, help).fix(off);
        if policy.list("ignoredExitCodes").is_empty() {
            said = said.fix(set_fix(draft, policy, "ignoredExitCodes", "[0]"));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn what_restarts_does_not_end() {
        let text = r#"{"containerDefinitions": [
            {"name": "init", "restartPolicy": {"enabled": true}}, {"name": "web",
            "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}]}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        let ignores = text.replace("true", r#"true, "ignoredExitCodes": [0]"#);
        assert!(says(&RULE, &ignores).is_empty());
    }
}
