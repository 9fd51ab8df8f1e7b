//! Whose traffic the proxy leaves alone: its own.

use super::{PROPERTIES, add, property, proxy};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{container, name_place};

/// TD-PROXY-UID. That one of them is required is in the API's prose; that the user has to be that
/// of the container shows only when the task runs, so it is a warning.
pub static RULE: Rule = Rule::error(
    "TD-PROXY-UID",
    Wording::Ours,
    "ECS API, ProxyConfiguration, properties",
    check,
);

/// The user of Envoy. Source: AWS App Mesh User Guide, Envoy image.
const ENVOY: &str = "1337";

const HELP: &str = "The proxy would catch its own traffic: traffic of this user is let through.";

fn check(draft: &Draft, found: &mut Found) {
    let Some(proxy) = proxy(draft) else {
        return;
    };
    let name = proxy.text_of("containerName").unwrap_or_default();
    let user = container(draft, name).and_then(|one| one.text_of("user"));
    let user = user.and_then(|user| user.split(':').next());
    let user = user.filter(|user| is_number(user));
    let ignored = property(proxy, "IgnoredUID");
    let value = value_of(ignored);
    if value.is_none() && value_of(property(proxy, "IgnoredGID")).is_none() {
        let message = "IgnoredUID or IgnoredGID is required";
        let range = name_place(proxy, "properties");
        let user = user.unwrap_or(ENVOY);
        let fix = match ignored {
            Some(property) => set_fix(draft, property, "value", &quoted(user)),
            None => add(draft, proxy, &[("IgnoredUID", user)]),
        };
        found.say(Said::new(PROPERTIES, &range, message, HELP).fix(fix));
        return;
    }
    let (Some(property), Some(value), Some(user)) = (ignored, value, user) else {
        return;
    };
    if let Some(uid) = value.text().filter(|uid| is_number(uid) && *uid != user) {
        let message = format!("IgnoredUID is {uid}, but the proxy runs as {user}");
        let said = Said::new(PROPERTIES, &value.range, message, HELP);
        let fix = set_fix(draft, property, "value", &quoted(user));
        found.say_as(Severity::Warning, said.fix(fix));
    }
}

/// The value of a property that has one.
fn value_of<'d, 'a>(property: Option<&'d Node<'a>>) -> Option<&'d Node<'a>> {
    property?.get("value").filter(|value| value.is_set())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(properties: &str) -> String {
        format!(
            r#"{{"proxyConfiguration": {{"containerName": "envoy", "properties": [{properties}]}},
            "containerDefinitions": [{{"name": "envoy", "user": "1337:1337"}}]}}"#
        )
    }

    #[test]
    fn the_proxy_lets_itself_through() {
        let text = with(r#"{"name": "AppPorts", "value": "80"}"#);
        assert_eq!(
            says(&RULE, &text),
            [
                "error $.proxyConfiguration.properties at «\"properties\"»: IgnoredUID or \
                 IgnoredGID is required"
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, &text)).is_empty());
        let empty = with(r#"{"name": "IgnoredUID", "value": ""}"#);
        assert_eq!(fixed(&RULE, &empty), empty.replace("\"\"", "\"1337\""));
        assert!(says(&RULE, &with(r#"{"name": "IgnoredGID", "value": "5"}"#)).is_empty());
    }

    #[test]
    fn its_user_is_that_of_the_container() {
        let text = with(r#"{"name": "IgnoredUID", "value": "1000"}"#);
        assert_eq!(
            says(&RULE, &text),
            [
                "warning $.proxyConfiguration.properties at «\"1000\"»: IgnoredUID is 1000, but \
                 the proxy runs as 1337"
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, &text)).is_empty());
        assert!(says(&RULE, &text.replace("\"1337:1337\"", "\"envoy\"")).is_empty());
    }
}
