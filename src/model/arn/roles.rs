//! ARNs of the roles with which ECS acts for a service.

use super::Arns;
use crate::model::Service;
use serde_json::Value;

impl Arns<'_> {
    /// The role that calls load balancers; the service-linked one unless another was given.
    /// Source: Developer Guide, "Using service-linked roles for Amazon ECS".
    pub fn service_role(self, row: &Service) -> String {
        let given = row.extras.iter().find(|(member, _)| &**member == "role");
        let given = given.and_then(|(_, text)| serde_json::from_str::<Value>(text).ok());
        let given = given.as_ref().and_then(Value::as_str);
        let account = &self.world.settings.account_id;
        match given.filter(|role| !role.is_empty()) {
            Some(arn) if arn.starts_with("arn:") => arn.to_owned(),
            Some(name) => format!("arn:aws:iam::{account}:role/{name}"),
            None => format!(
                "arn:aws:iam::{account}:role/aws-service-role/ecs.amazonaws.com/\
                 AWSServiceRoleForECS"
            ),
        }
    }

    /// The scheduler under this role, as errors of AWS name it. Source: Developer Guide,
    /// "Troubleshooting Amazon ECS blue/green deployments", permission issues.
    pub fn scheduler(self, role: &str) -> String {
        let account = &self.world.settings.account_id;
        let name = role.rsplit('/').next().unwrap_or(role);
        format!("arn:aws:sts::{account}:assumed-role/{name}/ecs-service-scheduler")
    }
}
