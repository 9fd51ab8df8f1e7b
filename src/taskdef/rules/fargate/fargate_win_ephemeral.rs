//! Ephemeral storage of Windows on Fargate is doubtful.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-WIN-EPHEMERAL
pub static RULE: Rule = Rule::warning(
    "TD-FARGATE-WIN-EPHEMERAL",
    Wording::Ours,
    "Developer Guide, Fargate task ephemeral storage",
    check,
);

const MESSAGE: &str =
    "Configurable ephemeral storage on Windows is doubtful; test before relying on it";
const HELP: &str = "The pages about it contradict each other.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || !draft.is_windows() {
        return;
    }
    if let Some(said) = forbidden("$", &draft.root, "ephemeralStorage", MESSAGE, HELP) {
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{on_fargate, on_windows, says};

    #[test]
    fn it_is_said_on_windows() {
        let storage = r#""ephemeralStorage": {"sizeInGiB": 30}"#;
        assert_eq!(says(&RULE, &on_windows(storage)).len(), 1);
        assert!(says(&RULE, &on_fargate(storage)).is_empty());
    }
}
