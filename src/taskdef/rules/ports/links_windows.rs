//! Network members that Windows containers do not have.

use crate::taskdef::rules::prelude::*;

/// The members. Source: ECS API, ContainerDefinition: each says so.
const MEMBERS: [&str; 5] = [
    "links",
    "dnsServers",
    "dnsSearchDomains",
    "extraHosts",
    "disableNetworking",
];

/// TD-LINKS-WINDOWS
pub static RULE: Rule = Rule::warning(
    "TD-LINKS-WINDOWS",
    Wording::Ours,
    "ECS API, ContainerDefinition, links",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        for member in MEMBERS {
            let Some(node) = container.get(member).filter(|node| node.is_set()) else {
                continue;
            };
            let message = format!("{member} is not supported for Windows containers");
            found.say(
                Said::new(
                    format!("{path}.{member}"),
                    &node.range,
                    message,
                    "ECS takes it and nothing comes of it: leave it out.",
                )
                .fix(remove_fix(container, member)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn windows_has_no_links() {
        let text = r#"{"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            "containerDefinitions": [{"links": ["db"], "dnsServers": []}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "warning $.containerDefinitions[0].links at «[\"db\"]»: links is not supported for \
              Windows containers"
            ]
        );
    }
}
