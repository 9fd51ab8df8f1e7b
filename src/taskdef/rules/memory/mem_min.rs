//! Less memory than Docker gives.

use crate::taskdef::rules::prelude::*;

/// The least memory of a container in MiB. Source: ECS API, ContainerDefinition `memory`.
const LEAST: i64 = 6;

/// TD-MEM-MIN
pub static RULE: Rule = Rule::warning(
    "TD-MEM-MIN",
    Wording::AtRunTime,
    "ECS API, ContainerDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("memory") else {
            continue;
        };
        if !node.integer().is_some_and(|mib| (1..LEAST).contains(&mib)) {
            continue;
        }
        let message = "CannotCreateContainerError: Minimum memory limit allowed is 6MB";
        let help = "Docker 20.10 and later refuse less than 6 MiB; the agent raises nothing but \
                    values below 4, and only to 4.";
        found.say(
            Said::new(format!("{path}.memory"), &node.range, message, help)
                .fix(replace("Use 32", node.range.clone(), "32"))
                .fix(replace("Use 6", node.range.clone(), "6")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn six_mebibytes_are_the_least() {
        let text = r#"{"containerDefinitions": [{"memory": 5}, {"memory": 6}, {"memory": 0}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "warning $.containerDefinitions[0].memory at «5»: CannotCreateContainerError: \
              Minimum memory limit allowed is 6MB"
            ]
        );
    }
}
