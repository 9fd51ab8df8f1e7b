//! A task without its router.

use super::routers;
use crate::taskdef::rules::dependencies::must_end;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{is_essential, place};

/// TD-FIRELENS-NOT-ESSENTIAL: unless ECS starts the router again.
pub static RULE: Rule = Rule::warning(
    "TD-FIRELENS-NOT-ESSENTIAL",
    Wording::Ours,
    "Developer Guide, Example Amazon ECS task definition: Route logs to FireLens",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for router in routers(draft) {
        let restart = router.container.get("restartPolicy");
        let enabled = restart.and_then(|policy| policy.get("enabled")?.truth());
        if is_essential(router.container) || enabled == Some(true) {
            continue;
        }
        let message = "Mark the log router essential";
        let help = "When it ends, the others go on, and nobody sees what they log.";
        let path = format!("{}.essential", router.path);
        let range = place(router.container, "essential");
        let said = Said::new(path, &range, message, help);
        // Where others wait for its end, it cannot be essential.
        let name = router.container.text_of("name").unwrap_or_default();
        found.say(if must_end(draft, name) {
            said
        } else {
            said.fix(set_fix(draft, router.container, "essential", "true"))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_router_is_essential_or_comes_back() {
        let text =
            r#"{"containerDefinitions": [{"essential": false, "firelensConfiguration": {}}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert_eq!(fixed(&RULE, text), text.replace("false", "true"));
        let restarted = r#""restartPolicy": {"enabled": true}, "essential""#;
        assert!(says(&RULE, &text.replace("\"essential\"", restarted)).is_empty());
        assert!(says(&RULE, &text.replace("firelensConfiguration", "x")).is_empty());
    }
}
