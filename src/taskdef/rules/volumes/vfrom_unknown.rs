//! Volumes borrowed from containers that are not there.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{container, is_open, name_of, place};

/// TD-VFROM-UNKNOWN
pub static UNKNOWN: Rule = Rule::error(
    "TD-VFROM-UNKNOWN",
    Wording::Aws,
    "ECS API, VolumeFrom, sourceContainer",
    unknown,
);

/// TD-VFROM-SELF
pub static ITSELF: Rule = Rule::at_run_time(
    "TD-VFROM-SELF",
    "ECS API, VolumeFrom, sourceContainer; amazon-ecs-agent, agent/api/task/task.go",
    itself,
);

fn unknown(draft: &Draft, found: &mut Found) {
    each(draft, found, |borrower, name| {
        let known = borrower == name || container(draft, name).is_some();
        let message = format!("Invalid 'volumesFrom' setting. Unknown container: '{name}'.");
        (!known && !is_open(draft, name)).then_some(message)
    });
}

fn itself(draft: &Draft, found: &mut Found) {
    each(draft, found, |borrower, name| {
        (borrower == name).then(|| "Volume target not available".to_owned())
    });
}

/// Says what a check answers for a container and the one it borrows from.
fn each(draft: &Draft, found: &mut Found, says: impl Fn(&str, &str) -> Option<String>) {
    for (path, container) in draft.containers() {
        let Some(list) = container.get("volumesFrom") else {
            continue;
        };
        for (index, item) in list.items().iter().enumerate() {
            let name = item.text_of("sourceContainer").unwrap_or_default();
            let message = says(name_of(container), name).filter(|_| !name.is_empty());
            let Some(message) = message else {
                continue;
            };
            let path = format!("{path}.volumesFrom[{index}].sourceContainer");
            let help = "Volumes come from another container of this task.";
            found.say(
                Said::new(path, &place(item, "sourceContainer"), message, help)
                    .fix(remove_item_fix(list, index, "Remove this one")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn volumes_come_from_another_container() {
        let text = r#"{"containerDefinitions": [{"name": "web", "volumesFrom": [
            {"sourceContainer": "nope"}, {"sourceContainer": "web"}]}]}"#;
        assert_eq!(
            says(&UNKNOWN, text),
            [
                "error $.containerDefinitions[0].volumesFrom[0].sourceContainer at «\"nope\"»: \
              Invalid 'volumesFrom' setting. Unknown container: 'nope'."
            ]
        );
        assert!(says(&UNKNOWN, &fixed(&UNKNOWN, text)).is_empty());
        assert_eq!(says(&ITSELF, text).len(), 1);
    }
}
