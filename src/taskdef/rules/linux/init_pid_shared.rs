//! An init process that is not the first one.

use super::parameters;
use crate::taskdef::rules::prelude::*;

/// TD-INIT-PID-SHARED
pub static RULE: Rule = Rule::info(
    "TD-INIT-PID-SHARED",
    "ECS API, LinuxParameters, initProcessEnabled; RegisterTaskDefinition, pidMode",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let shared = draft.root.text_of("pidMode");
    if !matches!(shared, Some("task" | "host")) {
        return;
    }
    for (path, parameters, _) in parameters(draft) {
        let init = parameters.get("initProcessEnabled");
        let Some(node) = init.filter(|node| node.truth() == Some(true)) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.initProcessEnabled"),
            &node.range,
            "The init process is not the first one where processes are shared",
            "With pidMode, process 1 is another one, and that one has to clean up after dead \
             processes.",
        );
        found.say(said.fix(remove_fix(parameters, "initProcessEnabled")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn it_is_said_where_processes_are_shared() {
        let own = with(r#""initProcessEnabled": true"#);
        assert!(says(&RULE, &own).is_empty());
        let shared = own.replacen('{', r#"{"pidMode": "task", "#, 1);
        let found = says(&RULE, &shared);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("info"));
        assert!(says(&RULE, &fixed(&RULE, &shared)).is_empty());
        assert!(says(&RULE, &shared.replace("true", "false")).is_empty());
    }
}
