//! Temporary.

/// Why a deployment failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeploymentFailure {
    /// The circuit breaker counted too many failures.
    TasksFailedToStart,
    /// A CloudWatch alarm went off.
    AlarmDetected,
}
