//! Task sets as an outside controller drives them.

use crate::api::testing::Asked;
use serde_json::{Value, json};

const ARN: &str = "arn:aws:ecs:us-east-1:123456789012:task-set/default/web/";

/// A service for an outside controller, without task sets.
fn outside() -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0), ("m5.large", 1)]);
    for image in ["nginx:1", "nginx:2"] {
        let body = json!({
            "family": "web",
            "containerDefinitions": [{"name": "web", "image": image, "memory": 64}],
        });
        asked.granted("RegisterTaskDefinition", body);
    }
    let body = json!({
        "serviceName": "web", "desiredCount": 4, "deploymentController": {"type": "EXTERNAL"},
    });
    let made = asked.granted("CreateService", body)["service"].clone();
    assert_eq!(made["launchType"], "EC2");
    assert_eq!(
        (&made["taskSets"], &made["deployments"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(made["deploymentController"], json!({"type": "EXTERNAL"}));
    assert_eq!(made.get("taskDefinition"), None);
    asked
}

fn on(more: Value) -> Value {
    let mut body = json!({"cluster": "default", "service": "web"});
    let (Value::Object(members), Value::Object(more)) = (&mut body, more) else {
        panic!("members");
    };
    members.extend(more);
    body
}

fn percent(value: f64) -> Value {
    json!({"value": value, "unit": "PERCENT"})
}

fn create(asked: &mut Asked, definition: &str, share: f64) -> Value {
    let body = on(json!({"taskDefinition": definition, "scale": percent(share)}));
    asked.granted("CreateTaskSet", body)["taskSet"].clone()
}

fn sets(asked: &mut Asked) -> Value {
    asked.granted("DescribeTaskSets", on(json!({})))["taskSets"].clone()
}

fn service(asked: &mut Asked) -> Value {
    asked.granted("DescribeServices", json!({"services": ["web"]}))["services"][0].clone()
}

#[test]
fn a_task_set_runs_its_share_of_the_service() {
    let mut asked = outside();
    let made = create(&mut asked, "web:1", 40.5);
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(made["taskSetArn"], format!("{ARN}{id}"));
    assert_eq!(
        (&made["status"], &made["computedDesiredCount"]),
        (&json!("ACTIVE"), &json!(0))
    );
    assert_eq!(made["scale"], percent(40.5));
    assert_eq!(made["stabilityStatus"], "STABILIZING");
    asked.wait(60);
    let shown = sets(&mut asked)[0].clone();
    assert_eq!(
        (&shown["computedDesiredCount"], &shown["runningCount"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(shown["stabilityStatus"], "STEADY_STATE");
    assert!(shown["stabilityStatusAt"].as_f64() > made["stabilityStatusAt"].as_f64());
    let tasks = asked.granted("ListTasks", json!({"serviceName": "web"}));
    let tasks = asked.granted("DescribeTasks", json!({"tasks": tasks["taskArns"]}));
    let started: Vec<&Value> = tasks["tasks"].as_array().unwrap().iter().collect();
    assert!(started.iter().all(|task| task["startedBy"] == id));

    // The count of the service and the scale both change it.
    asked.granted(
        "UpdateService",
        json!({"service": "web", "desiredCount": 6}),
    );
    asked.wait(60);
    assert_eq!(sets(&mut asked)[0]["runningCount"], 3);
    let body = on(json!({"taskSet": id, "scale": percent(100.0)}));
    let scaled = asked.granted("UpdateTaskSet", body)["taskSet"].clone();
    assert_eq!(
        (&scaled["scale"], &scaled["computedDesiredCount"]),
        (&percent(100.0), &json!(3))
    );
    assert_eq!(scaled["stabilityStatus"], "STABILIZING");
    asked.wait(60);
    assert_eq!(sets(&mut asked)[0]["runningCount"], 6);
    let body = on(json!({"taskSet": id, "scale": percent(0.0)}));
    asked.granted("UpdateTaskSet", body);
    asked.wait(60);
    let shown = sets(&mut asked)[0].clone();
    assert_eq!(
        (&shown["runningCount"], &shown["stabilityStatus"]),
        (&json!(0), &json!("STEADY_STATE"))
    );
}

#[test]
fn the_primary_task_set_shows_in_the_service() {
    let mut asked = outside();
    let blue = create(&mut asked, "web:1", 100.0)["id"].clone();
    let green = create(&mut asked, "web:2", 50.0)["id"].clone();
    assert_eq!(service(&mut asked).get("taskDefinition"), None);
    for (set, revision) in [(&blue, "web:1"), (&green, "web:2")] {
        let body = on(json!({"primaryTaskSet": set}));
        let set = asked.granted("UpdateServicePrimaryTaskSet", body)["taskSet"].clone();
        assert_eq!(set["status"], "PRIMARY");
        let shown = service(&mut asked);
        assert!(
            shown["taskDefinition"]
                .as_str()
                .unwrap()
                .ends_with(revision)
        );
    }
    let shown = service(&mut asked);
    let standing = |nth: usize| {
        (
            &shown["taskSets"][nth]["id"],
            &shown["taskSets"][nth]["status"],
        )
    };
    assert_eq!(standing(0), (&green, &json!("PRIMARY")));
    assert_eq!(standing(1), (&blue, &json!("ACTIVE")));

    assert_eq!(
        asked.refused("DeleteTaskSet", on(json!({"taskSet": green}))),
        "InvalidParameterException: Primary TaskSet cannot be deleted"
    );
    asked.wait(60);
    let body = on(json!({"taskSet": blue, "force": true}));
    let gone = asked.granted("DeleteTaskSet", body.clone())["taskSet"].clone();
    assert_eq!(
        (&gone["status"], &gone["computedDesiredCount"]),
        (&json!("DRAINING"), &json!(0))
    );
    assert_eq!(
        asked.granted("DeleteTaskSet", body.clone())["taskSet"]["status"],
        "DRAINING"
    );
    let scale = on(json!({"taskSet": blue, "scale": percent(1.0)}));
    assert_eq!(
        asked.refused("UpdateTaskSet", scale),
        "InvalidParameterException: The task set is DRAINING."
    );
    asked.wait(60);
    assert_eq!(
        asked.refused("DeleteTaskSet", body),
        "TaskSetNotFoundException: The specified task set wasn't found."
    );
    assert_eq!(sets(&mut asked).as_array().unwrap().len(), 1);
    assert_eq!(service(&mut asked)["runningCount"], 2);
}

#[test]
fn requests_about_task_sets_are_checked() {
    let mut asked = outside();
    let token = json!({"taskDefinition": "web:1", "clientToken": "once", "externalId": "a"});
    let made = asked.granted("CreateTaskSet", on(token.clone()))["taskSet"].clone();
    assert_eq!(
        (&made["externalId"], &made["scale"]),
        (&json!("a"), &percent(0.0))
    );
    let again = asked.granted("CreateTaskSet", on(token))["taskSet"].clone();
    assert_eq!(again["id"], made["id"]);
    let other = json!({"taskDefinition": "web:2", "clientToken": "once"});
    assert_eq!(
        asked.refused("CreateTaskSet", on(other)),
        "InvalidParameterException: Creation of task set was not idempotent."
    );
    let over = json!({"taskDefinition": "web:1", "scale": percent(100.5)});
    assert_eq!(
        asked.refused("CreateTaskSet", on(over)),
        "InvalidParameterException: Scale value must be between 0 and 100."
    );
    for _ in 0..4 {
        create(&mut asked, "web:1", 0.0);
    }
    assert_eq!(
        asked.refused("CreateTaskSet", on(json!({"taskDefinition": "web:1"}))),
        "InvalidParameterException: 5 deployments exist on the service. Unable to create new \
         TaskSet since this exceeds the maximum limit."
    );
    let body = on(json!({"taskSets": ["ecs-svc/1"], "include": ["TAGS"]}));
    let none = asked.granted("DescribeTaskSets", body);
    assert_eq!(
        none["failures"],
        json!([{"arn": format!("{ARN}ecs-svc/1"), "reason": "MISSING"}])
    );
    asked.granted("DeleteService", json!({"service": "web", "force": true}));
    assert_eq!(
        asked.refused("CreateTaskSet", on(json!({"taskDefinition": "web:1"}))),
        "ServiceNotActiveException: Service was not ACTIVE."
    );
}

#[test]
fn tags_of_task_sets_are_their_own() {
    let mut asked = outside();
    let tags = json!([{"key": "team", "value": "pier"}]);
    let body = on(json!({"taskDefinition": "web:1", "tags": tags}));
    let made = asked.granted("CreateTaskSet", body)["taskSet"].clone();
    assert_eq!(made["tags"], tags);
    let arn = &made["taskSetArn"];
    let more = json!({"resourceArn": arn, "tags": [{"key": "side", "value": "blue"}]});
    asked.granted("TagResource", more);
    let shown = asked.granted("ListTagsForResource", json!({"resourceArn": arn}));
    assert_eq!(shown["tags"].as_array().unwrap().len(), 2);
    let body = on(json!({"taskSets": [made["id"]], "include": ["TAGS"]}));
    let set = asked.granted("DescribeTaskSets", body)["taskSets"][0].clone();
    assert_eq!(set["tags"], shown["tags"]);
}

#[test]
fn a_service_for_code_deploy_begins_with_a_task_set() {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    let start = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/";
    let group = |name: &str| {
        json!({
            "targetGroupArn": format!("{start}{name}"), "targetType": "instance",
            "loadBalancer": "application",
        })
    };
    let groups = [group("blue/1"), group("green/2")];
    asked.granted("Drydock.Declare", json!({"targetGroups": groups}));
    let body = json!({
        "family": "web",
        "containerDefinitions": [{
            "name": "web", "image": "nginx", "memory": 64, "portMappings": [{"containerPort": 80}],
        }],
    });
    asked.granted("RegisterTaskDefinition", body);
    let to = |name: &str| {
        let arn = format!("{start}{name}");
        json!([{"targetGroupArn": arn, "containerName": "web", "containerPort": 80}])
    };
    let body = json!({
        "serviceName": "web", "taskDefinition": "web", "desiredCount": 2,
        "loadBalancers": to("blue/1"), "deploymentController": {"type": "CODE_DEPLOY"},
    });
    let made = asked.granted("CreateService", body)["service"].clone();
    assert_eq!(made["taskSets"][0]["status"], "PRIMARY");
    assert_eq!(made["taskSets"][0]["scale"], percent(100.0));
    assert_eq!(made["taskSets"][0]["loadBalancers"], to("blue/1"));
    assert_eq!(made["availabilityZoneRebalancing"], "DISABLED");
    let old = made["taskSets"][0]["id"].clone();
    let body = on(json!({
        "taskDefinition": "web", "scale": percent(100.0), "externalId": "d-1",
        "loadBalancers": to("green/2"),
    }));
    let new = asked.granted("CreateTaskSet", body)["taskSet"].clone();
    assert_eq!(new["startedBy"], "CODE_DEPLOY");
    asked.wait(120);
    let shown = sets(&mut asked);
    let steady = |set: &Value| set["stabilityStatus"] == "STEADY_STATE" && set["runningCount"] == 2;
    assert!(shown.as_array().unwrap().iter().all(steady), "{shown}");
    let body = on(json!({"primaryTaskSet": new["id"]}));
    asked.granted("UpdateServicePrimaryTaskSet", body);
    assert_eq!(service(&mut asked)["loadBalancers"], to("green/2"));
    asked.granted("DeleteTaskSet", on(json!({"taskSet": old, "force": true})));
    asked.wait(400);
    let shown = service(&mut asked);
    assert_eq!(shown["taskSets"].as_array().unwrap().len(), 1);
    let said: Vec<&str> = shown["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["message"].as_str().unwrap())
        .collect();
    let old = old.as_str().unwrap();
    let drains = format!("(service web, taskSet {old}) has begun draining connections on 2 tasks.");
    assert!(said.contains(&drains.as_str()), "{said:#?}");
    let counted = format!("(service web) updated computedDesiredCount for taskSet {old} to 2.");
    assert!(said.contains(&counted.as_str()), "{said:#?}");
    assert_eq!(said[0], "(service web) has reached a steady state.");
}

#[test]
fn the_throttle_of_a_service_holds_for_all_its_task_sets() {
    let mut asked = outside();
    let body = json!({"type": "ImageCannotBePulled", "image": "nginx:2"});
    asked.granted("Drydock.InjectFault", body);
    create(&mut asked, "web:2", 100.0);
    create(&mut asked, "web:2", 50.0);
    asked.wait(60);
    let stopped = |asked: &mut Asked| {
        let body = json!({"serviceName": "web", "desiredStatus": "STOPPED"});
        let tasks = asked.granted("ListTasks", body)["taskArns"].clone();
        tasks.as_array().map_or(0, Vec::len)
    };
    let before = stopped(&mut asked);
    assert!(before >= 3, "{before}");
    // From now on tasks start one by one, whatever task set they are of.
    let mut most = 0;
    for _ in 0..600 {
        asked.wait(1);
        most = most.max(service(&mut asked)["pendingCount"].as_u64().unwrap());
    }
    assert_eq!(most, 1);
    assert!(stopped(&mut asked) > before);
    asked.granted("Drydock.ClearFaults", json!({}));
    asked.wait(900);
    assert_eq!(service(&mut asked)["runningCount"], 6);
}

#[test]
fn task_sets_recover_and_leave_draining_instances() {
    let mut asked = outside();
    create(&mut asked, "web:1", 50.0);
    create(&mut asked, "web:2", 25.0);
    asked.wait(60);
    let tasks = asked.granted("ListTasks", json!({"serviceName": "web"}))["taskArns"].clone();
    assert_eq!(tasks.as_array().unwrap().len(), 3);
    asked.granted("StopTask", json!({"task": tasks[0]}));
    asked.wait(60);
    assert_eq!(service(&mut asked)["runningCount"], 3);
    let instances =
        asked.granted("ListContainerInstances", json!({}))["containerInstanceArns"].clone();
    let body = json!({"containerInstances": [instances[0]], "status": "DRAINING"});
    asked.granted("UpdateContainerInstancesState", body);
    asked.wait(300);
    let body = json!({"containerInstances": [instances[0]]});
    let drained = asked.granted("DescribeContainerInstances", body);
    assert_eq!(drained["containerInstances"][0]["runningTasksCount"], 0);
    let shown = sets(&mut asked);
    let counts: Vec<&Value> = shown
        .as_array()
        .unwrap()
        .iter()
        .map(|set| &set["runningCount"])
        .collect();
    assert_eq!(counts, [1, 2]);
}
