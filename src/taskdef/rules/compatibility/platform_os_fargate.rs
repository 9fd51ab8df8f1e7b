//! The operating systems of Fargate.

use super::platform;
use crate::taskdef::rules::prelude::*;

/// TD-PLATFORM-OS-FARGATE
pub static RULE: Rule = Rule::error(
    "TD-PLATFORM-OS-FARGATE",
    Wording::Ours,
    "Developer Guide, Task definition parameters for Fargate, runtimePlatform",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, family)) = platform(draft, "operatingSystemFamily") else {
        return;
    };
    if !draft.is_fargate() {
        return;
    }
    let severity = match family {
        "WINDOWS_SERVER_2016_FULL" | "WINDOWS_SERVER_2004_CORE" | "WINDOWS_SERVER_20H2_CORE" => {
            Severity::Error
        }
        // ECS has known them since 2025; whether Fargate has them is not documented.
        "WINDOWS_SERVER_2025_CORE" | "WINDOWS_SERVER_2025_FULL" => Severity::Warning,
        _ => return,
    };
    let near = match family.ends_with("_FULL") {
        true => "\"WINDOWS_SERVER_2022_FULL\"",
        false => "\"WINDOWS_SERVER_2022_CORE\"",
    };
    let said = Said::new(
        "$.runtimePlatform.operatingSystemFamily",
        &node.range,
        format!("{family} is not available on Fargate"),
        "Fargate has LINUX and WINDOWS_SERVER_2019 and _2022, each _CORE and _FULL.",
    );
    let said = said.fix(replace(format!("Use {near}"), node.range.clone(), near));
    found.say_as(severity, said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn fargate_has_2019_and_2022() {
        let on = |family: &str| {
            let platform = format!(r#""runtimePlatform": {{"operatingSystemFamily": "{family}"}}"#);
            format!(r#"{{"requiresCompatibilities": ["FARGATE"], {platform}}}"#)
        };
        let text = on("WINDOWS_SERVER_2016_FULL");
        assert!(says(&RULE, &text)[0].starts_with("error $.runtimePlatform.operatingSystemFamily"));
        assert_eq!(fixed(&RULE, &text), on("WINDOWS_SERVER_2022_FULL"));
        assert!(says(&RULE, &on("WINDOWS_SERVER_2025_CORE"))[0].starts_with("warning"));
        assert!(says(&RULE, &on("LINUX")).is_empty());
    }
}
