//! What nearly every rule uses.

pub use super::subject::{
    ALL, Action, CREATIONS, LAUNCHES, SERVICES, Subject, TASK_SETS, listed, tenths,
};
pub use super::{Found, Rule};
pub use crate::api::{Code, Request};
pub use crate::model::task::LaunchType;
pub use crate::model::task_definition::{ContainerDefinition, NetworkMode, TaskSpec};
pub use crate::taskdef::{Severity, Wording};
