//! Health checks, load balancers and what goes wrong with them, asked by requests.

use crate::api::testing::Asked;
use serde_json::{Value, json};

/// A cluster with room, a definition whose container is checked every 5 s, and a target group.
fn asked(container: Value) -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0), ("m5.large", 1)]);
    let mut definition = json!({
        "name": "app", "image": "nginx", "memory": 128, "portMappings": [{"containerPort": 80}],
    });
    for (name, value) in container.as_object().expect("an object") {
        definition[name] = value.clone();
    }
    let body = json!({"family": "web", "containerDefinitions": [definition]});
    asked.granted("RegisterTaskDefinition", body);
    asked
}

fn check(more: Value) -> Value {
    let mut check = json!({
        "command": ["CMD-SHELL", "curl -f localhost"], "interval": 5, "timeout": 2, "retries": 2,
    });
    for (name, value) in more.as_object().expect("an object") {
        check[name] = value.clone();
    }
    check
}

fn run_task(asked: &mut Asked) -> Value {
    let answer = asked.granted("RunTask", json!({"taskDefinition": "web"}));
    answer["tasks"][0]["taskArn"].clone()
}

fn describe(asked: &mut Asked, task: &Value) -> Value {
    asked.granted("DescribeTasks", json!({"tasks": [task]}))["tasks"][0].clone()
}

#[test]
fn a_container_goes_from_unknown_to_healthy_to_unhealthy_and_back() {
    let mut asked = asked(json!({"healthCheck": check(json!({}))}));
    let task = run_task(&mut asked);
    let health = |asked: &mut Asked| {
        let task = describe(asked, &task);
        assert_eq!(task["healthStatus"], task["containers"][0]["healthStatus"]);
        (
            task["healthStatus"].clone(),
            task["version"].as_u64().expect("a number"),
        )
    };
    assert_eq!(health(&mut asked).0, "UNKNOWN");
    asked.wait(30);
    let (healthy, version) = health(&mut asked);
    assert_eq!(healthy, "HEALTHY");
    let fault = json!({"type": "ContainerHealthCheckFails", "container": "app", "task": task});
    asked.granted("Drydock.InjectFault", fault);
    asked.wait(4);
    assert_eq!(health(&mut asked), ("HEALTHY".into(), version));
    asked.wait(7);
    assert_eq!(health(&mut asked), ("UNHEALTHY".into(), version + 1));
    asked.granted("Drydock.ClearFaults", json!({}));
    asked.wait(6);
    assert_eq!(health(&mut asked), ("HEALTHY".into(), version + 2));
    assert_eq!(describe(&mut asked, &task)["lastStatus"], "RUNNING");
}

#[test]
fn failures_in_the_start_period_do_not_count() {
    let labels = json!({"drydock.healthy-after": "40s"});
    for (start_period, health) in [(0, "UNHEALTHY"), (60, "UNKNOWN")] {
        let check = check(json!({"startPeriod": start_period}));
        let mut asked = asked(json!({"healthCheck": check, "dockerLabels": labels}));
        let task = run_task(&mut asked);
        asked.wait(35);
        assert_eq!(describe(&mut asked, &task)["healthStatus"], health);
        asked.wait(25);
        assert_eq!(describe(&mut asked, &task)["healthStatus"], "HEALTHY");
    }
}

#[test]
fn a_check_that_fails_by_its_own_command_is_unhealthy() {
    for command in ["exit 1", "false", "sleep 3"] {
        let check = check(json!({"command": ["CMD-SHELL", command]}));
        let mut asked = asked(json!({"healthCheck": check}));
        let task = run_task(&mut asked);
        asked.wait(60);
        assert_eq!(
            describe(&mut asked, &task)["healthStatus"],
            "UNHEALTHY",
            "{command}"
        );
    }
}

#[test]
fn a_hung_shutdown_ends_with_sigkill() {
    let mut asked = asked(json!({}));
    let task = run_task(&mut asked);
    asked.wait(30);
    asked.granted(
        "Drydock.InjectFault",
        json!({"type": "HungShutdown", "container": "app"}),
    );
    asked.granted("StopTask", json!({"task": task}));
    asked.wait(29);
    assert_eq!(describe(&mut asked, &task)["lastStatus"], "STOPPING");
    asked.wait(5);
    let stopped = describe(&mut asked, &task);
    assert_eq!(stopped["lastStatus"], "STOPPED");
    assert_eq!(stopped["containers"][0]["exitCode"], 137);
}

fn messages(asked: &mut Asked) -> Vec<String> {
    let answer = asked.granted("DescribeServices", json!({"services": ["web"]}));
    let events = answer["services"][0]["events"]
        .as_array()
        .expect("a list")
        .clone();
    let texts = events
        .iter()
        .rev()
        .filter_map(|event| event["message"].as_str());
    texts.map(str::to_owned).collect()
}

#[test]
fn a_service_tells_of_its_targets() {
    let mut asked = asked(json!({}));
    let group = json!({
        "targetGroupName": "shop", "targetType": "instance", "deregistrationDelaySeconds": 20,
        "healthCheckIntervalSeconds": 10,
    });
    let answer = asked.granted("Drydock.Declare", json!({"targetGroups": [group]}));
    let arn = answer["targetGroups"][0]["targetGroupArn"]
        .as_str()
        .expect("a text")
        .to_owned();
    let balancer = json!({"targetGroupArn": arn, "containerName": "app", "containerPort": 80});
    let service = asked.granted(
        "CreateService",
        json!({
            "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
            "loadBalancers": [balancer],
        }),
    );
    assert_eq!(service["service"]["loadBalancers"], json!([balancer]));
    assert_eq!(service["service"]["healthCheckGracePeriodSeconds"], 0);
    asked.wait(60);
    let fault = json!({"type": "TargetHealthCheckFails", "targetGroup": "shop"});
    asked.granted("Drydock.InjectFault", fault);
    asked.wait(25);
    asked.granted("Drydock.ClearFaults", json!({}));
    asked.wait(120);
    let told = messages(&mut asked);
    let world = &asked.sim.world;
    let arns = crate::model::arn::Arns::of(world);
    let row = world.tasks.rows().next().expect("a task");
    let instance = arns.ec2_instance(row.instance.expect("on EC2"));
    let port = row.targets[0].port;
    let set = arns.deployment(
        world
            .services
            .rows()
            .next()
            .expect("one")
            .primary()
            .expect("one")
            .id,
    );
    let group = format!("(target-group {arn})");
    for text in [
        format!("(service web) registered 1 targets in {group}"),
        format!(
            "(service web) (instance {instance}) (port {port}) is unhealthy in {group} due to \
             (reason Health checks failed with these codes: [502])"
        ),
        format!("(service web) deregistered 1 targets in {group}"),
        format!("(service web, taskSet {set}) has begun draining connections on 1 tasks."),
        "(service web) has reached a steady state.".to_owned(),
    ] {
        assert!(told.contains(&text), "{text} is not in {told:#?}");
    }
    let replaced = told.iter().find(|text| text.contains("replaced 1 tasks"));
    let end = "Amazon ECS replaced 1 tasks due to an unhealthy status.";
    assert!(
        replaced.is_some_and(|text| text.ends_with(end)),
        "{told:#?}"
    );
}

#[test]
fn unknown_target_groups_pass_in_permissive_runs_only() {
    let arn =
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/mine/00000000000000ff";
    let body = json!({
        "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
        "loadBalancers": [{"targetGroupArn": arn, "containerName": "app", "containerPort": 80}],
    });
    let mut asked = asked(json!({}));
    let refused = asked.refused("CreateService", body.clone());
    assert!(
        refused.starts_with("InvalidParameterException: Unable to assume role"),
        "{refused}"
    );
    asked.sim.world.settings.permissive = true;
    asked.granted("CreateService", body);
    asked.wait(60);
    let told = messages(&mut asked);
    let text = format!("(service web) registered 1 targets in (target-group {arn})");
    assert!(told.contains(&text), "{told:#?}");
}

#[test]
fn faults_of_health_are_checked() {
    let mut asked = asked(json!({}));
    for body in [
        json!({"type": "ContainerHealthCheckFails", "task": 5}),
        json!({"type": "ContainerHealthCheckFails", "cluster": 5}),
        json!({"type": "TargetHealthCheckFails", "reason": 5}),
        json!({"type": "HungShutdown", "container": 5}),
    ] {
        let refused = asked.refused("Drydock.InjectFault", body);
        assert!(
            refused.starts_with("InvalidParameterException: "),
            "{refused}"
        );
    }
}
