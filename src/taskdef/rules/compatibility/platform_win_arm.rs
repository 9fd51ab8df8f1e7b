//! Windows has no ARM64.

use super::platform;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::sizes::{message, task_size};

/// TD-PLATFORM-WIN-ARM
pub static RULE: Rule = Rule::error(
    "TD-PLATFORM-WIN-ARM",
    Wording::Aws,
    "Developer Guide, Amazon ECS task definitions for 64-bit ARM workloads",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, "ARM64")) = platform(draft, "cpuArchitecture") else {
        return;
    };
    if !draft.is_windows() {
        return;
    }
    let said = |message: String| {
        let help = "Windows containers run on X86_64 only.";
        let path = "$.runtimePlatform.cpuArchitecture";
        let fix = replace("Use \"X86_64\"", node.range.clone(), "\"X86_64\"");
        Said::new(path, &node.range, message, help).fix(fix)
    };
    // Fargate looks for a size of this platform and finds none, hence its text.
    match task_size(draft).filter(|_| draft.is_fargate()) {
        Some(size) => found.say(said(message(size))),
        None => found.say_ours(said("Windows containers have no ARM64".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn fargate_speaks_of_the_size() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "cpu": "1024", "memory": "2048",
            "runtimePlatform":
            {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "ARM64"}}"#;
        assert_eq!(
            says(&RULE, text),
            [concat!(
                "error $.runtimePlatform.cpuArchitecture at «\"ARM64\"»: ",
                "No Fargate configuration exists for given values: 1024 CPU, 2048 memory. ",
                "See the Amazon ECS documentation for the valid values."
            )]
        );
        assert_eq!(fixed(&RULE, text), text.replace("ARM64", "X86_64"));
        let on_instances = text.replace("FARGATE", "EC2");
        assert!(says(&RULE, &on_instances)[0].ends_with("Windows containers have no ARM64"));
    }
}
