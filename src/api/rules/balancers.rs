//! `loadBalancers`.

use super::prelude::*;
use crate::model::surroundings::load_balancer;
use crate::model::surroundings::target_group::LoadBalancer;

const PATH: &str = "$.loadBalancers";
const API: &str = "ECS API, LoadBalancer";
const GUIDE: &str = "Developer Guide, Service load balancing";
const BALANCED: &[Action] = &[
    Action::CreateService,
    Action::UpdateService,
    Action::CreateTaskSet,
];
const UPDATES: &[Action] = &[Action::UpdateService];

/// What a controller needs, which ECS misses before it looks at the deployment. Source of the
/// order: badmintoncryer/cdk-preflight, pf-ecs-svc-circuit-breaker-with-code-deploy.
pub const NEEDED: &[Rule] = &[Rule::error(
    "SVC-CODEDEPLOY-LB",
    CREATIONS,
    Wording::Aws,
    GUIDE,
    code_deploy,
)];

/// The rules, in the order of speaking. Source of the texts: answers of ECS as the AWS providers
/// of Terraform and CloudFormation and public reports quote them.
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-EXTERNAL-LB",
        CREATIONS,
        Wording::Aws,
        API,
        external_controller,
    ),
    Rule::error("SVC-LB-MAX", BALANCED, Wording::AwsRoughly, GUIDE, most),
    Rule::error("SVC-LB-BOTH", BALANCED, Wording::Aws, API, both),
    Rule::error("SVC-LB-CLASSIC", BALANCED, Wording::Aws, GUIDE, classic),
    Rule::error(
        "SVC-LB-EXTERNAL",
        BALANCED,
        Wording::Ours,
        "Developer Guide, Amazon ECS Anywhere",
        external,
    ),
    Rule::error(
        "SVC-LB-NONE-NETMODE",
        BALANCED,
        Wording::Ours,
        API,
        no_network,
    ),
    Rule::error("SVC-LB-CONTAINER", BALANCED, Wording::Aws, API, containers),
    Rule::error("SVC-LB-PORT", BALANCED, Wording::Aws, API, unmapped),
    Rule::error(
        "SVC-LB-PORT-AMBIGUOUS",
        BALANCED,
        Wording::Aws,
        API,
        ambiguous,
    ),
    Rule::error(
        "SVC-LB-CLASSIC-UNKNOWN",
        BALANCED,
        Wording::Aws,
        API,
        unknown_classic,
    ),
    Rule::at_run_time(
        "SVC-UPDATE-LB-NAME",
        UPDATES,
        "Developer Guide, service event messages",
        renamed,
    ),
    Rule::warning("SVC-LB-UDP-PV", BALANCED, Wording::Ours, GUIDE, udp),
    Rule::info("SVC-LB-TRAFFICPORT", BALANCED, GUIDE, traffic_port),
    Rule::info(
        "SVC-LB-CLB-HC",
        BALANCED,
        "ECS API, HealthCheck",
        classic_health,
    ),
];

fn balancers<'a>(subject: &Subject<'a>) -> Vec<(String, Request<'a>)> {
    subject.list("loadBalancers")
}

fn external_controller(subject: &Subject, found: &mut Found) {
    if subject.controller() == "EXTERNAL" && subject.request.has("loadBalancers") {
        let help = "With this controller each task set names its own load balancers.";
        found.say(PATH, "LoadBalancers must be empty or null.", help);
    }
}

fn code_deploy(subject: &Subject, found: &mut Found) {
    if subject.controller() == "CODE_DEPLOY" && !subject.request.has("loadBalancers") {
        found.say(
            PATH,
            "When specifying the CODE_DEPLOY deployment controller type, the service requires an \
             Application Load Balancer or Network Load Balancer.",
            "CodeDeploy shifts traffic between two target groups. Add the first of them.",
        );
    }
}

fn most(subject: &Subject, found: &mut Found) {
    let balancers = balancers(subject);
    let classic = balancers
        .iter()
        .any(|(_, item)| item.has("loadBalancerName"));
    let most = if classic || subject.controller() != "ECS" {
        1
    } else {
        5
    };
    if balancers.len() > most {
        let message = format!("load balancers can have at most {most} items.");
        let help = "Five target groups, or one Classic Load Balancer; one with other controllers \
                    than ECS.";
        found.say(PATH, message, help);
    }
}

fn both(subject: &Subject, found: &mut Found) {
    for (path, item) in balancers(subject) {
        let help = "Name a target group: targetGroupArn.";
        match (item.has("targetGroupArn"), item.has("loadBalancerName")) {
            (true, true) => {
                let message = "loadBalancerName and targetGroupArn cannot both be specified. You \
                               must specify either a loadBalancerName or a targetGroupArn in all \
                               loadBalancer entries";
                found.say(path, message, help);
            }
            (false, false) => {
                let message = "loadBalancerName or targetGroupArn must be specified.";
                found.say(path, message, help).ours();
            }
            (true, false) | (false, true) => {}
        }
    }
}

fn classic(subject: &Subject, found: &mut Found) {
    let awsvpc = subject.network_mode() == Some(NetworkMode::Awsvpc);
    if !subject.fargate() && !awsvpc {
        return;
    }
    for (path, _) in balancers(subject)
        .iter()
        .filter(|(_, item)| item.has("loadBalancerName"))
    {
        found.say(
            format!("{path}.loadBalancerName"),
            "Classic Load Balancers are not supported with Fargate.",
            "Nor with networkMode awsvpc anywhere. Use an Application or a Network Load Balancer.",
        );
    }
}

/// Source of the text: hashicorp/terraform, issue 4609, as ECS gave it.
fn unknown_classic(subject: &Subject, found: &mut Found) {
    for (path, item) in balancers(subject) {
        let Some(name) = item.filled_text("loadBalancerName") else {
            continue;
        };
        if !load_balancer::is_known(subject.world, LoadBalancer::Classic, name) {
            let message = "Unable to assume role and validate the listeners configured on your \
                           load balancer.  Please verify the role being passed has the proper \
                           permissions.";
            let help = "There is no such Classic Load Balancer in this account and Region. Name \
                        one that exists, or declare it.";
            found.say(format!("{path}.loadBalancerName"), message, help);
        }
    }
}

fn external(subject: &Subject, found: &mut Found) {
    if subject.launch_type() == LaunchType::External && subject.request.has("loadBalancers") {
        let message = "Load balancing is not supported for external instances.";
        found.say(PATH, message, "Remove it.");
    }
}

fn no_network(subject: &Subject, found: &mut Found) {
    let none = subject.network_mode() == Some(NetworkMode::None);
    if none && subject.request.has("loadBalancers") {
        let message = "A task without a network cannot be load balanced.";
        found.say(
            PATH,
            message,
            "Register the definition with another networkMode.",
        );
    }
}

/// The balancers that name a container, with it if the definition has it.
type Balanced<'a> = (
    String,
    Request<'a>,
    &'a str,
    Option<&'a ContainerDefinition>,
);

fn balanced<'a>(subject: &Subject<'a>) -> Vec<Balanced<'a>> {
    if subject.definition.is_none() {
        return Vec::new();
    }
    let named = |(path, item): (String, Request<'a>)| {
        let name = item.filled_text("containerName")?;
        let mut containers = subject.containers().iter();
        Some((path, item, name, containers.find(|row| *row.name == *name)))
    };
    balancers(subject).into_iter().filter_map(named).collect()
}

/// Source of the text for no name: amazon-ecs-cli, issue 359, as ECS gave it.
fn containers(subject: &Subject, found: &mut Found) {
    for (path, item) in balancers(subject) {
        if !item.has("containerName") {
            let path = format!("{path}.containerName");
            let help = "Name the container that gets the traffic.";
            found
                .say(path, "Container Name can not be blank.", help)
                .aws();
        }
    }
    for (path, _, name, container) in balanced(subject) {
        if container.is_none() {
            let message = format!("The container {name} does not exist in the task definition.");
            let help = "Name one of its containers.";
            found.say(format!("{path}.containerName"), message, help);
        }
    }
}

fn mappings(container: &ContainerDefinition, port: i64) -> usize {
    let ports = container.ports.iter();
    ports
        .filter(|row| i64::from(row.container_port) == port)
        .count()
}

fn unmapped(subject: &Subject, found: &mut Found) {
    for (path, item, name, container) in balanced(subject) {
        let port = item.integer("containerPort").unwrap_or(0);
        if container.is_some_and(|container| mappings(container, port) == 0) {
            let message =
                format!("The container {name} did not have a container port {port} defined.");
            let help = "Give the container a port mapping with this containerPort. A \
                        containerPortRange does not count.";
            found.say(format!("{path}.containerPort"), message, help);
        }
    }
}

fn ambiguous(subject: &Subject, found: &mut Found) {
    for (path, item, name, container) in balanced(subject) {
        let port = item.integer("containerPort").unwrap_or(0);
        if container.is_some_and(|container| mappings(container, port) > 1) {
            let message = format!(
                "Container port {port} is used in more than one port mapping for container {name}"
            );
            let help = "One port with tcp and udp registers, but no load balancer can serve both. \
                        Use two ports or two services.";
            found.say(format!("{path}.containerPort"), message, help);
        }
    }
}

/// Load balancers that the service has already, and the new revision no longer suits.
fn renamed(subject: &Subject, found: &mut Found) {
    if subject.given.get("loadBalancers").is_some() || !subject.given.has("taskDefinition") {
        return;
    }
    let lost = balanced(subject)
        .into_iter()
        .any(|(_, item, _, container)| {
            let port = item.integer("containerPort").unwrap_or(0);
            container.is_none_or(|container| mappings(container, port) == 0)
        });
    if lost {
        found.say(
            PATH,
            "Unable to update the service: Load balancer container name or port changed in task \
             definition",
            "Keep the container's name and port, or send loadBalancers with the new ones.",
        );
    }
}

fn udp(subject: &Subject, found: &mut Found) {
    let udp = balanced(subject)
        .into_iter()
        .any(|(_, item, _, container)| {
            let port = item.integer("containerPort").unwrap_or(0);
            let ports = container.map_or(&[][..], |container| &container.ports);
            ports
                .iter()
                .any(|row| row.udp && i64::from(row.container_port) == port)
        });
    if udp && subject.before_1_4() {
        found.say(
            "$.platformVersion",
            "UDP load balancing on Fargate needs platform version 1.4.0",
            "Use LATEST or 1.4.0.",
        );
    }
}

/// Which port a target group checks the simulation does not know.
fn traffic_port(subject: &Subject, found: &mut Found) {
    let dynamic = |(_, item, _, container): &Balanced| {
        let port = item.integer("containerPort").unwrap_or(0);
        let ports = container.map_or(&[][..], |container| &container.ports);
        let mut ports = ports
            .iter()
            .filter(|row| i64::from(row.container_port) == port);
        item.has("targetGroupArn") && ports.any(|row| row.host_port == 0)
    };
    let bridge = subject.network_mode() == Some(NetworkMode::Bridge);
    let Some((path, ..)) = balanced(subject)
        .into_iter()
        .find(dynamic)
        .filter(|_| bridge)
    else {
        return;
    };
    found.say(
        format!("{path}.targetGroupArn"),
        "The target group must check the traffic port",
        "The port on the host is picked at start. With a fixed health check port the targets \
         never become healthy.",
    );
}

fn classic_health(subject: &Subject, found: &mut Found) {
    let checked = subject
        .containers()
        .iter()
        .any(|row| row.health_check.is_some());
    let mut balancers = balancers(subject).into_iter();
    let classic = balancers.find(|(_, item)| item.has("loadBalancerName"));
    if let Some((path, _)) = classic.filter(|_| checked) {
        found.say(
            path,
            "Container health checks do not work behind a Classic Load Balancer",
            "Use an Application or a Network Load Balancer.",
        );
    }
}
