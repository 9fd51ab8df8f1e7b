//! Windows on Fargate has three CPU values.

use super::{instead, message, near, size_fix, task_cpu, task_size};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::sizes::column;

/// TD-FARGATE-WIN-CPU
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-WIN-CPU",
    Wording::Aws,
    "Developer Guide, Task definition parameters for Fargate, task size",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let (Some((node, cpu)), Some(size)) = (task_cpu(draft), task_size(draft)) else {
        return;
    };
    if !draft.is_fargate() || !draft.is_windows() || column(cpu, true).is_some() {
        return;
    }
    let mut said = Said::new("$.cpu", &node.range, message(size), instead(size, true));
    for better in near(size, true) {
        said = said.fix(size_fix(draft, better));
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn half_a_vcpu_is_for_linux_only() {
        let platform =
            r#""runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}"#;
        let sized = |size: &str| {
            format!(r#"{{"requiresCompatibilities": ["FARGATE"], {size}, {platform}}}"#)
        };
        let half = sized(r#""cpu": "512", "memory": "1024""#);
        assert_eq!(says(&RULE, &half).len(), 1);
        assert_eq!(
            fixed(&RULE, &half),
            sized(r#""cpu": "1024", "memory": "2048""#)
        );
        assert!(says(&RULE, &sized(r#""cpu": "1024", "memory": "512""#)).is_empty());
    }
}
