//! Images without a fixed tag.

use super::image_chars::is_image_char;
use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-LATEST: a note, for a service gives all tasks of a deployment the same image.
/// Source: Developer Guide, "Container image resolution".
pub static RULE: Rule = Rule::info(
    "TD-IMAGE-LATEST",
    "ECS API, ContainerDefinition, image and versionConsistency",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        if !is_mutable(node.text().unwrap_or_default()) {
            continue;
        }
        found.say(Said::new(
            format!("{path}.image"),
            &node.range,
            "Mutable tag: what runs depends on when it is pulled",
            "Name a version or a digest. A service pins the digest for each deployment unless \
             versionConsistency is disabled; a single task pulls what is there.",
        ));
    }
}

/// Whether a reference has no digest and no tag, or the tag that moves.
pub fn is_mutable(image: &str) -> bool {
    let last = image.rsplit('/').next().unwrap_or_default();
    let tagged = last.contains(':') && !last.ends_with(":latest");
    !last.is_empty() && !tagged && !image.contains('@') && image.chars().all(is_image_char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn latest_and_no_tag_are_mutable() {
        let of = |image: &str| format!(r#"{{"containerDefinitions": [{{"image": "{image}"}}]}}"#);
        for image in ["nginx", "nginx:latest", "localhost:5000/nginx"] {
            assert_eq!(says(&RULE, &of(image)).len(), 1, "{image}");
        }
        for image in ["nginx:1.27", "nginx@sha256:00", "", "$IMAGE"] {
            assert!(says(&RULE, &of(image)).is_empty(), "{image}");
        }
    }
}
