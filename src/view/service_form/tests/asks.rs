//! What a form asks for, offers and says.

use super::super::field::untyped;
use super::super::{GROUPS, choices, place};
use super::{Form, found, registered, registered_plain};
use serde_json::json;

#[test]
fn three_fields_make_a_service() {
    let mut form = Form::new(registered_plain());
    // The newest definition runs on instances, so that nothing else is asked for.
    assert_eq!(
        form.request(),
        json!({
            "cluster": "harbor", "serviceName": "plain", "taskDefinition": "plain:1",
            "desiredCount": 2, "launchType": "EC2",
        })
    );
    form.put("taskDefinition", "web:1");
    form.put("desiredCount", "3");
    let body = form.request();
    assert_eq!(
        (&body["launchType"], &body["desiredCount"]),
        (&json!("FARGATE"), &json!(3))
    );
    let network = &body["networkConfiguration"]["awsvpcConfiguration"];
    assert_eq!(network["assignPublicIp"], "ENABLED");
    assert_eq!(network["subnets"].as_array().map(Vec::len), Some(3));
    // Back again, nothing is left of it.
    form.put("taskDefinition", "plain:1");
    assert_eq!(form.request()["launchType"], "EC2");
    assert_eq!(form.request().get("networkConfiguration"), None);
    form.send();
}

#[test]
fn groups_say_what_is_set() {
    let mut form = Form::new(registered());
    form.put("taskDefinition", "stored:1");
    assert_eq!(
        form.sections(),
        [
            "Networking: 3\u{a0}subnets, public IP",
            "Load balancing: none",
            "Scheduling and placement: default",
            "Deployment: rolling, 100 to 200 %",
            "When a deployment fails: nothing stops it",
            "Service discovery: none",
            "Service Connect: off",
            "VPC Lattice: none",
            "Volumes: none",
            "Tags: none",
            "Platform and ECS Exec: LATEST",
        ]
    );
    for list in [
        "loadBalancers",
        "loadBalancers",
        "serviceRegistries",
        "volumeConfigurations",
    ] {
        form.add(list);
    }
    form.put("serviceConnectConfiguration.enabled", "true");
    form.add("serviceConnectConfiguration.services");
    form.put(
        "deploymentConfiguration.deploymentCircuitBreaker.enable",
        "true",
    );
    let said = form.sections().join("\n");
    for part in [
        "Load balancing: web, api",
        "Service discovery: 1\u{a0}registry",
        "Service Connect: harbor, 1\u{a0}service",
        "Volumes: data, 20 GiB",
        "When a deployment fails: circuit breaker",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
}

#[test]
fn volumes_are_made_with_the_tasks() {
    let mut form = Form::new(registered());
    form.put("taskDefinition", "stored:1");
    form.add("volumeConfigurations");
    let volume = "volumeConfigurations.0.managedEBSVolume";
    form.put(&format!("{volume}.encrypted"), "true");
    form.put(&format!("{volume}.volumeType"), "io2");
    form.put(&format!("{volume}.iops"), "3000");
    form.add(&format!("{volume}.tagSpecifications"));
    form.add(&format!("{volume}.tagSpecifications.0.tags"));
    form.put(&format!("{volume}.tagSpecifications.0.tags.0.key"), "team");
    assert_eq!(form.errors(), []);
    let asked = form.request()["volumeConfigurations"].clone();
    let mut form = Form::of_service(form.send());
    assert_eq!(
        form.was.as_ref().map(|was| &was["volumeConfigurations"]),
        Some(&asked)
    );
    form.put(&format!("{volume}.sizeInGiB"), "40");
    let body = form.request();
    let expected = ["cluster", "service", "volumeConfigurations"];
    let names: Vec<&str> = body
        .as_object()
        .into_iter()
        .flatten()
        .map(|one| one.0.as_str())
        .collect();
    assert_eq!(names, expected);
}

#[test]
fn an_error_stands_at_its_field() {
    let mut form = Form::new(registered());
    form.put("taskDefinition", "stored:1");
    form.add("loadBalancers");
    form.put("loadBalancers.0.containerPort", "8080");
    form.put("desiredCount", "two");
    let errors = form.errors();
    assert_eq!(
        errors,
        [("desiredCount".to_owned(), "“two” is no number.".to_owned())]
    );
    form.put("desiredCount", "2");
    let errors = form.errors();
    let places: Vec<&str> = errors.iter().map(|(at, _)| at.as_str()).collect();
    assert!(
        places.contains(&"loadBalancers.0.containerPort"),
        "{errors:?}"
    );
    // A volume that the definition leaves to the launch has no row yet: it stands at the list.
    assert!(places.contains(&"volumeConfigurations"), "{errors:?}");
}

#[test]
fn fields_offer_what_the_world_has() {
    let mut form = Form::new(registered());
    form.add("loadBalancers");
    form.put("serviceConnectConfiguration.enabled", "true");
    form.add("serviceConnectConfiguration.services");
    let names = |at: &str| {
        let (base, field, of) = found(&form.seen(), at);
        let row = place::get(&form.draft, &base).cloned().unwrap_or_default();
        let rows = choices(&form.seen().at(&row), of, field, at);
        rows.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(
        names("loadBalancers.0.containerPort"),
        ["choose one", "80", "81"]
    );
    let ports = names("serviceConnectConfiguration.services.0.portName");
    assert_eq!(ports, ["choose one", "http", "admin"]);
    assert!(names("loadBalancers.0.targetGroupArn").contains(&"web-blue".to_owned()));
    let zones = names("networkConfiguration.awsvpcConfiguration.subnets");
    assert!(zones.contains(&"us-east-1b".to_owned()), "{zones:?}");
    assert_eq!(names("taskDefinition"), ["choose one", "web:1", "stored:1"]);
    assert_eq!(names("propagateTags").len(), 3);
}

#[test]
fn limits_that_leave_no_way_are_told_with_ways_out() {
    let mut form = Form::new(registered());
    let advice = |form: &Form| {
        let group = GROUPS.iter().find(|group| group.name == "Deployment");
        (group.expect("there is one").advice)(&form.seen()).expect("there is some")
    };
    assert!(!advice(&form).stuck);
    form.put("deploymentConfiguration.maximumPercent", "100");
    let told = advice(&form);
    assert!(
        told.stuck && told.text.contains("No task can stop"),
        "{told:?}"
    );
    let (_, at, number) = told.fixes[0];
    place::put(&mut form.draft, at, Some(json!(number)));
    assert!(!advice(&form).stuck);
    // A daemon has limits of its own, and no count.
    form.put("schedulingStrategy", "DAEMON");
    let body = form.request();
    assert_eq!(body.get("desiredCount"), None);
    assert_eq!(untyped(place::get(&body, "schedulingStrategy")), "DAEMON");
}
