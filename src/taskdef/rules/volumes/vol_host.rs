//! Directories of the instance.

use super::{configurations, has_drive, mounts, name_of};
use crate::taskdef::rules::prelude::*;

/// Directories that give away the instance.
const SENSITIVE: [&str; 6] = [
    "/",
    "/etc",
    "/proc",
    "/root",
    "/var/run/docker.sock",
    "/run/docker.sock",
];

/// TD-VOL-HOST-PATH
pub static PATH: Rule = Rule::warning(
    "TD-VOL-HOST-PATH",
    Wording::Ours,
    "ECS API, HostVolumeProperties, sourcePath; Docker, bind mounts",
    host_path,
);

/// TD-VOL-HOST-EMPTY-STRING. Source of its text: aws/amazon-ecs-cli, issues on blank source paths.
pub static EMPTY: Rule = Rule::error(
    "TD-VOL-HOST-EMPTY-STRING",
    Wording::Aws,
    "ECS API, HostVolumeProperties, sourcePath",
    empty,
);

/// TD-VOL-HOST-WIN-DRIVE
pub static DRIVE: Rule = Rule::at_run_time(
    "TD-VOL-HOST-WIN-DRIVE",
    "ECS API, MountPoint, containerPath",
    drive,
);

/// The source paths with their places and their volumes.
fn sources<'d, 'a>(draft: &'d Draft<'a>) -> Vec<(String, &'d Node<'a>, &'d str, &'d Node<'a>)> {
    let mut sources = Vec::new();
    for (path, host, volume) in configurations(draft, "host") {
        let node = host.get("sourcePath");
        if let Some((node, text)) = node.and_then(|node| Some((node, node.text()?))) {
            sources.push((format!("{path}.sourcePath"), node, text, volume));
        }
    }
    sources
}

fn host_path(draft: &Draft, found: &mut Found) {
    // On Fargate a rule of Fargate refuses it.
    if draft.is_fargate() {
        return;
    }
    for (path, node, source, _) in sources(draft) {
        if is_blank(source) || is_placeholder(source) {
            continue;
        }
        let plain = match source.trim_end_matches('/') {
            "" => "/",
            plain => plain,
        };
        let absolute = has_drive(source) || (source.starts_with('/') && !draft.is_windows());
        if !absolute {
            let message = format!("Host path {source} is not absolute");
            let help = "On Linux it starts with a slash, on Windows with a drive.";
            found.say(Said::new(path, &node.range, message, help));
        } else if SENSITIVE.contains(&plain) {
            let message = format!("Host path {source} exposes the instance");
            let help = "Whoever gets into the container gets at the instance: mount less, and \
                        read-only.";
            found.say(Said::new(path, &node.range, message, help));
        }
    }
}

fn empty(draft: &Draft, found: &mut Found) {
    for (path, host, _) in configurations(draft, "host") {
        let source = host.get("sourcePath");
        let Some(node) = source.filter(|node| node.text().is_some_and(is_blank)) else {
            continue;
        };
        let message = "host.sourcePath should not be blank.";
        let help = "Without it, Docker chooses a directory, and nothing in it is kept.";
        found.say(
            Said::new(format!("{path}.sourcePath"), &node.range, message, help)
                .fix(remove_fix(host, "sourcePath")),
        );
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn drive(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    let letter = |path: &str| {
        path.chars()
            .next()
            .map(|letter| letter.to_ascii_uppercase())
    };
    for (path, node, source, volume) in sources(draft) {
        let name = name_of(volume);
        let elsewhere = mounts(draft).any(|mount| {
            let target = mount.node.text_of("containerPath").unwrap_or_default();
            mount.volume() == name && has_drive(target) && letter(target) != letter(source)
        });
        if has_drive(source) && elsewhere {
            let help = "On Windows the directory of the instance and the path in the container \
                        are on the same drive.";
            found.say(Said::new(
                path,
                &node.range,
                "invalid volume specification",
                help,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(source: &str) -> String {
        format!(r#"{{"volumes": [{{"name": "v", "host": {{"sourcePath": "{source}"}}}}]}}"#)
    }

    #[test]
    fn some_paths_give_the_instance_away() {
        let at = "warning $.volumes[0].host.sourcePath at";
        assert_eq!(
            says(&PATH, &with("/etc/")),
            [format!(
                "{at} «\"/etc/\"»: Host path /etc/ exposes the instance"
            )]
        );
        assert_eq!(says(&PATH, &with("data")).len(), 1);
        assert!(says(&PATH, &with("/srv/data")).is_empty());
        assert!(says(&EMPTY, &fixed(&EMPTY, &with(""))).is_empty());
    }

    #[test]
    fn windows_stays_on_a_drive() {
        let text = r#"{"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            "containerDefinitions": [
            {"mountPoints": [{"sourceVolume": "v", "containerPath": "C:\\my"}]}],
            "volumes": [{"name": "v", "host": {"sourcePath": "D:\\my"}}]}"#;
        assert_eq!(says(&DRIVE, text).len(), 1);
        assert!(says(&DRIVE, &text.replace("D:", "c:")).is_empty());
    }
}
