//! Less than a quarter of a vCPU on instances.

use super::task_cpu;
use crate::taskdef::rules::prelude::*;

/// TD-EC2-CPU-BELOW-QUARTER
pub static RULE: Rule = Rule::info(
    "TD-EC2-CPU-BELOW-QUARTER",
    "ECS API, RegisterTaskDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, 128..=255)) = task_cpu(draft) else {
        return;
    };
    if !draft.is_fargate() {
        found.say(Said::new(
            "$.cpu",
            &node.range,
            "Accepted: the EC2 minimum is 128 units (0.125 vCPU)",
            "Only Fargate starts at 256 units.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn an_eighth_is_legal() {
        assert_eq!(says(&RULE, r#"{"cpu": "128"}"#).len(), 1);
        assert!(says(&RULE, r#"{"cpu": "256"}"#).is_empty());
    }
}
