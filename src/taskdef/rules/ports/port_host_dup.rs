//! A port of the host twice in one task.

use super::mappings;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-PORT-HOST-DUP
pub static RULE: Rule = Rule::error(
    "TD-PORT-HOST-DUP",
    Wording::Aws,
    "ECS API, PortMapping, hostPort",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let mode = draft.network_mode();
    if !matches!(mode, "bridge" | "host" | "default") {
        return;
    }
    let mut taken: Vec<(&str, i64)> = Vec::new();
    for mapping in mappings(draft) {
        let Some(port) = mapping.static_host_port(mode) else {
            continue;
        };
        let wanted = (mapping.protocol(), port);
        if !taken.contains(&wanted) {
            taken.push(wanted);
            continue;
        }
        let message = format!(
            "{} host port '{port}' is mapped multiple times in task.",
            mapping.protocol().to_uppercase()
        );
        let help = "Each port of the instance goes to one container; with 0 it gets one that is \
                    free.";
        let path = format!("{}.hostPort", mapping.path);
        let mut said = Said::new(path, &place(mapping.node, "hostPort"), message, help);
        if mode != "host" {
            said = said.fix(set_fix(draft, mapping.node, "hostPort", "0"));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_host_port_goes_to_one_container() {
        let text = r#"{"containerDefinitions": [
            {"portMappings": [{"containerPort": 80, "hostPort": 3000}]},
            {"portMappings": [{"containerPort": 81, "hostPort": 3000}, {"containerPort": 82}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[1].portMappings[0].hostPort at «3000»: TCP host port \
              '3000' is mapped multiple times in task."
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
    }
}
