//! ARM64 on Fargate needs a platform version.

use super::platform;
use crate::taskdef::rules::prelude::*;

/// TD-PLATFORM-ARM-PV
pub static RULE: Rule = Rule::info(
    "TD-PLATFORM-ARM-PV",
    "Developer Guide, Amazon ECS task definitions for 64-bit ARM workloads",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, "ARM64")) = platform(draft, "cpuArchitecture") else {
        return;
    };
    if draft.is_fargate() && !draft.is_windows() {
        found.say(Said::new(
            "$.runtimePlatform.cpuArchitecture",
            &node.range,
            "ARM64 requires platform version 1.4.0 or later",
            "Run it with platform version LATEST or 1.4.0.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{on_fargate, says};

    #[test]
    fn it_is_said_of_arm64() {
        let arm = on_fargate(r#""runtimePlatform": {"cpuArchitecture": "ARM64"}"#);
        assert_eq!(says(&RULE, &arm).len(), 1);
        assert!(says(&RULE, &arm.replace("ARM64", "X86_64")).is_empty());
    }
}
