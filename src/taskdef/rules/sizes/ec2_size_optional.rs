//! A task without a size on instances.

use crate::taskdef::rules::compatibility::place_of;
use crate::taskdef::rules::prelude::*;

/// TD-EC2-SIZE-OPTIONAL
pub static RULE: Rule = Rule::info(
    "TD-EC2-SIZE-OPTIONAL",
    "ECS API, RegisterTaskDefinition, cpu and memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let on_instances = draft.requires("EC2") || draft.requires("EXTERNAL");
    let sized = draft.root.get("cpu").is_some() || draft.root.get("memory").is_some();
    if !on_instances || draft.is_fargate() || sized {
        return;
    }
    // A hard limit on every container is as good.
    let containers = draft.container_list();
    if containers
        .iter()
        .all(|container| container.get("memory").is_some())
    {
        return;
    }
    found.say(Said::new(
        "$.cpu",
        &place_of(draft, "EC2"),
        "No task size: containers share all CPU and memory of the host",
        "Give containers a memory limit, or the task a size.",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_said_where_containers_have_no_limit() {
        let of = |container: &str| {
            let list = format!(r#""containerDefinitions": [{container}]"#);
            format!(r#"{{"requiresCompatibilities": ["EC2"], {list}}}"#)
        };
        assert_eq!(says(&RULE, &of(r#"{"memoryReservation": 64}"#)).len(), 1);
        assert!(says(&RULE, &of(r#"{"memory": 64}"#)).is_empty());
    }
}
