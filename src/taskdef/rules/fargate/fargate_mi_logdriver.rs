//! The log drivers of Managed Instances.

use super::{awslogs_fix, log_configurations, log_driver};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_managed;

/// TD-FARGATE-MI-LOGDRIVER
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-MI-LOGDRIVER",
    Wording::Ours,
    "ECS API, LogConfiguration, logDriver",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !on_managed(draft) {
        return;
    }
    for (path, logs) in log_configurations(draft) {
        let Some((node, driver)) = log_driver(logs) else {
            continue;
        };
        if matches!(driver, "awslogs" | "splunk" | "awsfirelens" | "json-file") {
            continue;
        }
        let said = Said::new(
            format!("{path}.logDriver"),
            &node.range,
            format!("{driver} is not supported on Managed Instances"),
            "They have awslogs, splunk, awsfirelens and json-file.",
        );
        found.say(said.fix(awslogs_fix(draft, logs)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, says};

    #[test]
    fn four_drivers_are_supported() {
        let of = |driver: &str| {
            let logs = format!(r#""logConfiguration": {{"logDriver": "{driver}"}}"#);
            container_on_fargate(&logs).replace("FARGATE", "MANAGED_INSTANCES")
        };
        assert_eq!(says(&RULE, &of("syslog")).len(), 1);
        assert!(says(&RULE, &of("json-file")).is_empty());
    }
}
