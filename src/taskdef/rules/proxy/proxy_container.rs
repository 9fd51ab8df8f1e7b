//! The container that is the proxy.

use super::proxy;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{container, is_open, name_of};

/// TD-PROXY-CONTAINER
pub static RULE: Rule = Rule::error(
    "TD-PROXY-CONTAINER",
    Wording::Aws,
    "ECS API, ProxyConfiguration, containerName",
    check,
);

/// Of so many containers one is offered.
const FEW: usize = 3;

fn check(draft: &Draft, found: &mut Found) {
    let Some((proxy, node)) = proxy(draft).and_then(|one| Some((one, one.get("containerName")?)))
    else {
        return;
    };
    let name = node.text().unwrap_or_default();
    // Without any container ECS speaks of that.
    let alone = draft.containers().next().is_none();
    if alone || name.is_empty() || is_open(draft, name) || container(draft, name).is_some() {
        return;
    }
    let message = format!("Proxy container [{name}] does not exist.");
    let help = "It is the name of the container of this definition that runs Envoy.";
    let mut said = Said::new(
        "$.proxyConfiguration.containerName",
        &node.range,
        message,
        help,
    );
    for (_, other) in draft.containers().take(FEW) {
        let name = quoted(name_of(other));
        said = said.fix(set_fix(draft, proxy, "containerName", &name));
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_proxy_is_a_container_of_the_task() {
        let text = r#"{"proxyConfiguration": {"containerName": "envoy"},
            "containerDefinitions": [{"name": "mesh"}, {"name": "web"}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.proxyConfiguration.containerName at «\"envoy\"»: Proxy container [envoy] \
                 does not exist."
            ]
        );
        assert!(fixed(&RULE, text).contains(r#"{"containerName": "mesh"}"#));
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        assert!(says(&RULE, &text.replace("envoy", "${proxy}")).is_empty());
        assert!(
            says(
                &RULE,
                r#"{"proxyConfiguration": {"containerName": "envoy"}}"#
            )
            .is_empty()
        );
        assert!(says(&RULE, r#"{"proxyConfiguration": {"type": "APPMESH"}}"#).is_empty());
    }
}
