//! `networkConfiguration`. Source: ECS API, `AwsVpcConfiguration`.

use crate::api::{Refusal, Request};
use crate::model::NetworkConfiguration;
use crate::model::task::LaunchType;
use crate::model::task_definition::{NetworkMode, TaskSpec};
use std::sync::Arc;

/// The most subnets. Source: ECS API, `AwsVpcConfiguration.subnets`.
const MOST_SUBNETS: usize = 16;

/// The most security groups. Source: ECS API, `AwsVpcConfiguration.securityGroups`.
const MOST_SECURITY_GROUPS: usize = 5;

/// `networkConfiguration.awsvpcConfiguration` of a request, if it is there.
pub fn network(request: Request) -> Result<Option<Arc<NetworkConfiguration>>, Refusal> {
    let outer = request.object("networkConfiguration");
    let Some(inner) = outer.and_then(|outer| outer.object("awsvpcConfiguration")) else {
        return Ok(None);
    };
    let subnets: Vec<Arc<str>> = inner.texts("subnets").map(Arc::from).collect();
    let security_groups: Vec<Arc<str>> = inner.texts("securityGroups").map(Arc::from).collect();
    if subnets.is_empty() {
        // Source of the text: moto, `ecs/models.py`, as recorded from ECS.
        return Err(Refusal::invalid("subnets can not be empty."));
    }
    if subnets.len() > MOST_SUBNETS {
        let message = format!("subnets can have at most {MOST_SUBNETS} items.");
        return Err(Refusal::invalid(message));
    }
    if let Some(wrong) = subnets.iter().find(|id| !is_id(id, "subnet-")) {
        // Source of the text: public reports of CreateService and RunTask.
        return Err(Refusal::invalid(format!(
            "Error retrieving subnet information for [{wrong}]: The subnet ID '{wrong}' does not \
             exist (ErrorCode: InvalidSubnetID.NotFound)"
        )));
    }
    if security_groups.len() > MOST_SECURITY_GROUPS {
        let message = format!("securityGroups can have at most {MOST_SECURITY_GROUPS} items.");
        return Err(Refusal::invalid(message));
    }
    if let Some(wrong) = security_groups.iter().find(|id| !is_id(id, "sg-")) {
        // Assumption: the sentence of subnets, with EC2's words and code for groups.
        return Err(Refusal::invalid(format!(
            "Error retrieving security group information for [{wrong}]: The security group \
             '{wrong}' does not exist (ErrorCode: InvalidGroup.NotFound)"
        )));
    }
    Ok(Some(Arc::new(NetworkConfiguration {
        subnets,
        security_groups,
        assign_public_ip: inner.text("assignPublicIp") == Some("ENABLED"),
    })))
}

/// Whether a text looks like a resource id of EC2. Laxer than EC2, whose ids end in hexadecimal
/// digits: ids made up for an exercise (`subnet-a`) work too.
fn is_id(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix).unwrap_or("");
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !rest.is_empty() && rest.len() <= 40 && rest.chars().all(plain)
}

/// Whether a network configuration suits a definition and a launch type.
/// Source of the texts: answers of ECS, widely reported; ECS API, `networkConfiguration`.
pub fn suits(
    network: Option<&NetworkConfiguration>,
    launch_type: LaunchType,
    spec: &TaskSpec,
) -> Result<(), Refusal> {
    let awsvpc = spec.network_mode == NetworkMode::Awsvpc;
    match network {
        None if awsvpc => Err(Refusal::invalid(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        )),
        Some(_) if !awsvpc => Err(Refusal::invalid(
            "Network Configuration is not valid for the given networkMode of this task definition.",
        )),
        Some(network) if network.assign_public_ip && launch_type != LaunchType::Fargate => Err(
            Refusal::invalid("Assign public IP is not supported for this launch type."),
        ),
        None | Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_subnets_and_refuses_what_ecs_refuses() {
        let read = |inner| {
            let body = json!({"networkConfiguration": {"awsvpcConfiguration": inner}});
            network(Request::new(&body)).map_err(|refusal| refusal.message)
        };
        let whole = json!({"subnets": ["subnet-0a", "subnet-0b"], "assignPublicIp": "ENABLED"});
        let whole = read(whole).unwrap().unwrap();
        assert_eq!((whole.subnets.len(), whole.assign_public_ip), (2, true));
        assert_eq!(read(json!({})).unwrap_err(), "subnets can not be empty.");
        let wrong = read(json!({"subnets": ["vpc-1"]}));
        assert_eq!(
            wrong.unwrap_err(),
            "Error retrieving subnet information for [vpc-1]: The subnet ID 'vpc-1' does not \
             exist (ErrorCode: InvalidSubnetID.NotFound)"
        );
        assert_eq!(network(Request::new(&json!({}))), Ok(None));
    }
}
