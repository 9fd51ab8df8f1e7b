//! How long a container has to run before it is restarted.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, outside, parts};

/// TD-RESTART-PERIOD
pub static RULE: Rule = Rule::error(
    "TD-RESTART-PERIOD",
    Wording::Aws,
    "ECS API, ContainerRestartPolicy, restartAttemptPeriod",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, policy, container) in parts(draft, "restartPolicy") {
        let Some((node, nearest)) = outside(policy, "restartAttemptPeriod", 60..=1800) else {
            continue;
        };
        let message = format!(
            "The 'restartAttemptPeriod' setting for container '{}' must be between 60 and 1800.",
            name_of(container)
        );
        let help = "Seconds that the container runs at least before it is restarted; without it \
                    300.";
        let path = format!("{path}.restartAttemptPeriod");
        let said = Said::new(path, &node.range, message, help);
        let nearest = nearest.to_string();
        found.say(said.fix(set_fix(draft, policy, "restartAttemptPeriod", &nearest)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn it_is_one_minute_to_half_an_hour() {
        let of = |seconds: i64| with(&format!(r#""restartAttemptPeriod": {seconds}"#));
        assert_eq!(
            says(&RULE, &of(30)),
            [
                "error $.containerDefinitions[0].restartPolicy.restartAttemptPeriod at «30»: The \
                 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800."
            ]
        );
        assert_eq!(fixed(&RULE, &of(30)), of(60));
        assert_eq!(fixed(&RULE, &of(1801)), of(1800));
        assert!(says(&RULE, &of(60)).is_empty());
        assert!(says(&RULE, &of(1800)).is_empty());
    }
}
