//! Images whose names tell of another platform.

use super::platform;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::words::Words;

/// TD-PLATFORM-IMAGE-MISMATCH
pub static RULE: Rule = Rule::warning(
    "TD-PLATFORM-IMAGE-MISMATCH",
    Wording::AtRunTime,
    "Developer Guide, Amazon ECS task definitions for 64-bit ARM workloads",
    check,
);

/// What the names of images for an architecture, and of those for Windows, contain.
static ARM: Words = Words::new(&["arm64", "aarch64", "graviton"]);
static X86: Words = Words::new(&["amd64", "x86_64"]);
static WINDOWS: Words = Words::new(&["windowsservercore", "nanoserver"]);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        let image = node.text().unwrap_or_default();
        let said = |message: &str, help: String| {
            Said::new(format!("{path}.image"), &node.range, message, help)
        };
        if let Some(architecture) = other_architecture(draft, image) {
            let help = format!("The image's name speaks of {architecture}: align runtimePlatform.");
            found.say(said("exec /app: exec format error", help));
        } else if let Some(system) = other_system(draft, image) {
            let help = "Align runtimePlatform with the image.".to_owned();
            found.say_ours(said(&format!("The image's name speaks of {system}"), help));
        }
    }
}

/// The architecture of an image's name, if the tasks run on the other one.
fn other_architecture(draft: &Draft, image: &str) -> Option<&'static str> {
    let fallback = if draft.is_fargate() { "X86_64" } else { "" };
    let runs_on = match draft.root.get("runtimePlatform") {
        Some(one) if one.get("cpuArchitecture").is_some() => platform(draft, "cpuArchitecture")?.1,
        Some(_) | None => fallback,
    };
    let speaks_of = |words: &Words| words.find_in_any_case(image).is_some();
    match runs_on {
        "X86_64" if speaks_of(&ARM) => Some("ARM64"),
        "ARM64" if speaks_of(&X86) => Some("X86_64"),
        _ => None,
    }
}

/// The system of an image's name, if the tasks run on another one.
fn other_system(draft: &Draft, image: &str) -> Option<String> {
    let family = platform(draft, "operatingSystemFamily").map(|(_, family)| family);
    let windows = WINDOWS.find_in_any_case(image).is_some();
    match family {
        Some("LINUX") if windows => Some("Windows".to_owned()),
        None if windows && draft.is_fargate() => Some("Windows".to_owned()),
        Some(family) if draft.is_windows() => {
            let years = ["2016", "2019", "2022", "2025"];
            let other = |year: &&str| !family.contains(*year);
            let image = image.to_ascii_lowercase();
            let mut named = years
                .iter()
                .filter(|year| image.contains(&format!("ltsc{year}")));
            named
                .find(|year| other(year))
                .map(|year| format!("Windows Server {year}"))
        }
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{on_fargate, says};

    fn of(platform: &str, image: &str) -> String {
        let containers = format!(r#""containerDefinitions": [{{"image": "{image}"}}]"#);
        on_fargate(&format!(
            r#""runtimePlatform": {{{platform}}}, {containers}"#
        ))
    }

    #[test]
    fn architectures_are_told_apart() {
        let arm = r#""cpuArchitecture": "ARM64""#;
        assert_eq!(says(&RULE, &of("", "acme/web:1-arm64")).len(), 1);
        assert_eq!(says(&RULE, &of(arm, "acme/web:1-amd64")).len(), 1);
        assert!(says(&RULE, &of(arm, "acme/web:1-arm64")).is_empty());
    }

    #[test]
    fn systems_are_told_apart() {
        let (linux, image) = (
            r#""operatingSystemFamily": "LINUX""#,
            "a/nanoserver:ltsc2022",
        );
        let windows = r#""operatingSystemFamily": "WINDOWS_SERVER_2019_CORE""#;
        assert!(says(&RULE, &of(linux, image))[0].ends_with("speaks of Windows"));
        assert!(says(&RULE, &of(windows, image))[0].ends_with("Windows Server 2022"));
        assert!(says(&RULE, &of(&windows.replace("2019", "2022"), image)).is_empty());
    }
}
