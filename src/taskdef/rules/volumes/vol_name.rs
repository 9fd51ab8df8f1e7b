//! The names of volumes.

use super::{mounts, name_of};
use crate::taskdef::rules::identity::{is_name_char, slug};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-VOL-NAME-REQUIRED
pub static REQUIRED: Rule = Rule::error(
    "TD-VOL-NAME-REQUIRED",
    Wording::Ours,
    "ECS API, Volume, name",
    required,
);

/// TD-VOL-NAME-CHARS. Source of the text: aws/amazon-ecs-cli, issue 277.
pub static CHARACTERS: Rule = Rule::error(
    "TD-VOL-NAME-CHARS",
    Wording::Aws,
    "ECS API, Volume, name",
    characters,
);

/// TD-VOL-NAME-DUP
pub static TWICE: Rule = Rule::error(
    "TD-VOL-NAME-DUP",
    Wording::Ours,
    "ECS API, Volume, name",
    twice,
);

fn required(draft: &Draft, found: &mut Found) {
    for (index, (path, volume)) in draft.volumes().enumerate() {
        if volume.get("name").is_some_and(Node::is_set) {
            continue;
        }
        let help = "Mount points refer to a volume by its name.";
        let better = quoted(&format!("volume-{}", index + 1));
        let place = place(volume, "name");
        found.say(
            Said::new(
                format!("{path}.name"),
                &place,
                "Volume name must not be empty",
                help,
            )
            .fix(set_fix(draft, volume, "name", &better)),
        );
    }
}

fn characters(draft: &Draft, found: &mut Found) {
    for (path, volume) in draft.volumes() {
        let name = name_of(volume);
        let legal = name.chars().all(is_name_char) && name.len() <= 255;
        if legal || is_placeholder(name) {
            continue;
        }
        let message = "volume.name contains invalid characters.";
        let help = "A name has up to 255 letters, digits, hyphens and underscores.";
        let mut said = Said::new(
            format!("{path}.name"),
            &place(volume, "name"),
            message,
            help,
        );
        let better = slug(name);
        if !better.is_empty() {
            said = said.fix(rename(draft, volume, &quoted(&better)));
        }
        found.say(said);
    }
}

/// Another name for a volume; its mount points follow.
fn rename(draft: &Draft, volume: &Node, better: &str) -> Fix {
    let mut fix = set_fix(draft, volume, "name", better);
    for mount in mounts(draft) {
        let source = mount.node.get("sourceVolume");
        let Some(source) = source.filter(|_| mount.volume() == name_of(volume)) else {
            continue;
        };
        fix.edits.push(Edit {
            range: source.range.clone(),
            text: better.to_owned(),
        });
    }
    in_text_order(&mut fix.edits);
    fix
}

fn twice(draft: &Draft, found: &mut Found) {
    let all = draft.root.list("volumes");
    for (index, (path, volume)) in draft.volumes().enumerate() {
        let name = name_of(volume);
        if name.is_empty() || !all[..index].iter().any(|one| name_of(one) == name) {
            continue;
        }
        let help = "A mount point could not tell which of them it means.";
        let place = place(volume, "name");
        let mut said = Said::new(
            format!("{path}.name"),
            &place,
            "Volume names must be unique",
            help,
        );
        let better = quoted(&format!("{name}-{}", index + 1));
        said = said.fix(set_fix(draft, volume, "name", &better));
        if let Some(list) = draft.root.get("volumes") {
            said = said.fix(remove_item_fix(list, index, "Remove this volume"));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn mount_points_follow_their_volume() {
        let text = |name: &str| {
            format!(
                r#"{{"volumes": [{{"name": "{name}"}}], "containerDefinitions": [
                {{"mountPoints": [{{"sourceVolume": "{name}"}}, {{"sourceVolume": "b"}}]}}]}}"#
            )
        };
        assert_eq!(fixed(&CHARACTERS, &text("my data")), text("my-data"));
    }

    #[test]
    fn a_volume_has_a_name_of_its_own() {
        assert_eq!(
            fixed(&REQUIRED, r#"{"volumes": [{}]}"#),
            r#"{"volumes": [{"name": "volume-1"}]}"#
        );
        assert_eq!(
            fixed(&CHARACTERS, r#"{"volumes": [{"name": "my data"}]}"#),
            r#"{"volumes": [{"name": "my-data"}]}"#
        );
        let text = r#"{"volumes": [{"name": "a"}, {"name": "a"}]}"#;
        assert_eq!(
            says(&TWICE, text),
            ["error $.volumes[1].name at «\"a\"»: Volume names must be unique"]
        );
        assert_eq!(
            fixed(&TWICE, text),
            r#"{"volumes": [{"name": "a"}, {"name": "a-2"}]}"#
        );
    }
}
