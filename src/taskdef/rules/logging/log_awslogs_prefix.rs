//! The names of log streams on instances.

use super::of_driver;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_instances;

/// TD-LOG-PREFIX-EC2
pub static RULE: Rule = Rule::info(
    "TD-LOG-PREFIX-EC2",
    "ECS API, LogConfiguration, options",
    check,
);

const OPTION: &str = "awslogs-stream-prefix";

fn check(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() || !on_instances(draft) {
        return;
    }
    for logging in of_driver(draft, "awslogs") {
        if logging.option(OPTION).is_some() {
            continue;
        }
        let message = "Without awslogs-stream-prefix a stream is named by the id of its container";
        let help = "With a prefix it is called prefix/container/task id, and the console finds it.";
        let place = logging.options_place();
        let said = Said::new(format!("{}.options", logging.path), &place, message, help);
        found.say(said.fix(prefix_fix(draft, logging.node)));
    }
}

/// A fix that makes the family the prefix of the log streams.
pub fn prefix_fix(draft: &Draft, logs: &Node) -> Fix {
    let family = draft.root.text_of("family");
    let prefix = quoted(family.filter(|family| !family.is_empty()).unwrap_or("app"));
    match logs.get("options") {
        Some(options) => set_fix(draft, options, OPTION, &prefix),
        None => insert_fix(
            draft,
            logs,
            "options",
            &format!("{{\"{OPTION}\": {prefix}}}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn on_instances_a_prefix_makes_streams_readable() {
        let of = |rest: &str| {
            let logs = format!(r#"{{"logDriver": "awslogs"{rest}}}"#);
            format!(
                r#"{{"family": "web", "containerDefinitions": [{{"logConfiguration": {logs}}}]}}"#
            )
        };
        let with = of(r#", "options": {"awslogs-stream-prefix": "web"}"#);
        for text in [of(""), with.replace("\"web\"}}", "\"\"}}")] {
            assert_eq!(says(&RULE, &text).len(), 1);
            assert_eq!(fixed(&RULE, &text), with);
        }
        assert!(says(&RULE, &with).is_empty());
        assert!(says(&RULE, &of("").replace("awslogs", "gelf")).is_empty());
    }
}
