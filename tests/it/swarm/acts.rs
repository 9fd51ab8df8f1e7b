//! What a random run may ask.
//!
//! Every operation that changes something is asked with a request that the model of the API draws,
//! so a new operation takes part by itself; those in the table come with requests that make sense
//! more often, and in other shares.

use super::draw::Draw;
use super::model::{self, Names};
use super::{capacity, demand, faults, shifts};
use drydock::api::ops::OPERATIONS;
use drydock::engine::{Command, Timeline};
use serde_json::{Value, json};

/// An action with its share and its request.
type Act = (usize, &'static str, fn(&mut Draw, &Names) -> Value);

const ACTS: &[Act] = &[
    (6, "CreateService", create_service),
    (14, "UpdateService", update_service),
    (2, "DeleteService", delete_service),
    (5, "CreateTaskSet", create_task_set),
    (4, "UpdateTaskSet", update_task_set),
    (2, "UpdateServicePrimaryTaskSet", update_primary),
    (2, "DeleteTaskSet", delete_task_set),
    (6, "RunTask", run_task),
    (6, "StopTask", stop_task),
    (6, "UpdateContainerInstancesState", drain),
    (4, "UpdateTaskProtection", protect),
    (5, "Drydock.AddInstances", add_instances),
    (3, "Drydock.TerminateInstance", terminate),
    (8, "Drydock.InjectFault", faults::inject),
    (4, "Drydock.ClearFaults", |_, _| json!({})),
    (3, "DeregisterContainerInstance", deregister),
    (3, "Drydock.Declare", capacity::declare),
    (2, "Drydock.CreateSchedule", capacity::schedule),
    (
        1,
        "Drydock.DeleteSchedule",
        |draw, _| json!({"name": draw.one(&["x", "y"])}),
    ),
    (1, "PutClusterCapacityProviders", capacity::put),
    (1, "UpdateCapacityProvider", capacity::update),
    (4, "Drydock.SetDemand", demand::set_demand),
    (1, "Drydock.SetHost", demand::set_host),
    (1, "Drydock.SetQuota", demand::set_quota),
    (2, "Drydock.SetTraffic", demand::set_traffic),
    (3, "Drydock.RegisterScalableTarget", demand::scalable_target),
    (3, "Drydock.PutScalingPolicy", demand::scaling_policy),
    (2, "Drydock.PutMetricAlarm", demand::metric_alarm),
    (1, "Drydock.SetAlarmState", demand::alarm_state),
    (
        1,
        "Drydock.DeleteAlarms",
        |draw, _| json!({"AlarmNames": [draw.one(&["errors", "busy"])]}),
    ),
];

/// Shares of requests that the model draws.
const DRAWN: usize = 30;

/// What every run begins with.
pub fn opening(draw: &mut Draw) -> Vec<Command> {
    let zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
    let instances = json!({
        "instanceType": draw.one(&["t3.medium", "m5.large", "m5.xlarge"]),
        "count": draw.between(1, 5),
        "availabilityZones": zones[..=draw.below(3)],
    });
    let mut opening = vec![
        ("CreateCluster", json!({})),
        ("Drydock.AddInstances", instances),
        ("Drydock.Declare", demand::target_group()),
        ("Drydock.Declare", shifts::surroundings()),
    ];
    let definitions = [
        json!({"family": "web", "containerDefinitions": [container("web", "nginx", json!({}))]}),
        json!({
            "family": "web",
            "containerDefinitions": [container("web", "nginx:2", json!({
                "healthCheck": {"command": ["CMD", "true"], "interval": 10},
            }))],
        }),
        json!({
            "family": "net", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "requiresCompatibilities": ["EC2", "FARGATE"],
            "containerDefinitions": [container("web", "nginx", json!({}))],
        }),
        json!({
            "family": "job",
            "containerDefinitions": [
                container("web", "busybox", json!({"command": ["sleep", "45"]})),
                container("side", "busybox", json!({
                    "essential": false, "command": ["sleep", "9"],
                    "dependsOn": [{"containerName": "web", "condition": "START"}],
                })),
            ],
        }),
        json!({
            "family": "bad",
            "containerDefinitions": [
                container("web", "busybox", json!({"command": ["sh", "-c", "exit 3"]})),
            ],
        }),
        json!({
            "family": "port",
            "containerDefinitions": [container("web", "nginx", json!({
                "portMappings": [{"containerPort": 80, "hostPort": 8080}],
            }))],
        }),
        json!({
            "family": "shop",
            "containerDefinitions": [container("web", "nginx", json!({
                "portMappings": [{"containerPort": 80}],
            }))],
        }),
    ];
    opening.extend(definitions.map(|body| ("RegisterTaskDefinition", body)));
    opening.extend(capacity::opening(draw));
    let commands = opening.into_iter();
    commands
        .map(|(action, body)| Command::new(action, &body.to_string()))
        .collect()
}

fn container(name: &str, image: &str, more: Value) -> Value {
    let mut container = json!({"name": name, "image": image, "memory": 128, "cpu": 64});
    if let (Value::Object(members), Value::Object(more)) = (&mut container, more) {
        members.extend(more);
    }
    container
}

/// The next command of a run.
pub fn command(draw: &mut Draw, timeline: &Timeline) -> Command {
    let names = Names::of(timeline);
    let shares: usize = ACTS.iter().map(|(share, ..)| share).sum();
    let mut nth = draw.below(shares + DRAWN);
    for (share, action, request) in ACTS {
        if nth < *share {
            return Command::new(action, &request(draw, &names).to_string());
        }
        nth -= share;
    }
    let changing: Vec<&str> = OPERATIONS
        .iter()
        .filter(|row| !row.only_reads && !row.name.starts_with("Drydock."))
        .map(|row| row.name)
        .collect();
    let action = *draw.one(&changing);
    let body = model::request(draw, &names, action);
    Command::new(action, &body.to_string())
}

/// The members that services of all kinds may have.
fn service(draw: &mut Draw) -> Value {
    let mut body = json!({});
    if draw.percent(60) {
        let pairs = [
            (100, 200),
            (50, 100),
            (0, 100),
            (100, 150),
            (50, 200),
            (0, 200),
            (75, 125),
        ];
        let (least, most) = *draw.one(&pairs);
        body["deploymentConfiguration"] =
            json!({"minimumHealthyPercent": least, "maximumPercent": most});
    }
    if draw.percent(30) {
        body["placementStrategy"] = draw
            .one(&[
                json!([{"type": "random"}]),
                json!([{"type": "spread", "field": "instanceId"}]),
                json!([{"type": "spread", "field": "attribute:ecs.availability-zone"}]),
                json!([{"type": "binpack", "field": "cpu"}]),
            ])
            .clone();
    }
    if draw.percent(20) {
        body["placementConstraints"] = draw
            .one(&[
                json!([{"type": "distinctInstance"}]),
                json!([{
                    "type": "memberOf",
                    "expression": "attribute:ecs.availability-zone == us-east-1a",
                }]),
            ])
            .clone();
    }
    if draw.percent(15) {
        body["availabilityZoneRebalancing"] = (*draw.one(&["ENABLED", "DISABLED"])).into();
    }
    body
}

fn create_service(draw: &mut Draw, _: &Names) -> Value {
    let mut body = service(draw);
    body["serviceName"] = (*draw.one(&["a", "b", "c", "d"])).into();
    if draw.percent(20) {
        body["taskDefinition"] = "shop".into();
        body["desiredCount"] = draw.between(1, 5).into();
        body["loadBalancers"] = shifts::balancers();
        body["deploymentConfiguration"] = shifts::configuration(draw);
        return body;
    }
    let family = *draw.one(&["web", "web:1", "net", "job", "bad", "port"]);
    body["taskDefinition"] = family.into();
    if draw.percent(15) {
        body["deploymentController"] = json!({"type": "EXTERNAL"});
        body["desiredCount"] = draw.between(0, 9).into();
        if let Some(members) = body.as_object_mut() {
            members.remove("taskDefinition");
        }
        return body;
    }
    if draw.percent(20) {
        body["schedulingStrategy"] = "DAEMON".into();
        if let Some(members) = body.as_object_mut() {
            members.remove("placementStrategy");
            members.remove("availabilityZoneRebalancing");
            members.remove("deploymentConfiguration");
        }
    } else {
        body["desiredCount"] = draw.between(0, 9).into();
    }
    if family == "net" {
        body["networkConfiguration"] = network(draw);
        if draw.percent(50) {
            body["launchType"] = "FARGATE".into();
        }
    }
    if family == "port" && draw.percent(60) {
        body["loadBalancers"] = demand::balancers();
    }
    by_strategy(draw, family, &mut body);
    body
}

/// At times by capacity providers in place of a launch type.
fn by_strategy(draw: &mut Draw, family: &str, body: &mut Value) {
    let daemon = body["schedulingStrategy"] == "DAEMON";
    if daemon || !draw.percent(40) {
        return;
    }
    if let Some(members) = body.as_object_mut() {
        members.remove("launchType");
    }
    let fargate = family == "net" && draw.percent(50);
    body["capacityProviderStrategy"] = capacity::strategy(draw, fargate);
}

fn network(draw: &mut Draw) -> Value {
    let subnets = [
        "subnet-0d0c1a00000000001",
        "subnet-0d0c1b00000000002",
        "subnet-elsewhere",
    ];
    json!({"awsvpcConfiguration": {"subnets": subnets[..=draw.below(3)]}})
}

fn update_service(draw: &mut Draw, names: &Names) -> Value {
    let mut body = if draw.percent(30) {
        service(draw)
    } else {
        json!({})
    };
    body["service"] = names.service(draw);
    if draw.percent(50) {
        body["desiredCount"] = draw.between(0, 12).into();
    }
    if draw.percent(40) {
        body["taskDefinition"] =
            (*draw.one(&["web:1", "web:2", "job", "bad", "port", "shop"])).into();
    }
    if draw.percent(8) {
        body["deploymentConfiguration"] = shifts::configuration(draw);
    }
    if draw.percent(20) {
        body["forceNewDeployment"] = true.into();
    }
    if draw.percent(8) {
        let controller = *draw.one(&["ECS", "EXTERNAL", "CODE_DEPLOY"]);
        body["deploymentController"] = json!({"type": controller});
    }
    body
}

/// A task set of any service: those that the scheduler deploys refuse it.
fn create_task_set(draw: &mut Draw, names: &Names) -> Value {
    let family = *draw.one(&["web", "web:1", "net", "job", "bad", "port"]);
    let mut body = json!({
        "cluster": "default", "service": names.outside_service(draw), "taskDefinition": family,
        "scale": scale(draw),
    });
    if family == "net" {
        body["networkConfiguration"] = network(draw);
        body["launchType"] = (*draw.one(&["EC2", "FARGATE"])).into();
    }
    body
}

fn scale(draw: &mut Draw) -> Value {
    let tenths = draw.between(0, 1_000) as f64;
    json!({"unit": "PERCENT", "value": *draw.one(&[100.0, 0.0, 50.0, tenths / 10.0])})
}

fn update_task_set(draw: &mut Draw, names: &Names) -> Value {
    let (service, set) = names.task_set(draw);
    json!({"cluster": "default", "service": service, "taskSet": set, "scale": scale(draw)})
}

fn update_primary(draw: &mut Draw, names: &Names) -> Value {
    let (service, set) = names.task_set(draw);
    json!({"cluster": "default", "service": service, "primaryTaskSet": set})
}

fn delete_task_set(draw: &mut Draw, names: &Names) -> Value {
    let (service, set) = names.task_set(draw);
    let force = draw.percent(60);
    json!({"cluster": "default", "service": service, "taskSet": set, "force": force})
}

fn delete_service(draw: &mut Draw, names: &Names) -> Value {
    json!({"service": names.service(draw), "force": draw.percent(70)})
}

fn run_task(draw: &mut Draw, _: &Names) -> Value {
    let family = *draw.one(&["web", "net", "job", "bad", "port"]);
    let mut body = json!({"taskDefinition": family, "count": draw.between(1, 4)});
    if family == "net" {
        body["networkConfiguration"] = network(draw);
        body["launchType"] = (*draw.one(&["EC2", "FARGATE"])).into();
    }
    by_strategy(draw, family, &mut body);
    body
}

fn stop_task(draw: &mut Draw, names: &Names) -> Value {
    json!({"task": names.task(draw)})
}

fn drain(draw: &mut Draw, names: &Names) -> Value {
    let status = *draw.one(&["DRAINING", "DRAINING", "ACTIVE"]);
    json!({"containerInstances": [names.instance(draw)], "status": status})
}

fn protect(draw: &mut Draw, names: &Names) -> Value {
    let tasks: Vec<Value> = (0..draw.between(1, 6)).map(|_| names.task(draw)).collect();
    json!({
        "tasks": tasks, "protectionEnabled": draw.percent(75),
        "expiresInMinutes": draw.between(1, 30),
    })
}

fn add_instances(draw: &mut Draw, _: &Names) -> Value {
    json!({
        "capacityProvider": draw.one(&["", "", "grown", "plain"]),
        "instanceType": draw.one(&["t3.micro", "t3.medium", "m5.large"]),
        "count": draw.between(1, 2),
    })
}

fn terminate(draw: &mut Draw, names: &Names) -> Value {
    json!({"containerInstance": names.instance(draw)})
}

fn deregister(draw: &mut Draw, names: &Names) -> Value {
    json!({"containerInstance": names.instance(draw), "force": draw.percent(60)})
}
