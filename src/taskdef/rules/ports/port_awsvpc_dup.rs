//! A port twice on the one network interface of a task.

use super::mappings;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-PORT-AWSVPC-DUP
pub static RULE: Rule = Rule::error(
    "TD-PORT-AWSVPC-DUP",
    Wording::Aws,
    "ECS API, PortMapping, containerPort",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.network_mode() != "awsvpc" {
        return;
    }
    let mut taken: Vec<(&str, i64, i64)> = Vec::new();
    for mapping in mappings(draft) {
        let Some((first, last)) = mapping.container_ports() else {
            continue;
        };
        let protocol = mapping.protocol();
        let clash = taken
            .iter()
            .filter(|(other, from, to)| *other == protocol && *from <= last && first <= *to)
            .map(|(_, from, _)| first.max(*from))
            .min();
        taken.push((protocol, first, last));
        let Some(port) = clash else {
            continue;
        };
        let message = format!(
            "{} container port '{port}' is used multiple times in task when networkMode=awsvpc.",
            protocol.to_uppercase()
        );
        let help = "All containers of the task share one network interface, so each port can \
                    belong to one of them only.";
        let (member, path) = mapping.ports_member();
        let mut said = Said::new(path, &place(mapping.node, member), message, help);
        if let Some(list) = mapping.container.get("portMappings") {
            said = said.fix(remove_item_fix(list, mapping.index, "Remove this mapping"));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn the_ports_of_a_task_are_all_different() {
        let text = r#"{"networkMode": "awsvpc", "containerDefinitions": [
            {"portMappings": [{"containerPort": 8085}, {"containerPort": 8085, "protocol": "udp"}]},
            {"portMappings": [{"containerPortRange": "8080-8090"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[1].portMappings[0].containerPortRange at \
              «\"8080-8090\"»: TCP container port '8085' is used multiple times in task when \
              networkMode=awsvpc."
            ]
        );
        assert!(says(&RULE, &text.replace("awsvpc", "bridge")).is_empty());
    }
}
