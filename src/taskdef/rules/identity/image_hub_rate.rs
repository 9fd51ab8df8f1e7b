//! Images of Docker Hub are pulled at a limited rate.

use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-HUB-RATE
pub static RULE: Rule = Rule {
    wording: Wording::AtRunTime,
    ..Rule::info(
        "TD-IMAGE-HUB-RATE",
        "Developer Guide, CannotPullContainer task errors",
        check,
    )
};

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        let image = node.text().unwrap_or_default();
        let credentials = container.get("repositoryCredentials");
        let open = image.is_empty() || is_placeholder(image);
        if !open && credentials.is_none() && is_of_docker_hub(image) {
            found.say(Said::new(
                format!("{path}.image"),
                &node.range,
                "ERROR: toomanyrequests: Too Many Requests.",
                "Docker Hub limits pulls without an account. Amazon ECR Public has the official \
                 images too, and a private registry can cache them.",
            ));
        }
    }
}

/// Whether a reference names no registry, or that of Docker Hub.
fn is_of_docker_hub(image: &str) -> bool {
    match image.split_once('/') {
        Some(("docker.io" | "index.docker.io" | "registry-1.docker.io", _)) | None => true,
        Some((first, _)) => !first.contains(['.', ':']) && first != "localhost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn names_without_a_registry_are_of_docker_hub() {
        let of = |image: &str| format!(r#"{{"containerDefinitions": [{{"image": "{image}"}}]}}"#);
        for hub in ["nginx:1.27", "grafana/loki", "docker.io/library/nginx"] {
            assert_eq!(says(&RULE, &of(hub)).len(), 1, "{hub}");
        }
        for other in ["public.ecr.aws/a/b", "localhost:5000/a", "quay.io/a/b"] {
            assert!(says(&RULE, &of(other)).is_empty(), "{other}");
        }
    }
}
