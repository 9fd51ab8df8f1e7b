//! Credential specifications on Fargate.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-CREDSPEC
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-CREDSPEC",
    Wording::Ours,
    "ECS API, ContainerDefinition, credentialSpecs",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(list) = container.get("credentialSpecs") else {
            continue;
        };
        for (index, item) in list.items().iter().enumerate() {
            let spec = item.text().unwrap_or_default();
            let domain_joined = spec.strip_prefix("credentialspec:");
            if is_placeholder(spec) || !draft.is_windows() && domain_joined.is_none() {
                continue;
            }
            let said = Said::new(
                format!("{path}.credentialSpecs[{index}]"),
                &item.range,
                "Fargate supports only credentialspecdomainless",
                "The host is in no domain. For Windows containers Fargate has no gMSA at all.",
            );
            let fix = match domain_joined.filter(|_| !draft.is_windows()) {
                Some(rest) => {
                    let json = quoted(&format!("credentialspecdomainless:{rest}"));
                    replace("Use credentialspecdomainless", item.range.clone(), json)
                }
                None => remove_item_fix(list, index, "Remove it"),
            };
            found.say(said.fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{
        container_on_fargate, container_on_windows, fixed, says,
    };

    #[test]
    fn linux_has_the_domainless_form_and_windows_none() {
        let of = |prefix: &str| format!(r#""credentialSpecs": ["{prefix}:arn:aws:s3:::b/f"]"#);
        let domainless = of("credentialspecdomainless");
        assert_eq!(
            fixed(&RULE, &container_on_fargate(&of("credentialspec"))),
            container_on_fargate(&domainless)
        );
        assert!(says(&RULE, &container_on_fargate(&domainless)).is_empty());
        assert_eq!(says(&RULE, &container_on_windows(&domainless)).len(), 1);
    }
}
