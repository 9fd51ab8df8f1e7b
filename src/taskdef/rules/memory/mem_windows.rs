//! The memory of Windows containers.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_ec2;

/// TD-WIN-MEM-MIN
pub static MINIMUM: Rule = Rule::warning(
    "TD-WIN-MEM-MIN",
    Wording::Ours,
    "amazon-ecs-agent, agent/api/task/task_windows.go",
    minimum,
);

/// TD-WIN-MEMRES
pub static RESERVATION: Rule = Rule::warning(
    "TD-WIN-MEMRES",
    Wording::Ours,
    "Developer Guide, Windows task definition differences",
    reservation,
);

fn minimum(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() || !on_ec2(draft) {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("memory") else {
            continue;
        };
        if !node.integer().is_some_and(|mib| (1..256).contains(&mib)) {
            continue;
        }
        let message = "Windows containers get at least 256 MiB";
        let help = "The agent raises a smaller limit to 256 MiB.";
        found.say(
            Said::new(format!("{path}.memory"), &node.range, message, help).fix(replace(
                "Use 256",
                node.range.clone(),
                "256",
            )),
        );
    }
}

fn reservation(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("memoryReservation") else {
            continue;
        };
        let message = "memoryReservation is not supported for Windows containers";
        let help = "Windows has hard limits only: use memory.";
        found.say(
            Said::new(
                format!("{path}.memoryReservation"),
                &node.range,
                message,
                help,
            )
            .fix(remove_fix(container, "memoryReservation")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn windows_has_hard_limits_of_256_and_more() {
        let text = r#"{"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            "containerDefinitions": [{"memory": 128, "memoryReservation": 64}]}"#;
        assert_eq!(says(&MINIMUM, text).len(), 1);
        assert_eq!(says(&RESERVATION, text).len(), 1);
        let linux = text.replace("WINDOWS_", "");
        assert!(says(&MINIMUM, &linux).is_empty() && says(&RESERVATION, &linux).is_empty());
    }
}
