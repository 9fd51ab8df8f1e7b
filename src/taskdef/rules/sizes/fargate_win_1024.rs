//! A pair that a popular library takes for a size of Windows.

use super::{instead, message, size_fix, task_memory, task_size};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::sizes::Size;

/// TD-FARGATE-WIN-1024
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-WIN-1024",
    Wording::AwsRoughly,
    "Developer Guide, Task definition parameters for Fargate, task size",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let (Some((node, 1_024)), Some(size)) = (task_memory(draft), task_size(draft)) else {
        return;
    };
    if size.cpu_units != 1_024 || !draft.is_fargate() || !draft.is_windows() {
        return;
    }
    let said = Said::new("$.memory", &node.range, message(size), instead(size, true));
    let better = Size {
        memory_mib: 2_048,
        ..size
    };
    found.say(said.fix(size_fix(draft, better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::fixed;

    #[test]
    fn the_table_starts_at_2_gb() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "cpu": "1 vCPU", "memory": "1 GB",
            "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}}"#;
        assert_eq!(fixed(&RULE, text), text.replace("1 GB", "2 GB"));
    }
}
