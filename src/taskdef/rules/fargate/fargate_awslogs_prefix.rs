//! The log streams of Fargate have a prefix.

use super::{log_configurations, log_driver};
use crate::taskdef::rules::logging::prefix_fix;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-AWSLOGS-PREFIX
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-AWSLOGS-PREFIX",
    Wording::Aws,
    "ECS API, LogConfiguration, options",
    check,
);

const OPTION: &str = "awslogs-stream-prefix";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, logs) in log_configurations(draft) {
        let Some((driver, "awslogs")) = log_driver(logs) else {
            continue;
        };
        let options = logs.get("options");
        if options.is_some_and(|options| options.get(OPTION).is_some()) {
            continue;
        }
        let range = options.map_or(driver.range.clone(), Draft::opening);
        let said = Said::new(
            format!("{path}.options"),
            &range,
            "Fargate requires log configuration options to include awslogs-stream-prefix to \
             support log driver awslogs.",
            "A stream is called prefix/container/task id.",
        );
        found.say(said.fix(prefix_fix(draft, logs)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn the_family_becomes_the_prefix() {
        let of = |options: &str| {
            let logs = format!(r#"{{"logDriver": "awslogs", "options": {{{options}}}}}"#);
            let text = container_on_fargate(&format!(r#""logConfiguration": {logs}"#));
            text.replacen('{', r#"{"family": "web", "#, 1)
        };
        let text = of(r#""awslogs-group": "g""#);
        let message = "Fargate requires log configuration options to include \
                       awslogs-stream-prefix to support log driver awslogs.";
        let path = "$.containerDefinitions[0].logConfiguration.options";
        assert_eq!(
            says(&RULE, &text),
            [format!("error {path} at «{{»: {message}")]
        );
        let with = of(r#""awslogs-group": "g", "awslogs-stream-prefix": "web""#);
        assert_eq!(fixed(&RULE, &text), with);
        assert!(says(&RULE, &with).is_empty());
    }
}
