//! The life of a container: order, health, restarts and timeouts.
//!
//! Source of the facts: ECS API, ContainerDependency, ContainerRestartPolicy, HealthCheck and
//! ContainerDefinition; Amazon ECS service quotas.

use super::{Field, field};

pub(super) static FIELDS: &[Field] = &[
    field(
        "containerDefinitions[].dependsOn",
        r#"[{"containerName": "init", "condition": "SUCCESS"}]"#,
        "Containers of this task that have to get somewhere before this one starts; when the task \
         stops, the order is turned around.",
    ),
    field(
        "containerDefinitions[].dependsOn[].condition",
        "\"HEALTHY\"",
        "How far it has to be: started, ended (COMPLETE), ended with exit code 0 (SUCCESS), or \
         passing its health check.",
    ),
    field(
        "containerDefinitions[].dependsOn[].containerName",
        "\"init\"",
        "The container that is waited for.",
    ),
    field(
        "containerDefinitions[].healthCheck",
        r#"{"command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]}"#,
        "A command that runs in the container again and again and tells whether it is healthy; the \
         check of the image itself is not used.",
    ),
    field(
        "containerDefinitions[].healthCheck.command",
        r#"["CMD-SHELL", "curl -f http://localhost/ || exit 1"]"#,
        "CMD and the arguments, or CMD-SHELL and one line for the shell; exit code 0 means \
         healthy.",
    ),
    field(
        "containerDefinitions[].healthCheck.interval",
        "30",
        "Seconds between two checks: 5 to 300, 30 by default.",
    ),
    field(
        "containerDefinitions[].healthCheck.retries",
        "3",
        "Failed checks in a row before the container is unhealthy: 1 to 10, 3 by default.",
    ),
    field(
        "containerDefinitions[].healthCheck.startPeriod",
        "60",
        "Seconds at the start in which failed checks do not count: 0 to 300, none by default.",
    ),
    field(
        "containerDefinitions[].healthCheck.timeout",
        "5",
        "Seconds after which a check that does not answer has failed: 2 to 60, 5 by default.",
    ),
    field(
        "containerDefinitions[].restartPolicy",
        r#"{"enabled": true}"#,
        "Restarts this container in place when it exits, without replacing the task.",
    ),
    field(
        "containerDefinitions[].restartPolicy.enabled",
        "true",
        "Whether the container is restarted when it exits.",
    ),
    field(
        "containerDefinitions[].restartPolicy.ignoredExitCodes",
        "[0]",
        "Up to 50 exit codes after which it is not restarted; none by default.",
    ),
    field(
        "containerDefinitions[].restartPolicy.restartAttemptPeriod",
        "300",
        "Seconds that it has to run before it may be restarted again: 60 to 1800, 300 by default.",
    ),
    field(
        "containerDefinitions[].startTimeout",
        "120",
        "Seconds for which containers that depend on this one wait until it is as far as they \
         want: 2 to 120 on Fargate, at least 2 elsewhere.",
    ),
    field(
        "containerDefinitions[].stopTimeout",
        "30",
        "Seconds between the stop signal and the kill: 30 by default, 2 to 120 on Fargate, at \
         least 2 elsewhere.",
    ),
];
