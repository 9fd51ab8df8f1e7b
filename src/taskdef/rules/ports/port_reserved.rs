//! Ports of the instance that are or may be taken.

use super::{Mapping, mappings};
use crate::taskdef::rules::prelude::*;

/// The ports of SSH, Docker and the agent. Source: ECS API, PortMapping `hostPort`.
const RESERVED_PORTS: [i64; 6] = [22, 2375, 2376, 51678, 51679, 51680];

/// TD-PORT-RESERVED
pub static RESERVED: Rule = Rule::warning(
    "TD-PORT-RESERVED",
    Wording::AtRunTime,
    "ECS API, PortMapping, hostPort",
    reserved,
);

/// TD-PORT-EPHEMERAL
pub static EPHEMERAL: Rule = Rule::warning(
    "TD-PORT-EPHEMERAL",
    Wording::AtRunTime,
    "ECS API, PortMapping, hostPort",
    ephemeral,
);

/// TD-PORT-STATIC-DENSITY
pub static DENSITY: Rule = Rule::info(
    "TD-PORT-STATIC-DENSITY",
    "ECS API, PortMapping, hostPort",
    density,
);

fn reserved(draft: &Draft, found: &mut Found) {
    for (mapping, node, port) in written(draft, &["bridge", "host"]) {
        if RESERVED_PORTS.contains(&port) {
            let message = "… is already using a port required by your task.";
            let help = "SSH, Docker or the container agent has this port on every instance, so \
                        the task is never placed.";
            found.say(said(draft, &mapping, node, message, help));
        }
    }
}

fn ephemeral(draft: &Draft, found: &mut Found) {
    for (mapping, node, port) in written(draft, &["bridge"]) {
        if port >= 32768 && !RESERVED_PORTS.contains(&port) {
            let message = "port is already allocated";
            let help = "From 32768 on the instance gives out ports by itself, and this one may \
                        be gone when the task starts.";
            found.say(said(draft, &mapping, node, message, help));
        }
    }
}

fn density(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() {
        return;
    }
    let all = written(draft, &["bridge"]);
    let Some((mapping, node, _)) = all.first() else {
        return;
    };
    let message = "One task per instance; at most 100 reserved ports per instance";
    let help = "An instance has each port once. With host port 0 and a target group, several \
                tasks fit, and a new one starts before the old one goes.";
    let path = format!("{}.hostPort", mapping.path);
    let zero = |(_, node, _): &(Mapping, &Node, i64)| Edit {
        range: node.range.clone(),
        text: "0".to_owned(),
    };
    found.say(Said::new(path, &node.range, message, help).fix(Fix {
        title: "Use 0 for all host ports".to_owned(),
        edits: all.iter().map(zero).collect(),
    }));
}

/// The mappings with a host port other than 0, in one of some network modes.
fn written<'d, 'a>(
    draft: &'d Draft<'a>,
    modes: &[&str],
) -> Vec<(Mapping<'d, 'a>, &'d Node<'a>, i64)> {
    if !modes.contains(&draft.network_mode()) {
        return Vec::new();
    }
    let with_port = |mapping: Mapping<'d, 'a>| {
        let node = mapping.node.get("hostPort")?;
        let port = mapping.static_host_port("bridge")?;
        Some((mapping, node, port))
    };
    mappings(draft).filter_map(with_port).collect()
}

fn said(draft: &Draft, mapping: &Mapping, node: &Node, message: &str, help: &str) -> Said {
    let path = format!("{}.hostPort", mapping.path);
    let said = Said::new(path, &node.range, message, help);
    if draft.network_mode() == "host" {
        return said;
    }
    said.fix(set_fix(draft, mapping.node, "hostPort", "0"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn some_ports_are_taken() {
        let text = r#"{"containerDefinitions": [{"portMappings": [{"hostPort": 22},
            {"hostPort": 51678}, {"hostPort": 40000}, {"hostPort": 0}, {"hostPort": 80}]}]}"#;
        assert_eq!(says(&RESERVED, text).len(), 2);
        assert_eq!(
            says(&EPHEMERAL, text),
            [
                "warning $.containerDefinitions[0].portMappings[2].hostPort at «40000»: port is \
              already allocated"
            ]
        );
        assert!(fixed(&EPHEMERAL, text).contains(r#"51678}, {"hostPort": 0}"#));
        assert_eq!(says(&DENSITY, text).len(), 1);
        assert!(says(&DENSITY, &fixed(&DENSITY, text)).is_empty());
        let awsvpc = text.replacen('{', r#"{"networkMode": "awsvpc", "#, 1);
        assert!(says(&RESERVED, &awsvpc).is_empty());
        assert!(says(&DENSITY, &awsvpc).is_empty());
    }
}
