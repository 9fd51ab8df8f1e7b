//! Port mappings without a network.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-NONE-PORTS
pub static RULE: Rule = Rule::error(
    "TD-NONE-PORTS",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, networkMode",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.network_mode() != "none" {
        return;
    }
    for (path, container) in draft.containers() {
        if container.list("portMappings").is_empty() {
            continue;
        }
        let message = "Port mappings are not supported when networkMode=none.";
        let help = "In this mode the containers have no connection to the outside.";
        let place = name_place(container, "portMappings");
        found.say(
            Said::new(format!("{path}.portMappings"), &place, message, help)
                .fix(remove_fix(container, "portMappings")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn no_network_no_ports() {
        let text = r#"{"networkMode": "none", "containerDefinitions": [
            {"name": "job", "portMappings": [{"containerPort": 80}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].portMappings at «\"portMappings\"»: Port mappings \
              are not supported when networkMode=none."
            ]
        );
        assert!(!fixed(&RULE, text).contains("portMappings"));
    }
}
