//! The numbers of a health check.

use super::health_checks;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_of;

/// TD-HC-INTERVAL
pub static INTERVAL: Rule = Rule::error(
    "TD-HC-INTERVAL",
    Wording::Aws,
    "ECS API, HealthCheck, interval",
    |draft, found| check(draft, found, "interval", 5, 300, "Seconds; without it 30."),
);

/// TD-HC-TIMEOUT
pub static TIMEOUT: Rule = Rule::error(
    "TD-HC-TIMEOUT",
    Wording::AwsRoughly,
    "ECS API, HealthCheck, timeout",
    |draft, found| check(draft, found, "timeout", 2, 60, "Seconds; without it 5."),
);

/// TD-HC-RETRIES
pub static RETRIES: Rule = Rule::error(
    "TD-HC-RETRIES",
    Wording::Aws,
    "ECS API, HealthCheck, retries",
    |draft, found| check(draft, found, "retries", 1, 10, "Without it 3."),
);

/// TD-HC-STARTPERIOD
pub static START_PERIOD: Rule = Rule::error(
    "TD-HC-STARTPERIOD",
    Wording::Aws,
    "ECS API, HealthCheck, startPeriod",
    |draft, found| {
        let help = "Seconds. What takes longer to start needs more retries, or a \
                    healthCheckGracePeriodSeconds of the service.";
        check(draft, found, "startPeriod", 0, 300, help);
    },
);

fn check(draft: &Draft, found: &mut Found, member: &str, least: i64, most: i64, help: &str) {
    for (path, check, container) in health_checks(draft) {
        let Some(node) = check.get(member) else {
            continue;
        };
        let Some(number) = node.integer() else {
            continue;
        };
        let (limit, bound) = if number > most {
            (
                format!("less than or equal to the maximum allowed value {most}"),
                most,
            )
        } else if number < least {
            (
                format!("greater than or equal to the minimum allowed value {least}"),
                least,
            )
        } else {
            continue;
        };
        let name = name_of(container);
        let message = format!("Health check {member} must be {limit} for container '{name}'");
        let fix = replace(
            format!("Use {bound}"),
            node.range.clone(),
            bound.to_string(),
        );
        found.say(Said::new(format!("{path}.{member}"), &node.range, message, help).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(member: &str, number: i64) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"name": "app", "healthCheck": {{"{member}": {number}}}}}]}}"#
        )
    }

    #[test]
    fn each_number_has_its_limits() {
        assert_eq!(
            says(&INTERVAL, &with("interval", 301)),
            [
                "error $.containerDefinitions[0].healthCheck.interval at «301»: Health check \
              interval must be less than or equal to the maximum allowed value 300 for container \
              'app'"
            ]
        );
        assert!(says(&TIMEOUT, &with("timeout", 1))[0].ends_with(
            "Health check timeout must be greater than or equal to the minimum allowed value 2 \
             for container 'app'"
        ));
        assert_eq!(fixed(&RETRIES, &with("retries", 11)), with("retries", 10));
        assert!(says(&RETRIES, &with("retries", 1)).is_empty());
        assert!(says(&START_PERIOD, &with("startPeriod", 0)).is_empty());
        assert_eq!(says(&START_PERIOD, &with("startPeriod", 600)).len(), 1);
    }
}
