//! Where a container's command runs.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::volumes::has_drive;

/// TD-WORKDIR-RELATIVE
pub static RULE: Rule = Rule::warning(
    "TD-WORKDIR-RELATIVE",
    Wording::AtRunTime,
    "Docker Engine API, WorkingDir",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("workingDirectory") else {
            continue;
        };
        let directory = node.text().unwrap_or_default();
        // On instances Windows need not be named.
        let fine = directory.is_empty() || directory.starts_with('/') || has_drive(directory);
        if fine || is_placeholder(directory) {
            continue;
        }
        let message = format!(
            "the working directory '{directory}' is invalid, it needs to be an absolute path"
        );
        let path = format!("{path}.workingDirectory");
        let said = Said::new(
            path,
            &node.range,
            message,
            "An absolute path starts with /.",
        );
        let better = quoted(&format!("/{}", directory.trim_start_matches("./")));
        found.say(said.fix(replace(format!("Use {better}"), node.range.clone(), better)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_windows, fixed, says};

    #[test]
    fn a_directory_is_absolute() {
        let member = |directory: &str| format!(r#""workingDirectory": "{directory}""#);
        let of = |directory: &str| {
            let member = member(directory);
            format!(r#"{{"containerDefinitions": [{{{member}}}]}}"#)
        };
        assert!(
            says(&RULE, &of("app"))[0].ends_with(
                "the working directory 'app' is invalid, it needs to be an absolute path"
            )
        );
        assert_eq!(fixed(&RULE, &of("./app")), of("/app"));
        for fine in ["/app", "C:/app", "${directory}", ""] {
            assert!(says(&RULE, &of(fine)).is_empty());
        }
        assert!(says(&RULE, &container_on_windows(&member("app"))).is_empty());
    }
}
