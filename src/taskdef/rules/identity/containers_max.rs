//! A definition has at most ten containers.

use crate::taskdef::rules::prelude::*;

/// TD-CONTAINERS-MAX
pub static RULE: Rule = Rule::error(
    "TD-CONTAINERS-MAX",
    Wording::AwsRoughly,
    "Developer Guide, Amazon ECS service quotas",
    check,
);

/// The quota; it cannot be raised.
const MOST: usize = 10;

fn check(draft: &Draft, found: &mut Found) {
    let containers = draft.container_list();
    let Some(first_too_many) = containers.get(MOST) else {
        return;
    };
    let count = containers.len();
    found.say(Said::new(
        "$.containerDefinitions",
        &Draft::opening(first_too_many),
        "Too many containers.",
        format!("There are {count}; a task definition has {MOST} at most. Split the task."),
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn ten_containers_are_enough() {
        let text = |count| {
            format!(
                r#"{{"containerDefinitions": [{}]}}"#,
                vec!["{}"; count].join(",")
            )
        };
        assert!(says(&RULE, &text(10)).is_empty());
        assert_eq!(
            says(&RULE, &text(11)),
            ["error $.containerDefinitions at «{»: Too many containers."]
        );
    }
}
