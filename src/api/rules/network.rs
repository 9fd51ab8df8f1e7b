//! `networkConfiguration`.

use super::prelude::*;
use crate::model::surroundings::{security_group, subnet};

/// The most subnets. Source: ECS API, AwsVpcConfiguration.
const MOST_SUBNETS: usize = 16;
/// The most security groups. Source: ECS API, AwsVpcConfiguration.
const MOST_SECURITY_GROUPS: usize = 5;

/// What a network configuration can come with.
const EVERYWHERE: &[Action] = &[
    Action::CreateService,
    Action::UpdateService,
    Action::CreateTaskSet,
    Action::RunTask,
    Action::StartTask,
];

const PATH: &str = "$.networkConfiguration";
const SUBNETS: &str = "$.networkConfiguration.awsvpcConfiguration.subnets";
const GROUPS: &str = "$.networkConfiguration.awsvpcConfiguration.securityGroups";
const PUBLIC_IP: &str = "$.networkConfiguration.awsvpcConfiguration.assignPublicIp";
const API: &str = "ECS API, AwsVpcConfiguration";
const NEEDED: &str = "ECS API, CreateService and RunTask, networkConfiguration";

/// The rules, in the order of speaking. Those of services and tasks differ in their ids only.
pub const RULES: &[Rule] = &[
    Rule::error("SVC-SUBNETS", EVERYWHERE, Wording::Aws, API, no_subnets),
    Rule::error("SVC-SUBNETS", SERVICES, Wording::Ours, API, most_subnets),
    Rule::error("RUN-SUBNETS", LAUNCHES, Wording::Ours, API, most_subnets),
    Rule::error("SVC-SUBNETS", EVERYWHERE, Wording::Aws, API, subnet_ids),
    Rule::error(
        "SVC-SECGROUPS",
        SERVICES,
        Wording::Ours,
        API,
        security_groups,
    ),
    Rule::error("RUN-SUBNETS", LAUNCHES, Wording::Ours, API, security_groups),
    Rule::error(
        "SVC-NETWORKS",
        EVERYWHERE,
        Wording::AwsRoughly,
        API,
        one_network,
    ),
    Rule::info("SVC-SECGROUPS", ALL, API, default_group),
    Rule::error(
        "SVC-NETCONF-REQUIRED",
        SERVICES,
        Wording::Aws,
        NEEDED,
        required,
    ),
    Rule::error("RUN-NETCONF", LAUNCHES, Wording::Aws, NEEDED, required),
    Rule::error(
        "SVC-NETCONF-FORBIDDEN",
        SERVICES,
        Wording::Aws,
        NEEDED,
        forbidden,
    ),
    Rule::error(
        "RUN-NETCONF-FORBIDDEN",
        LAUNCHES,
        Wording::Aws,
        NEEDED,
        forbidden,
    ),
    Rule::error(
        "SVC-PUBLICIP-EC2",
        EVERYWHERE,
        Wording::Aws,
        API,
        public_on_ec2,
    ),
    Rule::warning(
        "SVC-PUBLICIP-MISSING",
        ALL,
        Wording::AtRunTime,
        "Developer Guide, Fargate task networking",
        private_on_fargate,
    ),
    Rule::info("SVC-PUBLICIP-API-TEXT", SERVICES, API, api_text),
];

/// Source of the text: moto, `ecs/models.py`, as recorded from ECS.
fn no_subnets(subject: &Subject, found: &mut Found) {
    if subject
        .network()
        .is_some_and(|network| network.texts("subnets").next().is_none())
    {
        let help = "Name the subnets in which the tasks get their network interfaces.";
        found.say(SUBNETS, "subnets can not be empty.", help);
    }
}

fn most_subnets(subject: &Subject, found: &mut Found) {
    let Some(network) = subject.network() else {
        return;
    };
    if network.texts("subnets").count() > MOST_SUBNETS {
        let message = format!("subnets can have at most {MOST_SUBNETS} items.");
        found.say(SUBNETS, message, "Leave some out.");
    }
}

/// Source of the text: eddmann/serverless-fargate, issue 20, as ECS gave it. Where any
/// id may pass, all do that look like one: those made up for an exercise (`subnet-a`) too, with a
/// warning.
fn subnet_ids(subject: &Subject, found: &mut Found) {
    let Some(network) = subject.network() else {
        return;
    };
    for (index, id) in network.texts("subnets").enumerate() {
        let path = format!("{SUBNETS}[{index}]");
        if !looks_like_an_id(id, "subnet-") || !subnet::is_known(subject.world, id) {
            found.say(
                path,
                format!(
                    "Error retrieving subnet information for [{id}]: The subnet ID '{id}' does \
                     not exist (ErrorCode: InvalidSubnetID.NotFound)"
                ),
                "The account has no such subnet. Declare it, or let any id pass.",
            );
        } else if !is_id(id, "subnet-") {
            let message = format!("{id} cannot be the id of a subnet");
            let help = "It does here. A subnet id is subnet- and 8 or 17 hexadecimal digits.";
            found.say(path, message, help).only(Severity::Warning);
        }
    }
}

fn security_groups(subject: &Subject, found: &mut Found) {
    let Some(network) = subject.network() else {
        return;
    };
    let groups: Vec<&str> = network.texts("securityGroups").collect();
    if groups.len() > MOST_SECURITY_GROUPS {
        let message = format!("securityGroups can have at most {MOST_SECURITY_GROUPS} items.");
        found.say(GROUPS, message, "Leave some out.");
    }
    for (index, id) in groups.iter().enumerate() {
        if !looks_like_an_id(id, "sg-") || !security_group::is_known(subject.world, id) {
            // Source of the text: moto, `ecs/models.py`, as recorded from ECS.
            let message = format!(
                "Error retrieving security group information for [{id}]: The security group \
                 '{id}' does not exist (ErrorCode: InvalidGroup.NotFound)"
            );
            let help = "A security group id is sg- and 8 or 17 hexadecimal digits.";
            found.say(format!("{GROUPS}[{index}]"), message, help);
        }
    }
}

/// Subnets and security groups lie in one VPC. Source: ECS API, AwsVpcConfiguration; of the texts:
/// Amazon EC2, as it refuses network interfaces and instances of two VPCs. Assumption: ECS hands
/// them on before it launches anything.
fn one_network(subject: &Subject, found: &mut Found) {
    let Some(network) = subject.network() else {
        return;
    };
    let all = &subject.world.surroundings;
    let subnets = network.texts("subnets");
    let subnets = subnets.filter_map(|id| Some((id, &all.subnets.get(id)?.vpc_id)));
    let subnets: Vec<_> = subnets.collect();
    let Some((first, vpc)) = subnets.first() else {
        return;
    };
    let help = "All subnets and security groups must be in one VPC.";
    if subnets.iter().any(|(_, other)| other != vpc) {
        let message = "You have specified two resources that belong to different networks.";
        found.say(SUBNETS, message, help);
    }
    for (index, id) in network.texts("securityGroups").enumerate() {
        let group = all.security_groups.get(id);
        if group.is_some_and(|group| group.vpc_id != **vpc) {
            let message =
                format!("Security group {id} and subnet {first} belong to different networks.");
            found.say(format!("{GROUPS}[{index}]"), message, help);
        }
    }
}

/// Whether a text looks like a resource id of EC2, if perhaps a made up one.
fn looks_like_an_id(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix).unwrap_or("");
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !rest.is_empty() && rest.len() <= 40 && rest.chars().all(plain)
}

/// Whether a text has the form of a resource id of EC2.
fn is_id(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix).unwrap_or("");
    let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    (8..=17).contains(&rest.len()) && rest.chars().all(hex)
}

fn default_group(subject: &Subject, found: &mut Found) {
    if subject
        .network()
        .is_some_and(|network| !network.has("securityGroups"))
    {
        let help = "It lets in what comes from itself, and nothing from the internet.";
        found.say(
            GROUPS,
            "The default security group of the VPC is used",
            help,
        );
    }
}

/// Source of the text: answers of ECS, widely reported.
fn required(subject: &Subject, found: &mut Found) {
    let awsvpc = subject.network_mode() == Some(NetworkMode::Awsvpc);
    if awsvpc && subject.network().is_none() {
        found.say(
            PATH,
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
            "Each task gets a network interface of its own. Say in which subnets.",
        );
    }
}

/// Source of the text: answers of ECS, widely reported.
fn forbidden(subject: &Subject, found: &mut Found) {
    let Some(mode) = subject.network_mode() else {
        return;
    };
    if mode != NetworkMode::Awsvpc && subject.network().is_some() {
        found.say(
            PATH,
            "Network Configuration is not valid for the given networkMode of this task \
             definition.",
            "Tasks of this definition use the network of their instance. Remove it, or register \
             the definition with networkMode awsvpc.",
        );
    }
}

fn public(subject: &Subject) -> bool {
    let network = subject.network();
    network.is_some_and(|network| network.text("assignPublicIp") == Some("ENABLED"))
}

/// Source of the text: answers of ECS, widely reported.
fn public_on_ec2(subject: &Subject, found: &mut Found) {
    if public(subject) && !subject.fargate() {
        found.say(
            PUBLIC_IP,
            "Assign public IP is not supported for this launch type.",
            "Use DISABLED. The instance's subnet reaches the internet through a NAT gateway.",
        );
    }
}

fn private_on_fargate(subject: &Subject, found: &mut Found) {
    if subject.fargate() && subject.network().is_some() && !public(subject) {
        found.say(
            PUBLIC_IP,
            "Without a public IP images are pulled through a NAT gateway or VPC endpoints only",
            "Where there are none, tasks stop with CannotPullContainerError or \
             ResourceInitializationError. Endpoints: ecr.api, ecr.dkr, s3, logs.",
        );
    }
}

fn api_text(subject: &Subject, found: &mut Found) {
    if public(subject) && subject.fargate() && subject.controller() == "ECS" {
        found.say(
            PUBLIC_IP,
            "ENABLED works here, whatever the API reference says",
            "Its text of 2026 asks for DISABLED with the ECS deployment controller; every \
             service in a public subnet shows otherwise.",
        );
    }
}
