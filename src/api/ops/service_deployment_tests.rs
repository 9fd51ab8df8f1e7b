//! What the API shows of service deployments and service revisions.

use crate::api::testing::Asked;
use serde_json::{Value, json};

fn definition(image: &str) -> Value {
    let container = json!({"name": "web", "image": image});
    json!({"family": "web", "memory": "128", "containerDefinitions": [container]})
}

/// A steady service of one task, and a second revision of its family.
fn asked(more: Value) -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0), ("m5.large", 1)]);
    asked.granted("RegisterTaskDefinition", definition("nginx:1"));
    asked.granted("RegisterTaskDefinition", definition("nginx:2"));
    let mut body = json!({"serviceName": "web", "taskDefinition": "web:1", "desiredCount": 1});
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    asked.granted("CreateService", body);
    asked.wait(100);
    asked
}

/// Deploys the second revision; the ARN of what that begins.
fn deploy(asked: &mut Asked) -> String {
    let body = json!({"service": "web", "taskDefinition": "web:2"});
    asked.granted("UpdateService", body);
    let listed = json!({"service": "web", "status": ["PENDING", "IN_PROGRESS"]});
    let listed = asked.granted("ListServiceDeployments", listed);
    let arn = listed["serviceDeployments"][0]["serviceDeploymentArn"].as_str();
    arn.expect("an ARN").to_owned()
}

fn described(asked: &mut Asked, arn: &str) -> Value {
    let body = json!({"serviceDeploymentArns": [arn]});
    asked.granted("DescribeServiceDeployments", body)["serviceDeployments"][0].clone()
}

fn blue_green(hooks: &Value) -> Value {
    json!({
        "serviceConnectConfiguration": {"enabled": true, "namespace": "harbor"},
        "deploymentConfiguration": {
            "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": hooks,
        },
    })
}

#[test]
fn ids_have_the_forms_that_aws_prints() {
    let mut asked = asked(json!({}));
    let arn = deploy(&mut asked);
    let start = "arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web/";
    let id = arn.strip_prefix(start).expect("the long form");
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    assert!(id.len() == 21 && id.chars().all(plain), "{id}");
    let revision = described(&mut asked, &arn)["targetServiceRevision"]["arn"].clone();
    let start = "arn:aws:ecs:us-east-1:123456789012:service-revision/default/web/";
    let id = revision.as_str().and_then(|arn| arn.strip_prefix(start));
    let id = id.expect("the long form");
    assert!(id.len() == 19 && id.parse::<u64>().is_ok(), "{id}");
}

#[test]
fn a_deployment_is_pending_then_in_progress_then_successful() {
    let mut asked = asked(json!({}));
    let arn = deploy(&mut asked);
    let mut statuses = Vec::new();
    for seconds in [0, 15, 60] {
        asked.wait(seconds);
        let status = described(&mut asked, &arn)["status"].clone();
        statuses.push(status);
    }
    assert_eq!(statuses, ["PENDING", "IN_PROGRESS", "SUCCESSFUL"]);
    let last = described(&mut asked, &arn);
    let at = |name: &str| last[name].as_f64().expect("a time");
    assert!(at("createdAt") < at("startedAt") && at("startedAt") < at("finishedAt"));
    assert_eq!(last["targetServiceRevision"]["runningTaskCount"], 1);
    assert_eq!(last["sourceServiceRevisions"][0]["runningTaskCount"], 0);
    assert_eq!(last["alarms"]["status"], "DISABLED");
    assert_eq!(last.get("lifecycleStage"), None);
}

#[test]
fn a_newer_deployment_stops_the_one_before() {
    let mut asked = asked(json!({}));
    let first = deploy(&mut asked);
    asked.wait(20);
    let force = json!({"service": "web", "forceNewDeployment": true});
    asked.granted("UpdateService", force);
    assert_eq!(described(&mut asked, &first)["status"], "STOP_REQUESTED");
    asked.wait(10);
    let stopped = described(&mut asked, &first);
    assert_eq!(stopped["status"], "STOPPED");
    assert!(stopped["stoppedAt"].is_number());
    asked.wait(200);
    let list = asked.granted("ListServiceDeployments", json!({"service": "web"}));
    let list = list["serviceDeployments"].as_array().expect("a list");
    let statuses: Vec<&Value> = list.iter().map(|row| &row["status"]).collect();
    assert_eq!(statuses, ["SUCCESSFUL", "STOPPED", "SUCCESSFUL"]);
}

#[test]
fn lists_are_filtered_and_paged() {
    let mut asked = asked(json!({}));
    for _ in 0..4 {
        let force = json!({"service": "web", "forceNewDeployment": true});
        asked.granted("UpdateService", force);
        asked.wait(10);
    }
    let mut seen = 0;
    let mut token = Value::Null;
    loop {
        let body = json!({"service": "web", "maxResults": 2, "nextToken": token});
        let page = asked.granted("ListServiceDeployments", body);
        seen += page["serviceDeployments"].as_array().map_or(0, Vec::len);
        token = page["nextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(seen, 5);
    let count = |asked: &mut Asked, filter: Value| {
        let mut body = json!({"service": "web"});
        body[filter[0].as_str().expect("a name")] = filter[1].clone();
        let list = asked.granted("ListServiceDeployments", body);
        list["serviceDeployments"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(count(&mut asked, json!(["status", ["STOPPED"]])), 3);
    let start = 1_767_225_600;
    assert_eq!(
        count(&mut asked, json!(["createdAt", {"after": start + 50}])),
        4
    );
    assert_eq!(
        count(
            &mut asked,
            json!(["createdAt", {"before": 1_767_225_650.5}])
        ),
        1
    );
    let none = json!({"service": "nobody"});
    let refused = asked.refused("ListServiceDeployments", none);
    assert_eq!(refused, "ServiceNotFoundException: Service not found.");
    let many = json!({"service": "web", "maxResults": 101});
    let refused = asked.refused("ListServiceDeployments", many);
    assert!(
        refused.starts_with("InvalidParameterException"),
        "{refused}"
    );
}

#[test]
fn a_revision_keeps_what_it_was_made_with() {
    let mut asked = asked(blue_green(&json!([])));
    let arn = deploy(&mut asked);
    let target = described(&mut asked, &arn)["targetServiceRevision"]["arn"].clone();
    let body = json!({"serviceRevisionArns": [target, "arn:aws:ecs:x:1:service-revision/a/b/1"]});
    let answer = asked.granted("DescribeServiceRevisions", body);
    let revision = &answer["serviceRevisions"][0];
    let definition = revision["taskDefinition"].as_str();
    assert!(definition.is_some_and(|arn| arn.ends_with("/web:2")));
    assert_eq!(
        revision["serviceConnectConfiguration"]["namespace"],
        "harbor"
    );
    assert_eq!(revision["containerImages"][0]["image"], "nginx:2");
    let digest = revision["containerImages"][0]["imageDigest"].as_str();
    assert!(digest.is_some_and(|digest| digest.starts_with("sha256:")));
    assert_eq!(answer["failures"][0]["reason"], "MISSING");
    let refused = asked.refused(
        "DescribeServiceRevisions",
        json!({"serviceRevisionArns": []}),
    );
    assert!(
        refused.starts_with("InvalidParameterException"),
        "{refused}"
    );
}

#[test]
fn a_pause_is_answered_by_continue() {
    let hooks = json!([{"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}]);
    for (action, end) in [
        (json!("CONTINUE"), "SUCCESSFUL"),
        (json!("ROLLBACK"), "ROLLBACK_SUCCESSFUL"),
        (Value::Null, "SUCCESSFUL"),
    ] {
        let mut asked = asked(blue_green(&hooks));
        let arn = deploy(&mut asked);
        asked.wait(300);
        let paused = described(&mut asked, &arn);
        assert_eq!(paused["lifecycleStage"], "POST_SCALE_UP");
        let hook = &paused["lifecycleHookDetails"][0];
        assert_eq!(hook["status"], "AWAITING_ACTION");
        let id = hook["hookId"].as_str().unwrap_or_default();
        assert_eq!(id.strip_prefix("ecs-pause-").map(str::len), Some(43));
        let body = json!({
            "serviceDeploymentArn": arn, "hookId": hook["hookId"], "action": action,
        });
        let answer = asked.granted("ContinueServiceDeployment", body.clone());
        assert_eq!(answer["serviceDeploymentArn"], arn.as_str());
        let again = asked.refused("ContinueServiceDeployment", body);
        assert!(again.starts_with("InvalidParameterException"), "{again}");
        asked.wait(400);
        assert_eq!(described(&mut asked, &arn)["status"], end);
    }
}

#[test]
fn functions_decide_by_what_they_answer() {
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:smoke-test";
    let hooks = json!([{
        "hookTargetArn": arn, "roleArn": "arn:aws:iam::123456789012:role/hooks",
        "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
    }]);
    let mut asked = asked(blue_green(&hooks));
    let answers = |asked: &mut Asked, status: &str| {
        let function = json!({"functionArn": arn, "hookStatus": status, "callBackDelay": 60});
        asked.granted("Drydock.Declare", json!({"functions": [function]}));
    };
    answers(&mut asked, "IN_PROGRESS");
    let first = deploy(&mut asked);
    asked.wait(600);
    let waiting = described(&mut asked, &first);
    assert_eq!(waiting["lifecycleHookDetails"][0]["status"], "IN_PROGRESS");
    answers(&mut asked, "FAILED");
    asked.wait(200);
    let failed = described(&mut asked, &first);
    assert_eq!(failed["status"], "ROLLBACK_SUCCESSFUL");
    let reason = "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) \
         failed. Lifecycle hook target arn:aws:lambda:us-east-1:123456789012:function:smoke-test \
         returned FAILED status.";
    assert_eq!(failed["statusReason"], reason);
    assert_eq!(failed["rollback"]["reason"], failed["statusReason"]);
    answers(&mut asked, "SUCCEEDED");
    let second = deploy(&mut asked);
    asked.wait(400);
    assert_eq!(described(&mut asked, &second)["status"], "SUCCESSFUL");
}

#[test]
fn the_whole_configuration_is_shown_as_it_was_given() {
    let configuration = json!({
        "deploymentCircuitBreaker": {
            "enable": true, "rollback": true, "resetOnHealthyTask": false,
            "thresholdConfiguration": {"type": "UNBOUNDED_PERCENT", "value": 20},
        },
        "maximumPercent": 150, "minimumHealthyPercent": 75,
        "alarms": {"alarmNames": ["errors", "latency"], "enable": true, "rollback": false},
        "strategy": "CANARY",
        "bakeTimeInMinutes": 3,
        "lifecycleHooks": [
            {
                "targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP"],
                "timeoutConfiguration": {"timeoutInMinutes": 5, "action": "CONTINUE"},
            },
            {
                "hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:f",
                "roleArn": "arn:aws:iam::123456789012:role/hooks",
                "lifecycleStages": ["TEST_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"],
                "hookDetails": {"colour": ["green"]},
            },
        ],
        "canaryConfiguration": {"canaryPercent": 0.5, "canaryBakeTimeInMinutes": 7},
    });
    let mut asked = asked(json!({
        "serviceConnectConfiguration": {"enabled": true, "namespace": "harbor"},
        "deploymentConfiguration": configuration.clone(),
    }));
    let arn = deploy(&mut asked);
    let shown = described(&mut asked, &arn)["deploymentConfiguration"].clone();
    assert_eq!(shown, configuration);
    let services = asked.granted("DescribeServices", json!({"services": ["web"]}));
    assert_eq!(
        services["services"][0]["deploymentConfiguration"],
        configuration
    );
}

#[test]
fn steps_go_with_their_strategy() {
    let mut asked = asked(json!({
        "serviceConnectConfiguration": {"enabled": true, "namespace": "harbor"},
        "deploymentConfiguration": {
            "strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 5},
        },
    }));
    let mut update = |configuration: Value| {
        let body = json!({"service": "web", "deploymentConfiguration": configuration});
        asked.granted("UpdateService", body)["service"]["deploymentConfiguration"].clone()
    };
    let shown = update(json!({"bakeTimeInMinutes": 1}));
    assert_eq!(shown["canaryConfiguration"]["canaryPercent"], 5.0);
    let shown = update(json!({"strategy": "ROLLING"}));
    assert_eq!(
        (
            shown.get("canaryConfiguration"),
            &shown["bakeTimeInMinutes"]
        ),
        (None, &json!(1))
    );
    let steps = json!({"stepPercent": 25.0});
    let shown = update(json!({"strategy": "LINEAR", "linearConfiguration": steps}));
    assert_eq!(shown["linearConfiguration"], steps);
}

#[test]
fn listener_rules_follow_the_traffic() {
    let arn = |kind: &str| format!("arn:aws:elasticloadbalancing:us-east-1:123456789012:{kind}");
    let group = |name: &str| arn(&format!("targetgroup/{name}/0123456789abcdef"));
    let rule = arn("listener-rule/app/shop/1/2/3");
    let mut asked = Asked::with_instances(&[("m5.large", 0), ("m5.large", 1)]);
    let groups = ["blue", "green"]
        .map(|name| json!({"targetGroupArn": group(name), "targetType": "instance"}));
    let forward = json!([{"targetGroupArn": group("blue")}]);
    let rules = json!([{"ruleArn": rule, "forward": forward}]);
    let declared = json!({"targetGroups": groups, "listenerRules": rules});
    asked.granted("Drydock.Declare", declared);
    let mut body = definition("nginx:1");
    body["containerDefinitions"][0]["portMappings"] = json!([{"containerPort": 80}]);
    asked.granted("RegisterTaskDefinition", body);
    let advanced = json!({
        "alternateTargetGroupArn": group("green"), "productionListenerRule": rule,
        "roleArn": "arn:aws:iam::123456789012:role/balancers",
    });
    let balancer = json!({
        "targetGroupArn": group("blue"), "containerName": "web", "containerPort": 80,
        "advancedConfiguration": advanced,
    });
    let service = json!({
        "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
        "loadBalancers": [balancer],
        "deploymentConfiguration": {"strategy": "CANARY", "canaryConfiguration": {
            "canaryPercent": 2.5, "canaryBakeTimeInMinutes": 5,
        }},
    });
    asked.granted("CreateService", service);
    asked.wait(100);
    let force = json!({"service": "web", "forceNewDeployment": true});
    asked.granted("UpdateService", force);
    let weights = |asked: &Asked| {
        let rules = asked.sim.world.surroundings.listener_rules.rows();
        let forwards = rules.last().expect("declared last").forwards.clone();
        let weights = forwards.iter().map(|(_, weight)| *weight);
        weights.collect::<Vec<u32>>()
    };
    asked.wait(300);
    assert_eq!(weights(&asked), [975, 25]);
    asked.wait(400);
    assert_eq!(weights(&asked), [0, 100]);
}
