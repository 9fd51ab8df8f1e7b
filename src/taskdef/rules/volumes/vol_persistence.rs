//! How long what is written to a volume is kept.

use super::{at_launch, is_scratch};
use crate::taskdef::rules::prelude::*;

/// TD-VOL-PERSISTENCE: of each volume that does not outlive its task everywhere. Nobody wonders
/// about file systems of their own, such as EFS.
pub static RULE: Rule = Rule::info(
    "TD-VOL-PERSISTENCE",
    "Developer Guide, Storage options for Amazon ECS tasks",
    check,
);

const AT_LAUNCH: (&str, &str) = (
    "Deleted with the task of a service",
    "Only a task that is run on its own can leave its EBS volume behind, if it asks for that.",
);
const SCRATCH: (&str, &str) = (
    "Gone when the task stops",
    "Containers of the task share this volume; to keep what is in it, use EFS or another file \
     system.",
);
const ON_INSTANCE: (&str, &str) = (
    "Stays on its instance",
    "A task that is placed on another instance does not find what this one wrote.",
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, volume) in draft.volumes() {
        let (message, help) = match kind(volume) {
            Some(ON_INSTANCE) if draft.is_fargate() => continue,
            Some(texts) => texts,
            None => continue,
        };
        found.say(Said::new(path, &Draft::opening(volume), message, help));
    }
}

fn kind(volume: &Node) -> Option<(&'static str, &'static str)> {
    if at_launch(volume) {
        return Some(AT_LAUNCH);
    }
    if is_scratch(volume) {
        return Some(SCRATCH);
    }
    let source = volume.get("host").and_then(|host| host.get("sourcePath"));
    if source.is_some_and(Node::is_set) {
        return Some(ON_INSTANCE);
    }
    let docker = volume.get("dockerVolumeConfiguration")?;
    let is_set = |name| docker.get(name).is_some_and(Node::is_set);
    // Drivers and their options can put it anywhere.
    if is_set("driverOpts") || docker.text_of("driver").is_some_and(|name| name != "local") {
        return None;
    }
    match docker.text_of("scope") {
        Some("shared") => Some(ON_INSTANCE),
        Some("task") | None => Some(SCRATCH),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_said_of_what_does_not_last() {
        for (volume, expected) in [
            (r#""configuredAtLaunch": true"#, Some(AT_LAUNCH)),
            (r#""name": "v""#, Some(SCRATCH)),
            (r#""host": {}"#, Some(SCRATCH)),
            (r#""host": {"sourcePath": "/srv"}"#, Some(ON_INSTANCE)),
            (
                r#""dockerVolumeConfiguration": {"driver": "local"}"#,
                Some(SCRATCH),
            ),
            (
                r#""dockerVolumeConfiguration": {"scope": "shared"}"#,
                Some(ON_INSTANCE),
            ),
            (
                r#""dockerVolumeConfiguration": {"driver": "rexray/ebs"}"#,
                None,
            ),
            (
                r#""efsVolumeConfiguration": {"fileSystemId": "fs-1"}"#,
                None,
            ),
        ] {
            let said = says(&RULE, &format!(r#"{{"volumes": [{{{volume}}}]}}"#));
            let expected =
                expected.map(|(message, _)| format!("info $.volumes[0] at «{{»: {message}"));
            assert_eq!(said, Vec::from_iter(expected), "{volume}");
        }
    }
}
