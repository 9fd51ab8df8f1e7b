//! Retired versions of Windows.

use super::platform;
use crate::taskdef::rules::prelude::*;

/// TD-PLATFORM-EOL
pub static RULE: Rule = Rule::warning(
    "TD-PLATFORM-EOL",
    Wording::Ours,
    "Developer Guide, Amazon ECS-optimized Windows AMIs",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, family)) = platform(draft, "operatingSystemFamily") else {
        return;
    };
    // Fargate refuses them, which another rule says.
    if draft.is_fargate() {
        return;
    }
    let (help, near) = match family {
        "WINDOWS_SERVER_2004_CORE" | "WINDOWS_SERVER_20H2_CORE" => (
            "Microsoft no longer supports it.",
            "\"WINDOWS_SERVER_2022_CORE\"",
        ),
        "WINDOWS_SERVER_2016_FULL" => (
            "It has neither awsvpc nor FSx.",
            "\"WINDOWS_SERVER_2022_FULL\"",
        ),
        _ => return,
    };
    let said = Said::new(
        "$.runtimePlatform.operatingSystemFamily",
        &node.range,
        format!("{family} is retired"),
        help,
    );
    found.say(said.fix(replace(format!("Use {near}"), node.range.clone(), near)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn newer_ones_come_instead() {
        let text = r#"{"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_20H2_CORE"}}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert_eq!(fixed(&RULE, text), text.replace("20H2", "2022"));
    }
}
