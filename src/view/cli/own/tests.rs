use super::super::text;
use super::*;
use crate::api::ops::OPERATIONS;
use crate::lifecycle::faults::FAULTS;
use crate::shapes;

fn line(action: &str, body: &Value) -> Option<String> {
    say(action, body).map(|words| text(&words))
}

#[test]
fn actions_are_said_in_words_that_are_read_into_them() {
    for (action, body, expected) in [
        (
            "Drydock.AddInstances",
            json!({
                "cluster": "harbor", "instanceType": "m5.large", "count": 2,
                "availabilityZones": ["us-east-1a", "us-east-1b"], "external": false,
            }),
            "drydock instances add --cluster harbor --type m5.large --count 2 \
             --zones us-east-1a us-east-1b --no-external",
        ),
        (
            "Drydock.TerminateInstance",
            json!({"cluster": "harbor", "containerInstance": "4f"}),
            "drydock instances terminate --cluster harbor 4f",
        ),
        (
            "Drydock.InjectFault",
            json!({"type": "SlowPull", "image": "my image", "addedSeconds": 60}),
            "drydock faults inject SlowPull 'image=my image' addedSeconds=60",
        ),
        (
            "Drydock.ClearFaults",
            json!({"ids": [3, 4]}),
            "drydock faults clear 3 4",
        ),
        ("Drydock.ClearFaults", json!({}), "drydock faults clear"),
        (
            "Drydock.SetDemand",
            json!({"service": "web", "cpu": "ramp 100 900 10m", "memory": ""}),
            "drydock demand set --service web --cpu 'ramp 100 900 10m' --memory ''",
        ),
        (
            "Drydock.SetTraffic",
            json!({"service": "web", "requestsPerMinute": "600"}),
            "drydock traffic set --service web --rate 600",
        ),
        (
            "Drydock.Declare",
            json!({
                "autoScalingGroups": [{"autoScalingGroupName": "a", "maxSize": 2}, {}],
                "logGroups": [{"logGroupName": "5"}],
            }),
            "drydock declare autoScalingGroups autoScalingGroupName=a maxSize=2 autoScalingGroups \
             logGroups 'logGroupName=\"5\"'",
        ),
        (
            "Drydock.SetAlarmState",
            json!({"AlarmName": "busy", "StateValue": "ALARM"}),
            "drydock alarms set busy --state ALARM",
        ),
    ] {
        assert_eq!(line(action, &body).as_deref(), Some(expected));
    }
}

#[test]
fn what_no_words_are_read_into_is_not_said() {
    for (action, body) in [
        ("Drydock.AddInstances", json!({"instanceType": 5})),
        ("Drydock.AddInstances", json!({"count": "5"})),
        ("Drydock.AddInstances", json!({"count": null})),
        ("Drydock.AddInstances", json!({"colour": "red"})),
        ("Drydock.AddInstances", json!({"external": "true"})),
        (
            "Drydock.AddInstances",
            json!({"availabilityZones": ["--all"]}),
        ),
        ("Drydock.AddInstances", json!([])),
        ("Drydock.ClearFaults", json!({"ids": []})),
        ("Drydock.ClearFaults", json!({"ids": ["3"]})),
        ("Drydock.InjectFault", json!({"image": "nginx"})),
        (
            "Drydock.InjectFault",
            json!({"type": "SlowPull", "addedSeconds": "60"}),
        ),
        ("Drydock.Declare", json!({"logGroups": []})),
        ("Drydock.DeleteAlarms", json!({"AlarmNames": ["--busy"]})),
        ("RunTask", json!({})),
    ] {
        assert_eq!(line(action, &body), None, "{action} {body}");
    }
}

#[test]
fn words_are_read_with_and_without_flags() {
    let body = |words: &[&str]| match read(words) {
        Some(Ok(said)) => said.body,
        other => unreachable!("{other:?}"),
    };
    let wanted = json!({"instanceType": "m5.large", "count": 2, "cluster": "c"});
    assert_eq!(
        body(&["instances", "add", "m5.large", "2", "--cluster=c"]),
        wanted
    );
    assert_eq!(
        body(&["instances", "add", "m5.large", "--cluster", "c", "2"]),
        wanted
    );
    let texts = json!({"type": "ContainerCrashes", "container": "7", "exitCode": 7});
    let words = [
        "faults",
        "inject",
        "ContainerCrashes",
        "container=7",
        "exitCode=7",
    ];
    assert_eq!(body(&words), texts);
    assert_eq!(read(&["instances"]), None);
    assert_eq!(read(&["nope", "add"]), None);
}

#[test]
fn what_is_not_understood_is_told_with_what_would_be() {
    for (words, said) in [
        (
            &["instances", "terminate", "a", "b"][..],
            "instances terminate: `b` is one word too many",
        ),
        (
            &["traffic", "set", "--speed", "3"],
            "traffic set: there is no --speed: it takes --cluster, --service, --rate, --routing",
        ),
        (
            &["traffic", "set", "--rate"],
            "traffic set: --rate needs RATE",
        ),
        (
            &["faults", "inject", "SlowPull", "image"],
            "faults inject: `image` should be MEMBER=VALUE: SlowPull has image, addedSeconds",
        ),
        (
            &["declare", "name=shop"],
            "declare: a kind, such as targetGroups, comes before `name=shop`",
        ),
        (
            &["schedules", "--all"],
            "schedules: there is no --all: it takes no flags",
        ),
    ] {
        assert_eq!(read(words), Some(Err(said.to_owned())));
    }
}

#[test]
fn every_action_has_a_command() {
    let services = ["application-autoscaling", "cloudwatch", "scheduler"];
    for row in OPERATIONS
        .iter()
        .filter(|row| row.name.starts_with("Drydock."))
    {
        let own = row.name.trim_start_matches("Drydock.");
        let told = TABLE.iter().any(|command| command.action == row.name);
        let of_aws = services.iter().filter_map(|name| shapes::service(name));
        let mut of_aws = of_aws.filter(|service| service.operation(own).is_some());
        assert!(told || of_aws.next().is_some(), "{}", row.name);
    }
    for row in TABLE {
        assert!(
            OPERATIONS.iter().any(|known| known.name == row.action),
            "{}",
            row.action
        );
        let words: Vec<&str> = row.words.split(' ').collect();
        let (found, rest) = named(&words).unzip();
        assert!(
            found.is_some_and(|found| std::ptr::eq(found, row)),
            "{}",
            row.words
        );
        assert_eq!(rest.map(<[&str]>::len), Some(0));
    }
}

#[test]
fn every_parameter_of_every_fault_is_said() {
    for fault in &FAULTS {
        let mut body = json!({"type": fault.name});
        for row in fault.parameters {
            body[row.member] = Kind::Number.value(row.default);
        }
        let words = line("Drydock.InjectFault", &body);
        assert!(words.is_some(), "{body}");
    }
}

#[test]
fn examples_are_read() {
    for row in TABLE {
        let end = row
            .example
            .find(['$', '|', '\''])
            .unwrap_or(row.example.len());
        let words: Vec<&str> = row.example[..end].split_whitespace().collect();
        let (found, _) = named(&words).unzip();
        assert!(
            found.is_some_and(|found| std::ptr::eq(found, row)),
            "{}",
            row.example
        );
        let flags = row
            .example
            .split_whitespace()
            .filter(|word| word.starts_with("--"));
        for flag in flags {
            assert!(
                row.flags.iter().any(|own| own.name == flag),
                "{}",
                row.example
            );
        }
    }
}
