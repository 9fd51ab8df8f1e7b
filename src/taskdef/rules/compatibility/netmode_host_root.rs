//! Root on the network of the host.

use super::network_mode;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-NETMODE-HOST-ROOT: who asks for a privileged container means it. Source: Security Hub User
/// Guide, control ECS.1.
pub static RULE: Rule = Rule::warning(
    "TD-NETMODE-HOST-ROOT",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, networkMode",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((_, "host")) = network_mode(draft) else {
        return;
    };
    if draft.is_windows() || draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let user = container.text_of("user").unwrap_or("root");
        let user = user.split_once(':').map_or(user, |(user, _)| user);
        let is_meant = container.get("privileged").and_then(Node::truth) == Some(true);
        if is_meant || !matches!(user, "root" | "0" | "") {
            continue;
        }
        let member = if container.get("user").is_some() {
            "user"
        } else {
            "name"
        };
        let said = Said::new(
            format!("{path}.user"),
            &place(container, member),
            "Container runs as root on the host network",
            "It can reach whatever listens on the instance, and use any port. An image may name \
             another user itself.",
        );
        found.say(said.fix(set_fix(draft, container, "user", "\"1000\"")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn root_is_who_is_not_named() {
        let of = |container: &str| {
            format!(r#"{{"networkMode": "host", "containerDefinitions": [{container}]}}"#)
        };
        for root in [
            r#"{"name": "a"}"#,
            r#"{"user": "0:0"}"#,
            r#"{"user": "root"}"#,
        ] {
            assert_eq!(says(&RULE, &of(root)).len(), 1, "{root}");
            assert!(says(&RULE, &fixed(&RULE, &of(root))).is_empty());
        }
        for meant in [r#"{"user": "app"}"#, r#"{"name": "a", "privileged": true}"#] {
            assert!(says(&RULE, &of(meant)).is_empty(), "{meant}");
        }
    }
}
