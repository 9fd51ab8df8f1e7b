//! Containers that together want more cpu than their task has.

use super::{sum, task_cpu};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-CPU-SUM-GT-TASK
pub static RULE: Rule = Rule::error(
    "TD-CPU-SUM-GT-TASK",
    Wording::Aws,
    "ECS API, ContainerDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let total = sum(draft, "cpu");
    let Some(task) = task_cpu(draft).filter(|task| total > *task) else {
        return;
    };
    let message = "The sum of all container 'cpu' values cannot be greater than the value of the \
                   task 'cpu'.";
    let help = format!("The containers add up to {total} units, the task has {task}.");
    let place = name_place(&draft.root, "containerDefinitions");
    let mut said = Said::new("$.containerDefinitions", &place, message, help);
    // Fargate has its own sizes.
    if !draft.is_fargate() {
        let better = quoted(&total.to_string());
        said = said.fix(set_fix(draft, &draft.root, "cpu", &better));
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_sum_may_equal_the_task_and_no_more() {
        let text = r#"{"cpu": ".25 vCPU", "containerDefinitions": [{"cpu": 200}, {"cpu": 57}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions at «\"containerDefinitions\"»: The sum of all \
              container 'cpu' values cannot be greater than the value of the task 'cpu'."
            ]
        );
        assert!(fixed(&RULE, text).starts_with(r#"{"cpu": "257""#));
        assert!(says(&RULE, &text.replace("57", "56")).is_empty());
    }
}
