//! What a task needs before its containers: a login at the registry, its secrets, its log. What
//! its execution role may not have, or what is not there, keeps it from starting.
//!
//! Texts: public reports of `stoppedReason` on Fargate; Amazon ECS Developer Guide,
//! "Troubleshooting Amazon ECS ResourceInitializationError errors". Assumption: on instances tasks
//! stop with the same words.

use crate::lifecycle::faults;
use crate::model::arn::Arns;
use crate::model::reference::Reference;
use crate::model::surroundings::{iam_role, log_group, secret};
use crate::model::task::LaunchType;
use crate::model::{Task, World};

/// How the texts of logins and secrets begin.
const RETRIEVAL: &str = "ResourceInitializationError: unable to pull secrets or registry auth: \
                         execution resource retrieval failed:";
/// How often the agent of Fargate tries.
const RETRIED: &str = "service call has been retried 1 time(s):";
/// How the texts of logs begin.
const LOGGER: &str = "ResourceInitializationError: failed to validate logger args: create stream \
                      has been retried 1 times: failed to create Cloudwatch log stream:";

/// What ECS says of a role that it cannot assume for a task; None if it can.
/// Source of the text: public reports of RunTask and of service events.
pub fn unassumable(world: &World, role: &str) -> Option<String> {
    let known = iam_role::is_assumable(world, role) && !faults::not_assumable(world, role);
    (!known).then(|| {
        format!(
            "ECS was unable to assume the role '{role}' that was provided for this task. Please \
             verify that the role being passed has the proper trust relationship and permissions \
             and that your IAM user has permissions to pass this role."
        )
    })
}

/// Why a task cannot start before its images are pulled: its `stoppedReason`; None if it can.
pub fn missing(world: &World, task: &Task) -> Option<String> {
    let references = task.launch.spec.references.iter();
    let mut problems = references.filter_map(|reference| problem(world, task, reference));
    problems.next()
}

fn problem(world: &World, task: &Task, reference: &Reference) -> Option<String> {
    let denied = |permission, resource: &str| denied(world, task, permission, resource);
    match reference {
        Reference::EcrImage => {
            let why = denied("ecr:GetAuthorizationToken", "*")?;
            Some(format!(
                "{RETRIEVAL} unable to retrieve ecr registry auth: {RETRIED} {why}"
            ))
        }
        Reference::Secret(arn) => {
            let why = denied("secretsmanager:GetSecretValue", arn).or_else(|| {
                let text = "ResourceNotFoundException: Secrets Manager can't find the specified \
                            secret.";
                lacks_secret(world, arn).then(|| text.to_owned())
            })?;
            Some(format!(
                "{RETRIEVAL} unable to retrieve secret from asm: {RETRIED} failed to fetch secret \
                 {arn} from secrets manager: {why}"
            ))
        }
        Reference::Parameter(name) => {
            let why = denied("ssm:GetParameters", &parameter_arn(world, name)).or_else(|| {
                lacks_secret(world, name).then(|| format!("invalid ssm parameters: {name}"))
            })?;
            Some(format!(
                "{RETRIEVAL} unable to retrieve secrets from ssm: {RETRIED} {why}"
            ))
        }
        Reference::LogGroup { name, is_created } => {
            let why = log_problem(world, task, name, *is_created)?;
            // On instances the Docker daemon opens the log, when the container starts.
            let fargate = task.launch.launch_type == LaunchType::Fargate;
            fargate.then(|| format!("{LOGGER} {why} : exit status 1"))
        }
    }
}

/// Why a container of an instance cannot start: its log cannot be opened.
/// Text: public reports of the container's `reason`.
pub fn log_error(world: &World, task: &Task) -> Option<String> {
    if task.launch.launch_type == LaunchType::Fargate {
        return None;
    }
    let references = task.launch.spec.references.iter();
    let mut problems = references.filter_map(|reference| match reference {
        Reference::LogGroup { name, is_created } => log_problem(world, task, name, *is_created),
        Reference::EcrImage | Reference::Secret(_) | Reference::Parameter(_) => None,
    });
    let why = problems.next()?;
    Some(format!(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging \
         driver: failed to create Cloudwatch log stream: {why}"
    ))
}

fn log_problem(world: &World, task: &Task, name: &str, is_created: bool) -> Option<String> {
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    let resource = format!("arn:aws:logs:{region}:{account}:log-group:{name}:log-stream:");
    denied(world, task, "logs:CreateLogStream", &resource).or_else(|| {
        let exists = settings.permissive || log_group::exists(world, name);
        let text = "ResourceNotFoundException: The specified log group does not exist.";
        (!exists && !is_created).then(|| text.to_owned())
    })
}

fn lacks_secret(world: &World, name: &str) -> bool {
    let exists = world.settings.permissive || secret::exists(world, name);
    !exists || faults::lacks_secret(world, name)
}

/// What AWS says where the role may not; None if it may.
fn denied(world: &World, task: &Task, permission: &str, resource: &str) -> Option<String> {
    let role = task.launch.spec.execution_role.as_deref();
    let lacks = role.is_some_and(|role| iam_role::lacks(world, role, permission));
    let lacks = lacks && !world.settings.permissive;
    if !lacks && !faults::lacks_permission(world, permission) {
        return None;
    }
    Some(format!(
        "AccessDeniedException: User: {} is not authorized to perform: {permission} on resource: \
         {resource} because no identity-based policy allows the {permission} action",
        assumed_role(world, task)
    ))
}

/// The name under which a task's agent calls AWS: its execution role, else that of instances.
/// Source: IAM User Guide, "IAM identifiers" (assumed-role); `ecsInstanceRole` is the guide's.
pub fn assumed_role(world: &World, task: &Task) -> String {
    let role = task.launch.spec.execution_role.as_deref();
    let role = role.and_then(|arn| arn.rsplit('/').next());
    let account = &world.settings.account_id;
    let session = Arns::of(world).task_hex(task.id);
    let role = role.unwrap_or("ecsInstanceRole");
    format!("arn:aws:sts::{account}:assumed-role/{role}/{session}")
}

fn parameter_arn(world: &World, name: &str) -> String {
    if name.starts_with("arn:") {
        return name.to_owned();
    }
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    let name = name.trim_start_matches('/');
    format!("arn:aws:ssm:{region}:{account}:parameter/{name}")
}
