//! Tasks that are kept apart from others on their instance.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_managed;

/// The member of the definition.
const TRUSTED: &str = "trustedExecutionConfiguration";

/// TD-TRUSTED-MI
pub static MANAGED: Rule = Rule::error(
    "TD-TRUSTED-MI",
    Wording::Ours,
    "ECS API, TrustedExecutionConfiguration",
    managed,
);

/// TD-TRUSTED-POLICY
pub static POLICY: Rule = Rule::error(
    "TD-TRUSTED-POLICY",
    Wording::Ours,
    "ECS API, TrustedExecutionConfiguration, attestationPolicy",
    policy,
);

/// TD-TRUSTED-POLICY-EXTRA
pub static SPARE: Rule = Rule::warning(
    "TD-TRUSTED-POLICY-EXTRA",
    Wording::Ours,
    "ECS API, TrustedExecutionConfiguration, attestationPolicy",
    spare,
);

const PATH: &str = "$.trustedExecutionConfiguration.attestationPolicy";

/// The configuration with the place of its isolation mode and the mode, unless that is a variable.
fn isolation<'d, 'a>(draft: &'d Draft<'a>) -> Option<(&'d Node<'a>, &'d Node<'a>, &'d str)> {
    let trusted = draft.root.get(TRUSTED)?;
    let node = trusted.get("isolationMode")?;
    let mode = node.text().filter(|mode| !is_placeholder(mode))?;
    Some((trusted, node, mode))
}

fn managed(draft: &Draft, found: &mut Found) {
    let Some((_, node, mode)) = isolation(draft) else {
        return;
    };
    if mode == "SHARED" || on_managed(draft) {
        return;
    }
    let message = "Trusted execution is supported only on Managed Instances";
    let help = "Everywhere else tasks run as with SHARED, which is what they do without it.";
    let path = "$.trustedExecutionConfiguration.isolationMode";
    let instances = r#"["MANAGED_INSTANCES"]"#;
    found.say(
        Said::new(path, &node.range, message, help)
            .fix(set_fix(
                draft,
                &draft.root,
                "requiresCompatibilities",
                instances,
            ))
            .fix(remove_fix(&draft.root, TRUSTED)),
    );
}

fn policy(draft: &Draft, found: &mut Found) {
    let Some((trusted, node, "CONFIDENTIAL_SANDBOX")) = isolation(draft) else {
        return;
    };
    let help = "It says as base64 which containers the sandbox may run.";
    let Some(policy) = trusted.get("attestationPolicy").filter(|one| one.is_set()) else {
        let message = "attestationPolicy is required for CONFIDENTIAL_SANDBOX";
        found.say(Said::new(PATH, &node.range, message, help));
        return;
    };
    let legal = |text: &str| is_base64(text) || is_placeholder(text);
    if policy.text().is_some_and(|text| !legal(text)) {
        let message = "attestationPolicy is not base64";
        found.say(Said::new(PATH, &policy.range, message, help));
    }
}

fn spare(draft: &Draft, found: &mut Found) {
    let Some((trusted, _, mode)) = isolation(draft) else {
        return;
    };
    let Some(policy) = trusted.get("attestationPolicy").filter(|one| one.is_set()) else {
        return;
    };
    if mode == "CONFIDENTIAL_SANDBOX" {
        return;
    }
    let message = "attestationPolicy is only used with CONFIDENTIAL_SANDBOX";
    let help = "With another isolation mode nothing is attested.";
    found.say(
        Said::new(PATH, &policy.range, message, help).fix(remove_fix(trusted, "attestationPolicy")),
    );
}

/// Whether a text is base64 with its padding. Source: RFC 4648, section 4.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - digits.len() < 3 && digits.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(mode: &str, policy: &str) -> String {
        let members = format!(r#""isolationMode": "{mode}"{policy}"#);
        let trusted = format!(r#""trustedExecutionConfiguration": {{{members}}}"#);
        format!(r#"{{"requiresCompatibilities": ["EC2"], {trusted}}}"#)
    }

    #[test]
    fn managed_instances_have_sandboxes() {
        let text = with("ISOLATED_SANDBOX", "");
        assert_eq!(
            says(&MANAGED, &text),
            [
                "error $.trustedExecutionConfiguration.isolationMode at «\"ISOLATED_SANDBOX\"»: \
                 Trusted execution is supported only on Managed Instances"
            ]
        );
        assert!(says(&MANAGED, &fixed(&MANAGED, &text)).is_empty());
        for mode in ["SHARED", "${mode}"] {
            assert!(says(&MANAGED, &with(mode, "")).is_empty(), "{mode}");
        }
    }

    #[test]
    fn a_confidential_sandbox_has_a_policy() {
        let of = |policy: &str| {
            with(
                "CONFIDENTIAL_SANDBOX",
                &format!(r#", "attestationPolicy": "{policy}""#),
            )
        };
        let absent = says(&POLICY, &with("CONFIDENTIAL_SANDBOX", ""));
        assert!(absent[0].ends_with("attestationPolicy is required for CONFIDENTIAL_SANDBOX"));
        assert_eq!(says(&POLICY, &of("")), absent);
        for wrong in ["a", "abc", "ab-_", "a===", "package policy"] {
            assert!(
                says(&POLICY, &of(wrong))[0].ends_with("is not base64"),
                "{wrong}"
            );
        }
        for right in ["YQ==", "YWI=", "YWJj", "${policy}"] {
            assert!(says(&POLICY, &of(right)).is_empty(), "{right}");
        }
        assert!(says(&SPARE, &of("YQ==")).is_empty());
    }

    #[test]
    fn another_mode_has_none() {
        let text = with("SHARED", r#", "attestationPolicy": "YQ==""#);
        assert_eq!(says(&SPARE, &text).len(), 1);
        assert_eq!(fixed(&SPARE, &text), with("SHARED", ""));
    }
}
