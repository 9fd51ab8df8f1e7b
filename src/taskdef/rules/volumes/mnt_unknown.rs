//! Mounts of volumes that are not there.

use super::{mounts, name_of};
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::insert_item;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-MNT-UNKNOWN
pub static RULE: Rule = Rule::error(
    "TD-MNT-UNKNOWN",
    Wording::Aws,
    "ECS API, MountPoint, sourceVolume",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let volumes = draft.root.list("volumes");
    if volumes.iter().any(|volume| is_placeholder(name_of(volume))) {
        return;
    }
    for mount in mounts(draft) {
        let name = mount.volume();
        let known = volumes.iter().any(|volume| name_of(volume) == name);
        if name.is_empty() || known || is_placeholder(name) {
            continue;
        }
        let path = format!("{}.sourceVolume", mount.path);
        let place = place(mount.node, "sourceVolume");
        let message = format!("Unknown volume '{name}'.");
        let help = "Every volume that is mounted is declared in volumes; with a name alone it \
                    lives as long as the task.";
        let mut said = Said::new(path, &place, message, help).fix(declare(draft, name));
        for volume in volumes
            .iter()
            .filter(|volume| volume.get("name").is_some())
            .take(3)
        {
            let other = quoted(name_of(volume));
            said = said.fix(set_fix(draft, mount.node, "sourceVolume", &other));
        }
        found.say(said);
    }
}

fn declare(draft: &Draft, name: &str) -> Fix {
    let volume = format!(r#"{{"name": {}}}"#, quoted(name));
    let edit = match draft.root.get("volumes") {
        Some(list) => insert_item(draft, list, &volume),
        None => return insert_fix(draft, &draft.root, "volumes", &format!("[{volume}]")),
    };
    Fix {
        title: format!("Declare volume \"{name}\""),
        edits: vec![edit],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_mounted_volume_is_declared() {
        let text = r#"{"containerDefinitions": [{"mountPoints": [{"sourceVolume": "data"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].mountPoints[0].sourceVolume at «\"data\"»: \
              Unknown volume 'data'."
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        let other = text.replacen('{', r#"{"volumes": [{"name": "a"}], "#, 1);
        assert!(fixed(&RULE, &other).contains(r#"[{"name": "a"}, {"name": "data"}]"#));
    }
}
