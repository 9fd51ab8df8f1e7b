//! The platform of Fargate, and ECS Exec.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group::new("Platform and ECS Exec", FIELDS, summary);

const PLATFORM: &str = "platformVersion";
const EXEC: &str = "enableExecuteCommand";

const FIELDS: &[Field] = &[
    field(PLATFORM, "platformVersion of Fargate")
        .default("LATEST")
        .wide()
        .when(|seen| seen.on_fargate() && (!seen.is_external() || seen.updates())),
    field(EXEC, "enableExecuteCommand: ECS Exec").wide(),
];

fn summary(seen: &Seen) -> String {
    let version = match seen.text(PLATFORM) {
        _ if !seen.on_fargate() => "",
        "" => "LATEST",
        version => version,
    };
    match (version, seen.is_on(EXEC)) {
        ("", true) => "ECS Exec on".to_owned(),
        ("", false) => "ECS Exec off".to_owned(),
        (version, true) => format!("{version}, ECS Exec on"),
        (version, false) => version.to_owned(),
    }
}
