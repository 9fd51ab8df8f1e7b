//! Neuron devices.

use super::{of_type, said};
use crate::taskdef::rules::compatibility::place_of;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// The type of their requirements.
const NEURON: &str = "NeuronDevice";

/// TD-NEURON-VALUE
pub static VALUE: Rule = Rule::error(
    "TD-NEURON-VALUE",
    Wording::Ours,
    "ECS API, ResourceRequirement, value",
    value,
);

/// TD-NEURON-ONE
pub static ONE: Rule = Rule::error(
    "TD-NEURON-ONE",
    Wording::Ours,
    "ECS API, ResourceRequirement, type",
    one,
);

/// TD-NEURON-COMPAT
pub static COMPATIBILITY: Rule = Rule::error(
    "TD-NEURON-COMPAT",
    Wording::Ours,
    "ECS API, ResourceRequirement, type",
    compatibility,
);

fn value(draft: &Draft, found: &mut Found) {
    for item in of_type(draft, NEURON) {
        let value = item.node.text_of("value");
        if value.is_some_and(|value| value == "ALL" || is_placeholder(value)) {
            continue;
        }
        let message = "NeuronDevice value must be ALL";
        let help = "A task has all Neuron devices of its instance.";
        let path = format!("{}.value", item.path);
        found.say(
            Said::new(path, &place(item.node, "value"), message, help)
                .fix(set_fix(draft, item.node, "value", "\"ALL\"")),
        );
    }
}

fn one(draft: &Draft, found: &mut Found) {
    let mut all = of_type(draft, NEURON);
    let Some(first) = all.next() else {
        return;
    };
    for item in all.filter(|item| item.container.range != first.container.range) {
        let help = "A container gets all of them, so nothing is left for another one.";
        let message = "Only one container may request Neuron devices";
        found.say(said(&item, message, help));
    }
}

fn compatibility(draft: &Draft, found: &mut Found) {
    let mut others = ["EC2", "EXTERNAL"].into_iter();
    let Some(launch_type) = others.find(|launch_type| draft.requires(launch_type)) else {
        return;
    };
    if of_type(draft, NEURON).next().is_none() {
        return;
    }
    let message = "NeuronDevice is only supported on Managed Instances";
    let help = "On EC2 instances the containers get Neuron devices as devices of Linux: see \
                linuxParameters.";
    let range = place_of(draft, launch_type);
    let said = Said::new("$.requiresCompatibilities", &range, message, help);
    let managed = r#"["MANAGED_INSTANCES"]"#;
    found.say(said.fix(set_fix(
        draft,
        &draft.root,
        "requiresCompatibilities",
        managed,
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(first: &str, second: &str) -> String {
        let container = |value| {
            format!(
                r#"{{"resourceRequirements": [{{"type": "NeuronDevice", "value": "{value}"}}]}}"#
            )
        };
        let (first, second) = (container(first), container(second));
        format!(
            r#"{{"requiresCompatibilities": ["EC2"], "containerDefinitions": [{first}, {second}]}}"#
        )
    }

    #[test]
    fn all_of_them_or_none() {
        let at = "$.containerDefinitions[0].resourceRequirements[0].value";
        assert_eq!(
            says(&VALUE, &with("1", "ALL")),
            [format!(
                "error {at} at «\"1\"»: NeuronDevice value must be ALL"
            )]
        );
        assert_eq!(fixed(&VALUE, &with("1", "${all}")), with("ALL", "${all}"));
    }

    #[test]
    fn one_container_has_them() {
        let text = with("ALL", "ALL");
        assert!(says(&ONE, &text)[0].starts_with("error $.containerDefinitions[1]"));
        assert!(says(&ONE, &fixed(&ONE, &text)).is_empty());
        assert!(says(&ONE, &text.replacen("NeuronDevice", "GPU", 1)).is_empty());
    }

    #[test]
    fn they_are_in_managed_instances() {
        let text = with("ALL", "ALL");
        assert_eq!(
            says(&COMPATIBILITY, &text),
            [
                "error $.requiresCompatibilities at «\"EC2\"»: NeuronDevice is only supported on \
                 Managed Instances"
            ]
        );
        let better = fixed(&COMPATIBILITY, &text);
        assert_eq!(better, text.replace("EC2", "MANAGED_INSTANCES"));
        assert!(says(&COMPATIBILITY, &better).is_empty());
    }
}
