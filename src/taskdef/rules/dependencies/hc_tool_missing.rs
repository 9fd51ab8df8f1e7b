//! A health check with a program that the image hardly has.

use super::health_checks;
use crate::taskdef::rules::prelude::*;

/// TD-HC-TOOL-MISSING
pub static RULE: Rule = Rule {
    wording: Wording::AtRunTime,
    ..Rule::info("TD-HC-TOOL-MISSING", "ECS API, HealthCheck, command", check)
};

fn check(draft: &Draft, found: &mut Found) {
    for (path, check, container) in health_checks(draft) {
        let Some(command) = check.get("command") else {
            continue;
        };
        let image = container.text_of("image").unwrap_or_default();
        let words = command.items().iter().filter_map(Node::text);
        let line = words.collect::<Vec<_>>().join(" ");
        let Some(missing) = missing(image, &line) else {
            continue;
        };
        let message = "UNHEALTHY … executable file not found";
        let help = format!(
            "By its name this image has no {missing}, and the check runs inside the container: \
             build a small probe into the image."
        );
        found.say(Said::new(
            format!("{path}.command"),
            &command.range,
            message,
            help,
        ));
    }
}

/// What such an image does not have and such a line needs.
fn missing(image: &str, line: &str) -> Option<&'static str> {
    let uses = |program: &str| line.split_whitespace().any(|word| word == program);
    if image.contains("distroless") || image.contains("scratch") {
        let programs = ["curl", "wget"].into_iter().find(|program| uses(program));
        return programs.or(uses("CMD-SHELL").then_some("shell"));
    }
    let slim = image.contains("alpine") || image.contains("-slim");
    (slim && uses("curl")).then_some("curl")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn small_images_have_few_programs() {
        let text = r#"{"containerDefinitions": [{"image": "nginx:alpine",
            "healthCheck": {"command": ["CMD-SHELL", "curl -f localhost || exit 1"]}}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert!(says(&RULE, &text.replace("curl -f", "wget -q")).is_empty());
        assert!(says(&RULE, &text.replace(":alpine", "")).is_empty());
        assert_eq!(
            missing("gcr.io/distroless/base", "CMD-SHELL /ok"),
            Some("shell")
        );
    }
}
