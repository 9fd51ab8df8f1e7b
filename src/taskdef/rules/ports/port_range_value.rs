//! Numbers that are no ports.

use super::{is_port, mappings};
use crate::taskdef::node::Kind;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, place};

/// TD-PORT-RANGE-VALUE
pub static CONTAINER: Rule = Rule::error(
    "TD-PORT-RANGE-VALUE",
    Wording::Aws,
    "ECS API, PortMapping, containerPort",
    container,
);

/// TD-PORT-HOST-VALUE
pub static HOST: Rule = Rule::error(
    "TD-PORT-HOST-VALUE",
    Wording::AwsRoughly,
    "ECS API, PortMapping, hostPort",
    host,
);

fn container(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let port = mapping.node.get("containerPort");
        let legal = match port {
            Some(node) => node.integer().is_none_or(is_port),
            // What is no object has another finding.
            None if !matches!(mapping.node.kind, Kind::Object(_)) => true,
            None => mapping.node.get("containerPortRange").is_some(),
        };
        if legal {
            continue;
        }
        let name = name_of(mapping.container);
        let message = format!("Invalid 'containerPort' setting for container '{name}'.");
        let help = match port {
            Some(_) => "A port is a number from 1 to 65535.",
            None => {
                "Every mapping needs its own containerPort: containerPort, hostPort and protocol \
                 go into one object, not into three."
            }
        };
        let path = format!("{}.containerPort", mapping.path);
        let place = place(mapping.node, "containerPort");
        let mut said = Said::new(path, &place, message, help);
        if port.is_none()
            && let Some(host) = mapping
                .node
                .integer_of("hostPort")
                .filter(|port| is_port(*port))
        {
            let host = host.to_string();
            said = said.fix(set_fix(draft, mapping.node, "containerPort", &host));
        }
        found.say(said);
    }
}

fn host(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("hostPort") else {
            continue;
        };
        if node
            .integer()
            .is_none_or(|port| (0..=65535).contains(&port))
        {
            continue;
        }
        let name = name_of(mapping.container);
        let message = format!("Invalid 'hostPort' setting for container '{name}'.");
        let help = "A host port is a number of 1 to 65535, or 0 for one that is free.";
        let path = format!("{}.hostPort", mapping.path);
        found.say(
            Said::new(path, &node.range, message, help).fix(remove_fix(mapping.node, "hostPort")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(mapping: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"name": "web", "portMappings": [{mapping}]}}]}}"#)
    }

    #[test]
    fn a_container_port_is_there_and_is_a_port() {
        assert_eq!(
            says(&CONTAINER, &with(r#"{"containerPort": 65536}"#)),
            [
                "error $.containerDefinitions[0].portMappings[0].containerPort at «65536»: Invalid \
              'containerPort' setting for container 'web'."
            ]
        );
        let split = with(r#"{"hostPort": 80}"#);
        assert!(says(&CONTAINER, &split)[0].contains("at «{»"));
        assert!(says(&CONTAINER, &fixed(&CONTAINER, &split)).is_empty());
        assert!(says(&CONTAINER, &with(r#"{"containerPortRange": "1-2"}"#)).is_empty());
    }

    #[test]
    fn a_host_port_may_be_zero() {
        assert!(says(&HOST, &with(r#"{"hostPort": 0}"#)).is_empty());
        assert_eq!(says(&HOST, &with(r#"{"hostPort": -1}"#)).len(), 1);
    }
}
