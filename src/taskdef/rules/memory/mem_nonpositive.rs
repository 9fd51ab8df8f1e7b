//! Memory of zero or less.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_of;

/// TD-MEM-NONPOSITIVE
pub static RULE: Rule = Rule::error(
    "TD-MEM-NONPOSITIVE",
    Wording::Ours,
    "ECS API, ContainerDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        for member in ["memory", "memoryReservation"] {
            let Some(node) = container.get(member) else {
                continue;
            };
            if node.integer().is_none_or(|mib| mib > 0) {
                continue;
            }
            let message = format!(
                "Invalid setting for container '{}'. {member} must be positive",
                name_of(container)
            );
            let help = "Memory is counted in MiB; Docker gives a container at least 6.";
            found.say(
                Said::new(format!("{path}.{member}"), &node.range, message, help)
                    .fix(remove_fix(container, member))
                    .fix(replace("Use 128", node.range.clone(), "128")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn memory_is_positive() {
        let text = r#"{"containerDefinitions": [{"name": "web", "memory": -1}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].memory at «-1»: Invalid setting for container \
              'web'. memory must be positive"
            ]
        );
        assert_eq!(
            fixed(&RULE, text),
            r#"{"containerDefinitions": [{"name": "web"}]}"#
        );
    }
}
