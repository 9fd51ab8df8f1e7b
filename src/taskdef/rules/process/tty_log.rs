//! What a terminal makes of logs.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-TTY-LOG
pub static RULE: Rule = Rule::info(
    "TD-TTY-LOG",
    "ECS API, ContainerDefinition, pseudoTerminal; Docker Engine API, Tty",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        if !container.get("pseudoTerminal").is_some_and(Node::is_set) {
            continue;
        }
        let message = "With a terminal, stdout and stderr are one stream";
        let help = "Programs that see a terminal also write colours, and the codes of the colours \
                    reach the logs.";
        let range = place(container, "pseudoTerminal");
        let said = Said::new(format!("{path}.pseudoTerminal"), &range, message, help);
        found.say(said.fix(remove_fix(container, "pseudoTerminal")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_terminal_is_a_choice() {
        let text = r#"{"containerDefinitions": [{"pseudoTerminal": true}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert_eq!(fixed(&RULE, text), r#"{"containerDefinitions": [{}]}"#);
        assert!(says(&RULE, &text.replace("true", "false")).is_empty());
    }
}
