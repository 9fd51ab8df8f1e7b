//! `serviceRegistries`: service discovery with AWS Cloud Map.

use super::prelude::*;

const PATH: &str = "$.serviceRegistries";
const API: &str = "ECS API, ServiceRegistry";
const REGISTERED: &[Action] = &[
    Action::CreateService,
    Action::UpdateService,
    Action::CreateTaskSet,
];

/// The rules, in the order of speaking. Source of the texts: answers of ECS, as Terraform and
/// CloudFormation users report them.
pub const RULES: &[Rule] = &[
    Rule::error("SVC-REG-MAX", REGISTERED, Wording::Aws, API, most),
    Rule::error(
        "SVC-REG-ARN",
        REGISTERED,
        Wording::Aws,
        "Answer of ECS in terraform-provider-aws, issue 4373",
        of_cloud_map,
    ),
    Rule::error(
        "SVC-REG-NONE",
        REGISTERED,
        Wording::Ours,
        "Developer Guide, Service discovery",
        not_here,
    ),
    Rule::error("SVC-REG-BRIDGE", REGISTERED, Wording::Aws, API, host_ports),
    Rule::error("SVC-REG-AWSVPC", REGISTERED, Wording::Aws, API, own_address),
];

fn most(subject: &Subject, found: &mut Found) {
    if subject.list("serviceRegistries").len() > 1 {
        let message = "service registries can have at most 1 items.";
        found.say(PATH, message, "Keep one.");
    }
}

/// A namespace, for one, is no registry. Whether the registry is there nobody looks: Cloud Map is
/// not simulated.
fn of_cloud_map(subject: &Subject, found: &mut Found) {
    for (path, item) in subject.list("serviceRegistries") {
        let arn = item.text("registryArn").unwrap_or("");
        let id = arn.rsplit(':').next().unwrap_or("");
        let named = arn.starts_with("arn:") && arn.contains(":servicediscovery:");
        if item.has("registryArn") && !(named && id.starts_with("service/srv-")) {
            found.say(
                format!("{path}.registryArn"),
                format!("The format of the supplied service registry ARN is invalid: {arn}."),
                "It is the ARN of a service in AWS Cloud Map: \
                 arn:aws:servicediscovery:REGION:ACCOUNT:service/srv-ID.",
            );
        }
    }
}

fn not_here(subject: &Subject, found: &mut Found) {
    let classic = subject.list("loadBalancers");
    let classic = classic.iter().any(|(_, item)| item.has("loadBalancerName"));
    let without = subject.network_mode() == Some(NetworkMode::None)
        || subject.launch_type() == LaunchType::External
        || classic;
    if without && subject.request.has("serviceRegistries") {
        found.say(
            PATH,
            "Service discovery is not available here.",
            "It works with neither networkMode none nor external instances nor a Classic Load \
             Balancer.",
        );
    }
}

/// Whether a registry has containerName and containerPort, and its ARN.
fn pair<'a>(item: Request<'a>) -> (bool, bool, &'a str) {
    let arn = item.text("registryArn").unwrap_or("");
    (item.has("containerName"), item.has("containerPort"), arn)
}

fn host_ports(subject: &Subject, found: &mut Found) {
    if !matches!(
        subject.network_mode(),
        Some(NetworkMode::Bridge | NetworkMode::Host)
    ) {
        return;
    }
    for (path, item) in subject.list("serviceRegistries") {
        let (name, port, arn) = pair(item);
        if !(name && port) {
            found.say(
                path,
                format!(
                    "When specifying 'host' or 'bridge' for networkMode, values for \
                     'containerName' and 'containerPort' must be specified from the task \
                     definition. Registry: {arn}"
                ),
                "Tasks share the address of their instance, so the record is an SRV record with \
                 the port on the host. Add both.",
            );
        }
    }
}

/// Which records a registry has the simulation does not know.
fn own_address(subject: &Subject, found: &mut Found) {
    if subject.network_mode() != Some(NetworkMode::Awsvpc) {
        return;
    }
    for (path, item) in subject.list("serviceRegistries") {
        let (name, port, arn) = pair(item);
        let help = "For an A record leave both out; for an SRV record give either containerName \
                    and containerPort or port.";
        if port && item.has("port") {
            found.say(
                format!("{path}.containerPort"),
                format!(
                    "The values specified for serviceRegistries do not require a value for \
                     'containerPort'. Remove the value and retry. Registry: {arn}"
                ),
                help,
            );
        } else if name || port {
            let message = "containerName and containerPort are for registries with SRV records";
            found.say(path, message, help).only(Severity::Info);
        }
    }
}
