//! What is in a router's image.

use super::routers;
use crate::taskdef::rules::identity::repository_name;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-FIRELENS-TYPE-IMAGE
pub static RULE: Rule = Rule::warning(
    "TD-FIRELENS-TYPE-IMAGE",
    Wording::Ours,
    "ECS API, FirelensConfiguration, type",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for router in routers(draft) {
        let image = router.container.text_of("image").unwrap_or_default();
        let name = repository_name(image);
        let (d, bit) = (
            name.contains("fluentd"),
            name.contains("fluent-bit") || name.contains("fluentbit"),
        );
        let better = match router.kind() {
            "fluentbit" if d && !bit => "\"fluentd\"",
            "fluentd" if bit && !d => "\"fluentbit\"",
            _ => continue,
        };
        let message = "Router type and image disagree";
        let help = "The type says which of the two reads the configuration that ECS writes.";
        let path = format!("{}.firelensConfiguration.type", router.path);
        let said = Said::new(path, &place(router.node, "type"), message, help);
        found.say(said.fix(set_fix(draft, router.node, "type", better)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn fluentd_is_not_fluent_bit() {
        let of = |image: &str, kind: &str| {
            let router = format!(r#""firelensConfiguration": {{"type": "{kind}"}}"#);
            format!(r#"{{"containerDefinitions": [{{"image": "{image}", {router}}}]}}"#)
        };
        let (bit, d) = ("amazon/aws-for-fluent-bit:stable", "fluent/fluentd:v1.18");
        assert_eq!(fixed(&RULE, &of(bit, "fluentd")), of(bit, "fluentbit"));
        assert_eq!(fixed(&RULE, &of(d, "fluentbit")), of(d, "fluentd"));
        for (image, kind) in [(bit, "fluentbit"), (d, "fluentd"), ("router:1", "fluentd")] {
            assert!(says(&RULE, &of(image, kind)).is_empty());
        }
    }
}
