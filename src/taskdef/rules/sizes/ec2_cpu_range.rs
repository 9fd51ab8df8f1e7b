//! The bounds of the task's CPU on instances.

use super::guess::CPU_BOUNDS;
use super::task_cpu;
use crate::taskdef::rules::prelude::*;

/// TD-EC2-CPU-RANGE
pub static RULE: Rule = Rule::error(
    "TD-EC2-CPU-RANGE",
    Wording::AwsRoughly,
    "ECS API, RegisterTaskDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, cpu)) = task_cpu(draft) else {
        return;
    };
    let (least, most) = CPU_BOUNDS;
    if draft.is_fargate() || (least..=most).contains(&cpu) {
        return;
    }
    let said = Said::new(
        "$.cpu",
        &node.range,
        "Invalid 'cpu' setting for task.",
        "On instances it is 128 to 196608 CPU units (0.125 to 192 vCPU), or left out.",
    );
    let clamped = quoted(&cpu.clamp(least, most).to_string());
    let said = said.fix(set_fix(draft, &draft.root, "cpu", &clamped));
    found.say(said.fix(remove_fix(&draft.root, "cpu")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn it_is_128_to_196608() {
        let of = |cpu: u32| format!(r#"{{"cpu": "{cpu}"}}"#);
        for (cpu, clamped) in [(127, 128), (196_609, 196_608)] {
            assert_eq!(fixed(&RULE, &of(cpu)), of(clamped));
            assert!(says(&RULE, &of(clamped)).is_empty());
        }
    }
}
