//! The ulimits that Fargate promises.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-ULIMIT-OTHER
pub static RULE: Rule = Rule::warning(
    "TD-FARGATE-ULIMIT-OTHER",
    Wording::Ours,
    "ECS API, ContainerDefinition, ulimits",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(list) = container.get("ulimits") else {
            continue;
        };
        for (index, item) in list.items().iter().enumerate() {
            let Some(node) = item.get("name") else {
                continue;
            };
            let name = node.text().unwrap_or_default();
            if matches!(name, "" | "nofile") || is_placeholder(name) {
                continue;
            }
            let said = Said::new(
                format!("{path}.ulimits[{index}].name"),
                &node.range,
                "Only nofile is documented to take effect on Fargate",
                "The other limits stay as the operating system sets them.",
            );
            found.say(said.fix(remove_item_fix(list, index, &format!("Remove {name}"))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed};

    #[test]
    fn others_than_nofile_are_told() {
        let of = |list: &str| container_on_fargate(&format!(r#""ulimits": [{list}]"#));
        let text = of(r#"{"name": "nofile"}, {"name": "core"}"#);
        assert_eq!(fixed(&RULE, &text), of(r#"{"name": "nofile"}"#));
    }
}
