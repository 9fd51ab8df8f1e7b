//! The target groups that `loadBalancers` names.

use super::prelude::*;
use crate::model::surroundings::target_group::{TargetGroup, TargetType, by_arn};

const BALANCED: &[Action] = &[
    Action::CreateService,
    Action::UpdateService,
    Action::CreateTaskSet,
];
const GUIDE: &str = "Developer Guide, Service load balancing";

/// The rules, in the order of speaking. Source of the texts: answers of ECS, as users of Terraform
/// and CloudFormation quote them.
pub const RULES: &[Rule] = &[
    Rule::error("SVC-LB-TG-UNKNOWN", BALANCED, Wording::Aws, GUIDE, unknown),
    Rule::error(
        "SVC-LB-TARGETTYPE",
        BALANCED,
        Wording::Aws,
        GUIDE,
        target_type,
    ),
    Rule::error("SVC-LB-TG-UNUSED", BALANCED, Wording::Aws, GUIDE, unused),
];

/// The target groups that the request itself names, with their paths and ARNs.
fn named<'a>(subject: &Subject<'a>) -> Vec<(String, &'a str, Option<&'a TargetGroup>)> {
    if subject.given.get("loadBalancers").is_none() {
        return Vec::new();
    }
    let named = |(path, item): (String, Request<'a>)| {
        let arn = item.filled_text("targetGroupArn")?;
        let row = by_arn(subject.world, arn).map(|row| &**row);
        Some((format!("{path}.targetGroupArn"), arn, row))
    };
    subject
        .list("loadBalancers")
        .into_iter()
        .filter_map(named)
        .collect()
}

fn unknown(subject: &Subject, found: &mut Found) {
    if subject.world.settings.permissive {
        return;
    }
    for (path, _, _) in named(subject)
        .into_iter()
        .filter(|(_, _, row)| row.is_none())
    {
        let message = "Unable to assume role and validate the specified targetGroupArn. Please \
                       verify that the ECS service role being passed has the proper permissions.";
        let help = "There is no such target group in this account and Region. Name one that \
                    exists, or declare it.";
        found.say(path, message, help);
    }
}

fn target_type(subject: &Subject, found: &mut Found) {
    let Some(mode) = subject.network_mode() else {
        return;
    };
    let wrong = match mode {
        NetworkMode::Awsvpc => TargetType::Instance,
        NetworkMode::Bridge | NetworkMode::Host => TargetType::Ip,
        NetworkMode::None => return,
    };
    for (path, arn, row) in named(subject) {
        if row.is_some_and(|row| row.target_type == wrong) {
            let (wrong, mode) = (wrong.name(), mode.name());
            let message = format!(
                "The provided target group {arn} has target type {wrong}, which is incompatible \
                 with the {mode} network mode specified in the task definition."
            );
            let help = "awsvpc needs the target type ip, bridge and host need instance. It cannot \
                        be changed later: create another target group.";
            found.say(path, message, help);
        }
    }
}

fn unused(subject: &Subject, found: &mut Found) {
    for (path, arn, row) in named(subject) {
        if row.is_some_and(|row| row.load_balancer.is_none()) {
            let message = format!(
                "The target group with targetGroupArn {arn} does not have an associated load \
                 balancer."
            );
            let help = "Give a listener of a load balancer a rule that forwards to it first.";
            found.say(path, message, help);
        }
    }
}
