//! What ranges of ports ask of instances.

use super::mappings;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_ec2;

/// TD-PORT-RANGE-AGENT
pub static RULE: Rule = Rule::info(
    "TD-PORT-RANGE-AGENT",
    "ECS API, PortMapping, containerPortRange",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() || !on_ec2(draft) {
        return;
    }
    // What holds for one range holds for all.
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("containerPortRange") else {
            continue;
        };
        let message = "Port ranges need the container agent 1.67.0 and ecs-init 1.67.0-1 or later";
        let help = "For large ranges turn docker-proxy off on the instances: Docker starts one \
                    for each port.";
        let path = format!("{}.containerPortRange", mapping.path);
        found.say(Said::new(path, &node.range, message, help));
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_said_once_of_instances() {
        let text = r#"{"requiresCompatibilities": ["EC2"], "containerDefinitions": [
            {"portMappings": [{"containerPort": 80}, {"containerPortRange": "90-95"},
            {"containerPortRange": "100-105"}]}]}"#;
        let said = says(&RULE, text);
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("portMappings[1].containerPortRange at «\"90-95\"»"));
        assert!(says(&RULE, &text.replace("EC2", "FARGATE")).is_empty());
        assert!(says(&RULE, &text.replace("PortRange", "Port")).is_empty());
    }
}
