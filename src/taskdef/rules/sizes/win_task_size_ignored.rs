//! Windows on instances ignores the task's size.

use crate::taskdef::rules::prelude::*;

/// TD-WIN-TASK-SIZE-IGNORED
pub static RULE: Rule = Rule::warning(
    "TD-WIN-TASK-SIZE-IGNORED",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, cpu and memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() || draft.is_fargate() {
        return;
    }
    for name in ["cpu", "memory"] {
        let Some(node) = draft.root.get(name) else {
            continue;
        };
        let said = Said::new(
            format!("$.{name}"),
            &node.range,
            "Task-level cpu and memory are ignored for Windows containers",
            "Limit the containers instead. Only on Fargate the task's size counts.",
        );
        found.say(said.fix(remove_fix(&draft.root, name)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn it_can_go() {
        let platform =
            r#""runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}"#;
        let text = format!(r#"{{"cpu": "512", {platform}}}"#);
        assert_eq!(says(&RULE, &text).len(), 1);
        assert_eq!(fixed(&RULE, &text), format!("{{{platform}}}"));
    }
}
