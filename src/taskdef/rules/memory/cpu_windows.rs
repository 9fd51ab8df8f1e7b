//! Windows containers without cpu.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_ec2, place};

/// TD-WIN-CPU-ZERO
pub static RULE: Rule = Rule::warning(
    "TD-WIN-CPU-ZERO",
    Wording::Ours,
    "ECS API, ContainerDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() || !on_ec2(draft) || draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let cpu = container.get("cpu");
        if cpu.is_some_and(|node| node.integer() != Some(0)) {
            continue;
        }
        let help = "On Windows cpu is a quota, not a share, and none of it is one percent of a \
                    vCPU.";
        let message = "Windows treats cpu 0 as 1% of one CPU";
        found.say(
            Said::new(
                format!("{path}.cpu"),
                &place(container, "cpu"),
                message,
                help,
            )
            .fix(set_fix(draft, container, "cpu", "1024")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn windows_without_cpu_hardly_runs() {
        let text = r#"{"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            "containerDefinitions": [{"name": "iis", "cpu": 0}, {"cpu": 512}]}"#;
        assert_eq!(
            says(&RULE, text),
            ["warning $.containerDefinitions[0].cpu at «0»: Windows treats cpu 0 as 1% of one CPU"]
        );
        assert!(says(&RULE, &text.replace("WINDOWS_", "")).is_empty());
    }
}
