//! Ports of the host are there once.

use super::network_mode;
use crate::taskdef::rules::prelude::*;

/// TD-NETMODE-HOST-DENSITY
pub static RULE: Rule = Rule::info(
    "TD-NETMODE-HOST-DENSITY",
    "ECS API, RegisterTaskDefinition, networkMode",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, "host")) = network_mode(draft) else {
        return;
    };
    let containers = draft.container_list();
    let has_ports = containers
        .iter()
        .any(|one| !one.list("portMappings").is_empty());
    if has_ports && !draft.is_fargate() {
        found.say(Said::new(
            "$.networkMode",
            &node.range,
            "Only one task per instance can use these host ports; rolling updates need a free \
             instance or minimumHealthyPercent < 100",
            "With bridge and host port 0, or with awsvpc, tasks do not meet.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_said_where_ports_are_mapped() {
        let of = |ports: &str| {
            let container = format!(r#"{{"portMappings": [{ports}]}}"#);
            format!(r#"{{"networkMode": "host", "containerDefinitions": [{container}]}}"#)
        };
        assert_eq!(says(&RULE, &of(r#"{"containerPort": 80}"#)).len(), 1);
        assert!(says(&RULE, &of("")).is_empty());
    }
}
