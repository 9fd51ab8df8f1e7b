//! Windows containers write to their root.

use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-READONLY-ROOTFS-WIN
pub static RULE: Rule = Rule::warning(
    "TD-READONLY-ROOTFS-WIN",
    Wording::Ours,
    "ECS API, ContainerDefinition, readonlyRootFilesystem",
    check,
);

const MESSAGE: &str = "readonlyRootFilesystem is not supported for Windows containers";
const HELP: &str = "Windows has no file systems that cannot be written to.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        if let Some(said) = forbidden(path, container, "readonlyRootFilesystem", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{
        container_on_fargate, container_on_windows, fixed, says,
    };

    #[test]
    fn it_is_for_linux() {
        let member = r#""readonlyRootFilesystem": true"#;
        let text = container_on_windows(member);
        assert_eq!(says(&RULE, &text).len(), 1);
        assert_eq!(fixed(&RULE, &text), container_on_windows(""));
        assert!(says(&RULE, &text.replace("true", "false")).is_empty());
        assert!(says(&RULE, &container_on_fargate(member)).is_empty());
    }
}
