//! The properties that every proxy needs, and their values.

use super::{PROPERTIES, add, property, proxy};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-PROXY-PROPS. The texts about the first of them and about values are known, those about the
/// other properties are not.
///
/// Source of the text about values: amazon-ecs-deploy-task-definition on GitHub, issue 163.
pub static RULE: Rule = Rule::error(
    "TD-PROXY-PROPS",
    Wording::Aws,
    "ECS API, ProxyConfiguration, properties",
    check,
);

/// The properties and usual values. Source of the values: AWS App Mesh User Guide, Getting started
/// with AWS App Mesh and Amazon ECS.
const NEEDED: [(&str, &str); 4] = [
    ("ProxyIngressPort", "15000"),
    ("ProxyEgressPort", "15001"),
    ("AppPorts", "8080"),
    ("EgressIgnoredIPs", "169.254.170.2,169.254.169.254"),
];

fn check(draft: &Draft, found: &mut Found) {
    let Some(proxy) = proxy(draft) else {
        return;
    };
    without_values(draft, proxy, found);
    // ECS looks for them after it has read all values.
    if found.has_said() {
        return;
    }
    let missing = NEEDED.iter().filter(|one| property(proxy, one.0).is_none());
    let missing: Vec<(&str, &str)> = missing.copied().collect();
    let Some((first, _)) = missing.first() else {
        return;
    };
    let range = name_place(proxy, "properties");
    let help = "Besides IgnoredUID or IgnoredGID a proxy has ProxyIngressPort, ProxyEgressPort, \
                AppPorts, EgressIgnoredPorts and EgressIgnoredIPs; the last two may be empty.";
    let known = *first == "ProxyIngressPort";
    let message = match known {
        true => "Ingress port not found".to_owned(),
        false => format!("The property {first} is missing"),
    };
    let said = Said::new(PROPERTIES, &range, message, help).fix(add(draft, proxy, &missing));
    match known {
        true => found.say(said),
        false => found.say_ours(said),
    }
}

fn without_values(draft: &Draft, proxy: &Node, found: &mut Found) {
    for (index, property) in proxy.list("properties").iter().enumerate() {
        if property.get("name").is_none() || property.member("value").is_some() {
            continue;
        }
        let message = "ProxyConfiguration properties value cannot be null.";
        let help = "A list without items is an empty text. Some tools leave those out when they \
                    send a definition on.";
        let path = format!("{PROPERTIES}[{index}]");
        found.say(
            Said::new(path, &Draft::opening(property), message, help)
                .fix(insert_fix(draft, property, "value", "\"\"")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    #[test]
    fn all_of_them_come_at_once() {
        let text = r#"{"proxyConfiguration": {"containerName": "envoy"}}"#;
        assert_eq!(
            says(&RULE, text),
            ["error $.proxyConfiguration.properties at «{»: Ingress port not found"]
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        let empty = r#"{"proxyConfiguration": {"containerName": "envoy", "properties": []}}"#;
        assert!(says(&RULE, &fixed(&RULE, empty)).is_empty());
    }

    #[test]
    fn each_is_looked_for() {
        let text = "{\"proxyConfiguration\": {\"properties\": [\n  \
                    {\"name\": \"ProxyIngressPort\", \"value\": \"15000\"},\n  \
                    {\"name\": \"AppPorts\", \"value\": \"80\"}\n]}}";
        let first = found(&RULE, text).remove(0);
        assert_eq!(first.message, "The property ProxyEgressPort is missing");
        assert_eq!(first.wording, Wording::Ours);
        let better = fixed(&RULE, text);
        assert!(
            better.contains("\"80\"},\n  {\"name\": \"ProxyEgressPort\", \"value\": \"15001\"},\n")
        );
        assert!(says(&RULE, &better).is_empty());
        let open = text.replace("AppPorts", "${name}");
        assert!(says(&RULE, &open).is_empty());
        assert!(says(&RULE, "{}").is_empty());
    }

    #[test]
    fn each_has_a_value() {
        let text = r#"{"proxyConfiguration": {"properties": [{"name": "EgressIgnoredPorts"}]}}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.proxyConfiguration.properties[0] at «{»: ProxyConfiguration properties \
                 value cannot be null."
            ]
        );
        let better = r#"{"name": "EgressIgnoredPorts", "value": ""}"#;
        assert!(fixed(&RULE, text).contains(better));
        assert_eq!(says(&RULE, &fixed(&RULE, text)).len(), 1);
    }
}
