//! Fargate has no GPUs.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-GPU
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-GPU",
    Wording::Aws,
    "Developer Guide, Amazon ECS task definitions for GPU workloads",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(list) = container.get("resourceRequirements") else {
            continue;
        };
        for (index, item) in list.items().iter().enumerate() {
            let Some(kind @ ("GPU" | "NeuronDevice")) = item.text_of("type") else {
                continue;
            };
            let help = "GPU instances and Managed Instances have accelerators.";
            let said = Said::new(
                format!("{path}.resourceRequirements[{index}].type"),
                &item.range,
                format!(
                    "Tasks using the Fargate launch type do not support {kind} resource \
                     requirements."
                ),
                help,
            );
            let said = said.fix(remove_item_fix(list, index, &format!("Remove the {kind}")));
            // The text is known of GPUs only.
            if kind == "GPU" {
                found.say(said);
            } else {
                found.say_ours(said);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, found};

    #[test]
    fn a_gpu_is_refused() {
        let of = |list: &str| container_on_fargate(&format!(r#""resourceRequirements": [{list}]"#));
        let text = of(r#"{"type": "GPU", "value": "1"}"#);
        assert_eq!(
            found(&RULE, &text)[0].message,
            "Tasks using the Fargate launch type do not support GPU resource requirements."
        );
        assert_eq!(fixed(&RULE, &text), of(""));
        let text = of(r#"{"type": "NeuronDevice", "value": "1"}"#);
        assert_eq!(found(&RULE, &text)[0].wording, Wording::Ours);
    }
}
