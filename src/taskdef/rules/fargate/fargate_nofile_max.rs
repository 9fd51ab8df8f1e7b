//! How many files a container on Fargate may open.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-NOFILE-MAX
pub static RULE: Rule = Rule::warning(
    "TD-FARGATE-NOFILE-MAX",
    Wording::Ours,
    "ECS API, ContainerDefinition, ulimits",
    check,
);

/// The most that is documented.
const MOST: i64 = 1_048_576;

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        for (index, item) in container.list("ulimits").iter().enumerate() {
            if item.text_of("name") != Some("nofile") {
                continue;
            }
            for name in ["softLimit", "hardLimit"] {
                let Some(node) = item.get(name) else {
                    continue;
                };
                if node.integer().is_none_or(|limit| limit <= MOST) {
                    continue;
                }
                let said = Said::new(
                    format!("{path}.ulimits[{index}].{name}"),
                    &node.range,
                    "nofile on Fargate goes up to 1048576",
                    "Without an entry it is 65535.",
                );
                let most = MOST.to_string();
                found.say(said.fix(replace("Use 1048576", node.range.clone(), most)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn a_million_files_are_enough() {
        let of = |soft: u32| {
            let limit =
                format!(r#"{{"name": "nofile", "softLimit": {soft}, "hardLimit": 1048576}}"#);
            container_on_fargate(&format!(r#""ulimits": [{limit}]"#))
        };
        assert_eq!(fixed(&RULE, &of(1_048_577)), of(1_048_576));
        assert!(says(&RULE, &of(1_048_576)).is_empty());
    }
}
