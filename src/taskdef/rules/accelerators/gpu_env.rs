//! What makes the GPUs show in a container.

use super::of_type;
use crate::taskdef::rules::prelude::*;

/// TD-GPU-ENV
pub static RULE: Rule = Rule::info(
    "TD-GPU-ENV",
    "Developer Guide, Amazon ECS task definitions for GPU workloads",
    check,
);

/// The variable that NVIDIA's images set themselves.
const NAME: &str = "NVIDIA_DRIVER_CAPABILITIES";

fn check(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() || draft.is_windows() {
        return;
    }
    for item in of_type(draft, "GPU") {
        let image = item.container.text_of("image").unwrap_or_default();
        let based = ["nvidia", "cuda"].iter().any(|word| image.contains(word));
        let named = |list| {
            let mut items = item.container.list(list).iter();
            items.any(|one| one.text_of("name") == Some(NAME))
        };
        let may_set = based || !item.container.list("environmentFiles").is_empty();
        if may_set || is_placeholder(image) || named("environment") || named("secrets") {
            continue;
        }
        let message = "An image that is not based on nvidia/cuda needs NVIDIA_DRIVER_CAPABILITIES";
        let help = "Without it the container gets the device but no driver. utility,compute is \
                    enough for most programs, all gives everything.";
        let variable = format!(r#"{{"name": "{NAME}", "value": "utility,compute"}}"#);
        let fix = match item.container.get("environment") {
            Some(list) => Fix {
                title: format!("Add {NAME}"),
                edits: vec![insert_item(draft, list, &variable)],
            },
            None => set_fix(
                draft,
                item.container,
                "environment",
                &format!("[{variable}]"),
            ),
        };
        let said = Said::new(item.path, &Draft::opening(item.node), message, help);
        found.say(said.fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(image: &str, members: &str) -> String {
        let gpu = r#""resourceRequirements": [{"type": "GPU", "value": "1"}]"#;
        format!(r#"{{"containerDefinitions": [{{"image": "{image}", {gpu}{members}}}]}}"#)
    }

    #[test]
    fn other_images_are_told_what_they_need() {
        let text = with("example/train:1", "");
        let at = "info $.containerDefinitions[0].resourceRequirements[0] at «{»";
        assert!(says(&RULE, &text)[0].starts_with(at));
        assert!(says(&RULE, &fixed(&RULE, &text)).is_empty());
        let more = with(
            "example/train:1",
            r#", "environment": [{"name": "A", "value": "b"}]"#,
        );
        assert!(fixed(&RULE, &more).contains(r#""b"}, {"name": "NVIDIA_DRIVER_CAPABILITIES""#));
        for image in [
            "nvidia/cuda:12.4.1-base",
            "pytorch/pytorch:2.5-cuda12.4",
            "${image}",
        ] {
            assert!(says(&RULE, &with(image, "")).is_empty(), "{image}");
        }
        let filed = with("a", r#", "environmentFiles": [{"type": "s3"}]"#);
        assert!(says(&RULE, &filed).is_empty());
    }
}
