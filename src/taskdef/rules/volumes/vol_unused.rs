//! Volumes that no container mounts.

use super::{at_launch, is_mounted, name_of};
use crate::taskdef::rules::prelude::*;

/// TD-VOL-UNUSED
pub static RULE: Rule = Rule::info("TD-VOL-UNUSED", "ECS API, Volume", unused);

/// TD-VOL-EBS-UNMOUNTED
pub static LAUNCH: Rule = Rule::error(
    "TD-VOL-EBS-UNMOUNTED",
    Wording::Aws,
    "ECS API, Volume, configuredAtLaunch",
    launch,
);

fn unused(draft: &Draft, found: &mut Found) {
    for (index, (path, volume)) in draft.volumes().enumerate() {
        let name = name_of(volume);
        if name.is_empty() || at_launch(volume) || is_mounted(draft, name) {
            continue;
        }
        let message = format!("Volume \"{name}\" is never mounted");
        let help = "ECS accepts it; no container sees it.";
        let mut said = Said::new(path, &Draft::opening(volume), message, help);
        if let Some(list) = draft.root.get("volumes") {
            said = said.fix(remove_item_fix(list, index, "Remove this volume"));
        }
        found.say(said);
    }
}

fn launch(draft: &Draft, found: &mut Found) {
    for (path, volume) in draft.volumes() {
        let name = name_of(volume);
        if !at_launch(volume) || is_mounted(draft, name) {
            continue;
        }
        let message = format!("Volumes [{name}] are not referenced by any of the containers");
        let help = "A volume that is configured at launch needs a mount point.";
        let mut said = Said::new(path, &Draft::opening(volume), message, help);
        let first = draft.containers().next();
        if let Some((_, container)) = first.filter(|(_, one)| one.get("mountPoints").is_none()) {
            let volume = quoted(name);
            let list = format!(r#"[{{"sourceVolume": {volume}, "containerPath": "/data"}}]"#);
            said = said.fix(set_fix(draft, container, "mountPoints", &list));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_volume_of_the_launch_has_to_be_mounted() {
        let text = r#"{"containerDefinitions": [{"name": "db"}],
            "volumes": [{"name": "v", "configuredAtLaunch": true}]}"#;
        assert_eq!(
            says(&LAUNCH, text),
            ["error $.volumes[0] at «{»: Volumes [v] are not referenced by any of the containers"]
        );
        assert!(says(&LAUNCH, &fixed(&LAUNCH, text)).is_empty());
        assert!(says(&RULE, text).is_empty());
        assert_eq!(says(&RULE, &text.replace("true", "false")).len(), 1);
    }
}
