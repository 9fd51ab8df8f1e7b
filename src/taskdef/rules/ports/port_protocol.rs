//! The protocols of port mappings.

use super::mappings;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-PORT-PROTOCOL
pub static PROTOCOL: Rule = Rule::warning(
    "TD-PORT-PROTOCOL",
    Wording::Ours,
    "ECS API, PortMapping, protocol",
    protocol,
);

/// TD-PORT-APPPROTO-UDP
pub static APPLICATION: Rule = Rule::warning(
    "TD-PORT-APPPROTO-UDP",
    Wording::Ours,
    "Developer Guide, Service Connect",
    application,
);

/// TD-PORT-TCP-UDP
pub static BOTH: Rule = Rule::info("TD-PORT-TCP-UDP", "ECS API, PortMapping, protocol", both);

fn protocol(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("protocol") else {
            continue;
        };
        let Some(text) = node.text().filter(|text| !is_placeholder(text)) else {
            continue;
        };
        if matches!(text, "tcp" | "udp") {
            continue;
        }
        let better = if text.trim().eq_ignore_ascii_case("udp") {
            "udp"
        } else {
            "tcp"
        };
        let message = format!("\"{text}\" is treated as tcp");
        let path = format!("{}.protocol", mapping.path);
        let help = "The protocols are tcp and udp, in small letters.";
        let said = Said::new(path, &node.range, message, help);
        let said = said.fix(set_fix(draft, mapping.node, "protocol", &quoted(better)));
        if text.trim().eq_ignore_ascii_case("tcp") {
            // It is what was meant.
            found.say_as(Severity::Info, said);
        } else {
            found.say(said);
        }
    }
}

fn application(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("appProtocol") else {
            continue;
        };
        if mapping.protocol() != "udp" {
            continue;
        }
        let message = "appProtocol applies to tcp";
        let help = "Service Connect carries nothing over udp.";
        let path = format!("{}.appProtocol", mapping.path);
        found.say(
            Said::new(path, &node.range, message, help)
                .fix(remove_fix(mapping.node, "appProtocol")),
        );
    }
}

fn both(draft: &Draft, found: &mut Found) {
    let all: Vec<_> = mappings(draft).collect();
    for (index, mapping) in all.iter().enumerate() {
        let ports = mapping.container_ports();
        let mut earlier = all[..index].iter();
        let twin = earlier.any(|one| {
            one.container.range == mapping.container.range
                && ports.is_some()
                && one.container_ports() == ports
                && one.protocol() != mapping.protocol()
        });
        if !twin {
            continue;
        }
        let message =
            "Accepted at registration; CreateService with a load balancer on this port fails";
        let help = "The port is open for tcp and for udp, and a load balancer or a service \
                    registry that names it cannot tell which is meant.";
        let (member, path) = mapping.ports_member();
        found.say(Said::new(path, &place(mapping.node, member), message, help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(mappings: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"portMappings": [{mappings}]}}]}}"#)
    }

    #[test]
    fn a_protocol_is_tcp_or_udp() {
        let text = with(r#"{"protocol": "UDP"}"#);
        assert!(says(&PROTOCOL, &text)[0].ends_with("\"UDP\" is treated as tcp"));
        assert_eq!(fixed(&PROTOCOL, &text), with(r#"{"protocol": "udp"}"#));
    }

    #[test]
    fn service_connect_is_tcp() {
        let text = with(r#"{"protocol": "udp", "appProtocol": "http"}"#);
        assert_eq!(fixed(&APPLICATION, &text), with(r#"{"protocol": "udp"}"#));
    }

    #[test]
    fn a_port_of_both_protocols_is_told() {
        let text = with(r#"{"containerPort": 53}, {"containerPort": 53, "protocol": "udp"}"#);
        assert_eq!(says(&BOTH, &text).len(), 1);
    }
}
