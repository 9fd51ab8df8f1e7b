//! Refusals in the words that public reports of ECS quote, and requests that come again.

use crate::api::testing::Asked;
use serde_json::{Value, json};

fn asked() -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    let container = json!({"name": "web", "image": "nginx", "memory": 256});
    let web = json!({"family": "web", "containerDefinitions": [container]});
    asked.granted("RegisterTaskDefinition", web);
    let far = json!({
        "family": "far", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{"name": "web", "image": "nginx"}],
    });
    asked.granted("RegisterTaskDefinition", far);
    asked
}

fn with(base: Value, more: Value) -> Value {
    let (Value::Object(mut base), Value::Object(more)) = (base, more) else {
        panic!("objects only");
    };
    base.extend(more);
    Value::Object(base)
}

fn on_fargate(subnet: &str, more: Value) -> Value {
    let network = json!({"awsvpcConfiguration": {"subnets": [subnet]}});
    let base = json!({
        "taskDefinition": "far", "launchType": "FARGATE", "networkConfiguration": network,
    });
    with(base, more)
}

fn service(more: Value) -> Value {
    with(
        json!({"serviceName": "s", "taskDefinition": "web", "desiredCount": 1}),
        more,
    )
}

#[test]
fn task_operations_refuse_in_the_words_of_ecs() {
    let mut asked = asked();
    let override_of = |memory| json!({"containerOverrides": [{"name": "web", "memory": memory}]});
    for (action, body, expected) in [
        (
            "RunTask",
            on_fargate("birdzview", json!({})),
            "InvalidParameterException: Error retrieving subnet information for [birdzview]: The \
             subnet ID 'birdzview' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
        ),
        (
            "RunTask",
            on_fargate(
                "subnet-0d0c1a00000000001",
                json!({"enableExecuteCommand": true}),
            ),
            "InvalidParameterException: The execute command failed because a valid task role is \
             not being used. Specify a valid task role in your task definition or as a task \
             override and try again.",
        ),
        (
            "RunTask",
            on_fargate(
                "subnet-0d0c1a00000000001",
                json!({"overrides": override_of(4096)}),
            ),
            "InvalidParameterException: 'memory' setting for container 'web' is greater than for \
             task.",
        ),
        (
            "RunTask",
            json!({"taskDefinition": "web", "startedBy": "x".repeat(129)}),
            "InvalidParameterException: startedBy longer than 128.",
        ),
        (
            "RunTask",
            json!({"taskDefinition": "web:1}"}),
            "InvalidParameterException: Invalid revision number. Number: 1}",
        ),
        (
            "RunTask",
            json!({"taskDefinition": "web", "launchType": "LAMBDA"}),
            "ClientException: launch type should be one of [EC2,FARGATE,EXTERNAL]",
        ),
        (
            "DescribeTasks",
            json!({"cluster": "nowhere", "tasks": []}),
            "InvalidParameterException: Tasks cannot be empty.",
        ),
        (
            "ListTasks",
            json!({"family": "weird_dir@letssee.cats"}),
            "InvalidParameterException: family must match ^[a-zA-Z0-9\\-_]+$",
        ),
        (
            "ListTasks",
            json!({"startedBy": "x".repeat(129)}),
            "InvalidParameterException: ownerId longer than 128.",
        ),
    ] {
        assert_eq!(asked.refused(action, body), expected);
    }
}

#[test]
fn identifiers_that_are_none_are_refused_in_the_words_of_ecs() {
    let mut asked = asked();
    for (action, body, expected) in [
        (
            "DescribeTasks",
            json!({"tasks": ["None"]}),
            "InvalidParameterException: taskId length should be one of [32,36]",
        ),
        (
            "DescribeTasks",
            json!({"tasks": ["arn:aws:ecs:us-east-1:123456789012:task"]}),
            "InvalidParameterException: Invalid identifier: Unexpected number of separators",
        ),
        (
            "StartTask",
            json!({"taskDefinition": "web", "containerInstances": ["None"]}),
            "InvalidParameterException: instanceId length should be one of [32,36]",
        ),
        (
            "DescribeClusters",
            json!({"clusters": ["arn:aws:ecs:us-east-1:123456789012:cluster/arn:cluster/a"]}),
            "InvalidParameterException: Unsupported resource type: cluster",
        ),
        (
            "DescribeTasks",
            json!({"cluster": "\"arn:aws:cluster/a\"", "tasks": ["0".repeat(32)]}),
            "InvalidParameterException: Unsupported resource type: cluster",
        ),
        (
            "ListTasks",
            json!({"cluster": "arn:aws:ecs:us-east-1:210987654321:cluster/a"}),
            "InvalidParameterException: AccountIDs mismatch",
        ),
    ] {
        assert_eq!(asked.refused(action, body), expected);
    }
}

#[test]
fn service_operations_refuse_in_the_words_of_ecs() {
    let mut asked = asked();
    let daemon = json!({
        "serviceName": "s", "taskDefinition": "web", "schedulingStrategy": "DAEMON",
        "placementStrategy": [{"type": "random"}],
    });
    let balancer = json!({"loadBalancers": [{"targetGroupArn": "arn:x", "containerPort": 80}]});
    for (action, body, expected) in [
        (
            "CreateService",
            service(json!({"taskDefinition": "web:1}"})),
            "InvalidParameterException: Invalid revision number. Number: 1}",
        ),
        (
            "CreateService",
            service(json!({"taskDefinition": ""})),
            "InvalidParameterException: Family should not be null or empty.",
        ),
        (
            "CreateService",
            daemon,
            "InvalidParameterException: The daemon scheduling strategy does not support placement \
             strategies. Remove the placement strategy and try again",
        ),
        (
            "CreateService",
            service(balancer),
            "InvalidParameterException: Container Name can not be blank.",
        ),
        (
            "CreateService",
            service(json!({"desiredCount": null})),
            "InvalidParameterException: The replica scheduling strategy requires a desired count \
             for services.",
        ),
        (
            "CreateService",
            service(json!({"desiredCount": 1e30})),
            "InvalidParameterException: desiredCount can be at most 5000.",
        ),
        (
            "ListServices",
            json!({"launchType": "EXTERNALX"}),
            "ClientException: launch type should be one of [EC2,FARGATE,EXTERNAL]",
        ),
    ] {
        assert_eq!(asked.refused(action, body), expected);
    }
}

#[test]
fn what_names_nothing_is_refused_in_the_words_of_ecs() {
    let mut asked = asked();
    for (action, body, expected) in [
        (
            "DescribeServices",
            json!({"cluster": "harbor ", "services": ["s"]}),
            "InvalidParameterException: Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was \
             harbor ",
        ),
        (
            "DescribeTaskDefinition",
            json!({"taskDefinition": ""}),
            "InvalidParameterException: Task Definition can not be blank.",
        ),
        (
            "RegisterTaskDefinition",
            json!({
                "family": "a", "tags": [],
                "containerDefinitions": [{"name": "a", "image": "a", "memory": 8}],
            }),
            "ClientException: Tags can not be empty.",
        ),
        (
            "RegisterTaskDefinition",
            json!({
                "family": "a",
                "containerDefinitions": [{"name": "a", "image": "<IMAGE1_NAME>", "memory": 8}],
            }),
            "ClientException: Container.image contains invalid characters.",
        ),
    ] {
        assert_eq!(asked.refused(action, body), expected);
    }
}

#[test]
fn a_token_makes_a_run_of_tasks_happen_once() {
    let mut asked = asked();
    let body = json!({"taskDefinition": "web", "count": 2, "clientToken": "once"});
    let arns = |answer: &Value| -> Vec<Value> {
        let tasks = answer["tasks"].as_array().cloned().unwrap_or_default();
        tasks.iter().map(|task| task["taskArn"].clone()).collect()
    };
    let first = arns(&asked.granted("RunTask", body.clone()));
    asked.wait(30);
    let again = asked.granted("RunTask", body.clone());
    assert_eq!((first.len(), &arns(&again)), (2, &first));
    assert_eq!(again["tasks"][0]["lastStatus"], "RUNNING");
    let other = with(body.clone(), json!({"count": 1}));
    let (status, refused) = asked.ask("RunTask", other);
    assert_eq!(
        (status, &refused["__type"]),
        (400, &json!("ConflictException"))
    );
    assert_eq!(refused["resourceIds"], Value::Array(first));
    let new = with(body, json!({"clientToken": "twice"}));
    assert_eq!(arns(&asked.granted("RunTask", new)).len(), 2);
    let known = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    for task in known.as_array().expect("a list") {
        asked.granted("StopTask", json!({"task": task}));
    }
    asked.wait(3_700);
    assert_eq!(asked.sim.world.tokens, Default::default());
    let long = json!({"taskDefinition": "web", "clientToken": "x".repeat(65)});
    let refused = asked.refused("RunTask", long);
    assert_eq!(
        refused,
        "InvalidParameterException: clientToken longer than 64."
    );
}

#[test]
fn managed_tags_name_the_cluster_and_a_stopped_task_has_none() {
    let mut asked = asked();
    let body = json!({
        "taskDefinition": "web", "enableECSManagedTags": true,
        "tags": [{"key": "team", "value": "a"}],
    });
    let task = asked.granted("RunTask", body)["tasks"][0].clone();
    let tags = json!([
        {"key": "team", "value": "a"},
        {"key": "aws:ecs:clusterName", "value": "default"},
    ]);
    assert_eq!(task["tags"], tags);
    asked.granted("StopTask", json!({"task": task["taskArn"]}));
    let body = json!({"tasks": [task["taskArn"]], "include": ["TAGS"]});
    let answer = asked.granted("DescribeTasks", body);
    assert_eq!(answer["tasks"][0]["tags"], json!([]));
}
