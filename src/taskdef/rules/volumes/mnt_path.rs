//! Where in a container a volume is mounted.

use super::{has_drive, mounts};
use crate::taskdef::rules::paths::{is_inside, plain};
use crate::taskdef::rules::prelude::*;

/// TD-MNT-PATH-DUP
pub static TWICE: Rule = Rule::at_run_time(
    "TD-MNT-PATH-DUP",
    "ECS API, MountPoint; Docker, bind mounts",
    twice,
);

/// TD-MNT-PATH-ABS
pub static RELATIVE: Rule = Rule::at_run_time(
    "TD-MNT-PATH-ABS",
    "ECS API, MountPoint; Docker, bind mounts",
    relative,
);

/// TD-MNT-PATH-ROOT
pub static ROOT: Rule = Rule::at_run_time(
    "TD-MNT-PATH-ROOT",
    "ECS API, MountPoint; Docker, bind mounts",
    root,
);

/// TD-MNT-SHADOW
pub static INSIDE: Rule = Rule::info(
    "TD-MNT-SHADOW",
    "ECS API, MountPoint; Docker, bind mounts",
    inside,
);

fn twice(draft: &Draft, found: &mut Found) {
    let all: Vec<_> = mounts(draft).collect();
    for (index, mount) in all.iter().enumerate() {
        let Some(node) = mount.node.get("containerPath").filter(|node| node.is_set()) else {
            continue;
        };
        let path = node.text().map(plain);
        let same = |one: &super::Mount| {
            one.container.range == mount.container.range
                && one.node.text_of("containerPath").map(plain) == path
        };
        if path.is_none() || !all[..index].iter().any(same) {
            continue;
        }
        let message = format!(
            "CannotCreateContainerError: Duplicate mount point: {}",
            node.text().unwrap_or_default()
        );
        let help = "One path of a container shows one volume.";
        let path = format!("{}.containerPath", mount.path);
        let mut said = Said::new(path, &node.range, message, help);
        if let Some(list) = mount.container.get("mountPoints") {
            said = said.fix(remove_item_fix(
                list,
                mount.index,
                "Remove this mount point",
            ));
        }
        found.say(said);
    }
}

fn relative(draft: &Draft, found: &mut Found) {
    // Definitions for Windows on EC2 are older than runtimePlatform.
    let may_be_windows = draft.root.get("runtimePlatform").is_none() && !draft.is_fargate();
    for mount in mounts(draft) {
        let Some(node) = mount.node.get("containerPath").filter(|node| node.is_set()) else {
            continue;
        };
        let Some(path) = node.text().filter(|path| !is_placeholder(path)) else {
            continue;
        };
        let legal = if draft.is_windows() {
            has_drive(path)
        } else {
            (path.starts_with('/') && !path.contains(':')) || (may_be_windows && has_drive(path))
        };
        if legal {
            continue;
        }
        let message = "invalid mount config … mount path must be absolute";
        let help = "On Linux it starts with a slash and has no colon, on Windows it starts with a \
                    drive.";
        let place = format!("{}.containerPath", mount.path);
        let mut said = Said::new(place, &node.range, message, help);
        if !draft.is_windows() && !path.contains([':', '\\']) {
            let better = quoted(&plain(path));
            said = said.fix(set_fix(draft, mount.node, "containerPath", &better));
        }
        found.say(said);
    }
}

fn root(draft: &Draft, found: &mut Found) {
    for mount in mounts(draft) {
        let Some(node) = mount.node.get("containerPath").filter(|node| node.is_set()) else {
            continue;
        };
        let path = node.text().filter(|path| path.starts_with('/')).map(plain);
        let Some(path) = path.filter(|path| matches!(&**path, "/" | "/dev" | "/proc" | "/sys"))
        else {
            continue;
        };
        let message = format!("destination can't be '{path}'");
        let help = "The container has its own files there: mount below it.";
        found.say(Said::new(
            format!("{}.containerPath", mount.path),
            &node.range,
            message,
            help,
        ));
    }
}

fn inside(draft: &Draft, found: &mut Found) {
    let all: Vec<_> = mounts(draft).collect();
    for mount in &all {
        let Some(node) = mount.node.get("containerPath") else {
            continue;
        };
        let path = node.text().unwrap_or_default();
        let holds = |one: &&super::Mount| {
            let outer = one.node.text_of("containerPath").unwrap_or_default();
            one.container.range == mount.container.range && is_inside(path, outer)
        };
        let Some(outer) = all.iter().find(holds) else {
            continue;
        };
        let outer = outer.node.text_of("containerPath").unwrap_or_default();
        let help = "It hides what the outer volume has at this place.";
        found.say(Said::new(
            format!("{}.containerPath", mount.path),
            &node.range,
            format!("Mounted inside of the mount at {outer}"),
            help,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(paths: &[&str]) -> String {
        let mount = |path: &&str| format!(r#"{{"sourceVolume": "v", "containerPath": "{path}"}}"#);
        let mounts: Vec<String> = paths.iter().map(mount).collect();
        let mounts = mounts.join(", ");
        format!(r#"{{"containerDefinitions": [{{"mountPoints": [{mounts}]}}]}}"#)
    }

    #[test]
    fn a_path_is_mounted_once() {
        let at = "error $.containerDefinitions[0].mountPoints[1].containerPath at";
        assert_eq!(
            says(&TWICE, &with(&["/data", "/data/"])),
            [format!(
                "{at} «\"/data/\"»: CannotCreateContainerError: Duplicate mount point: /data/"
            )]
        );
        assert!(says(&TWICE, &with(&["/data", "/data/a"])).is_empty());
    }

    #[test]
    fn a_path_is_absolute_and_below_the_root() {
        assert_eq!(fixed(&RELATIVE, &with(&["data"])), with(&["/data"]));
        assert!(says(&RELATIVE, &with(&["C:\\\\data", "/data"])).is_empty());
        assert_eq!(says(&ROOT, &with(&["/", "/proc/", "/srv"])).len(), 2);
    }

    #[test]
    fn a_mount_inside_of_another_is_told() {
        let text = with(&["/data/./cache", "/data/"]);
        assert_eq!(
            says(&INSIDE, &text),
            [
                "info $.containerDefinitions[0].mountPoints[0].containerPath at \
                 «\"/data/./cache\"»: Mounted inside of the mount at /data/"
            ]
        );
        for others in ["/data2", "/data", "/"] {
            let other = text.replace("/data/./cache", others);
            assert!(says(&INSIDE, &other).is_empty(), "{others}");
        }
    }
}
