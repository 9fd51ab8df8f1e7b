//! What services say: each message that there is appears in a scenario, and each text of the guide
//! is said word for word.

use super::{files, play};
use drydock::model::service_message::ServiceMessage;
use std::collections::BTreeSet;
use std::fs;

const SOURCE: &str = include_str!("../../../src/model/service_message/mod.rs");

/// Texts of services with `*` for names, ids and numbers. Source: Amazon ECS Developer Guide,
/// "Amazon ECS service event messages", with the brackets of the events that services write; the
/// rest is from such events in public.
const TEXTS: &[&str] = &[
    "(service *) has reached a steady state.",
    "(service *) has started * tasks: (task *).",
    "(service *) has stopped * running tasks: (task *).",
    "(service *) registered * targets in (target-group *)",
    "(service *) deregistered * targets in (target-group *)",
    "(service *, taskSet ecs-svc/*) has begun draining connections on * tasks.",
    "(service *) was unable to stop or start tasks during a deployment because of the service \
     deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try \
     again.",
    "(service *) (deployment ecs-svc/*) deployment completed.",
    "(service *) (deployment ecs-svc/*) deployment failed: tasks failed to start.",
    "(service *) rolling back to deployment ecs-svc/*.",
    "(service *) is unable to consistently start tasks successfully. For more information, see the \
     Troubleshooting section.",
    "(service *) was unable to place a task because no container instance met all of its \
     requirements. Reason: No Container Instances were found in your cluster. For more \
     information, see the Troubleshooting section.",
    "*The closest matching (container-instance *) has insufficient CPU units available. For more \
     information, see the Troubleshooting section.",
    "*The closest matching (container-instance *) has insufficient memory available. For*",
    "*The closest matching (container-instance *) is already using a port required by your task. \
     For*",
    "*The closest matching (container-instance *) is missing an attribute required by your task. \
     For*",
    "*The closest matching (container-instance *) encountered error \"AGENT\". For*",
    "*The closest matching (container-instance *) encountered error \"RESOURCE:ENI\". For*",
    "*The closest matching (container-instance *) encountered error \"MemberOf placement \
     constraint unsatisfied.\". For*",
    "(service *) was unable to place a task. Reason: Capacity is unavailable at this time. Please \
     try again later or in a different availability zone.",
    "(service *) was unable to place a task. Reason: You've reached the limit on the number of \
     vCPUs you can run concurrently*",
    "(service *) was unable to place a task. Reason: ResourceInitializationError: *.",
    "(service *) was unable to place a task. Reason: CannotPullContainerError: *.",
    "(service *) was unable to reach steady state. Reason: No Container Instances were found in \
     your capacity provider.",
    "(service *) was unable to reach steady state because task set (ecs-svc/*) was unable to scale \
     in. Reason: The number of protected tasks are more than the desired count of tasks.",
    "(service *) was unable to place tasks in your cluster because the tasks provisioning capacity \
     limit was exceeded.",
    "(service *) (instance *) (port *) is unhealthy in (target-group *) due to (reason Request \
     timed out)",
    "(service *) (task *) (instance *) is unhealthy in (elb *) due to (reason Instance has failed \
     at least the UnhealthyThreshold number of health checks consecutively.)",
    "(service *) task set (ecs-svc/*) (task *) is not healthy in target-group (*) due to TARGET \
     GROUP IS NOT FOUND.",
    "(service *) task set (ecs-svc/*) (task *) is not healthy in target-group (*) due to TARGET IS \
     NOT FOUND",
    "(service *) (task *) failed container health checks.",
    "(service *) operations are being throttled. Will try again later.",
    "(service *) operations are being throttled on elb. Will try again later.",
    "(service *) could not launch * tasks for deployment ecs-svc/*. *",
    "(service *) is not AZ balanced with * tasks in *, *and * tasks in *. AZ Rebalancing in \
     progress.",
    "(service *) is AZ balanced with * tasks in *, *and * tasks in *.",
    "* has started * tasks in * to AZ Rebalance: (task *).",
    "* has stopped * running tasks in * due to AZ rebalancing: (task *).",
    "(service *) is unable to place a task in * because no container instance met all of its \
     requirements.",
    "(service *) failed to deregister targets in (target-group *) with (error User: \
     arn:aws:sts::*:assumed-role/*/ecs-service-scheduler is not authorized to perform: \
     elasticloadbalancing:DeregisterTargets on resource: * because no identity-based policy \
     allows the elasticloadbalancing:DeregisterTargets action)",
    "IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain \
     your (service *). Please reconfigure your IAM role. Failure Context: Role (arn:*) is not \
     authorized to perform: (elasticloadbalancing:*).",
    "IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your \
     (service *). Please reconfigure your IAM role.",
    "(service *) failed to launch a task with (error ECS was unable to assume the role '*' that \
     was provided for this task. *).",
    "(service *) Timed out waiting for Amazon ECS Agent to start. Please check logs at \
     /var/log/ecs/ecs-agent.log",
];

/// The guide's texts that nothing causes here, and why.
const NEVER_SAID: &[(&str, &str)] = &[
    (
        "*You've reached the limit on the number of tasks you can run concurrently*",
        "Fargate has quotas of vCPUs in its place since 2022",
    ),
    (
        "*The requested CPU configuration is above your limit*",
        "accounts that AWS holds back have such limits, and nobody says which",
    ),
    (
        "*The requested MEMORY configuration is above your limit*",
        "the same",
    ),
    (
        "*was unable to place a task. Reason: Internal error.*",
        "it is of zones without Fargate, and all zones here have it",
    ),
];

/// Whether a text is like a pattern, with anything in the place of each `*`.
fn is_like(text: &str, pattern: &str) -> bool {
    let (first, rest) = pattern.split_once('*').unwrap_or((pattern, ""));
    let Some(mut left) = text.strip_prefix(first) else {
        return false;
    };
    if !pattern.contains('*') {
        return left.is_empty();
    }
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(place) = left.find(part) else {
            return false;
        };
        left = &left[place + part.len()..];
    }
    left.ends_with(last)
}

/// The names of all messages: the variants in the source, which no program lists.
fn names() -> BTreeSet<&'static str> {
    let (_, from) = SOURCE.split_once("pub enum ServiceMessage {").expect("it");
    let (inside, _) = from.split_once("\n}\n").expect("its end");
    let lines = inside.lines().map(str::trim);
    let names = lines.map(|line| line.split(['(', ',']).next().unwrap_or_default());
    let names: BTreeSet<&str> = names
        .filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
        .collect();
    assert!(names.len() > 30, "{names:?}");
    names
}

/// The name of a message, and of the one in it.
fn names_of(message: &ServiceMessage) -> Vec<String> {
    let text = format!("{message:?}");
    let mut names = vec![text.split('(').next().unwrap_or_default().to_owned()];
    if let ServiceMessage::OfTaskSet(_, inner) = message {
        names.extend(names_of(inner));
    }
    names
}

#[test]
fn each_message_of_services_appears_in_a_scenario() {
    let mut said = Vec::new();
    for file in files() {
        let text = fs::read_to_string(&file).expect("it can be read");
        said.extend(play(&text).said);
    }
    let seen: BTreeSet<String> = said
        .iter()
        .flat_map(|(message, _)| names_of(message))
        .collect();
    let missing: Vec<&str> = names()
        .into_iter()
        .filter(|name| !seen.contains(*name))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "no scenario makes them appear");
    let is_said = |pattern: &str| said.iter().any(|(_, text)| is_like(text, pattern));
    let missing: Vec<&&str> = TEXTS.iter().filter(|text| !is_said(text)).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "no scenario has these words");
    for (text, why) in NEVER_SAID {
        assert!(!is_said(text), "`{text}` is said after all: {why}");
    }
}

#[test]
fn a_star_stands_for_anything_and_the_rest_for_itself() {
    for (text, pattern, alike) in [
        ("(service a) is well.", "(service *) is well.", true),
        ("(service a) is well. Very", "(service *) is well.", false),
        ("(service a) is well.", "(service *) is ill.", false),
        ("a 1 b 2", "a * b *", true),
        ("a 1 b 2", "a * c *", false),
        ("ab", "abc", false),
        ("abc", "ab", false),
    ] {
        assert_eq!(is_like(text, pattern), alike, "{text} {pattern}");
    }
}
