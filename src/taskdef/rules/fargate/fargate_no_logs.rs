//! Output on Fargate is lost without a log configuration.

use super::{awslogs, with_role_for_logs};
use crate::taskdef::rules::edits::set_member;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-FARGATE-NO-LOGS
pub static RULE: Rule = Rule::info(
    "TD-FARGATE-NO-LOGS",
    "ECS API, ContainerDefinition, logConfiguration",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    let mut awslogs_json = None;
    for (path, container) in draft.containers() {
        if container.get("logConfiguration").is_some_and(Node::is_set) {
            continue;
        }
        let said = Said::new(
            format!("{path}.logConfiguration"),
            &place(container, "name"),
            "No log configuration: output is discarded",
            "There is no host to look at. With awslogs it goes to CloudWatch Logs.",
        );
        let json = awslogs_json.get_or_insert_with(|| awslogs(draft));
        let fix = Fix {
            title: "Send logs to CloudWatch Logs".to_owned(),
            edits: vec![set_member(draft, container, "logConfiguration", json)],
        };
        found.say(said.fix(with_role_for_logs(draft, fix)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn a_configuration_is_added() {
        let text = container_on_fargate(r#""name": "a""#);
        let message = "No log configuration: output is discarded";
        let path = "$.containerDefinitions[0].logConfiguration";
        assert_eq!(
            says(&RULE, &text),
            [format!("info {path} at «\"a\"»: {message}")]
        );
        assert!(says(&RULE, &fixed(&RULE, &text)).is_empty());
    }
}
