//! Volumes that start empty and stay so.

use super::{is_scratch, mounts, name_of};
use crate::taskdef::rules::prelude::*;

/// TD-MNT-READONLY-ALL
pub static RULE: Rule = Rule::info(
    "TD-MNT-READONLY-ALL",
    "ECS API, MountPoint, readOnly",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let is_read_only =
        |mount: &super::Mount| mount.node.get("readOnly").and_then(Node::truth) == Some(true);
    let mut all: Vec<_> = mounts(draft).collect();
    if !all.iter().any(is_read_only) || all.iter().any(|mount| is_placeholder(mount.volume())) {
        return;
    }
    let scratch = |mount: &super::Mount| {
        let mut volumes = draft.volumes();
        volumes.any(|(_, one)| name_of(one) == mount.volume() && is_scratch(one))
    };
    all.retain(scratch);
    for (index, mount) in all.iter().enumerate() {
        let same = |one: &&super::Mount| one.volume() == mount.volume();
        let is_first = !all[..index].iter().any(|one| same(&one));
        let (true, Some(node)) = (is_first, mount.node.get("readOnly")) else {
            continue;
        };
        if all.iter().filter(same).all(is_read_only) {
            let message = "Every mount of this volume is read-only: no container can write to it";
            let help = "It starts empty with the task, but for what the image has at this place.";
            let path = format!("{}.readOnly", mount.path);
            let said = Said::new(path, &node.range, message, help);
            found.say(said.fix(remove_fix(mount.node, "readOnly")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn somebody_has_to_write() {
        let text = r#"{"containerDefinitions": [
            {"mountPoints": [{"sourceVolume": "v", "readOnly": true}]},
            {"mountPoints": [{"sourceVolume": "v", "readOnly": true}]}],
            "volumes": [{"name": "v"}]}"#;
        let said = says(&RULE, text);
        assert_eq!(said.len(), 1);
        assert!(
            said[0].starts_with("info $.containerDefinitions[0].mountPoints[0].readOnly at «true»")
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        let second = text.replace(r#""readOnly": true}]}],"#, r#""readOnly": false}]}],"#);
        assert!(says(&RULE, &second).is_empty());
        let full = text.replace(
            r#""name": "v""#,
            r#""name": "v", "host": {"sourcePath": "/v"}"#,
        );
        assert!(says(&RULE, &full).is_empty());
    }
}
