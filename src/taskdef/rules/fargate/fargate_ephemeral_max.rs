//! The most ephemeral storage.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-EPHEMERAL-MAX
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-EPHEMERAL-MAX",
    Wording::Aws,
    "ECS API, EphemeralStorage, sizeInGiB",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let storage = draft.root.get("ephemeralStorage");
    let Some(node) = storage.and_then(|storage| storage.get("sizeInGiB")) else {
        return;
    };
    if !draft.is_fargate() || node.integer().is_none_or(|size| size <= 200) {
        return;
    }
    let said = Said::new(
        "$.ephemeralStorage.sizeInGiB",
        &node.range,
        "EphemeralStorage size should be at most 200",
        "For more there are EBS and EFS volumes.",
    );
    found.say(said.fix(replace("Use 200", node.range.clone(), "200")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn two_hundred_gib_are_the_most() {
        let of = |size: u32| on_fargate(&format!(r#""ephemeralStorage": {{"sizeInGiB": {size}}}"#));
        assert!(says(&RULE, &of(201))[0].ends_with("EphemeralStorage size should be at most 200"));
        assert_eq!(fixed(&RULE, &of(201)), of(200));
        assert!(says(&RULE, &of(200)).is_empty());
    }
}
