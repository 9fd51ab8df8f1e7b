//! The length of an image reference.

use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-LEN
pub static RULE: Rule = Rule::error(
    "TD-IMAGE-LEN",
    Wording::Ours,
    "ECS API, ContainerDefinition, image",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        let image = node.text().unwrap_or_default();
        let counted = image.split_once('@').map_or(image, |(before, _)| before);
        if counted.chars().count() > 255 && !is_placeholder(image) {
            found.say(Said::new(
                format!("{path}.image"),
                &node.range,
                "Container.image is longer than 255 characters",
                "A digest does not count: only the part before the @ does.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn a_digest_does_not_count() {
        let of = |image: &str| format!(r#"{{"containerDefinitions": [{{"image": "{image}"}}]}}"#);
        let long = "a".repeat(250);
        assert!(says(&RULE, &of(&format!("{long}@sha256:0123456789"))).is_empty());
        assert_eq!(says(&RULE, &of(&format!("{long}:0.1.2"))).len(), 1);
    }
}
