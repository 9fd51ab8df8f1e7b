//! Elastic Inference has ended.

use super::{of_type, said};
use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-EIA-RETIRED
pub static RETIRED: Rule = Rule::error(
    "TD-EIA-RETIRED",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, inferenceAccelerators",
    retired,
);

/// TD-EIA-REQ
pub static REQUIREMENT: Rule = Rule::error(
    "TD-EIA-REQ",
    Wording::Ours,
    "ECS API, ResourceRequirement, type",
    requirement,
);

const MESSAGE: &str = "Unsupported field 'inferenceAccelerators'.";
const HELP: &str = "AWS took no new customers of Elastic Inference from April 2023 on and has \
                    ended it since; GPUs and Neuron devices are what there is.";

fn retired(draft: &Draft, found: &mut Found) {
    if let Some(said) = forbidden("$", &draft.root, "inferenceAccelerators", MESSAGE, HELP) {
        found.say(said);
    }
}

fn requirement(draft: &Draft, found: &mut Found) {
    for item in of_type(draft, "InferenceAccelerator") {
        found.say(said(
            &item,
            "Elastic Inference is no longer available",
            HELP,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn no_accelerator_and_nobody_who_asks_for_it() {
        let text = r#"{"inferenceAccelerators": [{"deviceName": "d"}], "containerDefinitions": [
            {"resourceRequirements": [{"type": "InferenceAccelerator", "value": "d"}]}]}"#;
        assert_eq!(
            says(&RETIRED, text),
            [format!(
                "error $.inferenceAccelerators at «\"inferenceAccelerators\"»: {MESSAGE}"
            )]
        );
        assert_eq!(says(&REQUIREMENT, text).len(), 1);
        let better = fixed(&REQUIREMENT, &fixed(&RETIRED, text));
        for rule in [&RETIRED, &REQUIREMENT] {
            assert!(says(rule, &better).is_empty());
        }
        assert!(says(&RETIRED, r#"{"inferenceAccelerators": []}"#).is_empty());
        assert!(
            says(
                &REQUIREMENT,
                &text.replace("InferenceAccelerator\"", "GPU\"")
            )
            .is_empty()
        );
    }
}
