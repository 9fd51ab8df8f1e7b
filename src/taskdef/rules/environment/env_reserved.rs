//! Variables that ECS sets.

use super::items;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// The variables. Source: Developer Guide, Task metadata and Task IAM role; amazon-ecs-agent.
const NAMES: [&str; 9] = [
    "AWS_EXECUTION_ENV",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "ECS_CONTAINER_METADATA_URI",
    "ECS_CONTAINER_METADATA_URI_V4",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "ECS_AGENT_URI",
    "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT",
    "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE",
];

/// TD-ENV-RESERVED
pub static RULE: Rule = Rule::info(
    "TD-ENV-RESERVED",
    "Developer Guide, Task metadata available to tasks",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for item in items(draft, "environment") {
        let name = item.name();
        let needs = || item.container.list("resourceRequirements").iter();
        let gpu = name == "NVIDIA_VISIBLE_DEVICES"
            && needs().any(|need| need.text_of("type") == Some("GPU"));
        if NAMES.contains(&name) || gpu {
            let path = format!("{}.name", item.path);
            let message = "ECS sets this variable itself";
            let help = "Leave it out, unless the container really is to see another value.";
            let said = Said::new(path, &place(item.node, "name"), message, help);
            found.say(said.fix(item.remove()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn ecs_sets_some_variables() {
        let text = r#"{"containerDefinitions": [{"environment": [
            {"name": "AWS_REGION"}, {"name": "NVIDIA_VISIBLE_DEVICES"}]}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
    }
}
