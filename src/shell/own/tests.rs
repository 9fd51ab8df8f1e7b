mod commands;
mod curls;

use super::*;
use crate::aws::on_timeline::hands_of;
use crate::aws::stream::Channel;
use crate::shell::Session;
use crate::shell::drive::{Ended, run_on};
use serde_json::json;

/// What a script writes on a run, output and errors, and how it ends.
fn said(timeline: &mut Timeline, script: &str) -> (String, Ended) {
    let outside = hands_of(timeline);
    let mut session = Session::new(&outside, true);
    let Some(running) = session.start(script) else {
        unreachable!("no other script runs");
    };
    let ended = run_on(timeline, running);
    let mut text = String::new();
    for (channel, bytes) in outside.take_written() {
        let mark = if channel == Channel::Err { "!" } else { "" };
        text.push_str(mark);
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    (text, ended)
}

fn done(timeline: &mut Timeline, script: &str) -> String {
    let (text, ended) = said(timeline, script);
    assert!(
        matches!(ended, Ended::Done(_)),
        "{script}: {ended:?}\n{text}"
    );
    text
}

fn cluster() -> Timeline {
    let mut timeline = Timeline::new(Settings::default());
    let asked = ask(
        &mut timeline,
        "CreateCluster",
        &json!({"clusterName": "default"}),
    );
    assert!(asked.is_ok(), "{asked:?}");
    timeline
}

#[test]
fn instances_come_and_go() {
    let mut timeline = cluster();
    let added = done(&mut timeline, "drydock instances add t3.medium 2");
    assert_eq!(added.lines().count(), 2, "{added}");
    assert!(
        added.starts_with("default\t") && added.contains("\tt3.medium\t"),
        "{added}"
    );
    let ended = done(
        &mut timeline,
        "drydock instances terminate $(drydock instances | cut -f 2 | head -n 1)",
    );
    assert_eq!(ended.lines().count(), 1, "{ended}");
    let wrong = done(&mut timeline, "drydock instances add nope || echo $?");
    assert!(
        wrong.starts_with("!drydock: The instance type nope is not simulated."),
        "{wrong}"
    );
    assert!(wrong.ends_with("1\n"), "{wrong}");
}

#[test]
fn faults_are_switched_on_and_off() {
    let mut timeline = cluster();
    let script = "drydock faults inject SlowPull image=nginx addedSeconds=60";
    let text = done(&mut timeline, script);
    assert!(
        text.ends_with("SlowPull image=nginx addedSeconds=60\n"),
        "{text}"
    );
    assert_eq!(
        done(&mut timeline, "drydock faults clear; drydock faults"),
        ""
    );
    assert!(done(&mut timeline, "drydock faults inject Nope").contains("type should be one of"));
}

#[test]
fn time_goes_forwards_and_back() {
    let mut timeline = cluster();
    assert_eq!(
        done(&mut timeline, "drydock seek 5m; date +%T"),
        "00:05:00.000\n00:05:00\n"
    );
    assert_eq!(
        done(&mut timeline, "drydock seek 00:01:00; drydock seek 1m30s"),
        "00:01:00.000\n00:01:30.000\n"
    );
    assert_eq!(done(&mut timeline, "drydock seed 7; drydock seed"), "7\n");
    assert!(timeline.world().cluster_named("default").is_none());
    assert_eq!(
        done(&mut timeline, "sleep 30; drydock reset; date +%T"),
        "00:00:00\n"
    );
    let (_, ended) = said(&mut timeline, "while true; do :; done");
    assert_eq!(ended, Ended::Endless);
    let (_, ended) = said(&mut timeline, "sleep infinity");
    assert_eq!(ended, Ended::YearOver);
}

/// A cluster in which a task of nginx was just run on Fargate.
fn just_run() -> Timeline {
    let mut timeline = cluster();
    let definition = json!({
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "cpu": "256", "memory": "512",
        "containerDefinitions": [{"name": "web", "image": "nginx"}],
    });
    let subnets = json!({"awsvpcConfiguration": {"subnets": ["subnet-0d0c1a00000000001"]}});
    let run = json!({
        "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": subnets,
    });
    for (action, body) in [("RegisterTaskDefinition", definition), ("RunTask", run)] {
        let asked = ask(&mut timeline, action, &body);
        assert!(asked.is_ok(), "{asked:?}");
    }
    timeline
}

#[test]
fn curl_reaches_a_task_once_it_runs() {
    let mut timeline = just_run();
    let name_of = |timeline: &Timeline| {
        let arns = crate::model::arn::Arns::of(timeline.world());
        let task = timeline.world().tasks.rows().next()?;
        let interface = task.interface.as_ref()?;
        Some(arns.private_dns_name(task.zone, interface.number))
    };
    timeline.advance(Span::minutes(5), u32::MAX);
    let Some(host) = name_of(&timeline) else {
        unreachable!("the task runs");
    };
    let text = done(
        &mut timeline,
        &format!("curl -s {host} | grep -c 'nginx runs here'"),
    );
    assert_eq!(text, "1\n");
    let script = format!(
        "curl -sf {host}/nope; echo $?; curl -fsS {host}/nope; curl {host}:81; curl nowhere; \
         curl -s -o page -w '%{{http_code}} %{{size_download}}\\n' http://{host}/; wc -c < page; \
         curl -sI {host} | head -n 1 | tr -d '\\r'; curl -m 2 10.0.9.9; echo $? $SECONDS; curl"
    );
    let expected = format!(
        "22\n!curl: (22) The requested URL returned error: 404\n\
         !curl: (7) Failed to connect to {host} port 81 after 0 ms: Couldn't connect to server\n\
         !curl: (6) Could not resolve host: nowhere\n\
         200 105\n105\nHTTP/1.1 200 OK\n\
         !curl: (28) Connection timed out after 2001 milliseconds\n28 2\n\
         !curl: (2) no URL specified\n"
    );
    assert_eq!(
        done(&mut timeline, &script),
        expected
            .replace("\n!curl: (7)", "\ncurl: (7)")
            .replace("\n!curl: (6)", "\ncurl: (6)")
    );
}

#[test]
fn capacity_is_told_with_what_comes_next() {
    let mut timeline = cluster();
    assert_eq!(done(&mut timeline, "drydock capacity"), "");
    let group = r#"{"autoScalingGroups": [{"autoScalingGroupName": "a", "maxSize": 2}]}"#;
    done(&mut timeline, &format!("drydock call Declare '{group}'"));
    let script = "aws ecs create-capacity-provider --name a --auto-scaling-group-provider \
        autoScalingGroupArn=a,managedScaling={status=ENABLED} >/dev/null\n\
        aws ecs put-cluster-capacity-providers --cluster default --capacity-providers a FARGATE \
        --default-capacity-provider-strategy capacityProvider=a,weight=1 >/dev/null";
    done(&mut timeline, script);
    assert_eq!(
        done(&mut timeline, "sleep 60; drydock capacity"),
        "a\t100 %\n\tAuto Scaling group a: 0 of 0 to 2, t3.medium\n\
         \tHas what it needs: 0 desired.\n\
         FARGATE\t-\n\tAWS has the capacity\n\t0 live tasks\n\
         default strategy: a weight 1\n"
    );
    let (text, _) = said(&mut timeline, "drydock capacity --cluster b");
    assert_eq!(text, "!drydock: there is no cluster b\n");
}
