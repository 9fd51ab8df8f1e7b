//! Values outside of their enums.

use super::names::nearest;
use super::walk::{Odd, What};
use super::{alone, said};
use crate::shapes::{place::Place, wire};
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
    if let Some(near) = meant.or_else(|| nearest(value, one_of.iter().copied(), most)) {
        said = said.fix(odd.replacement(&quoted(near)));
    } else if one_of.len() <= FEW {
        for value in one_of {
            said = said.fix(odd.replacement(&quoted(value)));
        }
    } else {
        said = said.fix(odd.removal());
    }
    found.say(said);
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
    use crate::taskdef::rules::fixtures::{fixed, says};

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
    fn variables_are_not_judged() {
        assert!(says(&RULE, r#"{"networkMode": "${mode}"}"#).is_empty());
        assert!(says(&RULE, r#"{"networkMode": "{{mode}}"}"#).is_empty());
    }
}
