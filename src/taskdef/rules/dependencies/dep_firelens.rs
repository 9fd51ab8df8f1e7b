//! Waiting for the log router.

use super::dependencies;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, place};

/// TD-DEP-FIRELENS
pub static ENDS: Rule = Rule::warning(
    "TD-DEP-FIRELENS",
    Wording::Ours,
    "Developer Guide, Custom log routing",
    ends,
);

/// TD-DEP-FIRELENS-BRIDGE
pub static BRIDGE: Rule = Rule::info(
    "TD-DEP-FIRELENS-BRIDGE",
    "Developer Guide, Custom log routing",
    bridge,
);

fn ends(draft: &Draft, found: &mut Found) {
    for one in dependencies(draft) {
        if !one.is_for_the_end() {
            continue;
        }
        let target = one.target(draft);
        if target.is_none_or(|target| target.get("firelensConfiguration").is_none()) {
            continue;
        }
        let message = "Use START or HEALTHY for the log router";
        let help = "The router runs as long as there is something to log.";
        let (path, range) = one.at("condition");
        found.say(Said::new(path, &range, message, help).fix(set_fix(
            draft,
            one.node,
            "condition",
            "\"START\"",
        )));
    }
}

fn bridge(draft: &Draft, found: &mut Found) {
    if draft.network_mode() != "bridge" {
        return;
    }
    let mut containers = draft.containers();
    let Some((_, router)) = containers.find(|(_, one)| one.get("firelensConfiguration").is_some())
    else {
        return;
    };
    let router = name_of(router);
    for (path, container) in draft.containers() {
        let logging = container.get("logConfiguration");
        let driver = logging.and_then(|logging| logging.text_of("logDriver"));
        let mut waits = container.list("dependsOn").iter();
        let waits = waits.any(|one| one.text_of("containerName") == Some(router));
        if driver != Some("awsfirelens") || waits || name_of(container) == router {
            continue;
        }
        let message = "In bridge mode start the router first";
        let help = "What a container logs before the router runs is lost.";
        let place = place(container, "dependsOn");
        let mut said = Said::new(format!("{path}.dependsOn"), &place, message, help);
        if container.list("dependsOn").is_empty() {
            let router = quoted(router);
            let list = format!(r#"[{{"containerName": {router}, "condition": "START"}}]"#);
            said = said.fix(set_fix(draft, container, "dependsOn", &list));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    const TEXT: &str = r#"{"containerDefinitions": [
        {"name": "log", "firelensConfiguration": {"type": "fluentbit"}},
        {"name": "web", "logConfiguration": {"logDriver": "awsfirelens"}}]}"#;

    #[test]
    fn in_bridge_mode_the_router_comes_first() {
        assert_eq!(says(&BRIDGE, TEXT).len(), 1);
        let better = fixed(&BRIDGE, TEXT);
        assert!(says(&BRIDGE, &better).is_empty());
        assert!(says(&ENDS, &better).is_empty());
        assert_eq!(says(&ENDS, &better.replace("START", "COMPLETE")).len(), 1);
    }
}
