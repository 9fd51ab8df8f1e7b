//! IAM roles: who may assume them, and the few permissions that ECS needs of them.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS task execution IAM role" and "Amazon ECS task
//! IAM role": both trust `ecs-tasks.amazonaws.com`.

use super::Surroundings;
use crate::model::World;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The service that assumes the roles of tasks.
pub const ECS_TASKS: &str = "ecs-tasks.amazonaws.com";

/// The permissions that the simulation looks at.
pub const PERMISSIONS: &[&str] = &[
    "ecr:GetAuthorizationToken",
    "ecr:BatchGetImage",
    "logs:CreateLogStream",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameters",
];

/// A role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IamRole {
    /// The service that may assume it.
    pub trusts: Arc<str>,
    /// What it allows, of [`PERMISSIONS`].
    pub allows: BTreeSet<Arc<str>>,
}

impl IamRole {
    /// A role of tasks that allows everything.
    pub fn of_tasks() -> IamRole {
        IamRole {
            trusts: ECS_TASKS.into(),
            allows: PERMISSIONS.iter().map(|name| Arc::from(*name)).collect(),
        }
    }
}

/// The name at the end of a role's ARN, or a name alone. Source: IAM User Guide, "IAM identifiers".
pub fn name(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// Whether ECS can assume a role for tasks: it is there and trusts ECS.
pub fn is_assumable(world: &World, arn: &str) -> bool {
    let role = world.surroundings.iam_roles.get(name(arn));
    world.settings.permissive || role.is_some_and(|role| &*role.trusts == ECS_TASKS)
}

/// Whether a role is declared and lacks a permission.
pub fn lacks(world: &World, arn: &str, permission: &str) -> bool {
    let role = world.surroundings.iam_roles.get(name(arn));
    role.is_some_and(|role| !role.allows.contains(permission))
}

/// The guide's role for task execution, and two of tasks. Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for name in ["ecsTaskExecutionRole", "ecsTaskRole", "galleryTaskRole"] {
        all.iam_roles.insert(name.into(), IamRole::of_tasks());
    }
}
