//! Tags that ECS does not resolve.

use super::image_latest::is_mutable;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-VERSION-CONSISTENCY-DIGEST
pub static RULE: Rule = Rule::info(
    "TD-VERSION-CONSISTENCY-DIGEST",
    "ECS API, ContainerDefinition, versionConsistency",
    check,
);

const MEMBER: &str = "versionConsistency";

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let image = container.text_of("image").unwrap_or_default();
        if container.text_of(MEMBER) != Some("disabled") || is_placeholder(image) {
            continue;
        }
        let (message, help, fix) = if image.contains('@') {
            let message = "versionConsistency has no effect on an image with a digest";
            let help = "A digest always is the same image; there is no tag to resolve.";
            (message, help, remove_fix(container, MEMBER))
        } else if is_mutable(image) {
            let message = "Tasks of one deployment may run different images";
            let help = "Each task pulls what the tag means at that moment. Enabled, ECS resolves \
                        it once for each deployment.";
            let fix = set_fix(draft, container, MEMBER, "\"enabled\"");
            (message, help, fix)
        } else {
            continue;
        };
        let range = place(container, MEMBER);
        let path = format!("{path}.{MEMBER}");
        found.say(Said::new(path, &range, message, help).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_moving_tag_should_be_resolved_and_a_digest_need_not() {
        let of = |image: &str, rest: &str| {
            format!(r#"{{"containerDefinitions": [{{"image": "{image}"{rest}}}]}}"#)
        };
        let disabled = r#", "versionConsistency": "disabled""#;
        let enabled = r#", "versionConsistency": "enabled""#;
        let text = of("nginx:latest", disabled);
        assert_eq!(fixed(&RULE, &text), of("nginx:latest", enabled));
        assert_eq!(
            fixed(&RULE, &of("nginx@sha256:0", disabled)),
            of("nginx@sha256:0", "")
        );
        for (image, rest) in [
            ("nginx:1.27", disabled),
            ("nginx", enabled),
            ("${i}", disabled),
        ] {
            assert!(says(&RULE, &of(image, rest)).is_empty());
        }
    }
}
