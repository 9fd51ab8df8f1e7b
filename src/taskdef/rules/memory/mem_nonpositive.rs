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

/// The two limits of a container.
const HARD: &str = "memory";
const SOFT: &str = "memoryReservation";

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        for (member, other) in [(HARD, SOFT), (SOFT, HARD)] {
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
            let mut said = Said::new(format!("{path}.{member}"), &node.range, message, help)
                .fix(replace("Use 128", node.range.clone(), "128"));
            // Without any memory it would be refused for that.
            if draft.root.get("memory").is_some() || container.get(other).is_some() {
                said = said.fix(remove_fix(container, member));
            }
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

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
            r#"{"containerDefinitions": [{"name": "web", "memory": 128}]}"#
        );
    }

    #[test]
    fn it_can_go_where_there_is_other_memory() {
        let fixes = |text: &str| found(&RULE, text)[0].fixes.len();
        let container = r#""containerDefinitions": [{"memory": 0}]"#;
        assert_eq!(fixes(&format!("{{{container}}}")), 1);
        assert_eq!(fixes(&format!(r#"{{"memory": "512", {container}}}"#)), 2);
    }
}
