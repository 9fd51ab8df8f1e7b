//! A health check that counts for nothing.

use super::{dependencies, health_checks};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{is_essential, name_of, name_place};

/// TD-HC-NONESSENTIAL. Nothing is said where another container waits for its health.
pub static RULE: Rule = Rule::info("TD-HC-NONESSENTIAL", "ECS API, HealthCheck", check);

fn check(draft: &Draft, found: &mut Found) {
    for (path, _, container) in health_checks(draft) {
        let name = name_of(container);
        if is_essential(container) || is_awaited(draft, name) {
            continue;
        }
        found.say(Said::new(
            path,
            &name_place(container, "healthCheck"),
            "The health of a non-essential container does not count for its task",
            "The task is as healthy as its essential containers, and no other container waits for \
             this one to be HEALTHY.",
        ));
    }
}

fn is_awaited(draft: &Draft, name: &str) -> bool {
    let mut all = dependencies(draft);
    all.any(|one| {
        let may_be = one.name() == name || is_placeholder(one.name());
        may_be && one.condition() == "HEALTHY"
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn essential_containers_make_a_task_healthy() {
        let text = r#"{"containerDefinitions": [{"name": "side", "essential": false,
            "healthCheck": {"command": ["CMD", "ok"]}}, {"name": "web",
            "dependsOn": [{"containerName": "side", "condition": "START"}]}]}"#;
        let found = says(&RULE, text);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("info $.containerDefinitions[0].healthCheck at"));
        assert!(says(&RULE, &text.replace("START", "HEALTHY")).is_empty());
        assert!(says(&RULE, &text.replace("false", "true")).is_empty());
    }
}
