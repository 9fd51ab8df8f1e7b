//! Transcripts of Amazon ECS Managed Instances.

use super::provider_fixtures::{asked, put};
use crate::api::testing::Asked;
use serde_json::{Value, json};

fn provider(requirements: Value, scale_in_after: Value) -> Value {
    json!({
        "name": "mine", "cluster": "default",
        "managedInstancesProvider": {
            "infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
            "instanceLaunchTemplate": {
                "ec2InstanceProfileArn": "arn:aws:iam::123456789012:instance-profile/ecs",
                "networkConfiguration": {
                    "subnets": ["subnet-0d0c1a00000000001", "subnet-0d0c1b00000000002"],
                },
                "instanceRequirements": requirements,
            },
            "infrastructureOptimization": {"scaleInAfter": scale_in_after},
        },
    })
}

fn any() -> Value {
    json!({"vCpuCount": {"min": 1}, "memoryMiB": {"min": 1}})
}

fn run(asked: &mut Asked, count: u32) -> Value {
    let body = json!({
        "taskDefinition": "app", "count": count,
        "capacityProviderStrategy": [{"capacityProvider": "mine", "weight": 1}],
    });
    asked.granted("RunTask", body)["tasks"].clone()
}

fn instances(asked: &mut Asked) -> Vec<(String, String)> {
    let arns = asked.granted("ListContainerInstances", json!({}))["containerInstanceArns"].clone();
    if arns.as_array().is_none_or(Vec::is_empty) {
        return Vec::new();
    }
    let body = json!({"containerInstances": arns});
    let rows = asked.granted("DescribeContainerInstances", body)["containerInstances"].clone();
    let rows = rows.as_array().cloned().unwrap_or_default();
    let of = |row: &Value| {
        let attributes = row["attributes"].as_array().cloned().unwrap_or_default();
        let kind = attributes
            .iter()
            .find(|one| one["name"] == "ecs.instance-type");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let kind = kind.map(|one| text(&one["value"]));
        (kind.unwrap_or_default(), text(&row["capacityProviderName"]))
    };
    rows.iter().map(of).collect()
}

#[test]
fn what_waits_gets_the_cheapest_instance_that_takes_it() {
    let mut asked = asked();
    let created = asked.granted("CreateCapacityProvider", provider(any(), json!(60)));
    let created = &created["capacityProvider"];
    assert_eq!(created["type"], "MANAGED_INSTANCES");
    assert_eq!(created["status"], "PROVISIONING");
    assert_eq!(created["updateStatus"], "CREATE_IN_PROGRESS");
    assert_eq!(
        created["cluster"],
        "arn:aws:ecs:us-east-1:123456789012:cluster/default"
    );
    assert_eq!(
        created["managedInstancesProvider"]["infrastructureOptimization"]["scaleInAfter"],
        60
    );
    assert!(created.get("autoScalingGroupProvider").is_none());
    let tasks = run(&mut asked, 1);
    assert_eq!(tasks[0]["lastStatus"], "PROVISIONING");
    assert_eq!(tasks[0]["launchType"], "MANAGED_INSTANCES");
    run(&mut asked, 6);
    asked.wait(70);
    // The first is on its way when the others come, and has room for two of them; the second is
    // the cheapest that takes the other four. It comes first and takes them all.
    let of_mine = |kind: &str| (kind.to_owned(), "mine".to_owned());
    let found = instances(&mut asked);
    assert_eq!(found, [of_mine("c5.large"), of_mine("m1.small")]);
    let listed = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    let tasks = asked.granted("DescribeTasks", json!({"tasks": listed}))["tasks"].clone();
    let tasks = tasks.as_array().expect("a list");
    assert!(
        tasks.iter().all(|task| task["lastStatus"] == "RUNNING"),
        "{tasks:?}"
    );
    let delete = asked.granted(
        "DeleteCapacityProvider",
        json!({"capacityProvider": "mine"}),
    );
    assert_eq!(delete["capacityProvider"]["updateStatus"], "DELETE_FAILED");
    for task in tasks {
        asked.granted("StopTask", json!({"task": task["taskArn"]}));
    }
    asked.wait(50);
    let left = instances(&mut asked).len();
    assert_eq!(left, 1, "the other had no task from its start");
    asked.wait(60);
    assert_eq!(instances(&mut asked), []);
    assert_eq!(
        asked.refused("DeleteCluster", json!({"cluster": "default"})),
        "ClientException: The Cluster cannot be deleted while Cluster Scoped Capacity Providers \
         are attached to the cluster."
    );
    let delete = asked.granted(
        "DeleteCapacityProvider",
        json!({"capacityProvider": "mine"}),
    );
    assert_eq!(
        delete["capacityProvider"]["updateStatus"],
        "DELETE_IN_PROGRESS"
    );
    assert_eq!(delete["capacityProvider"]["status"], "DEPROVISIONING");
    let clusters = asked.granted("DescribeClusters", json!({}));
    assert_eq!(clusters["clusters"][0]["capacityProviders"], json!([]));
    asked.wait(10);
    let body = json!({"capacityProviders": ["mine"]});
    let gone = asked.granted("DescribeCapacityProviders", body);
    assert_eq!(gone["capacityProviders"][0]["status"], "INACTIVE");
}

#[test]
fn requirements_hold_and_idle_instances_stay_where_they_shall() {
    let mut asked = asked();
    let requirements = json!({
        "vCpuCount": {"min": 4, "max": 4}, "memoryMiB": {"min": 16_384},
        "cpuManufacturers": ["intel"], "excludedInstanceTypes": ["r5.*"],
    });
    asked.granted("CreateCapacityProvider", provider(requirements, json!(-1)));
    run(&mut asked, 1);
    asked.wait(60);
    let large = [("m5.xlarge".to_owned(), "mine".to_owned())];
    assert_eq!(instances(&mut asked), large);
    let arns = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    asked.granted("StopTask", json!({"task": arns[0]}));
    asked.wait(7_200);
    assert_eq!(instances(&mut asked), large);
    let update = json!({
        "name": "mine", "managedInstancesProvider": {
            "infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
            "instanceLaunchTemplate": {}, "infrastructureOptimization": {"scaleInAfter": 0},
        },
    });
    asked.granted("UpdateCapacityProvider", update);
    let told = asked.granted(
        "DescribeCapacityProviders",
        json!({"capacityProviders": ["mine"]}),
    );
    let template = &told["capacityProviders"][0]["managedInstancesProvider"];
    let template = &template["instanceLaunchTemplate"];
    assert_eq!(template["instanceRequirements"]["vCpuCount"]["max"], 4);
    asked.wait(20);
    assert_eq!(instances(&mut asked), []);
}

/// Source: Developer Guide, "Patching in Amazon ECS Managed Instances".
#[test]
fn old_instances_are_drained_at_day_14_and_gone_by_day_21() {
    const DAY: u64 = 86_400;
    let mut asked = asked();
    asked.granted("CreateCapacityProvider", provider(any(), json!(-1)));
    let task = run(&mut asked, 1)[0]["taskArn"].clone();
    let statuses = |asked: &mut Asked| -> Vec<Value> {
        let mut of = |status: &str| {
            let listed = asked.granted("ListContainerInstances", json!({"status": status}));
            json!(
                listed["containerInstanceArns"]
                    .as_array()
                    .map_or(0, Vec::len)
            )
        };
        vec![of("ACTIVE"), of("DRAINING")]
    };
    asked.wait(14 * DAY - 60);
    assert_eq!(statuses(&mut asked), [1, 0]);
    asked.wait(120);
    assert_eq!(statuses(&mut asked), [0, 1]);
    // A task that no service keeps runs on, and others get another instance.
    run(&mut asked, 1);
    asked.wait(120);
    assert_eq!(statuses(&mut asked), [1, 1]);
    let told = |asked: &mut Asked| {
        let body = json!({"tasks": [task]});
        asked.granted("DescribeTasks", body)["tasks"][0].clone()
    };
    assert_eq!(told(&mut asked)["lastStatus"], "RUNNING");
    asked.wait(7 * DAY - 120);
    let row = told(&mut asked);
    assert_eq!(row["lastStatus"], "STOPPED");
    assert_eq!(row["stopCode"], "TerminationNotice");
    assert_eq!(statuses(&mut asked), [1, 0]);
}

/// Source: ECS API, AutoRepairConfiguration; Developer Guide, "Amazon ECS container instance health
/// change events".
#[test]
fn an_impaired_instance_says_so_and_stays_where_repair_is_off() {
    let mut asked = asked();
    let mut body = provider(any(), json!(-1));
    let off = json!({"actionsStatus": "DISABLED"});
    body["managedInstancesProvider"]["autoRepairConfiguration"] = off.clone();
    let created = asked.granted("CreateCapacityProvider", body);
    let shown = &created["capacityProvider"]["managedInstancesProvider"];
    assert_eq!(shown["autoRepairConfiguration"], off);
    run(&mut asked, 1);
    asked.wait(60);
    let arns = asked.granted("ListContainerInstances", json!({}))["containerInstanceArns"].clone();
    let told = |asked: &mut Asked| {
        let include = json!(["CONTAINER_INSTANCE_HEALTH"]);
        let body = json!({"containerInstances": arns, "include": include});
        asked.granted("DescribeContainerInstances", body)["containerInstances"][0].clone()
    };
    let row = told(&mut asked);
    assert_eq!(row["healthStatus"]["overallStatus"], "OK");
    assert_eq!(
        row["healthStatus"]["details"][0]["type"],
        "AGENT_CONNECTIVITY"
    );
    let fault = json!({"type": "AgentDisconnected", "containerInstance": arns[0]});
    asked.granted("Drydock.InjectFault", fault);
    asked.wait(299);
    assert_eq!(told(&mut asked)["healthStatus"]["overallStatus"], "OK");
    asked.wait(1);
    let row = told(&mut asked);
    let check = &row["healthStatus"]["details"][0];
    assert_eq!(row["healthStatus"]["overallStatus"], "IMPAIRED");
    assert_eq!(
        check["statusReason"],
        "Agent disconnected since 2026-01-01T00:01:00Z"
    );
    asked.wait(3_600);
    assert_eq!(told(&mut asked)["status"], "ACTIVE");
    let on = json!({
        "name": "mine", "managedInstancesProvider": {
            "infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
            "instanceLaunchTemplate": {}, "autoRepairConfiguration": {"actionsStatus": "ENABLED"},
        },
    });
    asked.granted("UpdateCapacityProvider", on);
    asked.wait(10);
    assert_eq!(told(&mut asked)["status"], "DRAINING");
}

#[test]
fn what_no_provider_of_managed_instances_can_be_is_refused() {
    let mut asked = asked();
    let mut body = provider(any(), json!(60));
    body["cluster"] = json!("");
    assert_eq!(
        asked.refused("CreateCapacityProvider", body),
        "InvalidParameterException: Cluster cannot be empty."
    );
    let none = json!({"vCpuCount": {"min": 500}, "memoryMiB": {"min": 1}});
    let refused = asked.refused("CreateCapacityProvider", provider(none, json!(60)));
    assert!(
        refused.contains("No instance type that Drydock simulates"),
        "{refused}"
    );
    let refused = asked.refused("CreateCapacityProvider", provider(any(), json!(3_601)));
    assert!(refused.contains("scaleInAfter must be"), "{refused}");
    asked.granted("CreateCapacityProvider", provider(any(), json!(60)));
    let named = json!({
        "cluster": "default", "capacityProviders": ["mine"],
        "defaultCapacityProviderStrategy": [],
    });
    assert_eq!(
        asked.refused("PutClusterCapacityProviders", named),
        "InvalidParameterException: Cannot associate Managed Instances capacity provider to \
         clusters using this API."
    );
    let cluster = put(&mut asked, &["FARGATE"], json!([]));
    assert_eq!(cluster["capacityProviders"], json!(["FARGATE", "mine"]));
    let body = json!({"taskDefinition": "app", "launchType": "MANAGED_INSTANCES"});
    let refused = asked.refused("RunTask", body);
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}
