//! Fargate has one network mode.

use super::place_of;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-NETMODE
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-NETMODE",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, networkMode",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    let (range, help) = match draft.root.get("networkMode") {
        Some(node) => {
            let mode = node.text().unwrap_or_default();
            // Of a value that does not exist another rule speaks.
            if !["bridge", "host", "none"].contains(&mode) {
                return;
            }
            let help = "Each Fargate task has a network interface of its own.";
            (node.range.clone(), help)
        }
        None => (
            place_of(draft, "FARGATE"),
            "Without networkMode it is bridge; Fargate tasks have network interfaces of their own.",
        ),
    };
    let message = "Fargate only supports network mode ‘awsvpc’.";
    let said = Said::new("$.networkMode", &range, message, help);
    found.say(said.fix(set_fix(draft, &draft.root, "networkMode", "\"awsvpc\"")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn without_a_mode_it_is_bridge() {
        let text = r#"{ "requiresCompatibilities": ["FARGATE"] }"#;
        let message = "Fargate only supports network mode ‘awsvpc’.";
        assert_eq!(
            says(&RULE, text),
            [format!("error $.networkMode at «\"FARGATE\"»: {message}")]
        );
        assert_eq!(
            fixed(&RULE, text),
            r#"{ "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc" }"#
        );
        assert!(says(&RULE, r#"{"requiresCompatibilities": ["EC2"]}"#).is_empty());
    }

    #[test]
    fn another_mode_is_replaced() {
        let text = r#"{"networkMode": "host", "requiresCompatibilities": ["EC2", "FARGATE"]}"#;
        assert_eq!(fixed(&RULE, text), text.replace("host", "awsvpc"));
    }
}
