//! Values outside of their enums.

use super::names::nearest;
use super::walk::{Odd, What};
use super::{alone, said};
use crate::shapes::{place::Place, wire};
use crate::taskdef::rules::edits;
use crate::taskdef::rules::logging::LEGACY_DRIVERS;
use crate::taskdef::rules::prelude::*;

/// TD-JSON-ENUM
pub static RULE: Rule = Rule::error(
    "TD-JSON-ENUM",
    Wording::AwsRoughly,
    "ECS API, the enums of RegisterTaskDefinition",
    |draft, found| alone(&RULE, draft, found),
);

/// Values that are far from what they mean.
const MEANT: &[(&str, &str)] = &[
    ("cloudwatch", "awslogs"),
    ("cloudwatchlogs", "awslogs"),
    ("firelens", "awsfirelens"),
    ("vpc", "awsvpc"),
    ("FARGATE_SPOT", "FARGATE"),
    ("amd64", "X86_64"),
    ("arm", "ARM64"),
    ("aarch64", "ARM64"),
    ("service_healthy", "HEALTHY"),
    ("service_started", "START"),
    ("service_completed_successfully", "SUCCESS"),
];

/// Values of enums that ECS refuses all the same, so that they are never offered.
const RETIRED: &str = "InferenceAccelerator";

/// Without a value that is near, so many are offered.
const FEW: usize = 4;

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let What::Enum(one_of) = odd.what else {
        return;
    };
    let value = odd.node.text().unwrap_or_default();
    let message = message(odd, value, one_of).unwrap_or_default();
    let help = "The SDKs and the CLI send any string; ECS refuses it. Upper and lower case matter.";
    let mut said = said(odd, message, help);
    let most = (value.len() / 2).max(2);
    let meant = MEANT
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(value));
    let meant = meant
        .map(|(_, meant)| *meant)
        .filter(|meant| one_of.contains(meant));
    let offered = one_of.iter().copied().filter(|one| *one != RETIRED);
    let near = match LEGACY_DRIVERS.contains(&value) {
        true => None,
        false => meant.or_else(|| nearest(value, offered.clone(), most)),
    };
    if let Some(near) = near {
        said = said.fix(odd.replacement(&quoted(near)));
    } else if one_of.len() <= FEW {
        for value in offered {
            said = said.fix(odd.replacement(&quoted(value)));
        }
    } else {
        said = said.fix(removal(odd));
    }
    found.say(said);
}

/// A fix that takes the value away, with the object that needs it.
fn removal(odd: &Odd) -> Fix {
    let object = odd.inside;
    let needed = object.shape.members().iter().any(|member| {
        member.required && std::ptr::eq(object.node, odd.holder) && member.name == odd.name()
    });
    let around = object.above.filter(|_| needed);
    around
        .and_then(|above| without(above.node, object.node))
        .unwrap_or_else(|| odd.removal())
}

/// A fix that takes an object out of the one around it, or out of a list in that.
fn without(above: &Node, object: &Node) -> Option<Fix> {
    above
        .members()
        .iter()
        .enumerate()
        .find_map(|(index, member)| {
            if std::ptr::eq(&member.value, object) {
                return Some(Fix {
                    title: format!("Remove {}", member.name),
                    edits: edits::remove_members_at(above, |one| one == index),
                });
            }
            let mut items = member.value.items().iter();
            let item = items.position(|item| std::ptr::eq(item, object))?;
            Some(remove_item_fix(&member.value, item, "Remove this item"))
        })
}

/// Of an item, ECS speaks of the whole list.
fn message(odd: &Odd, value: &str, one_of: &[&str]) -> Option<String> {
    let broken = match odd.place {
        Place::Item(list, _) => {
            let texts = odd.holder.items().iter().filter_map(Node::text);
            wire::item_not_in_enum(texts, odd.shape, list)?
        }
        Place::Request | Place::Member(..) => wire::not_in_enum(value, odd.place, one_of),
    };
    wire::violations(&[broken])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    #[test]
    fn the_nearest_value_is_offered() {
        let text = r#"{"networkMode": "AWSVPC"}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.networkMode at «\"AWSVPC\"»: 1 validation error detected: Value 'AWSVPC' \
                 at 'networkMode' failed to satisfy constraint: Member must satisfy enum value \
                 set: [bridge, host, awsvpc, none]"
            ]
        );
        assert_eq!(fixed(&RULE, text), r#"{"networkMode": "awsvpc"}"#);
        assert_eq!(
            fixed(
                &RULE,
                r#"{"runtimePlatform": {"cpuArchitecture": "amd64"}}"#
            ),
            r#"{"runtimePlatform": {"cpuArchitecture": "X86_64"}}"#
        );
        let text = r#"{"requiresCompatibilities": ["EC2", "Fargate"]}"#;
        assert!(
            says(&RULE, text)[0].contains("Value '[EC2, Fargate]' at 'requiresCompatibilities'")
        );
        assert_eq!(
            fixed(&RULE, text),
            r#"{"requiresCompatibilities": ["EC2", "FARGATE"]}"#
        );
    }

    #[test]
    fn what_an_object_needs_goes_with_the_object() {
        let of = |members: &str| format!(r#"{{"containerDefinitions": [{{{members}}}]}}"#);
        for (one, other) in [
            (
                r#""name": "a", "logConfiguration": {"logDriver": "none"}"#,
                r#""name": "a""#,
            ),
            (r#""ulimits": [{"name": "open"}]"#, r#""ulimits": []"#),
        ] {
            assert_eq!(fixed(&RULE, &of(one)), of(other));
        }
        let text = of(r#""resourceRequirements": [{"type": "Tensor", "value": "1"}]"#);
        let titles = found(&RULE, &text).remove(0).fixes;
        let titles: Vec<&str> = titles.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles, [r#"Use "GPU""#, r#"Use "NeuronDevice""#]);
    }

    #[test]
    fn variables_are_not_judged() {
        assert!(says(&RULE, r#"{"networkMode": "${mode}"}"#).is_empty());
        assert!(says(&RULE, r#"{"networkMode": "{{mode}}"}"#).is_empty());
    }
}
