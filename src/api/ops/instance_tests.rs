//! Transcripts of the operations on container instances.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{cluster_of, register, spec};
use serde_json::{Value, json};

/// Two instances and the revision `app:1`.
fn asked() -> Asked {
    let (mut world, _) = cluster_of(&[("t2.medium", 0), ("m5.large", 1)]);
    register(&mut world, spec(256, 512));
    Asked::new(world)
}

fn listed(asked: &mut Asked, body: Value) -> Vec<Value> {
    let answer = asked.granted("ListContainerInstances", body);
    let arns = answer["containerInstanceArns"].as_array();
    arns.expect("a list").clone()
}

fn described(asked: &mut Asked, arn: &Value) -> Value {
    let body = json!({"containerInstances": [arn]});
    asked.granted("DescribeContainerInstances", body)["containerInstances"][0].clone()
}

#[test]
fn an_agent_registers_its_instance() {
    let mut asked = Asked::with_instances(&[]);
    let document = json!({"instanceType": "c5.large", "availabilityZone": "us-east-1b"});
    let body = json!({
        "cluster": "default", "instanceIdentityDocument": document.to_string(),
        "totalResources": [
            {"name": "CPU", "type": "INTEGER", "integerValue": 2_048},
            {"name": "MEMORY", "type": "INTEGER", "integerValue": 3_000},
        ],
        "attributes": [{"name": "stack", "value": "prod"}],
        "tags": [{"key": "team", "value": "a"}],
    });
    let answer = asked.granted("RegisterContainerInstance", body.clone());
    let instance = &answer["containerInstance"];
    assert_eq!(instance["registeredResources"][1]["integerValue"], 3_000);
    assert_eq!(instance["registeredResources"][2]["name"], "PORTS");
    assert_eq!(
        instance["registeredResources"][3]["stringSetValue"],
        json!([])
    );
    assert_eq!(instance["agentConnected"], true);
    let attributes = instance["attributes"].as_array().expect("a list");
    assert!(attributes.contains(&json!({"name": "stack", "value": "prod"})));
    assert!(attributes.contains(&json!({"name": "ecs.availability-zone", "value": "us-east-1b"})));
    assert!(attributes.contains(&json!({"name": "ecs.capability.task-eni"})));
    let arn = &instance["containerInstanceArn"];
    assert_eq!(described(&mut asked, arn)["tags"], json!([]));
    let include = json!(["TAGS", "CONTAINER_INSTANCE_HEALTH"]);
    let whole = json!({"containerInstances": [arn], "include": include});
    let whole = asked.granted("DescribeContainerInstances", whole);
    let whole = &whole["containerInstances"][0];
    assert_eq!(whole["tags"], json!([{"key": "team", "value": "a"}]));
    assert_eq!(whole["healthStatus"]["overallStatus"], "OK");
    let mut again = body.clone();
    again["containerInstanceArn"] = instance["containerInstanceArn"].clone();
    let same = asked.granted("RegisterContainerInstance", again.clone());
    assert_eq!(
        same["containerInstance"]["ec2InstanceId"],
        instance["ec2InstanceId"]
    );
    again["instanceIdentityDocument"] = json!("{\"instanceType\": \"m5.large\"}");
    assert_eq!(
        asked.refused("RegisterContainerInstance", again),
        "ClientException: Container instance type changes are not supported."
    );
    let refused = asked.refused("RegisterContainerInstance", json!({}));
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}

#[test]
fn lists_by_query_and_status() {
    let mut asked = asked();
    let all = listed(&mut asked, json!({}));
    assert_eq!(all.len(), 2);
    let body = json!({"filter": "attribute:ecs.instance-type =~ m5.*"});
    assert_eq!(listed(&mut asked, body), all[1..]);
    let body = json!({"containerInstances": [all[0]], "status": "DRAINING"});
    let answer = asked.granted("UpdateContainerInstancesState", body);
    assert_eq!(answer["containerInstances"][0]["status"], "DRAINING");
    assert_eq!(listed(&mut asked, json!({"status": "DRAINING"})), all[..1]);
    assert_eq!(listed(&mut asked, json!({"status": "ACTIVE"})), all[1..]);
    let refused = asked.refused("ListContainerInstances", json!({"filter": "stack =="}));
    assert!(
        refused.starts_with("InvalidParameterException: Invalid filter: "),
        "{refused}"
    );
}

#[test]
fn a_draining_instance_takes_no_tasks() {
    let mut asked = asked();
    let all = listed(&mut asked, json!({}));
    let drain = |status: &str| json!({"containerInstances": all, "status": status});
    asked.granted("UpdateContainerInstancesState", drain("DRAINING"));
    assert_eq!(
        asked.refused("RunTask", json!({"taskDefinition": "app"})),
        "InvalidParameterException: No Container Instances were found in your cluster."
    );
    asked.granted("UpdateContainerInstancesState", drain("ACTIVE"));
    asked.granted("RunTask", json!({"taskDefinition": "app"}));
    let refused = asked.refused("UpdateContainerInstancesState", drain("REGISTERING"));
    assert_eq!(
        refused,
        "InvalidParameterException: Container instance status should be one of [ACTIVE,DRAINING]"
    );
    assert_eq!(
        asked.refused("UpdateContainerInstancesState", json!({"status": "ACTIVE"})),
        "ClientException: Container Instances cannot be empty."
    );
}

#[test]
fn tasks_hold_resources_until_their_instance_leaves() {
    let mut asked = asked();
    let answer = asked.granted("RunTask", json!({"taskDefinition": "app"}));
    let task = &answer["tasks"][0];
    let arn = &task["containerInstanceArn"];
    let row = described(&mut asked, arn);
    assert_eq!(row["pendingTasksCount"], 1);
    let amount = |list: &str| row[list][0]["integerValue"].as_i64().unwrap_or_default();
    assert_eq!(
        amount("registeredResources") - amount("remainingResources"),
        256
    );
    let body = json!({"containerInstance": arn});
    assert_eq!(
        asked.refused("DeregisterContainerInstance", body.clone()),
        "InvalidParameterException: Found running tasks on the instance."
    );
    let body = json!({"containerInstance": arn, "force": true});
    let answer = asked.granted("DeregisterContainerInstance", body.clone());
    assert_eq!(answer["containerInstance"]["status"], "INACTIVE");
    let stopped = asked.granted("DescribeTasks", json!({"tasks": [task["taskArn"]]}));
    let stopped = &stopped["tasks"][0];
    assert_eq!(stopped["lastStatus"], "STOPPED");
    assert_eq!(stopped["containerInstanceArn"], *arn);
    assert_eq!(
        stopped["stoppedReason"],
        "Container instance deregistration forced by user"
    );
    let gone = asked.granted(
        "DescribeContainerInstances",
        json!({"containerInstances": [arn]}),
    );
    let gone = &gone["containerInstances"][0];
    assert_eq!(gone["status"], "INACTIVE");
    assert_eq!(gone["agentConnected"], false);
    assert_eq!(gone["runningTasksCount"], 0);
    assert_eq!(gone["remainingResources"], gone["registeredResources"]);
    assert_eq!(stopped["connectivity"], "DISCONNECTED");
    let start = json!({"taskDefinition": "app", "containerInstances": [arn]});
    let inactive = json!([{"arn": arn, "reason": "INACTIVE"}]);
    assert_eq!(asked.granted("StartTask", start)["failures"], inactive);
    assert_eq!(listed(&mut asked, json!({})).len(), 1);
    assert!(
        asked
            .refused("DeregisterContainerInstance", body)
            .contains("was not found.")
    );
}

#[test]
fn a_terminated_instance_ends_its_tasks() {
    let mut asked = asked();
    let answer = asked.granted("RunTask", json!({"taskDefinition": "app"}));
    let task = &answer["tasks"][0];
    asked.wait(30);
    let arn = &task["containerInstanceArn"];
    let body = json!({"cluster": "default", "containerInstance": arn});
    let answer = asked.granted("Drydock.TerminateInstance", body);
    let ec2_id = answer["containerInstance"]["ec2InstanceId"]
        .as_str()
        .unwrap_or_default();
    let stopped = asked.granted("DescribeTasks", json!({"tasks": [task["taskArn"]]}));
    let stopped = &stopped["tasks"][0];
    assert_eq!(stopped["stopCode"], "TerminationNotice");
    assert_eq!(
        stopped["stoppedReason"],
        format!("Host EC2 (instance {ec2_id}) terminated.")
    );
    assert_eq!(listed(&mut asked, json!({})).len(), 1);
}

#[test]
fn external_servers_take_external_tasks_only() {
    let mut asked = Asked::with_instances(&[]);
    let document = json!({"instanceType": "c5.large"});
    let body = json!({
        "instanceIdentityDocument": document.to_string(),
        "attributes": [{"name": "ecs.capability.external"}],
    });
    asked.granted("RegisterContainerInstance", body);
    let container = json!({"name": "app", "image": "nginx", "memory": 64});
    let body = json!({"family": "app", "containerDefinitions": [container]});
    asked.granted("RegisterTaskDefinition", body);
    let answer = asked.granted("RunTask", json!({"taskDefinition": "app"}));
    assert_eq!(answer["failures"][0]["reason"], "ATTRIBUTE");
    let body = json!({"taskDefinition": "app", "launchType": "EXTERNAL"});
    let answer = asked.granted("RunTask", body);
    assert_eq!(answer["tasks"][0]["launchType"], "EXTERNAL");
}

#[test]
fn external_servers_have_no_vpc_and_no_provider() {
    let mut asked = Asked::with_instances(&[]);
    let add = json!({"cluster": "default", "instanceType": "c5.large", "external": true});
    let added = asked.granted("Drydock.AddInstances", add.clone());
    let instance = &added["containerInstances"][0];
    let id = instance["ec2InstanceId"].as_str().unwrap_or_default();
    assert!(id.starts_with("mi-0") && id.len() == 20, "{id}");
    let names: Vec<&str> = instance["attributes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["name"].as_str())
        .collect();
    assert!(names.contains(&"ecs.capability.external") && names.contains(&"ecs.os-type"));
    for absent in [
        "ecs.vpc-id",
        "ecs.availability-zone",
        "ecs.capability.task-eni",
    ] {
        assert!(!names.contains(&absent), "{absent}");
    }
    let body = json!({"containerInstance": instance["containerInstanceArn"]});
    let refused = asked.refused("UpdateContainerAgent", body);
    assert!(refused.starts_with("InvalidParameterException: The container agent of an external"));
    let outage = json!({"type": "ZoneOutage", "availabilityZone": "us-east-1a"});
    asked.granted("Drydock.InjectFault", outage);
    let all = asked.granted(
        "DescribeContainerInstances",
        json!({
            "containerInstances": [instance["containerInstanceArn"]],
        }),
    );
    assert_eq!(all["containerInstances"][0]["agentConnected"], true);
}
