//! EFS on Fargate takes some memory of the task.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-FARGATE-EFS-MEM
pub static RULE: Rule = Rule::info(
    "TD-FARGATE-EFS-MEM",
    "Developer Guide, Use Amazon EFS volumes with Amazon ECS",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || draft.is_windows() {
        return;
    }
    for (path, volume) in draft.volumes() {
        let member = "efsVolumeConfiguration";
        if volume.get(member).is_some_and(Node::is_set) {
            found.say(Said::new(
                format!("{path}.{member}"),
                &name_place(volume, member),
                "Fargate adds a container, aws-fargate-supervisor, for the EFS volume",
                "It uses a little of the task's memory: leave some.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{on_fargate, says};

    #[test]
    fn it_is_a_note() {
        let volume = r#""volumes": [{"efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]"#;
        assert_eq!(says(&RULE, &on_fargate(volume)).len(), 1);
    }
}
