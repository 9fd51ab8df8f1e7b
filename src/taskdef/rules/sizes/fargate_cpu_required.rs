//! Fargate wants the task's CPU.

use super::{guess, need, size_fix, task_memory};
use crate::taskdef::rules::compatibility::place_of;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::sizes::{Size, legal, smallest};

/// TD-FARGATE-CPU-REQUIRED
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-CPU-REQUIRED",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || draft.root.get("cpu").is_some() {
        return;
    }
    let said = Said::new(
        "$.cpu",
        &place_of(draft, "FARGATE"),
        "Fargate requires that 'cpu' be defined at the task level.",
        "Fargate gives the task what its size says. The cpu of a container does not count.",
    );
    found.say(said.fix(fix(draft)));
}

/// The smallest size with the memory that is there; without memory, the smallest that holds the
/// containers.
fn fix(draft: &Draft) -> Fix {
    let (windows, need) = (draft.is_windows(), need(draft));
    match task_memory(draft) {
        None if draft.root.get("memory").is_none() => match smallest(need, windows) {
            Some(size) => size_fix(draft, size),
            None => alone(draft, need),
        },
        None => alone(draft, need),
        Some((_, memory)) => {
            let mut sizes = legal(windows).into_iter();
            let fits = |size: &Size| size.memory_mib == memory && size.cpu_units >= need.cpu_units;
            sizes
                .find(fits)
                .map_or_else(|| alone(draft, need), |size| size_fix(draft, size))
        }
    }
}

fn alone(draft: &Draft, need: Size) -> Fix {
    let cpu = guess::supported_cpu(draft, need.cpu_units);
    set_fix(draft, &draft.root, "cpu", &quoted(&cpu.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    const MESSAGE: &str = "Fargate requires that 'cpu' be defined at the task level.";

    #[test]
    fn both_halves_come_at_once() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "containerDefinitions": [
            {"cpu": 300, "memory": 900}]}"#;
        assert_eq!(
            says(&RULE, text),
            [format!("error $.cpu at «\"FARGATE\"»: {MESSAGE}")]
        );
        let with = fixed(&RULE, text);
        assert!(
            with.ends_with(r#"}], "cpu": "512", "memory": "1024"}"#),
            "{with}"
        );
    }

    #[test]
    fn it_fits_the_memory() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "memory": "4096"}"#;
        assert!(fixed(&RULE, text).ends_with(r#""cpu": "512"}"#));
        assert!(says(&RULE, r#"{"memory": "4096"}"#).is_empty());
    }
}
