//! The newest size of Fargate.

use super::task_cpu;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-32VCPU
pub static RULE: Rule = Rule::info(
    "TD-FARGATE-32VCPU",
    "cfn-lint, rule E3047 and its change notes of 2026",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, 32_768)) = task_cpu(draft) else {
        return;
    };
    if draft.is_fargate() && !draft.is_windows() {
        found.say(Said::new(
            "$.cpu",
            &node.range,
            "32 vCPU is a 2026 size; older tools will reject it",
            "It goes with 60, 120 or 244 GB, on Linux only.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_said_of_32_vcpu() {
        let of =
            |cpu: &str| format!(r#"{{"requiresCompatibilities": ["FARGATE"], "cpu": "{cpu}"}}"#);
        assert_eq!(says(&RULE, &of("32 vCPU")).len(), 1);
        assert!(says(&RULE, &of("16 vCPU")).is_empty());
    }
}
