//! What a definition will be compatible with, and why not with Fargate.

use crate::model::task_definition::Compatibility;
use crate::taskdef::compatibility::obstacles;
use crate::taskdef::rules::prelude::*;

/// TD-COMPAT-DERIVED
pub static RULE: Rule = Rule::info(
    "TD-COMPAT-DERIVED",
    "ECS API, TaskDefinition, compatibilities",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    // Who says what it shall run on is told where that cannot be, and needs no reminder.
    if !draft.root.list("requiresCompatibilities").is_empty() {
        return;
    }
    let rows = obstacles(draft);
    let fargate = rows
        .iter()
        .find(|row| row.launch_type == Compatibility::Fargate);
    let reason = fargate.and_then(|row| row.findings.first());
    // Then it is refused, for a reason that is an error elsewhere.
    if draft.is_fargate() && reason.is_some() {
        return;
    }
    let free = rows.iter().filter(|row| row.findings.is_empty());
    let set: Vec<&str> = free.map(|row| row.launch_type.name()).collect();
    let set = match set.is_empty() {
        true => "nothing".to_owned(),
        false => set.join(", "),
    };
    let message = match reason {
        None => format!("Will register as compatible with {set}"),
        Some(reason) => {
            let reason = reason.message.trim_end_matches('.');
            format!("Will register as compatible with {set}; not FARGATE because: {reason}")
        }
    };
    found.say(Said::new(
        "$",
        &Draft::opening(&draft.root),
        message,
        "ECS works it out of the definition, whatever requiresCompatibilities says. A service \
         with a launch type asks for it.",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn the_set_follows_the_network_mode() {
        let size = r#""cpu": "256", "memory": "512""#;
        assert_eq!(
            says(&RULE, &format!(r#"{{"networkMode": "awsvpc", {size}}}"#)),
            ["info $ at «{»: Will register as compatible with EC2, MANAGED_INSTANCES, FARGATE"]
        );
        assert_eq!(
            says(&RULE, "{}"),
            [concat!(
                "info $ at «{»: Will register as compatible with EXTERNAL, EC2; ",
                "not FARGATE because: Fargate only supports network mode ‘awsvpc’"
            )]
        );
        let text = r#"{"requiresCompatibilities": ["FARGATE"]}"#;
        assert!(says(&RULE, text).is_empty());
    }
}
