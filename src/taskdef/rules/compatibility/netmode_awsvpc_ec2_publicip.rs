//! Network interfaces of tasks on instances have no public address.

use super::network_mode;
use crate::taskdef::rules::prelude::*;

/// TD-NETMODE-AWSVPC-EC2-PUBLICIP
pub static RULE: Rule = Rule::info(
    "TD-NETMODE-AWSVPC-EC2-PUBLICIP",
    "Developer Guide, Allocate a network interface for an Amazon ECS task",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, "awsvpc")) = network_mode(draft) else {
        return;
    };
    let on_ec2 = draft.requires("EC2");
    if on_ec2 && !draft.is_fargate() {
        found.say(Said::new(
            "$.networkMode",
            &node.range,
            "Place these tasks in subnets with a NAT gateway or VPC endpoints",
            "On instances a task's network interface gets no public IP address.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_said_of_instances() {
        let text = r#"{"networkMode": "awsvpc", "requiresCompatibilities": ["EC2"]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert!(says(&RULE, &text.replace("EC2", "FARGATE")).is_empty());
    }
}
