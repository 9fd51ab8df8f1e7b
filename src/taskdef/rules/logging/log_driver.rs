//! Log drivers.

use super::loggings;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_instances, parts, place};

/// TD-LOG-DRIVER-LEGACY
pub static LEGACY: Rule = Rule::error(
    "TD-LOG-DRIVER-LEGACY",
    Wording::AwsRoughly,
    "ECS API, LogConfiguration, logDriver",
    legacy,
);

/// TD-LOG-JSONFILE-SIZE
pub static FULL_DISK: Rule = Rule::warning(
    "TD-LOG-JSONFILE-SIZE",
    Wording::AtRunTime,
    "Developer Guide, Cannot pull container image errors",
    full_disk,
);

/// TD-LOG-EC2-DRIVER-AVAILABLE
pub static AVAILABLE: Rule = Rule {
    wording: Wording::AtRunTime,
    ..Rule::info(
        "TD-LOG-EC2-DRIVER-AVAILABLE",
        "ECS API, LogConfiguration, logDriver",
        available,
    )
};

/// Drivers that ECS knew, or that only Docker knows: no other one is meant by them.
pub const LEGACY_DRIVERS: [&str; 6] = [
    "logentries",
    "sumologic",
    "gcplogs",
    "etwlogs",
    "local",
    "none",
];

fn legacy(draft: &Draft, found: &mut Found) {
    for logging in loggings(draft) {
        let Some(node) = logging.node.get("logDriver") else {
            continue;
        };
        if LEGACY_DRIVERS.contains(&logging.driver()) {
            let message = "… failed to satisfy constraint: Member must satisfy enum value set";
            let help = "ECS does not have this driver; FireLens reaches many destinations.";
            let path = format!("{}.logDriver", logging.path);
            let mut said = Said::new(path, &node.range, message, help);
            if parts(draft, "firelensConfiguration").next().is_some() {
                said = said.fix(set_fix(draft, logging.node, "logDriver", "\"awsfirelens\""));
            }
            found.say(said.fix(remove_fix(logging.container, "logConfiguration")));
        }
    }
}

fn full_disk(draft: &Draft, found: &mut Found) {
    // Where nothing says that it runs on instances, this would be said of every small text.
    let chosen = draft.requires("EC2") || draft.requires("EXTERNAL");
    if !chosen || draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let logging = container.get("logConfiguration");
        let driver = logging.and_then(|logging| logging.text_of("logDriver"));
        let options = logging.and_then(|logging| logging.get("options"));
        let bounded = options.is_some_and(|options| options.get("max-size").is_some());
        if driver.unwrap_or("json-file") != "json-file" || bounded {
            continue;
        }
        let message = "CannotPullContainerError: … no space left on device";
        let help = "Without max-size the json-file driver of Docker writes until the disk of the \
                    instance is full.";
        let path = format!("{path}.logConfiguration");
        let said = Said::new(path, &place(container, "logConfiguration"), message, help);
        let sizes = r#"{"max-size": "10m", "max-file": "3"}"#;
        let whole = format!(r#"{{"logDriver": "json-file", "options": {sizes}}}"#);
        let said = said.fix(match (logging, options) {
            (Some(_), Some(options)) => insert_fix(draft, options, "max-size", "\"10m\""),
            (Some(logging), None) => set_fix(draft, logging, "options", sizes),
            (None, _) => set_fix(draft, container, "logConfiguration", &whole),
        });
        // Nobody chose the default, and nearly every small text has it.
        match logging {
            Some(_) => found.say(said),
            None => found.say_as(Severity::Info, said),
        }
    }
}

fn available(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() || !on_instances(draft) {
        return;
    }
    for logging in loggings(draft) {
        let Some(node) = logging.node.get("logDriver") else {
            continue;
        };
        let driver = logging.driver();
        let usual = matches!(driver, "json-file" | "awslogs" | "awsfirelens" | "");
        if usual || LEGACY_DRIVERS.contains(&driver) || is_placeholder(driver) {
            continue;
        }
        let message = format!(
            "… was unable to place a task … ATTRIBUTE \
             com.amazonaws.ecs.capability.logging-driver.{driver}"
        );
        let help = "An instance has this driver only if ECS_AVAILABLE_LOGGING_DRIVERS of its agent \
                    lists it.";
        found.say(Said::new(
            format!("{}.logDriver", logging.path),
            &node.range,
            message,
            help,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(driver: &str) -> String {
        format!(
            r#"{{"requiresCompatibilities": ["EC2"], "containerDefinitions": [
            {{"logConfiguration": {{"logDriver": "{driver}"}}}}]}}"#
        )
    }

    #[test]
    fn some_drivers_are_gone() {
        let text = with("sumologic");
        assert!(!fixed(&LEGACY, &text).contains("logConfiguration"));
        let routed = |text: String| text.replace("}}]", r#"}, "firelensConfiguration": {}}]"#);
        let firelens = routed(with("awsfirelens"));
        assert_eq!(fixed(&LEGACY, &routed(text)), firelens);
        assert!(says(&LEGACY, &with("gelf")).is_empty());
        assert!(says(&AVAILABLE, &with("gelf"))[0].ends_with("logging-driver.gelf"));
    }

    #[test]
    fn a_log_file_has_an_end() {
        let text = with("json-file");
        assert_eq!(says(&FULL_DISK, &text).len(), 1);
        assert!(says(&FULL_DISK, &fixed(&FULL_DISK, &text)).is_empty());
        assert!(says(&FULL_DISK, &text.replace("EC2", "FARGATE")).is_empty());
        assert!(says(&FULL_DISK, &with("awslogs")).is_empty());
    }
}
