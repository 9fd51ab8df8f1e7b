//! Image references that Docker does not read.

use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-REFERENCE
pub static RULE: Rule = Rule::warning(
    "TD-IMAGE-REFERENCE",
    Wording::AtRunTime,
    "distribution/reference, reference grammar; Developer Guide, CannotPullContainer task errors",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        let image = node.text().unwrap_or_default();
        if image.is_empty() || is_placeholder(image) {
            continue;
        }
        let Some((problem, better)) = problem(image) else {
            continue;
        };
        let mut said = Said::new(
            format!("{path}.image"),
            &node.range,
            format!("CannotPullContainerError: invalid reference format{problem}"),
            "It registers, and no task can pull it.",
        );
        if let Some(better) = better {
            said = said.fix(set_fix(draft, container, "image", &quoted(&better)));
        }
        found.say(said);
    }
}

/// What the message adds, and a reference without the problem.
fn problem(image: &str) -> Option<(&'static str, Option<String>)> {
    for scheme in ["https://", "http://", "docker://"] {
        if let Some(bare) = image.strip_prefix(scheme) {
            return Some(("", Some(bare.to_owned())));
        }
    }
    let bare = image.trim_end_matches([':', '/']);
    if bare != image {
        return Some(("", Some(bare.to_owned())));
    }
    let path = image.split_once('@').map_or(image, |(path, _)| path);
    // A colon before the last slash belongs to the port of the registry.
    let last = path.rfind('/').map_or(0, |slash| slash + 1);
    let (_, tagged) = path.split_at(last);
    let (name, tag) = tagged.split_once(':').unwrap_or((tagged, ""));
    if tag.contains(':') || tag.len() > 128 {
        return Some(("", None));
    }
    let (repository, rest) = image.split_at(last + name.len());
    let registry = repository.split_once('/').map_or("", |(first, _)| first);
    let has_host = registry.contains(['.', ':']) || registry == "localhost";
    let path_from = if has_host { registry.len() } else { 0 };
    let (host, path) = repository.split_at(path_from);
    if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let lower = format!("{host}{}{rest}", path.to_ascii_lowercase());
        return Some((": repository name must be lowercase", Some(lower)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn of(image: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"image": "{image}"}}]}}"#)
    }

    #[test]
    fn references_that_docker_does_not_read_are_mended() {
        for (image, better) in [
            ("https://quay.io/a/b:1", "quay.io/a/b:1"),
            ("nginx:", "nginx"),
            ("Acme/Web:V1", "acme/web:V1"),
            ("Host.example:5000/Web", "Host.example:5000/web"),
        ] {
            assert_eq!(fixed(&RULE, &of(image)), of(better));
        }
        assert_eq!(says(&RULE, &of("nginx:1:2")).len(), 1);
    }

    #[test]
    fn good_references_pass() {
        for image in [
            "nginx",
            "localhost:5000/a/b:V1",
            "public.ecr.aws/a/b@sha256:00",
        ] {
            assert!(says(&RULE, &of(image)).is_empty(), "{image}");
        }
    }
}
