//! How many constraints a definition has, and of which type.

use super::{CONSTRAINTS, constraints, or_remove};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, place};

/// TD-PLACE-TYPE. Source of the text: aws-cdk-examples on GitHub, issue 628.
pub static TYPE: Rule = Rule::error(
    "TD-PLACE-TYPE",
    Wording::Aws,
    "ECS API, TaskDefinitionPlacementConstraint, type",
    kind,
);

/// TD-PLACE-MAX
pub static COUNT: Rule = Rule::error(
    "TD-PLACE-MAX",
    Wording::AwsRoughly,
    "ECS API, RegisterTaskDefinition, placementConstraints",
    count,
);

/// The most constraints. Source: ECS API, RegisterTaskDefinition `placementConstraints`.
const MOST: usize = 10;

fn kind(draft: &Draft, found: &mut Found) {
    for (path, index, constraint) in constraints(draft) {
        if constraint.text_of("type") != Some("distinctInstance") {
            continue;
        }
        let message = "constraint.type 'distinctInstance' is not supported.";
        let help = "A definition has memberOf only; distinctInstance belongs to the service or \
                    the run-task call.";
        let path = format!("{path}.type");
        let said = Said::new(path, &place(constraint, "type"), message, help);
        found.say(or_remove(draft, index, said));
    }
}

fn count(draft: &Draft, found: &mut Found) {
    let list = draft.root.get(CONSTRAINTS);
    let (Some(list), Some(_)) = (list, constraints(draft).nth(MOST)) else {
        return;
    };
    let message = "Maximum number of constraints is 10";
    let help = "Those of the service or the run-task call count too. One expression can say \
                several things with and.";
    let place = name_place(&draft.root, CONSTRAINTS);
    found.say(
        Said::new("$.placementConstraints", &place, message, help).fix(Fix {
            title: "Keep the first 10".to_owned(),
            edits: remove_items(list, |index| index >= MOST),
        }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(constraints: &str) -> String {
        format!(r#"{{"placementConstraints": [{constraints}]}}"#)
    }

    #[test]
    fn a_definition_has_constraints_of_one_type() {
        let text = with(r#"{"type": "distinctInstance"}, {"type": "memberOf"}"#);
        assert_eq!(
            says(&TYPE, &text),
            [
                "error $.placementConstraints[0].type at «\"distinctInstance\"»: constraint.type \
                 'distinctInstance' is not supported."
            ]
        );
        assert_eq!(fixed(&TYPE, &text), with(r#"{"type": "memberOf"}"#));
        let fargate = text.replacen('{', r#"{"requiresCompatibilities": ["FARGATE"], "#, 1);
        assert!(says(&TYPE, &fargate).is_empty());
    }

    #[test]
    fn ten_are_enough() {
        let of = |count| with(&vec![r#"{"type": "memberOf"}"#; count].join(", "));
        assert!(says(&COUNT, &of(MOST)).is_empty());
        assert_eq!(says(&COUNT, &of(MOST + 2)).len(), 1);
        assert_eq!(fixed(&COUNT, &of(MOST + 2)), of(MOST));
    }
}
