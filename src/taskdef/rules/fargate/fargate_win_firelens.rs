//! Windows containers have no FireLens.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-WIN-FIRELENS
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-WIN-FIRELENS",
    Wording::Ours,
    "Developer Guide, Send Amazon ECS logs to an AWS service or AWS Partner",
    check,
);

const MESSAGE: &str = "FireLens is not supported for Windows containers";
const HELP: &str = "Use the log driver awslogs.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        let member = "firelensConfiguration";
        if let Some(said) = forbidden(path, container, member, MESSAGE, HELP) {
            found.say(said);
        }
        let Some(logs) = container.get("logConfiguration") else {
            continue;
        };
        let Some((node, "awsfirelens")) = super::log_driver(logs) else {
            continue;
        };
        let path = format!("{path}.logConfiguration.logDriver");
        let said = Said::new(path, &node.range, MESSAGE, HELP);
        found.say(said.fix(super::awslogs_fix(draft, logs)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, container_on_windows, says};

    #[test]
    fn neither_router_nor_driver() {
        let router = r#""firelensConfiguration": {"type": "fluentbit"}"#;
        let driver = r#""logConfiguration": {"logDriver": "awsfirelens"}"#;
        for member in [router, driver] {
            assert_eq!(says(&RULE, &container_on_windows(member)).len(), 1);
            assert!(says(&RULE, &container_on_fargate(member)).is_empty());
        }
    }
}
