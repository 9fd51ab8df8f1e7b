//! Restart policies that do nothing, and where they work.

use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::remove_members;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_instances, parts};

/// TD-RESTART-DISABLED-OPTS
pub static DISABLED: Rule = Rule::info(
    "TD-RESTART-DISABLED-OPTS",
    "ECS API, ContainerRestartPolicy",
    disabled,
);

/// TD-RESTART-AGENT. It is a warning where Windows runs on Fargate: there are no restart policies
/// there.
pub static AGENT: Rule = Rule::info(
    "TD-RESTART-AGENT",
    "Developer Guide, Container restart policies",
    agent,
);

fn enabled<'d>(policy: &'d Node<'d>) -> Option<(&'d Node<'d>, bool)> {
    let node = policy.get("enabled")?;
    Some((node, node.truth()?))
}

fn disabled(draft: &Draft, found: &mut Found) {
    for (path, policy, _) in parts(draft, "restartPolicy") {
        let Some((node, false)) = enabled(policy) else {
            continue;
        };
        let others = ["ignoredExitCodes", "restartAttemptPeriod"];
        let is_set = |name: &&str| policy.get(name).is_some_and(Node::is_set);
        if !others.iter().any(is_set) {
            continue;
        }
        let said = Said::new(
            format!("{path}.enabled"),
            &node.range,
            "The restart policy is off: its other members do nothing",
            "Switch it on or leave them out.",
        );
        let less = Fix {
            title: "Remove them".to_owned(),
            edits: remove_members(policy, |name| others.contains(&name)),
        };
        let on = set_fix(draft, policy, "enabled", "true");
        found.say(said.fix(less).fix(on));
    }
}

fn agent(draft: &Draft, found: &mut Found) {
    for (path, policy, container) in parts(draft, "restartPolicy") {
        let Some((node, true)) = enabled(policy) else {
            continue;
        };
        let say = |message: &str, help: &str| {
            Said::new(format!("{path}.enabled"), &node.range, message, help)
        };
        if draft.is_fargate() && draft.is_windows() {
            let message = "Restart policies are not supported for Windows containers on Fargate";
            let fix = remove_fix(container, "restartPolicy");
            let said = say(message, "Containers that exit stay as they are.").fix(fix);
            found.say_as(Severity::Warning, said);
            continue;
        }
        if found.has_said() {
            return;
        }
        if draft.is_fargate() {
            let message = "Restart policies need platform version 1.4.0 or later";
            found.say(say(
                message,
                "Run it with platform version LATEST or 1.4.0.",
            ));
        }
        if on_instances(draft) {
            let message = "Restart policies need version 1.86.0 of the container agent or later";
            found.say(say(message, "It is the agent that restarts containers."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{
        applied, container_on_fargate, container_on_windows, fixed, found, says,
    };

    #[test]
    fn a_policy_that_is_off_has_no_members() {
        let text = with(r#""restartAttemptPeriod": 60, "enabled": false"#);
        assert!(says(&DISABLED, &text)[0].starts_with("info"));
        assert_eq!(fixed(&DISABLED, &text), with(r#""enabled": false"#));
        let on = &found(&DISABLED, &text)[0].fixes[1];
        assert!(says(&DISABLED, &applied(&text, &on.edits)).is_empty());
        let dumped = with(r#""enabled": false, "ignoredExitCodes": []"#);
        assert!(says(&DISABLED, &dumped).is_empty());
    }

    #[test]
    fn policies_are_newer_than_some_agents() {
        let on = r#""restartPolicy": {"enabled": true}"#;
        assert!(says(&AGENT, &with(r#""enabled": true"#))[0].contains("1.86.0"));
        let fargate = says(&AGENT, &container_on_fargate(on));
        assert_eq!(fargate.len(), 1);
        assert!(fargate[0].contains("1.4.0"));
        let windows = container_on_windows(on);
        assert!(says(&AGENT, &windows)[0].starts_with("warning"));
        assert!(says(&AGENT, &fixed(&AGENT, &windows)).is_empty());
        assert!(says(&AGENT, &with(r#""enabled": false"#)).is_empty());
    }
}
