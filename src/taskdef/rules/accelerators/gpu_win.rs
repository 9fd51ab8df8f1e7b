//! Windows containers have no GPUs.

use super::{of_type, said};
use crate::taskdef::rules::prelude::*;

/// TD-GPU-WIN
pub static RULE: Rule = Rule::error(
    "TD-GPU-WIN",
    Wording::Ours,
    "Developer Guide, Amazon ECS task definitions for GPU workloads",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    // On Fargate a rule of Fargate says it.
    if !draft.is_windows() || draft.is_fargate() {
        return;
    }
    for item in of_type(draft, "GPU") {
        let message = "GPUs are not supported on Windows containers";
        found.say(said(&item, message, "ECS gives GPUs to Linux containers."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_windows, fixed, says};

    #[test]
    fn gpus_are_for_linux() {
        let gpu = r#""resourceRequirements": [{"type": "GPU", "value": "1"}]"#;
        let fargate = container_on_windows(gpu);
        let text = fargate.replace("FARGATE", "EC2");
        assert_eq!(says(&RULE, &text).len(), 1);
        assert!(says(&RULE, &fixed(&RULE, &text)).is_empty());
        assert!(says(&RULE, &text.replace("WINDOWS_SERVER_2022_CORE", "LINUX")).is_empty());
        assert!(says(&RULE, &fargate).is_empty());
    }
}
