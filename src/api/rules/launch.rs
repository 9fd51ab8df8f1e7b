//! Launch type, capacity provider strategy, and whether the task definition suits them.

use super::prelude::*;
use crate::api::read;
use crate::model::InstanceStatus;
use crate::model::task_definition::Compatibility;

/// What takes a launch type.
const WITH_TYPE: &[Action] = &[
    Action::CreateService,
    Action::CreateTaskSet,
    Action::RunTask,
];
/// What takes a capacity provider strategy.
pub(super) const WITH_STRATEGY: &[Action] = &[
    Action::CreateService,
    Action::UpdateService,
    Action::CreateTaskSet,
    Action::RunTask,
];

pub(super) const STRATEGY: &str = "$.capacityProviderStrategy";
const API: &str = "ECS API, CapacityProviderStrategyItem";
pub(super) const GUIDE: &str = "Developer Guide, Amazon ECS capacity providers";

/// The rules, in the order of speaking.
pub const RULES: &[Rule] = &[
    // Source of the text: tflint-ruleset-aws, issue 349, as ECS gave it.
    Rule::error(
        "SVC-LT-CPS-EXCLUSIVE",
        &[Action::CreateService, Action::CreateTaskSet],
        Wording::Aws,
        "ECS API, CreateService, launchType",
        both,
    ),
    Rule::error(
        "RUN-LT-CPS",
        &[Action::RunTask],
        Wording::AwsRoughly,
        "ECS API, RunTask; moto",
        both,
    ),
    // Source of the text: moto, `ecs/models.py`, as recorded from ECS.
    Rule::error(
        "RUN-LT-VALUE",
        WITH_TYPE,
        Wording::AwsRoughly,
        "ECS API, RunTask, launchType",
        value,
    )
    .coded(Code::Client),
    Rule::error(
        "SVC-LT-MI",
        &[
            Action::CreateService,
            Action::CreateTaskSet,
            Action::RunTask,
        ],
        Wording::Ours,
        "ECS API, CreateService, launchType",
        managed_instances,
    ),
    Rule::error(
        "SVC-LT-EXTERNAL-CPS",
        WITH_STRATEGY,
        Wording::Ours,
        GUIDE,
        external,
    ),
    Rule::client("SVC-CPS-RANGE", WITH_STRATEGY, API, range),
    Rule::error("SVC-CPS-MAX", WITH_STRATEGY, Wording::Ours, API, most),
    Rule::error("SVC-CPS-BASE", WITH_STRATEGY, Wording::Aws, API, base),
    Rule::error("SVC-CPS-ZERO", WITH_STRATEGY, Wording::Aws, API, zero),
    Rule::error(
        "SVC-CPS-MIX",
        WITH_STRATEGY,
        Wording::AwsRoughly,
        GUIDE,
        mix,
    ),
    Rule::error(
        "SVC-SPOT-WIN",
        WITH_STRATEGY,
        Wording::Ours,
        GUIDE,
        spot_windows,
    ),
    Rule::warning(
        "SVC-SPOT-ARM-PV",
        WITH_STRATEGY,
        Wording::Ours,
        GUIDE,
        spot_arm,
    ),
    // Source of the text: pipe-cd/pipecd, issue 6385, as ECS gave it.
    Rule::error(
        "SVC-UPDATE-CPS",
        &[Action::UpdateService],
        Wording::Aws,
        "ECS API, UpdateService, capacityProviderStrategy",
        forced,
    ),
];

/// Whether the task definition can run there.
pub const COMPATIBILITY: &[Rule] = &[
    Rule::error(
        "RUN-STARTTASK-FARGATE",
        &[Action::StartTask],
        Wording::Ours,
        "ECS API, StartTask",
        start_on_fargate,
    ),
    Rule::error(
        "SVC-FARGATE-COMPAT",
        ALL,
        Wording::Aws,
        "ECS API, CreateService, launchType",
        compatible,
    ),
];

/// Whether there is anything to run on.
pub const CAPACITY: &[Rule] = &[
    // Source of the text: public reports of RunTask.
    Rule::error(
        "RUN-INSTANCES",
        &[Action::RunTask],
        Wording::Aws,
        "ECS API, RunTask",
        no_instances,
    ),
    Rule::info(
        "RUN-CAPACITY",
        &[Action::RunTask],
        "Developer Guide, API failure reasons",
        no_capacity,
    ),
];

fn both(subject: &Subject, found: &mut Found) {
    if subject.request.filled_text("launchType").is_none() || !subject.has_strategy() {
        return;
    }
    let message = match subject.action {
        Action::RunTask => {
            "Specify either Launch Type or Capacity Provider Strategy, but not both."
        }
        Action::CreateCluster
        | Action::CreateService
        | Action::UpdateService
        | Action::CreateTaskSet
        | Action::StartTask => {
            "Specifying both a launch type and capacity provider strategy is not supported. \
             Remove one and try again."
        }
    };
    found.say("$.launchType", message, "Leave one of the two out.");
}

fn value(subject: &Subject, found: &mut Found) {
    if !read::launch::is_known(subject.request) {
        let help = "Names are written in capital letters.";
        found.say("$.launchType", read::launch::UNKNOWN_LAUNCH_TYPE, help);
    }
}

fn managed_instances(subject: &Subject, found: &mut Found) {
    if subject.request.text("launchType") == Some("MANAGED_INSTANCES") {
        found.say(
            "$.launchType",
            "Use capacityProviderStrategy for Managed Instances.",
            "Managed Instances are reached through their capacity provider only.",
        );
    }
}

fn external(subject: &Subject, found: &mut Found) {
    let Some(spec) = subject.spec() else { return };
    if subject.has_strategy() && spec.requires == [Compatibility::External] {
        found.say(
            STRATEGY,
            "External instances need launchType EXTERNAL.",
            "Capacity providers do not reach external instances.",
        );
    }
}

fn range(subject: &Subject, found: &mut Found) {
    for (path, item) in subject.list("capacityProviderStrategy") {
        for (member, greatest) in [("weight", 1_000), ("base", 100_000)] {
            let Some(number) = item.integer(member) else {
                continue;
            };
            if !(0..=greatest).contains(&number) {
                found.say(
                    format!("{path}.{member}"),
                    format!(
                        "Invalid range for parameter {}.{member}, value: {number}, valid range: \
                         0-{greatest}",
                        path.trim_start_matches("$."),
                    ),
                    "Weights go from 0 to 1000, bases from 0 to 100000.",
                );
            }
        }
    }
}

fn most(subject: &Subject, found: &mut Found) {
    if subject.list("capacityProviderStrategy").len() > 20 {
        let message = "A capacity provider strategy can have at most 20 capacity providers.";
        found.say(STRATEGY, message, "Leave some out.");
    }
}

fn base(subject: &Subject, found: &mut Found) {
    let items = subject.request.objects("capacityProviderStrategy");
    if items
        .filter(|item| item.integer("base").unwrap_or(0) > 0)
        .count()
        > 1
    {
        found.say(
            STRATEGY,
            "There are multiple capacity providers in the specified capacity provider strategy \
             with a base value greater than zero. Only one capacity provider can have a base value \
             greater than zero. Specify a valid capacity provider strategy and try again.",
            "The base is the number of tasks that go to one provider before weights count.",
        );
    }
}

fn zero(subject: &Subject, found: &mut Found) {
    let mut items = subject
        .request
        .objects("capacityProviderStrategy")
        .peekable();
    if items.peek().is_some() && items.all(|item| item.integer("weight").unwrap_or(0) == 0) {
        let own = subject.given.has("capacityProviderStrategy");
        let message = match own || subject.service.is_some() {
            true => {
                "There are no capacity providers in the capacity provider strategy with a weight \
                 value greater than zero. Specify a weight value greater than zero for at least \
                 one capacity provider and try again."
            }
            // Source of the text: terraform-aws-modules/terraform-aws-ecs, issue 27.
            false => {
                "There are no capacity providers with a weight value greater than zero defined in \
                 the default capacity provider strategy. At least one capacity provider must have \
                 a weight value greater than zero specified. Update the cluster's default capacity \
                 provider strategy or specify a valid capacity provider strategy and try again."
            }
        };
        found.say(
            STRATEGY,
            message,
            "A weight that is left out is 0. Give at least one provider a weight of 1.",
        );
    }
}

fn mix(subject: &Subject, found: &mut Found) {
    let (fargate, others): (Vec<&str>, Vec<&str>) = subject
        .providers()
        .partition(|name| matches!(*name, "FARGATE" | "FARGATE_SPOT"));
    if !fargate.is_empty() && !others.is_empty() {
        found.say(
            STRATEGY,
            "The specified capacity provider strategy cannot contain a mix of Fargate and Auto \
             Scaling group capacity providers.",
            "Make one service for Fargate and one for instances.",
        );
    }
    let (managed, others): (Vec<&str>, Vec<&str>) = subject
        .providers()
        .partition(|name| subject.is_managed(name));
    if !managed.is_empty() && !others.is_empty() {
        found.say(
            STRATEGY,
            "The specified capacity provider strategy cannot contain a mix of Managed Instances \
             and other capacity providers.",
            "Make one service for managed instances and one for others.",
        );
    }
}

fn on_spot(subject: &Subject) -> bool {
    subject.providers().any(|name| name == "FARGATE_SPOT")
}

fn spot_windows(subject: &Subject, found: &mut Found) {
    if on_spot(subject) && subject.windows() {
        let message = "Fargate Spot does not support Windows containers.";
        found.say(STRATEGY, message, "Use FARGATE.");
    }
}

fn spot_arm(subject: &Subject, found: &mut Found) {
    let platform = subject.document().part("runtimePlatform");
    let arm = platform.text("cpuArchitecture") == Some("ARM64");
    if on_spot(subject) && arm && subject.before_1_4() {
        found.say(
            "$.platformVersion",
            "ARM64 on Fargate Spot needs platform version 1.4.0",
            "Use LATEST or 1.4.0. Guides of 2023 still say that Spot has no ARM64 at all.",
        );
    }
}

fn forced(subject: &Subject, found: &mut Found) {
    let items = subject.given.items("capacityProviderStrategy");
    if items.count() > 0 && subject.given.truth("forceNewDeployment") != Some(true) {
        found.say(
            "$.forceNewDeployment",
            "When switching from launch type to capacity provider strategy on an existing \
             service, or making a change to a capacity provider strategy on a service that is \
             already using one, you must force a new deployment.",
            "Set forceNewDeployment to true.",
        );
    }
}

/// Definitions that only Fargate can run.
fn start_on_fargate(subject: &Subject, found: &mut Found) {
    let Some(spec) = subject.spec() else { return };
    if spec.requires == [Compatibility::Fargate] {
        found.say(
            "$.taskDefinition",
            "StartTask cannot start tasks on Fargate.",
            "It puts tasks on container instances, which Fargate does not have. Use RunTask.",
        );
    }
}

fn compatible(subject: &Subject, found: &mut Found) {
    let Some(spec) = subject.spec() else { return };
    if subject.has_strategy() && !subject.fargate() {
        // Its providers may be of instances or of managed ones.
        return;
    }
    let launch_type = subject.launch_type();
    let needed = match launch_type {
        LaunchType::Ec2 => Compatibility::Ec2,
        LaunchType::Fargate => Compatibility::Fargate,
        LaunchType::External => Compatibility::External,
        LaunchType::ManagedInstances => Compatibility::ManagedInstances,
    };
    if !spec.compatibilities.contains(&needed) {
        let name = launch_type.name();
        found.say(
            "$.launchType",
            format!("Task definition does not support launch_type {name}."),
            "Its compatibilities say where it can run. Fargate needs networkMode awsvpc and a \
             size; requiresCompatibilities makes registration check them.",
        );
    }
}

fn instances_are_there(subject: &Subject) -> bool {
    subject.cluster.is_none_or(|cluster| {
        let mut rows = subject.world.instances.rows();
        rows.any(|row| row.cluster == cluster.id && row.status == InstanceStatus::Active)
    })
}

fn no_instances(subject: &Subject, found: &mut Found) {
    if !subject.fargate() && !subject.has_strategy() && !instances_are_there(subject) {
        found.say(
            "$.cluster",
            "No Container Instances were found in your cluster.",
            "Add an instance to the cluster, or use launchType FARGATE.",
        );
    }
}

fn no_capacity(subject: &Subject, found: &mut Found) {
    if !subject.fargate() && !subject.has_strategy() && instances_are_there(subject) {
        found.say(
            "$.launchType",
            "A task that finds no room is not started later",
            "RunTask then answers with failures such as RESOURCE:MEMORY. A service tries again.",
        );
    }
}
