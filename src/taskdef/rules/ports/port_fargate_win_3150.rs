//! The port that Fargate keeps on Windows.

use super::mappings;
use crate::taskdef::rules::prelude::*;

/// TD-PORT-FARGATE-WIN-3150
pub static RULE: Rule = Rule::error(
    "TD-PORT-FARGATE-WIN-3150",
    Wording::Ours,
    "Developer Guide, Windows containers on Fargate considerations",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || !draft.is_windows() {
        return;
    }
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("containerPort") else {
            continue;
        };
        if node.integer() == Some(3150) {
            let message = "Port 3150 is reserved on Fargate Windows";
            let path = format!("{}.containerPort", mapping.path);
            found.say(Said::new(
                path,
                &node.range,
                message,
                "Let it listen elsewhere.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn fargate_keeps_a_port_on_windows() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"],
            "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            "containerDefinitions": [{"portMappings": [{"containerPort": 3150}]}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert!(says(&RULE, &text.replace("WINDOWS_", "")).is_empty());
    }
}
