use crate::api::testing::Asked;
use crate::aws::services::testing::{granted, refused};
use serde_json::{Value, json};

fn ask(asked: &mut Asked, action: &str, body: Value) -> Value {
    granted(asked, "elbv2", action, body)
}

/// The ARN of the target group with this name.
fn arn(asked: &mut Asked, name: &str) -> String {
    let found = ask(asked, "DescribeTargetGroups", json!({"Names": [name]}));
    let arn = found["TargetGroups"][0]["TargetGroupArn"].as_str();
    arn.expect("there is one").to_owned()
}

/// A service of two tasks on Fargate behind the target group `web`.
fn service(asked: &mut Asked) -> String {
    asked.granted("CreateCluster", json!({}));
    asked.granted(
        "RegisterTaskDefinition",
        json!({
            "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "requiresCompatibilities": ["FARGATE"],
            "containerDefinitions": [{
                "name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}],
            }],
        }),
    );
    let group = arn(asked, "web");
    let subnets = ["subnet-0d0c1a00000000001"];
    asked.granted(
        "CreateService",
        json!({
            "serviceName": "web", "taskDefinition": "web", "desiredCount": 2,
            "launchType": "FARGATE",
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets}},
            "loadBalancers": [{
                "targetGroupArn": group, "containerName": "web", "containerPort": 80,
            }],
        }),
    );
    group
}

fn health(asked: &mut Asked, group: &str) -> Vec<Value> {
    let body = json!({"TargetGroupArn": group});
    let answer = ask(asked, "DescribeTargetHealth", body);
    let rows = answer["TargetHealthDescriptions"].as_array();
    rows.expect("a list").clone()
}

/// The states and reason codes of a group's targets, each once.
fn states(asked: &mut Asked, group: &str) -> Vec<(String, String)> {
    let text = |row: &Value, name: &str| {
        let text = row["TargetHealth"][name].as_str();
        text.unwrap_or_default().to_owned()
    };
    let rows = health(asked, group);
    let mut states: Vec<_> = rows
        .iter()
        .map(|row| (text(row, "State"), text(row, "Reason")))
        .collect();
    states.dedup();
    states
}

#[test]
fn targets_go_from_initial_to_healthy_and_drain() {
    let mut asked = Asked::default();
    let group = service(&mut asked);
    let state = |state: &str, reason: &str| vec![(state.to_owned(), reason.to_owned())];
    for _ in 0..120 {
        if !health(&mut asked, &group).is_empty() {
            break;
        }
        asked.wait(1);
    }
    let initial = state("initial", "Elb.RegistrationInProgress");
    assert_eq!(states(&mut asked, &group), initial);
    asked.wait(600);
    let rows = health(&mut asked, &group);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["Target"]["AvailabilityZone"], "us-east-1a");
    assert_eq!(rows[0]["HealthCheckPort"], "80");
    assert_eq!(states(&mut asked, &group), state("healthy", ""));
    // The address is the one that DescribeTasks tells of.
    let tasks = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    let tasks = asked.granted("DescribeTasks", json!({"tasks": tasks}));
    let address = rows[0]["Target"]["Id"].as_str().expect("an address");
    assert!(tasks.to_string().contains(address), "{address}");
    asked.granted(
        "UpdateService",
        json!({"service": "web", "desiredCount": 0}),
    );
    asked.wait(30);
    let draining = state("draining", "Target.DeregistrationInProgress");
    assert_eq!(states(&mut asked, &group), draining);
    asked.wait(1_000);
    assert_eq!(health(&mut asked, &group), [Value::Null; 0]);
}

#[test]
fn unhealthy_targets_have_a_reason() {
    let mut asked = Asked::default();
    let group = service(&mut asked);
    asked.wait(600);
    asked.granted(
        "Drydock.InjectFault",
        json!({"type": "TargetHealthCheckFails", "targetGroup": "web"}),
    );
    let mut seen = Vec::new();
    for _ in 0..120 {
        seen.extend(states(&mut asked, &group));
        asked.wait(5);
    }
    let unhealthy = seen.iter().find(|(state, _)| state == "unhealthy");
    let (_, reason) = unhealthy.expect("some were");
    assert_eq!(reason, "Target.ResponseCodeMismatch");
}

#[test]
fn clients_can_wait_for_targets() {
    let service = crate::shapes::service("elbv2").expect("a service");
    let waiter = service
        .waiters()
        .iter()
        .find(|one| one.name == "TargetInService");
    let waiter = waiter.expect("a waiter");
    assert_eq!((waiter.delay, waiter.max_attempts), (15, 40));
    assert_eq!(waiter.acceptors.len(), 1);
    assert!(service.operation(waiter.operation).is_some());
}

#[test]
fn targets_that_are_not_there_are_unused() {
    let mut asked = Asked::default();
    let group = arn(&mut asked, "api");
    let body = json!({"TargetGroupArn": group, "Targets": [{"Id": "10.0.0.9", "Port": 8080}]});
    let answer = ask(&mut asked, "DescribeTargetHealth", body);
    let row = &answer["TargetHealthDescriptions"][0];
    assert_eq!(row["TargetHealth"]["State"], "unused");
    assert_eq!(row["TargetHealth"]["Reason"], "Target.NotRegistered");
    assert_eq!(row["Target"], json!({"Id": "10.0.0.9", "Port": 8080}));
}

#[test]
fn groups_lie_behind_load_balancers() {
    let mut asked = Asked::default();
    let found = ask(
        &mut asked,
        "DescribeLoadBalancers",
        json!({"Names": ["web"]}),
    );
    let balancer = &found["LoadBalancers"][0];
    assert_eq!(balancer["Type"], "application");
    assert_eq!(balancer["State"]["Code"], "active");
    let arn = balancer["LoadBalancerArn"].as_str().expect("a text");
    assert!(arn.contains(":loadbalancer/app/web/"), "{arn}");
    let body = json!({"LoadBalancerArn": arn});
    let groups = ask(&mut asked, "DescribeTargetGroups", body);
    let names: Vec<&str> = groups["TargetGroups"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["TargetGroupName"].as_str())
        .collect();
    assert_eq!(names, ["web", "web-blue"]);
    assert_eq!(groups["TargetGroups"][0]["LoadBalancerArns"], json!([arn]));
}

#[test]
fn both_groups_of_a_service_that_moves_a_rule_lie_behind_its_load_balancer() {
    let arn = |kind: &str| format!("arn:aws:elasticloadbalancing:us-east-1:123456789012:{kind}");
    let group = |name: &str| arn(&format!("targetgroup/{name}/0123456789abcdef"));
    let rule = arn("listener-rule/app/shop/1/2/3");
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    let groups = ["blue", "green"]
        .map(|name| json!({"targetGroupArn": group(name), "targetType": "instance"}));
    let forward = json!([{"targetGroupArn": group("blue")}]);
    let rules = json!([{"ruleArn": rule, "forward": forward}]);
    let declared = json!({"targetGroups": groups, "listenerRules": rules});
    asked.granted("Drydock.Declare", declared);
    let container = json!({
        "name": "web", "image": "nginx", "memory": 128,
        "portMappings": [{"containerPort": 80}],
    });
    let definition = json!({"family": "web", "containerDefinitions": [container]});
    asked.granted("RegisterTaskDefinition", definition);
    let behind = |asked: &mut Asked| {
        let body = json!({"LoadBalancerArn": arn("loadbalancer/app/shop/1")});
        let found = ask(asked, "DescribeTargetGroups", body);
        let rows = found["TargetGroups"].as_array().expect("a list").iter();
        let names = rows.map(|row| row["TargetGroupName"].as_str().unwrap_or_default());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(behind(&mut asked), ["blue"]);
    let balancer = json!({
        "targetGroupArn": group("blue"), "containerName": "web", "containerPort": 80,
        "advancedConfiguration": {
            "alternateTargetGroupArn": group("green"), "productionListenerRule": rule,
            "roleArn": "arn:aws:iam::123456789012:role/balancers",
        },
    });
    let service = json!({
        "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
        "loadBalancers": [balancer],
        "deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1},
    });
    asked.granted("CreateService", service);
    assert_eq!(behind(&mut asked), ["blue", "green"]);
    asked.wait(300);
    // Instances are targets by their EC2 ids.
    let rows = health(&mut asked, &group("blue"));
    let id = rows[0]["Target"]["Id"].as_str().unwrap_or_default();
    assert!(id.starts_with("i-"), "{id}");
    assert_eq!(rows[0]["Target"]["AvailabilityZone"], Value::Null);
}

#[test]
fn what_is_not_there_is_refused() {
    let mut asked = Asked::default();
    let said = |asked: &mut Asked, action: &str, body| refused(asked, "elbv2", action, body);
    assert_eq!(
        said(
            &mut asked,
            "DescribeTargetHealth",
            json!({"TargetGroupArn": "web"})
        ),
        "ValidationError: 'web' is not a valid target group ARN"
    );
    assert_eq!(
        said(
            &mut asked,
            "DescribeTargetGroups",
            json!({"Names": ["sea"]})
        ),
        "TargetGroupNotFound: One or more target groups not found"
    );
    assert_eq!(
        said(
            &mut asked,
            "DescribeLoadBalancers",
            json!({"Names": ["sea"]})
        ),
        "LoadBalancerNotFound: Load balancers '[sea]' not found"
    );
}
