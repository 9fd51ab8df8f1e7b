//! Ephemeral storage needs a platform version.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-FARGATE-EPHEMERAL-PV
pub static RULE: Rule = Rule::info(
    "TD-FARGATE-EPHEMERAL-PV",
    "ECS API, RegisterTaskDefinition, ephemeralStorage",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let storage = draft.root.get("ephemeralStorage");
    if !draft.is_fargate() || draft.is_windows() || !storage.is_some_and(Node::is_set) {
        return;
    }
    found.say(Said::new(
        "$.ephemeralStorage",
        &name_place(&draft.root, "ephemeralStorage"),
        "ephemeralStorage needs platform version 1.4.0 or later",
        "The layers of the images are stored in it too.",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{on_fargate, on_windows, says};

    #[test]
    fn it_is_said_on_linux() {
        let storage = r#""ephemeralStorage": {"sizeInGiB": 30}"#;
        assert_eq!(says(&RULE, &on_fargate(storage)).len(), 1);
        assert!(says(&RULE, &on_windows(storage)).is_empty());
    }
}
