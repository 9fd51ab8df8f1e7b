//! The log driver of Windows on Fargate.

use super::{awslogs_fix, log_configurations, log_driver};
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-WIN-LOGDRIVER
pub static RULE: Rule = Rule::warning(
    "TD-FARGATE-WIN-LOGDRIVER",
    Wording::Ours,
    "Developer Guide, Windows containers on AWS Fargate considerations",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || !draft.is_windows() {
        return;
    }
    for (path, logs) in log_configurations(draft) {
        // The other drivers have rules of their own.
        let Some((node, "splunk")) = log_driver(logs) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.logDriver"),
            &node.range,
            "Only awslogs is documented for Windows on Fargate",
            "Whether splunk works there is not known.",
        );
        found.say(said.fix(awslogs_fix(draft, logs)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_windows, says};

    #[test]
    fn splunk_is_doubtful() {
        let of = |driver: &str| {
            let logs = format!(r#""logConfiguration": {{"logDriver": "{driver}"}}"#);
            container_on_windows(&logs)
        };
        assert_eq!(says(&RULE, &of("splunk")).len(), 1);
        assert!(says(&RULE, &of("awslogs")).is_empty());
    }
}
