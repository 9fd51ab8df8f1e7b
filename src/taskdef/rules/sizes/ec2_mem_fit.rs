//! A task that is larger than any instance.

use super::task_memory;
use crate::model::instance_types::INSTANCE_TYPES;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_instances;

/// TD-EC2-MEM-FIT: ECS takes any number, and EC2 has larger instances than Drydock knows, so it is
/// a note.
pub static RULE: Rule = Rule {
    wording: Wording::AtRunTime,
    ..Rule::info(
        "TD-EC2-MEM-FIT",
        "Developer Guide, Amazon ECS service event messages",
        check,
    )
};

fn check(draft: &Draft, found: &mut Found) {
    // On Windows the size of the task does not count.
    if draft.is_fargate() || draft.is_windows() || !on_instances(draft) {
        return;
    }
    let most = INSTANCE_TYPES.iter().map(|one| one.memory_mib).max();
    let (Some((node, memory)), Some(most)) = (task_memory(draft), most) else {
        return;
    };
    if memory > most {
        let help = format!(
            "It waits for an instance with {memory} MiB left. The largest one that Drydock can \
             start has {most} MiB."
        );
        found.say(Said::new("$.memory", &node.range, "RESOURCE:MEMORY", help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{found, says};

    #[test]
    fn no_instance_is_that_large() {
        let text = r#"{"requiresCompatibilities": ["EC2"], "memory": "64 GB"}"#;
        assert_eq!(
            says(&RULE, text),
            ["info $.memory at «\"64 GB\"»: RESOURCE:MEMORY"]
        );
        assert_eq!(found(&RULE, text)[0].wording, Wording::AtRunTime);
        assert!(says(&RULE, &text.replace("64 GB", "32 GB")).is_empty());
        assert!(says(&RULE, &text.replace("EC2", "FARGATE")).is_empty());
    }
}
