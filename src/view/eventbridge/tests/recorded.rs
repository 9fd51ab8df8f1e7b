//! Events that people have published, and ours of the same moment.

use super::*;

/// A service on Fargate behind a load balancer, with ECS Exec.
fn exec_behind_a_balancer(run: &mut Run) {
    let container = json!({
        "name": "app", "image": "nginx", "portMappings": [{"containerPort": 80}],
    });
    run.ask(
        "RegisterTaskDefinition",
        json!({
            "family": "shop", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [container],
            "taskRoleArn": "arn:aws:iam::123456789012:role/ecsTaskRole",
        }),
    );
    let declared = run.ask(
        "Drydock.Declare",
        json!({"targetGroups": [{"targetGroupName": "shop", "targetType": "ip"}]}),
    );
    let group = &declared["targetGroups"][0]["targetGroupArn"];
    let subnets = json!({"awsvpcConfiguration": {"subnets": ["subnet-0d0c1a00000000001"]}});
    run.ask(
        "CreateService",
        json!({
            "serviceName": "shop", "taskDefinition": "shop", "desiredCount": 1,
            "launchType": "FARGATE", "networkConfiguration": subnets,
            "enableExecuteCommand": true,
            "loadBalancers": [
                {"targetGroupArn": group, "containerName": "app", "containerPort": 80},
            ],
        }),
    );
    run.wait(300);
}

/// Source: arkime/aws-aio, `test_aws_event_listener_handler.py`, events of 2023, for the agent of
/// ECS Exec; an event of November 2024, published with a Lambda function that keeps what it hears
/// of stopped tasks, for the attachment `elb` before `eni`.
#[test]
fn events_tell_of_exec_and_of_the_load_balancer() {
    let mut run = Run::new();
    exec_behind_a_balancer(&mut run);
    let events = run.events();
    let running = events
        .iter()
        .find(|event| event["detail"]["lastStatus"] == "RUNNING")
        .expect("a task that runs");
    let detail = &running["detail"];
    let attachments = detail["attachments"].as_array().expect("attachments");
    let types: Vec<&Value> = attachments.iter().map(|row| &row["type"]).collect();
    assert_eq!(types, ["elb", "eni"]);
    assert_eq!(attachments[0]["details"], json!([]));
    let agents = &detail["containers"][0]["managedAgents"];
    assert_eq!(
        *agents,
        json!([{"name": "ExecuteCommandAgent", "status": "RUNNING"}])
    );
}

/// Source: the same events: `2023-05-12T14:19:34.52Z` beside `…34.526Z`.
#[test]
fn milliseconds_end_where_their_zeros_begin() {
    let run = Run::new();
    let world = run.timeline.world();
    let moments = [0, 34_520, 34_526, 100].map(|millis| iso(world, SimTime(millis)));
    assert_eq!(
        moments.map(|moment| moment[17..].to_owned()),
        ["00Z", "34.52Z", "34.526Z", "00.1Z"]
    );
}
