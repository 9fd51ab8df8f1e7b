//! How many GPUs a container wants.

use super::{SHARING, of_type};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-GPU-VALUE-OR-SHARE
pub static EITHER: Rule = Rule::error(
    "TD-GPU-VALUE-OR-SHARE",
    Wording::Ours,
    "ECS API, ResourceRequirement, sharingStrategy",
    either,
);

/// TD-GPU-VALUE
pub static VALUE: Rule = Rule::error(
    "TD-GPU-VALUE",
    Wording::Ours,
    "ECS API, ResourceRequirement, value",
    value,
);

fn either(draft: &Draft, found: &mut Found) {
    for item in of_type(draft, "GPU") {
        let is_there = |member| item.node.get(member).is_some();
        let both = is_there("value");
        if both != is_there(SHARING) {
            continue;
        }
        let message = "Give either value or sharingStrategy";
        let help = "With value the container has whole GPUs for itself, with sharingStrategy a \
                    part of one.";
        let said = Said::new(item.path, &Draft::opening(item.node), message, help);
        found.say(match both {
            true => said
                .fix(remove_fix(item.node, SHARING))
                .fix(remove_fix(item.node, "value")),
            false => said.fix(set_fix(draft, item.node, "value", "\"1\"")),
        });
    }
}

fn value(draft: &Draft, found: &mut Found) {
    for item in of_type(draft, "GPU") {
        let value = item.node.text_of("value");
        let Some(text) = value.filter(|text| !is_count(text) && !is_placeholder(text)) else {
            continue;
        };
        let better = text.trim().to_ascii_uppercase();
        let better = if is_count(&better) { &better } else { "1" };
        let message = "GPU value must be a whole number or ALL";
        let help = "It is a text, such as \"1\": how many GPUs the container has for itself.";
        let path = format!("{}.value", item.path);
        found.say(
            Said::new(path, &place(item.node, "value"), message, help).fix(set_fix(
                draft,
                item.node,
                "value",
                &quoted(better),
            )),
        );
    }
}

fn is_count(text: &str) -> bool {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text == "ALL" || (digits && text.bytes().any(|byte| byte != b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(members: &str) -> String {
        let list = format!(r#""resourceRequirements": [{{"type": "GPU"{members}}}]"#);
        format!(r#"{{"containerDefinitions": [{{{list}}}]}}"#)
    }

    #[test]
    fn whole_gpus_or_a_part_of_one() {
        let sharing = r#", "sharingStrategy": {"nvidiaMps": {"memory": 4096}}"#;
        let both = format!(r#", "value": "1"{sharing}"#);
        for wrong in ["", &both] {
            let text = with(wrong);
            let at = "error $.containerDefinitions[0].resourceRequirements[0] at «{»";
            let expected = format!("{at}: Give either value or sharingStrategy");
            assert_eq!(says(&EITHER, &text), [expected]);
            assert_eq!(fixed(&EITHER, &text), with(r#", "value": "1""#));
        }
        assert!(says(&EITHER, &with(sharing)).is_empty());
        assert!(says(&EITHER, &with("").replace("GPU", "NeuronDevice")).is_empty());
    }

    #[test]
    fn gpus_are_counted() {
        let of = |value: &str| with(&format!(r#", "value": "{value}""#));
        for (wrong, better) in [
            ("0", "1"),
            ("0.5", "1"),
            ("", "1"),
            (" 2", "2"),
            ("all", "ALL"),
        ] {
            assert_eq!(fixed(&VALUE, &of(wrong)), of(better));
        }
        for right in ["1", "16", "ALL", "${gpus}"] {
            assert!(says(&VALUE, &of(right)).is_empty(), "{right}");
        }
        assert!(says(&VALUE, &with("")).is_empty());
    }
}
