//! Ports that must not or cannot be reached.

use super::mappings;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-PORT-FIRELENS-24224
pub static FIRELENS: Rule = Rule::warning(
    "TD-PORT-FIRELENS-24224",
    Wording::Ours,
    "Developer Guide, Custom log routing",
    firelens,
);

/// TD-PORT-DISABLED-NET
pub static NO_NETWORK: Rule = Rule::warning(
    "TD-PORT-DISABLED-NET",
    Wording::Ours,
    "ECS API, ContainerDefinition, disableNetworking",
    no_network,
);

fn firelens(draft: &Draft, found: &mut Found) {
    let mut containers = draft.containers();
    if !containers.any(|(_, one)| one.get("firelensConfiguration").is_some()) {
        return;
    }
    for mapping in mappings(draft) {
        let ports = mapping.container_ports();
        if !ports.is_some_and(|(first, last)| (first..=last).contains(&24224)) {
            continue;
        }
        let message = "24224 is the FireLens forward port; do not publish it";
        let help = "Whoever reaches this port can write logs.";
        let (member, path) = mapping.ports_member();
        let mut said = Said::new(path, &place(mapping.node, member), message, help);
        if let Some(list) = mapping.container.get("portMappings") {
            said = said.fix(remove_item_fix(list, mapping.index, "Remove this mapping"));
        }
        found.say(said);
    }
}

fn no_network(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let disabled = container.get("disableNetworking");
        let Some(node) = disabled.filter(|node| node.truth() == Some(true)) else {
            continue;
        };
        if container.list("portMappings").is_empty() {
            continue;
        }
        let message = "Networking is off in this container";
        let help = "Its port mappings lead nowhere.";
        found.say(
            Said::new(
                format!("{path}.disableNetworking"),
                &node.range,
                message,
                help,
            )
            .fix(remove_fix(container, "disableNetworking"))
            .fix(remove_fix(container, "portMappings")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn the_port_of_the_log_router_stays_inside() {
        let text = r#"{"containerDefinitions": [{"firelensConfiguration": {"type": "fluentbit"},
            "portMappings": [{"containerPort": 24224}]}]}"#;
        assert_eq!(says(&FIRELENS, text).len(), 1);
        assert!(says(&FIRELENS, &text.replace("firelens", "other")).is_empty());
    }

    #[test]
    fn no_network_leads_nowhere() {
        let text = r#"{"containerDefinitions": [{"disableNetworking": true,
            "portMappings": [{"containerPort": 80}]}]}"#;
        assert_eq!(says(&NO_NETWORK, text).len(), 1);
        assert!(says(&NO_NETWORK, &text.replace("true", "false")).is_empty());
    }
}
