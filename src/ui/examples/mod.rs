//! Definitions of our own writing, each with a cluster that suits it.

use super::state::Start;

/// An example.
pub struct Example {
    /// Its name in the menu.
    pub title: &'static str,
    /// What it shows, in one line.
    pub what: &'static str,
    /// The definition's text.
    pub draft: &'static str,
    /// What is asked first: (action, request text).
    pub commands: &'static [(&'static str, &'static str)],
}

impl Example {
    /// The start of the page with this example.
    pub fn start(&'static self) -> Start {
        Start {
            title: self.title,
            draft: self.draft,
            commands: self.commands,
        }
    }
}

/// The cluster for what runs on Fargate.
const FARGATE: &[(&str, &str)] = &[("CreateCluster", r#"{"clusterName":"harbor"}"#)];

/// A cluster with an instance in each of three availability zones.
const THREE_INSTANCES: &[(&str, &str)] = &[
    ("CreateCluster", r#"{"clusterName":"harbor"}"#),
    (
        "Drydock.AddInstances",
        r#"{"cluster":"harbor","instanceType":"m5.large","count":3,
            "availabilityZones":["us-east-1a","us-east-1b","us-east-1c"]}"#,
    ),
];

/// A cluster with one instance of two vCPUs.
const ONE_INSTANCE: &[(&str, &str)] = &[
    ("CreateCluster", r#"{"clusterName":"harbor"}"#),
    (
        "Drydock.AddInstances",
        r#"{"cluster":"harbor","instanceType":"c5.large","count":1}"#,
    ),
];

/// All examples in the order of the menu. The first is what the first-run screen opens.
pub static EXAMPLES: &[Example] = &[
    Example {
        title: "Web service",
        what: "nginx on Fargate, one container and a log group",
        draft: include_str!("web-service.json"),
        commands: FARGATE,
    },
    Example {
        title: "Sidecars",
        what: "An app that waits for a migration and a cache (dependsOn)",
        draft: include_str!("sidecars.json"),
        commands: FARGATE,
    },
    Example {
        title: "Batch job",
        what: "Works for 90 seconds, then exits with code 0",
        draft: include_str!("batch-job.json"),
        commands: FARGATE,
    },
    Example {
        title: "Dynamic ports",
        what: "Bridge network on three EC2 instances, host ports chosen at start",
        draft: include_str!("dynamic-ports.json"),
        commands: THREE_INSTANCES,
    },
    Example {
        title: "Noisy neighbours",
        what: "A reservation protects, a greedy container takes the rest, a leak is killed",
        draft: include_str!("noisy-neighbours.json"),
        commands: ONE_INSTANCE,
    },
    Example {
        title: "Crash loop",
        what: "Exits with code 1 after 25 seconds: see a service replace it",
        draft: include_str!("crash-loop.json"),
        commands: FARGATE,
    },
    Example {
        title: "EFS, refused",
        what: "The volume of many guides: access point and root directory together",
        draft: include_str!("efs-refused.json"),
        commands: FARGATE,
    },
    Example {
        title: "EFS, repaired",
        what: "The same volume as ECS accepts it",
        draft: include_str!("efs-repaired.json"),
        commands: FARGATE,
    },
    Example {
        title: "Broken definition",
        what: "Several mistakes at once, each with the answer of ECS",
        draft: include_str!("broken.json"),
        commands: FARGATE,
    },
];
