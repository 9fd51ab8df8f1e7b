//! Transcripts of RunTask, StopTask, DescribeTasks and ListTasks.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{awsvpc, cluster_of, register, spec};
use crate::model::Zone;
use crate::model::task_definition::PortMapping;
use serde_json::{Value, json};

/// The cluster `default` with instances, and the revisions `app:1` (bridge, port 80 on a dynamic
/// host port) and `app:2` (awsvpc).
fn asked(instances: &[(&str, u8)]) -> Asked {
    let (mut world, _) = cluster_of(instances);
    let mut bridge = spec(256, 512);
    bridge.containers[0].ports = vec![PortMapping {
        container_port: 80,
        host_port: 0,
        udp: false,
    }];
    register(&mut world, bridge);
    let mut fargate = awsvpc(spec(256, 512));
    (fargate.cpu_units, fargate.memory_mib) = (Some(256), Some(512));
    register(&mut world, fargate);
    Asked::new(world)
}

fn network() -> Value {
    let subnets: Vec<&str> = Zone::all().map(Zone::subnet_id).collect();
    json!({"awsvpcConfiguration": {"subnets": subnets}})
}

fn described(asked: &mut Asked, task: &Value) -> Value {
    let body = json!({"tasks": [task], "include": ["TAGS"]});
    asked.granted("DescribeTasks", body)["tasks"][0].clone()
}

#[test]
fn a_task_on_an_instance_from_run_to_stop() {
    let mut asked = asked(&[("t2.medium", 1)]);
    let body = json!({
        "taskDefinition": "app:1", "startedBy": "me", "tags": [{"key": "k", "value": "v"}],
        "overrides": {"containerOverrides": [{"name": "app", "cpu": 128}]},
    });
    let answer = asked.granted("RunTask", body);
    let task = &answer["tasks"][0];
    assert_eq!(answer["failures"], json!([]));
    assert_eq!(task["lastStatus"], "PENDING");
    assert_eq!(
        (&task["cpu"], &task["memory"]),
        (&json!("128"), &json!("512"))
    );
    assert_eq!(task["group"], "family:app");
    assert_eq!(
        task["overrides"],
        json!({
            "containerOverrides": [{"name": "app", "cpu": 128}],
            "inferenceAcceleratorOverrides": [],
        })
    );
    asked.wait(60);
    let arn = task["taskArn"].clone();
    let running = described(&mut asked, &arn);
    assert_eq!(running["lastStatus"], "RUNNING");
    assert_eq!(running["connectivity"], "CONNECTED");
    assert_eq!(running["tags"], json!([{"key": "k", "value": "v"}]));
    assert_eq!(
        running["containers"][0]["networkBindings"],
        json!([{
            "bindIP": "0.0.0.0", "containerPort": 80, "hostPort": 32_768, "protocol": "tcp",
        }])
    );
    assert!(running["pullStartedAt"].is_number() && running["stoppedAt"].is_null());
    let stopping = asked.granted("StopTask", json!({"task": arn, "reason": "enough"}));
    assert_eq!(stopping["task"]["desiredStatus"], "STOPPED");
    assert_eq!(stopping["task"]["stopCode"], "UserInitiated");
    asked.granted("StopTask", json!({"task": arn}));
    asked.wait(60);
    let stopped = described(&mut asked, &arn);
    assert_eq!(stopped["lastStatus"], "STOPPED");
    assert_eq!(stopped["stoppedReason"], "enough");
    assert_eq!(stopped["containers"][0]["exitCode"], 143);
    assert!(stopped["stoppedAt"].is_number() && stopped["executionStoppedAt"].is_number());
    asked.wait(3_600);
    assert_eq!(described(&mut asked, &arn)["lastStatus"], "DELETED");
    let listed = asked.granted("ListTasks", json!({"desiredStatus": "STOPPED"}));
    assert_eq!(listed["taskArns"], json!([]));
    asked.wait(60);
    let answer = asked.granted("DescribeTasks", json!({"tasks": [arn]}));
    assert_eq!(
        answer["failures"],
        json!([{"arn": arn, "reason": "MISSING"}])
    );
}

#[test]
fn a_task_on_fargate_has_an_interface() {
    let mut asked = asked(&[]);
    let body = json!({
        "taskDefinition": "app", "launchType": "FARGATE", "networkConfiguration": network(),
    });
    let answer = asked.granted("RunTask", body);
    let task = &answer["tasks"][0];
    assert_eq!(task["lastStatus"], "PROVISIONING");
    assert_eq!(task["platformVersion"], "1.4.0");
    assert_eq!(task["platformFamily"], "Linux");
    assert!(task["containerInstanceArn"].is_null() && task["connectivity"].is_null());
    let attachment = &task["attachments"][0];
    assert_eq!(attachment["status"], "PRECREATED");
    let subnet = json!([{"name": "subnetId", "value": Zone(0).subnet_id()}]);
    assert_eq!(attachment["details"], subnet);
    asked.wait(120);
    let running = described(&mut asked, &task["taskArn"]);
    assert_eq!(running["lastStatus"], "RUNNING");
    let attachment = &running["attachments"][0];
    assert_eq!(attachment["status"], "ATTACHED");
    assert_eq!(
        attachment["details"][3]["value"],
        "ip-10-0-0-4.ec2.internal"
    );
    assert_eq!(
        running["containers"][0]["networkInterfaces"],
        json!([{"attachmentId": attachment["id"], "privateIpv4Address": "10.0.0.4"}])
    );
    assert_eq!(running["containers"][0]["networkBindings"], json!([]));
    assert_eq!(running["ephemeralStorage"], json!({"sizeInGiB": 20}));
}

#[test]
fn what_finds_no_room_is_in_the_failures() {
    let mut asked = asked(&[("t2.micro", 0), ("t2.small", 0)]);
    let answer = asked.granted("RunTask", json!({"taskDefinition": "app:1", "count": 10}));
    assert_eq!(answer["tasks"].as_array().map(Vec::len), Some(4));
    let failures = answer["failures"].as_array().expect("a list");
    let reasons: Vec<_> = failures.iter().map(|row| &row["reason"]).collect();
    assert_eq!(reasons, ["RESOURCE:MEMORY", "RESOURCE:MEMORY"]);
    let arn = failures[0]["arn"].as_str().unwrap_or_default();
    assert!(arn.contains(":container-instance/default/"), "{arn}");
}

/// A request to run `app:1`, with these members.
fn bridge(members: Value) -> Value {
    let mut body = json!({"taskDefinition": "app:1"});
    for (name, value) in members.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

/// A request to run `app:2` on Fargate, with one more member.
fn fargate(name: &str, value: Value) -> Value {
    json!({
        "taskDefinition": "app:2", "launchType": "FARGATE", "networkConfiguration": network(),
        name: value,
    })
}

#[test]
fn run_task_refuses_in_the_words_of_ecs() {
    let mut asked = asked(&[("t2.micro", 0)]);
    let rows = [
        (
            bridge(json!({"taskDefinition": "app:9"})),
            "TaskDefinition not found.",
        ),
        (
            bridge(json!({"networkConfiguration": network()})),
            "Network Configuration is not valid for the given networkMode of this task \
             definition.",
        ),
        (
            json!({"taskDefinition": "app:2"}),
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        ),
        (
            bridge(json!({"launchType": "EXTERNAL"})),
            "Task definition does not support launch_type EXTERNAL.",
        ),
        (
            bridge(json!({"overrides": {"containerOverrides": [{"name": "db"}]}})),
            "Override for container named db is not a container in the TaskDefinition.",
        ),
        (
            bridge(json!({"platformVersion": "1.4.0"})),
            "The platform version must be null when specifying an EC2 launch type.",
        ),
        (
            fargate("placementStrategy", json!([{"type": "random"}])),
            "Placement strategies are not supported with FARGATE launch type.",
        ),
    ];
    for (body, expected) in rows {
        let refused = asked.refused("RunTask", body);
        assert_eq!(refused, format!("InvalidParameterException: {expected}"));
    }
    assert!(asked.sim.world.tasks.is_empty());
    asked.granted("CreateCluster", json!({"clusterName": "bare"}));
    assert_eq!(
        asked.refused("RunTask", bridge(json!({"cluster": "bare"}))),
        "InvalidParameterException: No Container Instances were found in your cluster."
    );
}

#[test]
fn run_task_refuses_what_there_is_not() {
    let mut asked = asked(&[("t2.micro", 0)]);
    let unreadable = json!([{"type": "memberOf", "expression": "a =="}]);
    let rows = [
        (
            bridge(json!({"cluster": "no"})),
            "ClusterNotFoundException: Cluster not found.",
        ),
        (
            fargate("platformVersion", json!("9.9.9")),
            "PlatformUnknownException: The specified platform does not exist.",
        ),
        (
            bridge(json!({"placementConstraints": unreadable})),
            "InvalidParameterException: Invalid placement constraint expression: ",
        ),
        (
            bridge(json!({"count": 11})),
            "InvalidParameterException: count must be",
        ),
        (
            bridge(json!({"group": "service:web"})),
            "InvalidParameterException: Invalid namespace",
        ),
    ];
    for (body, expected) in rows {
        let refused = asked.refused("RunTask", body);
        assert!(refused.starts_with(expected), "{refused}");
    }
    assert!(asked.sim.world.tasks.is_empty());
}

#[test]
fn start_task_goes_where_it_is_told() {
    let mut asked = asked(&[("t2.micro", 0), ("t2.medium", 1)]);
    let answer = asked.granted("ListContainerInstances", json!({}));
    let arns = &answer["containerInstanceArns"];
    let none = "0123456789abcdef0123456789abcdef";
    let body = json!({"taskDefinition": "app:1", "containerInstances": [arns[0], none]});
    let answer = asked.granted("StartTask", body.clone());
    assert_eq!(answer["tasks"][0]["containerInstanceArn"], arns[0]);
    assert_eq!(answer["failures"][0]["reason"], "MISSING");
    let answer = asked.granted("StartTask", body);
    let full = json!({"arn": arns[0], "reason": "RESOURCE:MEMORY"});
    assert_eq!(
        (&answer["tasks"], &answer["failures"][0]),
        (&json!([]), &full)
    );
    assert_eq!(
        asked.refused("StartTask", json!({"taskDefinition": "app:1"})),
        "ClientException: Container Instances cannot be empty."
    );
}

#[test]
fn lists_by_filter() {
    let mut asked = asked(&[("t2.medium", 0)]);
    let body = json!({"taskDefinition": "app:1", "count": 3, "startedBy": "me"});
    let answer = asked.granted("RunTask", body);
    let arn = |nth: usize| answer["tasks"][nth]["taskArn"].clone();
    asked.granted("StopTask", json!({"task": arn(1)}));
    let mut list = |body: Value| asked.granted("ListTasks", body)["taskArns"].clone();
    assert_eq!(list(json!({})), json!([arn(0), arn(2)]));
    assert_eq!(list(json!({"desiredStatus": "STOPPED"})), json!([arn(1)]));
    assert_eq!(list(json!({"desiredStatus": "PENDING"})), json!([]));
    assert_eq!(list(json!({"startedBy": "me"})), json!([arn(0), arn(2)]));
    assert_eq!(list(json!({"startedBy": "you"})), json!([]));
    assert_eq!(
        list(json!({"family": "app", "launchType": "EC2"})),
        json!([arn(0), arn(2)])
    );
    assert_eq!(list(json!({"launchType": "FARGATE"})), json!([]));
    let instance = &answer["tasks"][0]["containerInstanceArn"];
    assert_eq!(
        list(json!({"containerInstance": instance})),
        json!([arn(0), arn(2)])
    );
    assert_eq!(list(json!({"maxResults": 1})), json!([arn(0)]));
    assert_eq!(
        asked.refused("ListTasks", json!({"serviceName": "web"})),
        "ServiceNotFoundException: Service not found."
    );
    let both = json!({"startedBy": "me", "family": "app"});
    assert!(
        asked
            .refused("ListTasks", both)
            .starts_with("InvalidParameterException: ")
    );
}

#[test]
fn other_operations_refuse() {
    let mut asked = asked(&[("t2.micro", 0)]);
    assert_eq!(
        asked.refused(
            "StopTask",
            json!({"task": "0123456789abcdef0123456789abcdef"})
        ),
        "InvalidParameterException: The referenced task was not found."
    );
    assert_eq!(
        asked.refused("DescribeTasks", json!({"tasks": []})),
        "InvalidParameterException: Tasks cannot be empty."
    );
    // What `--query tasks[0].taskArn --output text` gives of no task.
    assert_eq!(
        asked.refused("DescribeTasks", json!({"tasks": ["None"]})),
        "InvalidParameterException: taskId length should be one of [32,36]"
    );
    let many = vec!["a"; 101];
    assert_eq!(
        asked.refused("DescribeTasks", json!({"tasks": many})),
        "InvalidParameterException: taskIds can have at most 100 items."
    );
    let other = "arn:aws:ecs:us-east-1:123456789012:task/web/0123456789abcdef0123456789abcdef";
    assert_eq!(
        asked.refused("StopTask", json!({"task": other})),
        "InvalidParameterException: Invalid identifier: Identifier is for cluster web. Your \
         cluster is default"
    );
}
