//! App Mesh has ended.

use super::{PROXY, proxy};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-PROXY-EOL
pub static RULE: Rule = Rule::warning(
    "TD-PROXY-EOL",
    Wording::Ours,
    "AWS Containers Blog, Migrating from AWS App Mesh to Amazon ECS Service Connect",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if proxy(draft).is_none() {
        return;
    }
    let message = "App Mesh is discontinued; use Service Connect or VPC Lattice";
    let help = "AWS ended it on 30 September 2026. Service Connect is set up in the service and \
                brings its own proxy: the definition needs only names for its ports.";
    let place = name_place(&draft.root, PROXY);
    found.say(
        Said::new("$.proxyConfiguration", &place, message, help)
            .fix(remove_fix(&draft.root, PROXY)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_proxy_is_of_the_past() {
        let text = r#"{"family": "a", "proxyConfiguration": {"containerName": "envoy"}}"#;
        assert!(says(&RULE, text)[0].starts_with("warning $.proxyConfiguration at"));
        assert_eq!(fixed(&RULE, text), r#"{"family": "a"}"#);
        assert!(says(&RULE, r#"{"proxyConfiguration": null}"#).is_empty());
    }
}
