//! What a service has is what the form begins with, and what is changed alone is sent.

use super::super::seen::Seen;
use super::super::{fixed, place, request};
use super::{Form, registered, registered_plain};
use serde_json::json;

/// Lists that get a row each.
const LISTS: [&str; 5] = [
    "loadBalancers",
    "serviceRegistries",
    "vpcLatticeConfigurations",
    "tags",
    "deploymentConfiguration.lifecycleHooks",
];

/// Something of each group: a place and what is typed there.
const TYPED: &str = "\
deploymentConfiguration.strategy CANARY
serviceConnectConfiguration.enabled true
networkConfiguration.awsvpcConfiguration.securityGroups sg-0d0c1a00000000002
healthCheckGracePeriodSeconds 30
loadBalancers.0.advancedConfiguration.testListenerRule arn:aws:test-rule
serviceRegistries.0.registryArn arn:aws:servicediscovery:r:1:service/srv-1
serviceConnectConfiguration.namespace harbor
serviceConnectConfiguration.services.0.discoveryName web
serviceConnectConfiguration.services.0.clientAliases.0.dnsName web.local
serviceConnectConfiguration.logConfiguration.logDriver awslogs
serviceConnectConfiguration.logConfiguration.options awslogs-group=a=b
vpcLatticeConfigurations.0.targetGroupArn arn:aws:vpc-lattice:tg
tags.0.key team
tags.0.value harbour
propagateTags SERVICE
enableECSManagedTags true
platformVersion 1.4.0
enableExecuteCommand true
deploymentConfiguration.canaryConfiguration.canaryPercent 12.5
deploymentConfiguration.bakeTimeInMinutes 3
deploymentConfiguration.lifecycleHooks.0.targetType AWS_LAMBDA
deploymentConfiguration.lifecycleHooks.0.hookTargetArn arn:aws:lambda:r:1:function:f
deploymentConfiguration.lifecycleHooks.0.roleArn arn:aws:iam::1:role/hooks
deploymentConfiguration.deploymentCircuitBreaker.enable true
deploymentConfiguration.alarms.enable true
deploymentConfiguration.alarms.alarmNames errors, latency
deploymentConfiguration.minimumHealthyPercent 50
availabilityZoneRebalancing DISABLED";

/// Fills in something of each group.
fn fill_all(form: &mut Form) {
    form.put("deploymentConfiguration.strategy", "CANARY");
    LISTS.iter().for_each(|list| form.add(list));
    form.put("serviceConnectConfiguration.enabled", "true");
    form.add("serviceConnectConfiguration.services");
    type_in(form, TYPED);
}

/// Fills in fields: a line is a place and what is typed there.
fn type_in(form: &mut Form, lines: &str) {
    for line in lines.lines() {
        let (at, text) = line.split_once(' ').unwrap_or((line, ""));
        form.put(at, text);
    }
}

#[test]
fn what_is_filled_in_is_what_the_service_has() {
    let mut form = Form::new(registered());
    fill_all(&mut form);
    assert_eq!(form.errors(), []);
    let asked = form.request();
    assert_eq!(asked["loadBalancers"][0]["containerPort"], 80);
    let options = &asked["serviceConnectConfiguration"]["logConfiguration"]["options"];
    assert_eq!(options, &json!({"awslogs-group": "a=b"}));
    let mut form = Form::of_service(form.send());
    // Nothing was changed: nothing is asked for.
    assert_eq!(
        form.request(),
        json!({"cluster": "harbor", "service": "web"})
    );
    assert!(request::is_idle(&form.request()));
    let was = form.was.clone().expect("it is an update");
    let again = request::request(&Seen::new(form.timeline.world(), &was, None));
    for (member, value) in asked.as_object().expect("an object") {
        assert_eq!(again.get(member), Some(value), "{member}");
    }
    // Another value, and back to the old one.
    form.put("desiredCount", "5");
    assert_eq!(form.request()["desiredCount"], 5);
    form.put("desiredCount", "2");
    assert!(request::is_idle(&form.request()));
}

#[test]
fn an_update_sends_what_was_changed_alone() {
    let mut form = Form::new(registered());
    fill_all(&mut form);
    let mut form = Form::of_service(form.send());
    let subnets = "networkConfiguration.awsvpcConfiguration.subnets";
    form.put(subnets, "subnet-0d0c1a00000000001");
    form.put("deploymentConfiguration.maximumPercent", "150");
    assert_eq!(
        form.request(),
        json!({
            "cluster": "harbor", "service": "web",
            "networkConfiguration": {"awsvpcConfiguration": {
                "subnets": ["subnet-0d0c1a00000000001"],
                "securityGroups": ["sg-0d0c1a00000000002"], "assignPublicIp": "ENABLED",
            }},
            "deploymentConfiguration": {"maximumPercent": 150},
        })
    );
}

/// What is typed to have it no more.
const EMPTIED: &str = "\
deploymentConfiguration.maximumPercent
deploymentConfiguration.strategy ROLLING
deploymentConfiguration.deploymentCircuitBreaker.enable false
deploymentConfiguration.alarms.enable false
serviceConnectConfiguration.enabled false
healthCheckGracePeriodSeconds
propagateTags NONE
enableECSManagedTags false
enableExecuteCommand false
platformVersion";

#[test]
fn what_is_emptied_is_switched_off() {
    let mut form = Form::new(registered());
    fill_all(&mut form);
    let mut form = Form::of_service(form.send());
    for list in [
        "loadBalancers",
        "serviceRegistries",
        "vpcLatticeConfigurations",
    ] {
        place::remove_row(&mut form.draft, list, 0);
    }
    type_in(&mut form, EMPTIED);
    let body = form.request();
    let off = json!({"enable": false, "rollback": false});
    for (path, value) in [
        ("loadBalancers", json!([])),
        ("serviceRegistries", json!([])),
        ("vpcLatticeConfigurations", json!([])),
        ("serviceConnectConfiguration", json!({"enabled": false})),
        ("deploymentConfiguration.strategy", json!("ROLLING")),
        ("deploymentConfiguration.deploymentCircuitBreaker", off),
        ("deploymentConfiguration.lifecycleHooks", json!([])),
        (
            "deploymentConfiguration.alarms",
            json!({"alarmNames": [], "rollback": false, "enable": false}),
        ),
        ("healthCheckGracePeriodSeconds", json!(0)),
        ("propagateTags", json!("NONE")),
        ("enableECSManagedTags", json!(false)),
        ("enableExecuteCommand", json!(false)),
        ("platformVersion", json!("LATEST")),
    ] {
        assert_eq!(place::get(&body, path), Some(&value), "{path}");
    }
    assert_eq!(form.errors(), []);
    let form = Form::of_service(form.send());
    assert!(request::is_idle(&form.request()), "{}", form.request());
}

#[test]
fn the_placement_of_a_service_on_instances_changes() {
    let mut form = Form::of_service(Form::new(registered_plain()).send());
    form.add("placementStrategy");
    form.put("placementStrategy.0.type", "binpack");
    form.add("placementConstraints");
    form.put("placementConstraints.0.type", "distinctInstance");
    assert_eq!(
        form.request(),
        json!({
            "cluster": "harbor", "service": "plain",
            "placementStrategy": [{"type": "binpack", "field": "memory"}],
            "placementConstraints": [{"type": "distinctInstance"}],
        })
    );
    let mut form = Form::of_service(form.send());
    place::remove_row(&mut form.draft, "placementStrategy", 0);
    let body = form.request();
    assert_eq!(body["placementStrategy"], json!([]));
    assert_eq!(body.get("placementConstraints"), None);
}

#[test]
fn who_else_deploys_brings_what_tasks_run() {
    let mut form = Form::new(registered());
    form.put("deploymentController.type", "EXTERNAL");
    assert_eq!(
        form.request(),
        json!({
            "cluster": "harbor", "serviceName": "web", "desiredCount": 2,
            "deploymentController": {"type": "EXTERNAL"},
        })
    );
    let mut form = Form::of_service(form.send());
    assert!(request::is_idle(&form.request()), "{}", form.request());
    form.put("desiredCount", "3");
    assert_eq!(form.errors(), []);
    form.send();

    let mut form = Form::new(registered());
    form.add("loadBalancers");
    form.put("deploymentController.type", "CODE_DEPLOY");
    let mut form = Form::of_service(form.send());
    for member in ["taskDefinition", "loadBalancers", "forceNewDeployment"] {
        assert!(fixed(&form.seen(), member).is_some(), "{member}");
    }
    form.put("desiredCount", "3");
    assert_eq!(
        form.request(),
        json!({"cluster": "harbor", "service": "web", "desiredCount": 3})
    );
    form.send();
}
