//! The least ephemeral storage that can be asked for.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-EPHEMERAL-MIN
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-EPHEMERAL-MIN",
    Wording::Aws,
    "ECS API, EphemeralStorage, sizeInGiB",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let storage = draft.root.get("ephemeralStorage");
    let Some(node) = storage.and_then(|storage| storage.get("sizeInGiB")) else {
        return;
    };
    if !draft.is_fargate() || node.integer().is_none_or(|size| size >= 21) {
        return;
    }
    let said = Said::new(
        "$.ephemeralStorage.sizeInGiB",
        &node.range,
        "EphemeralStorage size should be at least 21",
        "Without ephemeralStorage a task has 20 GiB, which cannot be asked for.",
    );
    let said = said.fix(remove_fix(&draft.root, "ephemeralStorage"));
    found.say(said.fix(replace("Use 21", node.range.clone(), "21")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn the_default_cannot_be_asked_for() {
        let of = |size: u32| {
            let storage = format!(r#""ephemeralStorage": {{"sizeInGiB": {size}}}"#);
            on_fargate(&format!(r#""family": "a", {storage}"#))
        };
        let message = "EphemeralStorage size should be at least 21";
        assert_eq!(
            says(&RULE, &of(20)),
            [format!(
                "error $.ephemeralStorage.sizeInGiB at «20»: {message}"
            )]
        );
        assert_eq!(fixed(&RULE, &of(20)), on_fargate(r#""family": "a""#));
        assert!(says(&RULE, &of(21)).is_empty());
    }
}
