//! Whoever assumes something says so where users can read it: each place of the source that speaks
//! of an assumption has its topic in the table of guesses.

use super::scan::Source;
use super::{Breach, breach};
use drydock::view::guesses::guesses;

/// Where assumptions stand, by the beginning of the path, and the topic of their guesses.
const TOPICS: &[(&str, &str)] = &[
    ("src/api/ops/add_instances.rs", "Limits"),
    ("src/api/ops/create_cluster.rs", "Limits"),
    ("src/api/ops/create_service.rs", "Limits"),
    ("src/api/ops/delete_cluster.rs", "Cluster"),
    ("src/api/ops/run_task.rs", "RunTask"),
    ("src/api/ops/update_task_protection.rs", "Task protection"),
    ("src/api/render/connect.rs", "Service Connect"),
    ("src/api/", "Requests"),
    ("src/aws/", "AWS CLI"),
    ("src/lifecycle/capacity/settle.rs", "Capacity providers"),
    ("src/lifecycle/capacity/", "Capacity"),
    ("src/lifecycle/container/images.rs", "Images"),
    ("src/lifecycle/container/", "Health"),
    ("src/lifecycle/faults/", "Faults"),
    ("src/lifecycle/deployment/", "Deployments"),
    ("src/lifecycle/demand/", "Traffic"),
    ("src/lifecycle/host/", "Hosts"),
    ("src/lifecycle/scaling/", "Scaling"),
    ("src/lifecycle/traffic/", "Traffic"),
    ("src/lifecycle/placement/query/", "Query language"),
    ("src/lifecycle/placement/", "Placement"),
    ("src/lifecycle/probes.rs", "Health checks"),
    ("src/lifecycle/schedules.rs", "Schedules"),
    ("src/lifecycle/service/daemon.rs", "Daemon"),
    ("src/lifecycle/service/plan/daemon.rs", "Daemon"),
    ("src/lifecycle/service/protection.rs", "Task protection"),
    ("src/lifecycle/service/", "Services"),
    ("src/lifecycle/task/resources.rs", "Faults"),
    ("src/lifecycle/task/", "Tasks"),
    ("src/lifecycle/timing.rs", "Tasks"),
    ("src/model/account.rs", "Account settings"),
    ("src/model/arn.rs", "Surroundings"),
    ("src/model/arn/", "Surroundings"),
    ("src/model/capacity_provider.rs", "Capacity providers"),
    ("src/model/cluster.rs", "Cluster"),
    ("src/model/deployment_configuration.rs", "Deployments"),
    ("src/model/instance_types.rs", "Capacity"),
    ("src/model/managed_instances.rs", "Managed instances"),
    ("src/model/network.rs", "Surroundings"),
    ("src/model/quotas.rs", "Quotas"),
    ("src/model/schedule/", "Schedules"),
    ("src/model/service.rs", "Services"),
    ("src/model/service_message/", "Services"),
    ("src/model/surroundings/", "Surroundings"),
    ("src/model/task.rs", "Tasks"),
    ("src/model/task_set.rs", "Services"),
    ("src/view/eventbridge/", "Events"),
    ("src/view/reach", "Shell"),
];

pub fn breaches(source: &Source) -> Vec<Breach> {
    let mut lines = source.text.lines().enumerate();
    let assumes = |line: &str| line.contains("//") && line.to_lowercase().contains("assumption");
    let Some((number, _)) = lines.find(|(_, line)| assumes(line)) else {
        return Vec::new();
    };
    if !source.path.starts_with("src/") || source.path.starts_with("src/taskdef/") {
        return Vec::new();
    }
    let topic = TOPICS
        .iter()
        .find(|(path, _)| source.path.starts_with(path));
    let told = topic.is_some_and(|(_, topic)| {
        guesses().any(|guess| guess.what.split(':').next() == Some(topic))
    });
    match told {
        true => Vec::new(),
        false => vec![breach(
            number + 1,
            "an assumption: add it to src/view/guesses.rs, and its topic to tests/it/tidy",
        )],
    }
}

#[test]
fn catches_an_assumption_that_users_are_not_told_of() {
    let text = "/// Assumption: it is blue.\nconst COLOUR: u8 = 1;\n";
    assert_eq!(
        breaches(&Source::new("src/somewhere/new.rs", text)).len(),
        1
    );
    assert!(breaches(&Source::new("src/lifecycle/timing.rs", text)).is_empty());
    assert!(breaches(&Source::new("src/somewhere/new.rs", "fn a() {}\n")).is_empty());
}
