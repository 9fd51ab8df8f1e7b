//! The form of a digest.

use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-DIGEST. Of images ECS is known to check the letters only; what is no reference is found
/// when it is pulled.
pub static RULE: Rule = Rule::at_run_time(
    "TD-IMAGE-DIGEST",
    "ECS API, ContainerDefinition, image",
    check,
);

fn is_digest(digest: &str) -> bool {
    let digits = digest.strip_prefix("sha256:").unwrap_or_default();
    digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        let image = node.text().unwrap_or_default();
        let Some((_, digest)) = image.split_once('@') else {
            continue;
        };
        if !is_digest(digest) && !is_placeholder(image) {
            found.say(Said::new(
                format!("{path}.image"),
                &node.range,
                "Only sha256 digests with 64 hex digits are supported",
                format!("After the @ comes sha256: and the digits. Here it is \"{digest}\"."),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn a_digest_has_64_digits() {
        let of = |image: &str| format!(r#"{{"containerDefinitions": [{{"image": "{image}"}}]}}"#);
        let whole = format!("nginx@sha256:{}", "0a".repeat(32));
        assert!(says(&RULE, &of(&whole)).is_empty());
        assert_eq!(says(&RULE, &of(&format!("{whole}0"))).len(), 1);
        assert_eq!(says(&RULE, &of("nginx@1.27")).len(), 1);
    }
}
