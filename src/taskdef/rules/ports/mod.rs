//! Rules of port mappings and links.

mod awsvpc_hostport;
mod awsvpc_links;
mod links_unknown;
mod links_windows;
mod none_ports;
mod port_awsvpc_dup;
mod port_fargate_win_3150;
mod port_host_dup;
mod port_hostportrange;
mod port_name_format;
mod port_protocol;
mod port_range_agent;
mod port_range_max;
mod port_range_overlap;
mod port_range_syntax;
mod port_range_value;
mod port_reserved;
mod port_unused;

use super::Rule;
use super::items::items;
use crate::taskdef::draft::Draft;
use crate::taskdef::node::Node;
use crate::taskdef::path::Path;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &port_hostportrange::RULE,
    &port_range_syntax::TOGETHER,
    &port_range_value::CONTAINER,
    &port_range_value::HOST,
    &port_range_syntax::SYNTAX,
    &port_range_syntax::MODE,
    &port_range_max::RULE,
    &awsvpc_hostport::AWSVPC,
    &awsvpc_hostport::HOST,
    &none_ports::RULE,
    &port_awsvpc_dup::RULE,
    &port_range_overlap::RULE,
    &port_host_dup::RULE,
    &port_name_format::FORMAT,
    &port_name_format::TWICE,
    &port_name_format::MISSING,
    &port_protocol::PROTOCOL,
    &port_protocol::APPLICATION,
    &port_protocol::BOTH,
    &port_fargate_win_3150::RULE,
    &port_reserved::RESERVED,
    &port_reserved::EPHEMERAL,
    &port_reserved::DENSITY,
    &port_range_agent::RULE,
    &port_unused::FIRELENS,
    &port_unused::NO_NETWORK,
    &awsvpc_links::RULE,
    &links_unknown::RULE,
    &links_windows::RULE,
];

/// A port mapping with its surroundings.
struct Mapping<'d, 'a> {
    path: Path,
    node: &'d Node<'a>,
    container: &'d Node<'a>,
    index: usize,
}

/// All port mappings of the task, in the order of the text.
fn mappings<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = Mapping<'d, 'a>> {
    items(draft, "portMappings").map(|item| Mapping {
        path: item.path,
        node: item.node,
        container: item.container,
        index: item.index,
    })
}

impl Mapping<'_, '_> {
    /// Its protocol; whatever is not udp is tcp. Source: ECS API, PortMapping `protocol`.
    fn protocol(&self) -> &'static str {
        match self.node.text_of("protocol") {
            Some("udp") => "udp",
            Some(_) | None => "tcp",
        }
    }

    /// Its container ports, first and last; None if they are not legal.
    fn container_ports(&self) -> Option<(i64, i64)> {
        match self.node.text_of("containerPortRange") {
            Some(range) => port_range(range),
            None => {
                let port = self.node.integer_of("containerPort")?;
                is_port(port).then_some((port, port))
            }
        }
    }

    /// The member that says the container ports, and its path.
    fn ports_member(&self) -> (&'static str, String) {
        let member = match self.node.get("containerPortRange") {
            Some(_) => "containerPortRange",
            None => "containerPort",
        };
        (member, format!("{}.{member}", self.path))
    }

    /// The port on the instance that it wants for itself, in bridge or host mode.
    fn static_host_port(&self, mode: &str) -> Option<i64> {
        let port = match (self.node.get("hostPort"), mode) {
            (Some(port), _) => port.integer()?,
            (None, "host") => self.node.integer_of("containerPort")?,
            (None, _) => return None,
        };
        is_port(port).then_some(port)
    }
}

/// Whether a number is a port.
fn is_port(number: i64) -> bool {
    (1..=65535).contains(&number)
}

/// The first and the last port of `8000-8010`. Source: ECS API, PortMapping `containerPortRange`.
fn port_range(text: &str) -> Option<(i64, i64)> {
    let (first, last) = text.split_once('-')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(first) || !digits(last) {
        return None;
    }
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (is_port(first) && is_port(last) && first < last).then_some((first, last))
}
