//! The platform that Fargate takes without being told.

use super::place_of;
use crate::taskdef::rules::prelude::*;

/// TD-PLATFORM-FARGATE-DEFAULT
pub static RULE: Rule = Rule::info(
    "TD-PLATFORM-FARGATE-DEFAULT",
    "Developer Guide, Task definition parameters for Fargate, runtimePlatform",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let platform = draft.root.get("runtimePlatform");
    let said_so = platform.is_some_and(|one| one.get("operatingSystemFamily").is_some());
    if !draft.is_fargate() || said_so {
        return;
    }
    let said = Said::new(
        "$.runtimePlatform",
        &place_of(draft, "FARGATE"),
        "Defaults to LINUX/X86_64; say so explicitly",
        "The guide calls the operating system required; ECS fills it in.",
    );
    let fix = match platform {
        Some(platform) => insert_fix(draft, platform, "operatingSystemFamily", "\"LINUX\""),
        None => {
            let json = r#"{"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"}"#;
            set_fix(draft, &draft.root, "runtimePlatform", json)
        }
    };
    found.say(said.fix(fix));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn the_platform_is_written_out() {
        for text in [
            on_fargate(r#""family": "a""#),
            on_fargate(r#""runtimePlatform": {"cpuArchitecture": "ARM64"}"#),
        ] {
            assert_eq!(says(&RULE, &text).len(), 1);
            assert!(says(&RULE, &fixed(&RULE, &text)).is_empty());
        }
    }
}
