//! Large sizes of Fargate need a platform version.

use super::task_cpu;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-LARGE-PV
pub static RULE: Rule = Rule::info(
    "TD-FARGATE-LARGE-PV",
    "ECS API, RegisterTaskDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, 8_192 | 16_384 | 32_768)) = task_cpu(draft) else {
        return;
    };
    if draft.is_fargate() && !draft.is_windows() {
        found.say(Said::new(
            "$.cpu",
            &node.range,
            "8 vCPU and larger need platform version 1.4.0 or later",
            "Run it with platform version LATEST or 1.4.0.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_said_from_8_vcpu_on() {
        let of =
            |cpu: &str| format!(r#"{{"requiresCompatibilities": ["FARGATE"], "cpu": "{cpu}"}}"#);
        assert_eq!(says(&RULE, &of("8192")).len(), 1);
        assert!(says(&RULE, &of("4096")).is_empty());
    }
}
