//! Fargate has 77 pairs of CPU and memory.

use super::{instead, message, near, size_fix, task_memory, task_size};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::sizes::column;

/// TD-FARGATE-SIZE
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-SIZE",
    Wording::Aws,
    "Developer Guide, Task definition parameters for Fargate, task size",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let (Some((node, _)), Some(size)) = (task_memory(draft), task_size(draft)) else {
        return;
    };
    let windows = draft.is_windows();
    let known_cpu = column(size.cpu_units, windows).is_some();
    // That pair has a rule of its own.
    let popular = windows && (size.cpu_units, size.memory_mib) == (1_024, 1_024);
    if !draft.is_fargate() || !known_cpu || popular || size.is_legal(windows) {
        return;
    }
    let mut said = Said::new(
        "$.memory",
        &node.range,
        message(size),
        instead(size, windows),
    );
    for better in near(size, windows) {
        said = said.fix(size_fix(draft, better));
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    fn of(cpu: &str, memory: &str) -> String {
        format!(
            r#"{{"requiresCompatibilities": ["FARGATE"], "cpu": "{cpu}", "memory": "{memory}"}}"#
        )
    }

    #[test]
    fn near_sizes_are_offered_in_the_authors_spelling() {
        assert_eq!(
            says(&RULE, &of("512", "512")),
            [concat!(
                "error $.memory at «\"512\"»: ",
                "No Fargate configuration exists for given values: 512 CPU, 512 memory. ",
                "See the Amazon ECS documentation for the valid values."
            )]
        );
        assert_eq!(fixed(&RULE, &of("512", "512")), of("512", "1024"));
        assert_eq!(fixed(&RULE, &of(".25 vCPU", "4 GB")), of(".5 vCPU", "4 GB"));
        let fixes = &found(&RULE, &of("8192", "18432"))[0].fixes;
        let titles: Vec<_> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Use 8 vCPU with 20 GB",
                "Use 4 vCPU with 18 GB",
                "Use 8 vCPU with 16 GB"
            ]
        );
    }

    #[test]
    fn legal_pairs_and_instances_pass() {
        assert!(says(&RULE, &of("32768", "249856")).is_empty());
        assert!(says(&RULE, &of("1 vCPU", "2GB")).is_empty());
        assert!(says(&RULE, r#"{"cpu": "512", "memory": "512"}"#).is_empty());
    }
}
