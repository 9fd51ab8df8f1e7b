//! The properties that every proxy needs.

use super::{PROPERTIES, add, property, proxy};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-PROXY-PROPS. The text about the first of them is known, those about the others are not.
pub static MISSING: Rule = Rule::error(
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    #[test]
    fn all_of_them_come_at_once() {
        let text = r#"{"proxyConfiguration": {"containerName": "envoy"}}"#;
        assert_eq!(
            says(&MISSING, text),
            ["error $.proxyConfiguration.properties at «{»: Ingress port not found"]
        );
        assert!(says(&MISSING, &fixed(&MISSING, text)).is_empty());
        let empty = r#"{"proxyConfiguration": {"containerName": "envoy", "properties": []}}"#;
        assert!(says(&MISSING, &fixed(&MISSING, empty)).is_empty());
    }

    #[test]
    fn each_is_looked_for() {
        let text = "{\"proxyConfiguration\": {\"properties\": [\n  \
                    {\"name\": \"ProxyIngressPort\", \"value\": \"15000\"},\n  \
                    {\"name\": \"AppPorts\", \"value\": \"80\"}\n]}}";
        let first = found(&MISSING, text).remove(0);
        assert_eq!(first.message, "The property ProxyEgressPort is missing");
        assert_eq!(first.wording, Wording::Ours);
        let better = fixed(&MISSING, text);
        assert!(
            better.contains("\"80\"},\n  {\"name\": \"ProxyEgressPort\", \"value\": \"15001\"},\n")
        );
        assert!(says(&MISSING, &better).is_empty());
        let open = text.replace("AppPorts", "${name}");
        assert!(says(&MISSING, &open).is_empty());
        assert!(says(&MISSING, "{}").is_empty());
    }
}
