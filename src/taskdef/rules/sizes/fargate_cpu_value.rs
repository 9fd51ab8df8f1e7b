//! Fargate has eight CPU values.

use super::{instead, message, near, size_fix, task_cpu, task_size};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::sizes::{COLUMNS, Size, column};

/// TD-FARGATE-CPU-VALUE
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-CPU-VALUE",
    Wording::Aws,
    "Developer Guide, Task definition parameters for Fargate, task size",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let (Some((node, cpu)), Some(size)) = (task_cpu(draft), task_size(draft)) else {
        return;
    };
    // Windows has fewer, and a rule of its own.
    if !draft.is_fargate() || draft.is_windows() || column(cpu, false).is_some() {
        return;
    }
    let mut said = Said::new("$.cpu", &node.range, message(size), instead(size, false));
    for better in beside(size) {
        said = said.fix(size_fix(draft, better));
    }
    found.say(said);
}

/// The next CPU value up and the next one down, each with memory as near as it has.
fn beside(size: Size) -> Vec<Size> {
    let up = COLUMNS
        .iter()
        .find(|column| column.cpu_units > size.cpu_units);
    let down = COLUMNS
        .iter()
        .rev()
        .find(|column| column.cpu_units < size.cpu_units);
    let columns = up.into_iter().chain(down);
    let sizes = columns.filter_map(|column| {
        let memory = column.memory_mib();
        let nearest = memory
            .iter()
            .min_by_key(|mib| mib.abs_diff(size.memory_mib))?;
        Some(Size {
            cpu_units: column.cpu_units,
            memory_mib: *nearest,
        })
    });
    let sizes: Vec<_> = sizes.collect();
    if sizes.is_empty() {
        near(size, false)
    } else {
        sizes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    #[test]
    fn the_next_values_are_offered() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "cpu": "768", "memory": "2048"}"#;
        assert_eq!(
            says(&RULE, text),
            [concat!(
                "error $.cpu at «\"768\"»: ",
                "No Fargate configuration exists for given values: 768 CPU, 2048 memory. ",
                "See the Amazon ECS documentation for the valid values."
            )]
        );
        assert_eq!(fixed(&RULE, text), text.replace("768", "1024"));
        let fixes = &found(&RULE, text)[0].fixes;
        let titles: Vec<_> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles, ["Use 1 vCPU with 2 GB", "Use .5 vCPU with 2 GB"]);
    }
}
