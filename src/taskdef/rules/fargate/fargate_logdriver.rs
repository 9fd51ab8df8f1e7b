//! The log drivers of Fargate.

use super::{awslogs_fix, log_configurations, log_driver};
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-LOGDRIVER
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-LOGDRIVER",
    Wording::Aws,
    "ECS API, LogConfiguration, logDriver",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, logs) in log_configurations(draft) {
        let Some((node, driver)) = log_driver(logs) else {
            continue;
        };
        if matches!(driver, "awslogs" | "splunk" | "awsfirelens") {
            continue;
        }
        let said = Said::new(
            format!("{path}.logDriver"),
            &node.range,
            format!(
                "{driver} is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]"
            ),
            "The other drivers write to the host, which nobody can look at.",
        );
        found.say(said.fix(awslogs_fix(draft, logs)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn awslogs_comes_instead() {
        let of = |logs: &str| container_on_fargate(&format!(r#""logConfiguration": {logs}"#));
        let text = of(r#"{"logDriver": "json-file"}"#);
        let message =
            "json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]";
        let path = "$.containerDefinitions[0].logConfiguration.logDriver";
        assert_eq!(
            says(&RULE, &text),
            [format!("error {path} at «\"json-file\"»: {message}")]
        );
        assert!(fixed(&RULE, &text).contains(r#""awslogs-group": "/ecs/app""#));
        assert!(says(&RULE, &of(r#"{"logDriver": "splunk"}"#)).is_empty());
    }
}
