//! Volumes that are configured at launch.

use super::{at_launch, mounts, name_of};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_external, place};

/// TD-VOL-EBS-ONE
pub static ONE: Rule = Rule::error(
    "TD-VOL-EBS-ONE",
    Wording::Ours,
    "ECS API, Volume, configuredAtLaunch",
    one,
);

/// TD-VOL-EXTERNAL-EBS
pub static EXTERNAL: Rule = Rule::error(
    "TD-VOL-EXTERNAL-EBS",
    Wording::Ours,
    "Developer Guide, Amazon EBS volumes",
    external,
);

/// TD-VOL-EBS-OS
pub static WINDOWS: Rule = Rule::warning(
    "TD-VOL-EBS-OS",
    Wording::Ours,
    "ECS API, ServiceManagedEBSVolumeConfiguration, filesystemType; amazon-ecs-agent 1.87.0",
    windows,
);

/// TD-VOL-EBS-NONROOT
pub static USER: Rule = Rule::warning(
    "TD-VOL-EBS-NONROOT",
    Wording::AtRunTime,
    "Developer Guide, Amazon EBS volumes; amazon-ecs-agent 1.99.0",
    user,
);

/// The volumes of the launch, with the paths of what makes them that.
pub(super) fn launched<'d, 'a>(
    draft: &'d Draft<'a>,
) -> impl Iterator<Item = (String, &'d Node<'a>)> {
    let volumes = draft.volumes().filter(|(_, volume)| at_launch(volume));
    volumes.map(|(path, volume)| (format!("{path}.configuredAtLaunch"), volume))
}

fn one(draft: &Draft, found: &mut Found) {
    for (path, volume) in launched(draft).skip(1) {
        let message = "Only one volume configured at launch is supported per task definition";
        let help = "A task gets at most one Amazon EBS volume.";
        found.say(
            Said::new(path, &place(volume, "configuredAtLaunch"), message, help)
                .fix(remove_fix(volume, "configuredAtLaunch")),
        );
    }
}

fn external(draft: &Draft, found: &mut Found) {
    if !on_external(draft) {
        return;
    }
    for (path, volume) in launched(draft) {
        let message = "EBS volumes are for EC2 and Fargate";
        let help = "An external instance has no EBS volumes to attach.";
        found.say(
            Said::new(path, &place(volume, "configuredAtLaunch"), message, help)
                .fix(remove_fix(volume, "configuredAtLaunch")),
        );
    }
}

fn windows(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, volume) in launched(draft) {
        let message = "EBS for Windows is recent; check Region and agent";
        let help = "The agent attaches EBS volumes on Windows from version 1.87.0 on.";
        found.say(Said::new(
            path,
            &place(volume, "configuredAtLaunch"),
            message,
            help,
        ));
    }
}

fn user(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("user") else {
            continue;
        };
        let name = node
            .text()
            .and_then(|user| user.split(':').next())
            .unwrap_or("root");
        if matches!(name, "" | "root" | "0") || is_placeholder(name) {
            continue;
        }
        let written = mounts(draft).any(|mount| {
            let read_only = mount.node.get("readOnly").and_then(Node::truth) == Some(true);
            let mut volumes = launched(draft);
            mount.container.range == container.range
                && !read_only
                && volumes.any(|(_, volume)| name_of(volume) == mount.volume())
        });
        if !written {
            continue;
        }
        let help = "A new EBS volume belongs to root. Agents before 1.99.0 leave it so: run an \
                    init container as root that changes the owner.";
        found.say(Said::new(
            format!("{path}.user"),
            &node.range,
            "permission denied",
            help,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    const TEXT: &str = r#"{"requiresCompatibilities": ["EXTERNAL"], "containerDefinitions": [
        {"user": "1000:1000", "mountPoints": [{"sourceVolume": "a", "containerPath": "/a"}]}],
        "volumes": [{"name": "a", "configuredAtLaunch": true},
        {"name": "b", "configuredAtLaunch": true}, {"name": "c"}]}"#;

    #[test]
    fn a_task_has_one_volume_of_the_launch() {
        assert_eq!(
            says(&ONE, TEXT),
            [
                "error $.volumes[1].configuredAtLaunch at «true»: Only one volume configured at \
              launch is supported per task definition"
            ]
        );
        assert_eq!(says(&EXTERNAL, TEXT).len(), 2);
        assert!(says(&WINDOWS, TEXT).is_empty());
    }

    #[test]
    fn the_volume_belongs_to_root() {
        assert_eq!(
            says(&USER, TEXT),
            ["warning $.containerDefinitions[0].user at «\"1000:1000\"»: permission denied"]
        );
        assert!(says(&USER, &TEXT.replace("1000:1000", "0:1000")).is_empty());
    }
}
