//! `deploymentController`: what a service with task sets leaves to them.

use super::prelude::*;
use crate::api::task_sets::OTHER_CONTROLLER;
use crate::model::{Controller, Service, World};

const GUIDE: &str = "Developer Guide, Deploy Amazon ECS services using a third-party controller";
const UPDATE: &str = "ECS API, UpdateService";
const CHANGES: &str = "Developer Guide, Updating Amazon ECS service parameters";
const UPDATES: &[Action] = &[Action::UpdateService];

/// The rules, in the order of speaking. Source of the texts: public reports of CreateTaskSet, and
/// of UpdateService on services for CodeDeploy.
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-TASKSET-CONTROLLER",
        TASK_SETS,
        Wording::Aws,
        "ECS API, CreateTaskSet",
        task_set,
    ),
    Rule::error(
        "SVC-EXTERNAL-MEMBERS",
        CREATIONS,
        Wording::Ours,
        GUIDE,
        of_task_sets,
    ),
    Rule::error(
        "SVC-UPDATE-CODEDEPLOY",
        UPDATES,
        Wording::AwsRoughly,
        UPDATE,
        of_code_deploy,
    ),
    Rule::error(
        "SVC-UPDATE-EXTERNAL",
        UPDATES,
        Wording::AwsRoughly,
        UPDATE,
        of_others,
    ),
    Rule::error(
        "SVC-UPDATE-CONTROLLER",
        UPDATES,
        Wording::Ours,
        CHANGES,
        change,
    ),
];

/// Members that go with task sets, what ECS calls them, and whether it is known to.
const MEMBERS: &[(&str, &str, bool)] = &[
    ("taskDefinition", "task definition", true),
    ("networkConfiguration", "network parameters", true),
    ("loadBalancers", "load balancers", true),
    ("platformVersion", "platform version", false),
    (
        "capacityProviderStrategy",
        "capacity provider strategy",
        false,
    ),
    ("serviceRegistries", "service registries", false),
    (
        "serviceConnectConfiguration",
        "Service Connect configuration",
        false,
    ),
    ("volumeConfigurations", "volume configurations", false),
    (
        "vpcLatticeConfigurations",
        "VPC Lattice configurations",
        false,
    ),
];

fn task_set(subject: &Subject, found: &mut Found) {
    let service = subject.service;
    if service.is_some_and(|row| !row.controller.has_task_sets()) {
        let help = "UpdateService deploys a new revision.";
        found.say("$.service", OTHER_CONTROLLER, help);
    }
}

fn of_task_sets(subject: &Subject, found: &mut Found) {
    if subject.controller() != "EXTERNAL" {
        return;
    }
    let members = [
        ("launchType", "LaunchType"),
        ("capacityProviderStrategy", "CapacityProviderStrategy"),
        ("networkConfiguration", "NetworkConfiguration"),
        ("platformVersion", "PlatformVersion"),
        ("serviceRegistries", "ServiceRegistries"),
    ];
    let given = members.iter().filter(|(name, _)| subject.given.has(name));
    for (name, called) in given {
        found.say(
            format!("$.{name}"),
            format!("{called} must be empty or null."),
            "With this controller each task set has its own.",
        );
    }
}

fn of_code_deploy(subject: &Subject, found: &mut Found) {
    if subject.controller() != "CODE_DEPLOY" {
        return;
    }
    let end = "on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to \
               trigger a new deployment.";
    let help = "Only the count, the percentages, the grace period, placement and tags can change.";
    for (name, called, known) in MEMBERS {
        if subject.given.get(name).is_some() {
            let said = found.say(
                format!("$.{name}"),
                format!("Unable to update {called} {end}"),
                help,
            );
            if *known {
                said.aws();
            }
        }
    }
    if subject.given.truth("forceNewDeployment") == Some(true) {
        let message = format!("Cannot force a new deployment {end}");
        found.say("$.forceNewDeployment", message, help).aws();
    }
}

fn of_others(subject: &Subject, found: &mut Found) {
    if subject.controller() != "EXTERNAL" {
        return;
    }
    let end = "on services with an EXTERNAL deployment controller.";
    let help = "Create another task set. Only the count, the grace period, placement and tags of \
                the service can change.";
    for (name, called, _) in MEMBERS {
        if subject.given.get(name).is_some() {
            let message = format!("Unable to update {called} {end}");
            found.say(format!("$.{name}"), message, help);
        }
    }
    if subject.given.truth("forceNewDeployment") == Some(true) {
        let message = format!("Cannot force a new deployment {end}");
        found.say("$.forceNewDeployment", message, help);
    }
}

/// Which controller may follow which, and when. Assumption: the texts, and that nothing may go to
/// CODE_DEPLOY: the guide lists no such transition, and yet says when it is refused.
fn change(subject: &Subject, found: &mut Found) {
    let Some(service) = subject.service else {
        return;
    };
    let (from, to) = (service.controller, subject.controller());
    if from.name() == to {
        return;
    }
    let path = "$.deploymentController.type";
    if to == Controller::CodeDeploy.name() {
        let message = format!(
            "The deployment controller cannot be changed from {} to {to}.",
            from.name()
        );
        let help = "CODE_DEPLOY can be left, not taken up: use ECS with the strategy BLUE_GREEN.";
        found.say(path, message, help);
    } else if is_deploying(subject.world, service) {
        let message = "The deployment controller cannot be changed during a service deployment.";
        found.say(path, message, "Wait until the service is steady.");
    } else if to == Controller::Ecs.name() && subject.definition.is_none() {
        let message = "The service has no task set with the traffic whose task definition it could \
                       go on with.";
        found.say("$.taskDefinition", message, "Give one.");
    }
}

/// Whether a change is under way: of the scheduler, or of CodeDeploy, which has two task sets then.
fn is_deploying(world: &World, service: &Service) -> bool {
    match service.controller {
        Controller::Ecs => {
            let record = world.current_record(service);
            record.is_some_and(|record| !record.status.is_over())
        }
        Controller::CodeDeploy => service.deployments.len() > 1,
        Controller::External => false,
    }
}
