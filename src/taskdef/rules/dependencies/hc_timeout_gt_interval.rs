//! A health check that may take longer than its interval.

use super::health_checks;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-HC-TIMEOUT-GT-INTERVAL: Docker waits for the interval after a check has ended, so that checks
/// never overlap. Source: Dockerfile reference, HEALTHCHECK.
pub static RULE: Rule = Rule::info(
    "TD-HC-TIMEOUT-GT-INTERVAL",
    "ECS API, HealthCheck, timeout",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, check, _) in health_checks(draft) {
        // The defaults. Source: ECS API, HealthCheck.
        let timeout = check.integer_of("timeout").unwrap_or(5);
        let interval = check.integer_of("interval").unwrap_or(30);
        if timeout < interval {
            continue;
        }
        let message = "A check that hangs holds the next ones up";
        let help = format!(
            "It counts as failed after {timeout} s, and the next begins {interval} s later: a \
             shorter timeout notices sooner."
        );
        let place = place(check, "timeout");
        let mut said = Said::new(format!("{path}.timeout"), &place, message, help);
        let better = interval.saturating_sub(1).min(60);
        if better >= 2 {
            said = said.fix(set_fix(draft, check, "timeout", &better.to_string()));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_check_ends_before_the_next() {
        let text = r#"{"containerDefinitions": [{"healthCheck": {"interval": 5}}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        assert!(says(&RULE, &text.replace('5', "6")).is_empty());
    }
}
