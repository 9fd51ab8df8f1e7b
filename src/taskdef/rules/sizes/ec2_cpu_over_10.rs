//! More than 10 vCPU on instances.

use super::guess::CPU_BOUNDS;
use super::task_cpu;
use crate::taskdef::rules::prelude::*;

/// TD-EC2-CPU-OVER-10
pub static RULE: Rule = Rule::info(
    "TD-EC2-CPU-OVER-10",
    "ECS API, RegisterTaskDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, cpu)) = task_cpu(draft) else {
        return;
    };
    if !draft.is_fargate() && (10_241..=CPU_BOUNDS.1).contains(&cpu) {
        found.say(Said::new(
            "$.cpu",
            &node.range,
            "Above 10 vCPU needs a current ECS agent; with the default 100 ms CPU period older \
             agents cap at 10 vCPU",
            "Many guides still print the older limit of 10 vCPU.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn sixteen_vcpu_are_legal() {
        assert_eq!(says(&RULE, r#"{"cpu": "16384"}"#).len(), 1);
        assert!(says(&RULE, r#"{"cpu": "10240"}"#).is_empty());
    }
}
