//! What a task definition points to outside of ECS.

use std::sync::Arc;

/// Something that a task's agent asks another service for before, or when, its containers start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// An image in a private repository of Amazon ECR: a login.
    EcrImage,
    /// A secret of Secrets Manager, by its ARN.
    Secret(Arc<str>),
    /// A parameter of Systems Manager, by its name or ARN.
    Parameter(Arc<str>),
    /// A log group of CloudWatch Logs (`awslogs`).
    LogGroup {
        /// Its name.
        name: Arc<str>,
        /// Whether it is created where it is missing (`awslogs-create-group`).
        is_created: bool,
    },
}
