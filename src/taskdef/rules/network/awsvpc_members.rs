//! Members that mean nothing to a container whose task has a network interface of its own.

use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-AWSVPC-DNSSERVERS
pub static DNS_SERVERS: Rule = Rule::error(
    "TD-AWSVPC-DNSSERVERS",
    Wording::Aws,
    "ECS API, ContainerDefinition, dnsServers",
    |draft, found| {
        let message = "DNS servers are not supported on container when networkMode=awsvpc.";
        say(draft, found, "dnsServers", message, RESOLVER);
    },
);

/// TD-AWSVPC-DNSSEARCH
pub static DNS_SEARCH: Rule = Rule::error(
    "TD-AWSVPC-DNSSEARCH",
    Wording::AwsRoughly,
    "ECS API, ContainerDefinition, dnsSearchDomains",
    |draft, found| {
        let message = "DNS search domains are not supported on container when networkMode=awsvpc.";
        say(draft, found, "dnsSearchDomains", message, RESOLVER);
    },
);

/// TD-AWSVPC-EXTRAHOSTS
pub static EXTRA_HOSTS: Rule = Rule::error(
    "TD-AWSVPC-EXTRAHOSTS",
    Wording::Aws,
    "ECS API, ContainerDefinition, extraHosts",
    |draft, found| {
        let message = "Extra hosts are not supported on container when networkMode=awsvpc.";
        let help = "Containers of one task reach each other at localhost; for other hosts use \
                    Service Connect, Cloud Map or a private zone.";
        say(draft, found, "extraHosts", message, help);
    },
);

/// TD-AWSVPC-HOSTNAME
pub static HOSTNAME: Rule = Rule::error(
    "TD-AWSVPC-HOSTNAME",
    Wording::Aws,
    "ECS API, ContainerDefinition, hostname",
    |draft, found| {
        let message = "hostname is not supported on container when networkMode=awsvpc.";
        let help = "The containers of the task share the name of its network interface.";
        say(draft, found, "hostname", message, help);
    },
);

/// TD-AWSVPC-DISABLENET
pub static DISABLED: Rule = Rule::error(
    "TD-AWSVPC-DISABLENET",
    Wording::Aws,
    "ECS API, ContainerDefinition, disableNetworking",
    |draft, found| {
        let message = "Disable Networking is not supported on container when networkMode=awsvpc.";
        let help = "All containers of the task share its network interface.";
        say(draft, found, "disableNetworking", message, help);
    },
);

const RESOLVER: &str = "The subnet's resolver answers: set the DHCP options of the VPC, or rules \
                        of the Route 53 Resolver.";

fn say(draft: &Draft, found: &mut Found, member: &str, message: &str, help: &str) {
    if draft.network_mode() != "awsvpc" {
        return;
    }
    for (path, container) in draft.containers() {
        if let Some(said) = forbidden(path, container, member, message, help) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(mode: &str, members: &str) -> String {
        let list = format!(r#""containerDefinitions": [{{"name": "a", {members}}}]"#);
        format!(r#"{{"networkMode": "{mode}", {list}}}"#)
    }

    #[test]
    fn the_interface_of_the_task_has_them() {
        for (rule, members, message) in [
            (
                &DNS_SERVERS,
                r#""dnsServers": ["10.0.0.2"]"#,
                "DNS servers are",
            ),
            (
                &DNS_SEARCH,
                r#""dnsSearchDomains": ["a.b"]"#,
                "DNS search domains are",
            ),
            (&EXTRA_HOSTS, r#""extraHosts": [{}]"#, "Extra hosts are"),
            (&HOSTNAME, r#""hostname": "web""#, "hostname is"),
            (
                &DISABLED,
                r#""disableNetworking": true"#,
                "Disable Networking is",
            ),
        ] {
            let text = with("awsvpc", members);
            let said = says(rule, &text);
            let end = format!("{message} not supported on container when networkMode=awsvpc.");
            assert!(said[0].ends_with(&end), "{said:?}");
            assert!(says(rule, &fixed(rule, &text)).is_empty());
            assert!(says(rule, &with("bridge", members)).is_empty());
        }
    }

    #[test]
    fn what_a_description_writes_is_not_meant() {
        let unset = r#""dnsServers": [], "hostname": "", "disableNetworking": false"#;
        for rule in [&DNS_SERVERS, &HOSTNAME, &DISABLED] {
            assert!(says(rule, &with("awsvpc", unset)).is_empty());
        }
    }
}
