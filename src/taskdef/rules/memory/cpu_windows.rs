//! What cpu means to Windows containers, and what it means without.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_ec2, place};

/// TD-WIN-CPU-ZERO
pub static ZERO: Rule = Rule::warning(
    "TD-WIN-CPU-ZERO",
    Wording::Ours,
    "ECS API, ContainerDefinition, cpu",
    zero,
);

/// TD-WIN-CPU-QUOTA
pub static QUOTA: Rule = Rule::info(
    "TD-WIN-CPU-QUOTA",
    "ECS API, ContainerDefinition, cpu",
    quota,
);

/// Whether the containers run on Windows instances of EC2.
fn on_windows_instances(draft: &Draft) -> bool {
    draft.is_windows() && on_ec2(draft) && !draft.is_fargate()
}

fn zero(draft: &Draft, found: &mut Found) {
    if !on_windows_instances(draft) {
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

fn quota(draft: &Draft, found: &mut Found) {
    if !on_windows_instances(draft) {
        return;
    }
    // What holds for one container holds for all.
    let limited = |(path, container): (Path, &'_ Node)| {
        let node = container.get("cpu")?;
        let is_limit = node.integer().is_some_and(|units| units > 0);
        is_limit.then(|| (path, node.range.clone()))
    };
    if let Some((path, range)) = draft.containers().find_map(limited) {
        let message = "On Windows cpu is an absolute quota, not a share";
        let help = "A container gets no more than this, even while the instance is idle.";
        found.say(Said::new(format!("{path}.cpu"), &range, message, help));
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
            says(&ZERO, text),
            ["warning $.containerDefinitions[0].cpu at «0»: Windows treats cpu 0 as 1% of one CPU"]
        );
        assert!(says(&ZERO, &text.replace("WINDOWS_", "")).is_empty());
        assert_eq!(
            says(&QUOTA, text),
            [
                "info $.containerDefinitions[1].cpu at «512»: On Windows cpu is an absolute \
                 quota, not a share"
            ]
        );
        assert!(says(&QUOTA, &text.replace("512", "0")).is_empty());
        assert!(says(&QUOTA, &text.replace("WINDOWS_", "")).is_empty());
    }
}
