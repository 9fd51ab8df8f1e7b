//! ECS Exec.

use super::prelude::*;

const FLAG: &str = "$.enableExecuteCommand";
const GUIDE: &str = "Developer Guide, Monitor Amazon ECS containers with ECS Exec";
const CLUSTERS: &[Action] = &[Action::CreateCluster];
const UPDATES: &[Action] = &[Action::UpdateService];

/// The rules, in the order of speaking. Source of the texts: public reports of CreateService,
/// UpdateService, and of RunTask (boto3, issue 3173).
pub const RULES: &[Rule] = &[
    Rule::error("EXEC-TASKROLE", ALL, Wording::Aws, GUIDE, task_role),
    Rule::at_run_time("EXEC-READONLY", ALL, GUIDE, read_only),
    Rule::warning("EXEC-ENABLED", UPDATES, Wording::Ours, GUIDE, not_forced),
    Rule::info("EXEC-POLICY", ALL, GUIDE, policy),
    Rule::info("EXEC-AGENT", ALL, GUIDE, agent),
    Rule::info("EXEC-IMAGE-TOOLS", ALL, GUIDE, tools),
    Rule::info("EXEC-INIT", ALL, GUIDE, init),
    Rule::info(
        "EXEC-PIDMODE",
        ALL,
        "Assumption: the containers share the agent's process ids",
        pid_mode,
    ),
    Rule::info("EXEC-ENDPOINTS", ALL, GUIDE, endpoints),
    Rule::info("EXEC-CALLER", ALL, GUIDE, caller),
    Rule::error(
        "EXEC-CLUSTER-LOGGING",
        CLUSTERS,
        Wording::AwsRoughly,
        "ECS API, ExecuteCommandConfiguration",
        cluster_logging,
    ),
];

fn wanted(subject: &Subject) -> bool {
    subject.request.truth("enableExecuteCommand") == Some(true)
}

/// The role of the definition or an overriding one. An empty one is none.
fn has_role(subject: &Subject) -> bool {
    let overrides = subject.request.part("overrides");
    match overrides.text("taskRoleArn") {
        Some(role) => !role.is_empty(),
        None => subject.document().has("taskRoleArn"),
    }
}

fn task_role(subject: &Subject, found: &mut Found) {
    if subject.given.truth("enableExecuteCommand") != Some(true)
        || subject.definition.is_none()
        || has_role(subject)
    {
        return;
    }
    let service = |what| {
        format!(
            "The service couldn't be {what} because a valid taskRoleArn is not being used. \
             Specify a valid task role in your task definition and try again."
        )
    };
    let message = match subject.action {
        Action::CreateService => service("created"),
        Action::UpdateService => service("updated"),
        Action::CreateCluster | Action::CreateTaskSet | Action::RunTask | Action::StartTask => {
            "The execute command failed because a valid task role is not being used. Specify a \
             valid task role in your task definition or as a task override and try again."
                .to_owned()
        }
    };
    let help = "The SSM agent in the container works with the task role, not with the execution \
                role. Register a revision with taskRoleArn.";
    found.say(FLAG, message, help);
}

/// The containers of the definition, with their names.
fn containers<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a str, Request<'a>)> + use<'a> {
    let containers = subject.document().objects("containerDefinitions");
    containers.map(|container| (container.text("name").unwrap_or(""), container))
}

fn read_only(subject: &Subject, found: &mut Found) {
    for (name, container) in containers(subject).filter(|_| wanted(subject)) {
        if container.truth("readonlyRootFilesystem") == Some(true) {
            found.say(
                FLAG,
                format!("The container {name} has a read-only root file system"),
                "The SSM agent must write: sessions end with TargetNotConnectedException. Mount \
                 writable volumes at /var/lib/amazon and /var/log/amazon.",
            );
        }
    }
}

fn not_forced(subject: &Subject, found: &mut Found) {
    let was_on = subject
        .service
        .is_some_and(|row| row.enable_execute_command);
    let forced = subject.given.truth("forceNewDeployment") == Some(true);
    if subject.given.truth("enableExecuteCommand") == Some(true) && !was_on && !forced {
        found.say(
            FLAG,
            "Tasks that run already stay without ECS Exec",
            "Set forceNewDeployment too: it replaces them.",
        );
    }
}

fn policy(subject: &Subject, found: &mut Found) {
    if wanted(subject) && has_role(subject) {
        found.say(
            FLAG,
            "The task role must allow ssmmessages:CreateControlChannel, CreateDataChannel, \
             OpenControlChannel and OpenDataChannel",
            "Without them sessions end with TargetNotConnectedException. Logging needs more: \
             logs:CreateLogStream and PutLogEvents, s3:PutObject, kms:Decrypt.",
        );
    }
}

fn agent(subject: &Subject, found: &mut Found) {
    if wanted(subject) && !subject.fargate() {
        found.say(
            FLAG,
            "Instances need an ECS-optimised AMI of 2021-01-20 or later",
            "With the agent 1.50.2 or later (Windows: 1.56) and the SSM components.",
        );
    }
}

fn tools(subject: &Subject, found: &mut Found) {
    if wanted(subject) {
        found.say(
            FLAG,
            "Images need a shell for sessions, and script and cat for logging them",
            "Images from scratch, distroless images and Nano Server have none.",
        );
    }
}

fn init(subject: &Subject, found: &mut Found) {
    let with_init = |container: Request| {
        container
            .part("linuxParameters")
            .truth("initProcessEnabled")
            == Some(true)
    };
    let mut without = containers(subject).filter(|(_, container)| !with_init(*container));
    let needed = wanted(subject) && !subject.windows();
    if let Some((name, _)) = without.next().filter(|_| needed) {
        found.say(
            FLAG,
            format!("The container {name} has no init process"),
            "Ended sessions then leave zombie processes. Set linuxParameters.initProcessEnabled.",
        );
    }
}

fn pid_mode(subject: &Subject, found: &mut Found) {
    if wanted(subject) && subject.document().text("pidMode") == Some("task") {
        found.say(
            FLAG,
            "With pidMode task ECS Exec works in one container of the task only",
            "All containers share one process namespace, and with it one SSM agent.",
        );
    }
}

fn endpoints(subject: &Subject, found: &mut Found) {
    let network = subject.network();
    let private = network.filter(|network| network.text("assignPublicIp") != Some("ENABLED"));
    if wanted(subject) && private.is_some() {
        found.say(
            "$.networkConfiguration",
            "Private subnets need a VPC endpoint for ssmmessages, or a NAT gateway",
            "And one for kms where sessions are encrypted with a key.",
        );
    }
}

fn caller(subject: &Subject, found: &mut Found) {
    if wanted(subject) {
        found.say(
            FLAG,
            "Who opens a session needs ecs:ExecuteCommand and the Session Manager plugin",
            "Sessions are interactive and end after 20 idle minutes. Of a shell all commands and \
             outputs are logged, of a single command its output.",
        );
    }
}

fn cluster_logging(subject: &Subject, found: &mut Found) {
    let path = "$.configuration.executeCommandConfiguration";
    let configuration = subject.request.part("configuration");
    let exec = configuration.part("executeCommandConfiguration");
    let overriding = exec.text("logging") == Some("OVERRIDE");
    let logs = exec.part("logConfiguration");
    if overriding && !logs.has("cloudWatchLogGroupName") && !logs.has("s3BucketName") {
        found.say(
            format!("{path}.logConfiguration"),
            "A CloudWatch log group name or S3 bucket name must be specified when overriding the \
             default log configuration.",
            "Name one of them, or use DEFAULT.",
        );
    } else if !overriding && exec.has("logConfiguration") {
        found.say(
            format!("{path}.logging"),
            "You must set logging to 'OVERRIDE' when you supply a log configuration.",
            "Otherwise sessions are logged where the container logs.",
        );
    }
}
