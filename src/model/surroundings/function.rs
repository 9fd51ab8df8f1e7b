//! Lambda functions that deployments call as hooks: what they answer.
//!
//! Source: Developer Guide, "Lifecycle hooks for Amazon ECS service deployments": `hookStatus` and
//! `callBackDelay`.

use crate::sim::Span;

/// What a function answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookAnswer {
    /// The deployment may go on.
    Succeeded,
    /// The deployment must not go on.
    Failed,
    /// It is to be called again after this time.
    InProgress(Span),
}
