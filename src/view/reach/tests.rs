use super::*;
use crate::engine::{Command, Timeline};
use crate::model::Settings;
use crate::sim::Span;
use serde_json::{Value, json};

fn ask(timeline: &mut Timeline, action: &str, body: Value) -> Value {
    let answer = timeline.ask(Command::new(action, &body.to_string()));
    assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// A cluster in which a task of this image is on its way.
fn started(network: &str, image: &str, ports: Value) -> Timeline {
    let mut timeline = Timeline::new(Settings::default());
    let asked = &mut timeline;
    ask(asked, "CreateCluster", json!({"clusterName": "harbor"}));
    let instances = json!({"cluster": "harbor", "instanceType": "m5.large", "count": 1});
    ask(asked, "Drydock.AddInstances", instances);
    let definition = json!({
        "family": "web", "networkMode": network, "memory": "512",
        "containerDefinitions": [{"name": "web", "image": image, "portMappings": ports}],
    });
    ask(asked, "RegisterTaskDefinition", definition);
    let mut run = json!({"cluster": "harbor", "taskDefinition": "web"});
    if network == "awsvpc" {
        let subnets = json!({"subnets": ["subnet-0d0c1a00000000001"]});
        run["networkConfiguration"] = json!({"awsvpcConfiguration": subnets});
    }
    ask(asked, "RunTask", run);
    timeline
}

fn get(timeline: &Timeline, host: &str, port: u16, path: &str) -> Reach {
    let method = "GET";
    reach(
        timeline.world(),
        host,
        port,
        Request {
            method,
            path,
            turn: 0,
        },
    )
}

fn body(reach: Reach) -> (u16, String) {
    match reach {
        Reach::Answers(page) => (page.status, page.body),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_task_answers_at_its_private_name_while_it_runs() {
    let mut timeline = started("awsvpc", "nginx:1.27", json!([{"containerPort": 80}]));
    timeline.advance(Span::minutes(3), u32::MAX);
    let list = ask(&mut timeline, "ListTasks", json!({"cluster": "harbor"}));
    let tasks = json!({"cluster": "harbor", "tasks": list["taskArns"]});
    let told = ask(&mut timeline, "DescribeTasks", tasks);
    let details = told["tasks"][0]["attachments"][0]["details"]
        .as_array()
        .unwrap();
    let detail = |name: &str| {
        let found = details
            .iter()
            .find(|detail| detail["name"] == name)
            .unwrap();
        found["value"].as_str().unwrap().to_owned()
    };
    for host in [detail("privateDnsName"), detail("privateIPv4Address")] {
        let (status, page) = body(get(&timeline, &host, 80, "/"));
        assert!(status == 200 && page.contains("nginx runs here"), "{page}");
        assert_eq!(body(get(&timeline, &host, 80, "/none")).0, 404);
        assert_eq!(get(&timeline, &host, 8080, "/"), Reach::Refused);
    }
    let host = detail("privateDnsName");
    timeline.seek(crate::sim::SimTime::START);
    assert_eq!(get(&timeline, &host, 80, "/"), Reach::Silence);
    assert_eq!(get(&timeline, "web.example", 80, "/"), Reach::UnknownHost);
}

#[test]
fn an_instance_answers_at_published_ports() {
    let ports = json!([{"containerPort": 3000, "hostPort": 8080}]);
    let mut timeline = started("bridge", "example/api", ports);
    let address = |timeline: &Timeline| {
        let world = timeline.world();
        let row = world.instances.rows().next().unwrap();
        Arns::of(world).instance_address(row.zone, row.id)
    };
    let host = address(&timeline);
    assert_eq!(get(&timeline, &host, 8080, "/"), Reach::Refused);
    timeline.advance(Span::minutes(3), u32::MAX);
    let (status, page) = body(get(&timeline, &host, 8080, "/any"));
    assert!(
        status == 200 && page.starts_with("container web of task "),
        "{page}"
    );
    assert_eq!(get(&timeline, &host, 3000, "/"), Reach::Refused);
}

#[test]
fn a_load_balancer_sends_requests_to_its_targets_in_turn() {
    let mut timeline = started("awsvpc", "example/api", json!([{"containerPort": 3000}]));
    let host = "api.us-east-1.elb.amazonaws.com";
    assert_eq!(body(get(&timeline, host, 80, "/")).0, 503);
    assert_eq!(
        get(&timeline, "none.us-east-1.elb.amazonaws.com", 80, "/"),
        Reach::UnknownHost
    );
    let target_group = |world: &World| {
        let mut groups = world.surroundings.target_groups.rows();
        let group = groups.find(|group| &*group.name == "api");
        group.map(|group| Arns::of(world).target_group(group))
    };
    let balancer = json!({
        "targetGroupArn": target_group(timeline.world()),
        "containerName": "web", "containerPort": 3000,
    });
    let subnets = json!({"subnets": ["subnet-0d0c1a00000000001"]});
    let service = json!({
        "cluster": "harbor", "serviceName": "api", "taskDefinition": "web", "desiredCount": 2,
        "networkConfiguration": {"awsvpcConfiguration": subnets}, "loadBalancers": [balancer],
    });
    // An m5.large has room for the interfaces of two tasks, and one runs already; of three more one
    // is in the zone of the subnet.
    let more = json!({"cluster": "harbor", "instanceType": "m5.large", "count": 3});
    ask(&mut timeline, "Drydock.AddInstances", more);
    ask(&mut timeline, "CreateService", service);
    timeline.advance(Span::minutes(10), u32::MAX);
    let said = |turn| {
        let request = Request {
            method: "GET",
            path: "/",
            turn,
        };
        body(reach(timeline.world(), host, 80, request))
    };
    let (first, second) = (said(0), said(1));
    assert!(
        first.0 == 200 && first != second && first == said(2),
        "{first:?} {second:?}"
    );
}
