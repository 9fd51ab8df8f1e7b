//! Host ports where the task has a network interface of its own, or that of the host.

use super::mappings;
use crate::taskdef::rules::prelude::*;

/// TD-AWSVPC-HOSTPORT
pub static AWSVPC: Rule = Rule::error(
    "TD-AWSVPC-HOSTPORT",
    Wording::Aws,
    "ECS API, PortMapping, hostPort",
    |draft, found| must_match(draft, found, "awsvpc"),
);

/// TD-HOST-HOSTPORT
pub static HOST: Rule = Rule::error(
    "TD-HOST-HOSTPORT",
    Wording::Aws,
    "ECS API, PortMapping, hostPort",
    |draft, found| must_match(draft, found, "host"),
);

fn must_match(draft: &Draft, found: &mut Found, mode: &str) {
    if draft.network_mode() != mode {
        return;
    }
    for mapping in mappings(draft) {
        let Some(host) = mapping.node.get("hostPort") else {
            continue;
        };
        let (Some(from), Some(to)) = (host.integer(), mapping.node.integer_of("containerPort"))
        else {
            continue;
        };
        if from == to {
            continue;
        }
        let message = format!(
            "When networkMode={mode}, the host ports and container ports in port mappings must \
             match."
        );
        let help = "No port is translated in this mode: leave hostPort out.";
        let path = format!("{}.hostPort", mapping.path);
        found.say(
            Said::new(path, &host.range, message, help)
                .fix(remove_fix(mapping.node, "hostPort"))
                .fix(replace(
                    format!("Use {to}"),
                    host.range.clone(),
                    to.to_string(),
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    const TEXT: &str = r#"{"networkMode": "awsvpc", "containerDefinitions": [{"portMappings": [
        {"containerPort": 80}, {"containerPort": 80, "hostPort": 80},
        {"containerPort": 80, "hostPort": 0}]}]}"#;

    #[test]
    fn host_ports_match_or_are_absent() {
        assert_eq!(
            says(&AWSVPC, TEXT),
            [
                "error $.containerDefinitions[0].portMappings[2].hostPort at «0»: When \
              networkMode=awsvpc, the host ports and container ports in port mappings must match."
            ]
        );
        assert!(says(&AWSVPC, &fixed(&AWSVPC, TEXT)).is_empty());
        assert!(says(&HOST, TEXT).is_empty());
        let host = TEXT.replace("awsvpc", "host");
        assert!(says(&HOST, &host)[0].contains("When networkMode=host, the host ports"));
    }
}
