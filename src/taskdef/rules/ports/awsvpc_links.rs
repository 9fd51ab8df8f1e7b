//! Links outside bridge mode.

use crate::taskdef::rules::prelude::*;

/// TD-AWSVPC-LINKS
pub static RULE: Rule = Rule::error(
    "TD-AWSVPC-LINKS",
    Wording::Aws,
    "ECS API, ContainerDefinition, links",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let mode = draft.network_mode();
    if !matches!(mode, "awsvpc" | "host" | "none") {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(links) = container.get("links").filter(|links| links.is_set()) else {
            continue;
        };
        let message = format!("Links are not supported when networkMode={mode}.");
        let help = "Links belong to bridge mode. Containers that share a network interface reach \
                    each other at localhost.";
        found.say(
            Said::new(format!("{path}.links"), &links.range, message, help)
                .fix(remove_fix(container, "links")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn links_need_bridge_mode() {
        let text = r#"{"networkMode": "awsvpc", "containerDefinitions": [{"links": ["db"]}, {}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].links at «[\"db\"]»: Links are not supported when \
              networkMode=awsvpc."
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        assert!(says(&RULE, &text.replace("awsvpc", "bridge")).is_empty());
    }
}
