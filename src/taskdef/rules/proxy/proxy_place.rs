//! Where there is no App Mesh proxy.

use super::{PROXY, proxy};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, on_external};

/// TD-PROXY-EXTERNAL
pub static EXTERNAL: Rule = Rule::error(
    "TD-PROXY-EXTERNAL",
    Wording::Ours,
    "Developer Guide, Amazon ECS clusters for external instances",
    external,
);

/// TD-PROXY-NETMODE
pub static MODE: Rule = Rule::error(
    "TD-PROXY-NETMODE",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, proxyConfiguration",
    mode,
);

fn external(draft: &Draft, found: &mut Found) {
    if proxy(draft).is_some() && on_external(draft) {
        let message = "App Mesh is not supported on external instances";
        found.say(said(draft, message, "External instances have no awsvpc.").fix(remove(draft)));
    }
}

fn mode(draft: &Draft, found: &mut Found) {
    let mode = draft.network_mode();
    // On Windows there is no proxy at all, and nothing external has awsvpc: others say so.
    let elsewhere = draft.is_windows() || on_external(draft);
    if proxy(draft).is_none() || mode == "awsvpc" || is_placeholder(mode) || elsewhere {
        return;
    }
    let message = "APPMESH proxy configuration is only supported in networkMode=awsvpc";
    let help = "The proxy takes over the network interface of the task.";
    let awsvpc = set_fix(draft, &draft.root, "networkMode", "\"awsvpc\"");
    found.say(said(draft, message, help).fix(awsvpc).fix(remove(draft)));
}

fn said(draft: &Draft, message: &str, help: &str) -> Said {
    let place = name_place(&draft.root, PROXY);
    Said::new("$.proxyConfiguration", &place, message, help)
}

fn remove(draft: &Draft) -> Fix {
    remove_fix(&draft.root, PROXY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_windows, says};

    const TEXT: &str =
        r#"{"networkMode": "bridge", "proxyConfiguration": {"containerName": "envoy"}}"#;

    #[test]
    fn a_proxy_needs_an_interface_of_the_task() {
        assert_eq!(
            says(&MODE, TEXT),
            [
                "error $.proxyConfiguration at «\"proxyConfiguration\"»: APPMESH proxy \
                 configuration is only supported in networkMode=awsvpc"
            ]
        );
        let awsvpc = TEXT.replace("bridge", "awsvpc");
        assert_eq!(fixed(&MODE, TEXT), awsvpc);
        assert!(says(&MODE, &awsvpc).is_empty());
        assert!(says(&MODE, &TEXT.replace("bridge", "${mode}")).is_empty());
        assert!(says(&MODE, r#"{"proxyConfiguration": {}}"#).is_empty());
        let windows = on_windows(r#""proxyConfiguration": {"containerName": "envoy"}"#);
        assert!(says(&MODE, &windows).is_empty());
    }

    #[test]
    fn external_instances_have_none() {
        let text = TEXT.replacen('{', r#"{"requiresCompatibilities": ["EXTERNAL"], "#, 1);
        assert_eq!(says(&EXTERNAL, &text).len(), 1);
        assert!(says(&MODE, &text).is_empty());
        assert!(!fixed(&EXTERNAL, &text).contains("proxy"));
        assert!(says(&EXTERNAL, TEXT).is_empty());
    }
}
