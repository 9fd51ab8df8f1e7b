//! Lines for /etc/hosts without an address.

use crate::taskdef::rules::items::items;
use crate::taskdef::rules::prelude::*;
use std::net::IpAddr;

/// TD-EXTRAHOSTS-IP
pub static RULE: Rule = Rule::warning(
    "TD-EXTRAHOSTS-IP",
    Wording::AtRunTime,
    "Docker, docker container run, --add-host",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    // There the whole list is refused.
    if draft.network_mode() == "awsvpc" {
        return;
    }
    for item in items(draft, "extraHosts") {
        let Some(node) = item.node.get("ipAddress") else {
            continue;
        };
        let address = node.text().filter(|text| !is_placeholder(text));
        let Some(address) = address.filter(|text| !is_address(text)) else {
            continue;
        };
        let message = format!("invalid IP address in add-host: \"{address}\"");
        let help = "It is an IPv4 or IPv6 address, or host-gateway for the instance.";
        let path = format!("{}.ipAddress", item.path);
        let mut said = Said::new(path, &node.range, message, help);
        if is_address(address.trim()) {
            let better = quoted(address.trim());
            said = said.fix(set_fix(draft, item.node, "ipAddress", &better));
        }
        found.say(said.fix(item.remove()));
    }
}

fn is_address(text: &str) -> bool {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    text == "host-gateway" || bare.unwrap_or(text).parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(address: &str) -> String {
        let host = format!(r#"{{"hostname": "db", "ipAddress": "{address}"}}"#);
        format!(r#"{{"containerDefinitions": [{{"extraHosts": [{host}]}}]}}"#)
    }

    #[test]
    fn a_host_has_an_address() {
        assert_eq!(
            says(&RULE, &with("db.internal")),
            [
                "warning $.containerDefinitions[0].extraHosts[0].ipAddress at «\"db.internal\"»: \
                 invalid IP address in add-host: \"db.internal\""
            ]
        );
        assert!(fixed(&RULE, &with("db.internal")).contains("[]"));
        assert_eq!(fixed(&RULE, &with("10.0.0.5 ")), with("10.0.0.5"));
        for address in ["10.0.0.5", "fd00::1", "[::1]", "host-gateway", "${ip}"] {
            assert!(says(&RULE, &with(address)).is_empty(), "{address}");
        }
    }
}
