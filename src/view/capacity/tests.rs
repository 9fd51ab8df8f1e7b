//! What the panel says of a group that grows, waits and shrinks.

use super::*;
use crate::engine::{Command, Timeline};
use crate::model::Settings;
use crate::sim::Span;
use serde_json::{Value, json};

fn ask(timeline: &mut Timeline, action: &str, body: Value) {
    let answer = timeline.ask(Command::new(action, &body.to_string()));
    assert_eq!(answer.status, 200, "{action}: {}", answer.body);
}

/// A cluster with a group of m5.large, at most `most` of them, and Fargate.
fn started(most: u32) -> Timeline {
    let mut timeline = Timeline::new(Settings::default());
    ask(&mut timeline, "CreateCluster", json!({}));
    let group = json!({
        "autoScalingGroupName": "hosts", "instanceType": "m5.large", "maxSize": most,
    });
    ask(
        &mut timeline,
        "Drydock.Declare",
        json!({"autoScalingGroups": [group]}),
    );
    ask(
        &mut timeline,
        "CreateCapacityProvider",
        json!({
            "name": "hosts", "autoScalingGroupProvider": {
                "autoScalingGroupArn": "hosts", "managedScaling": {"status": "ENABLED"},
                "managedTerminationProtection": "ENABLED",
            },
        }),
    );
    let cluster = timeline.world().clusters.iter().next().map(|(id, _)| id);
    let body = join(timeline.world(), cluster, &["hosts", "FARGATE"]);
    ask(&mut timeline, "PutClusterCapacityProviders", body);
    ask(
        &mut timeline,
        "RegisterTaskDefinition",
        json!({
            "family": "web",
            "containerDefinitions": [{"name": "web", "image": "nginx", "cpu": 1024, "memory": 512}],
        }),
    );
    timeline
}

fn run(timeline: &mut Timeline, count: u32) {
    let strategy = strategy("hosts");
    let body = json!({
        "taskDefinition": "web", "count": count, "capacityProviderStrategy": strategy,
    });
    ask(timeline, "RunTask", body);
}

/// The provider of the group, some seconds later.
fn later(timeline: &mut Timeline, seconds: u64) -> ProviderView {
    timeline.advance(Span::seconds(seconds), u32::MAX);
    let cluster = timeline.world().clusters.iter().next().map(|(id, _)| id);
    let shown = capacity(timeline.world(), cluster, timeline.now());
    assert!(shown.has_fargate);
    assert_eq!(shown.providers[1].kind, "AWS has the capacity");
    shown.providers.into_iter().next().expect("it is there")
}

#[test]
fn says_what_comes_next_and_when() {
    let mut timeline = started(3);
    let shown = later(&mut timeline, 90);
    assert_eq!(
        shown.kind,
        "Auto Scaling group hosts: 0 of 0 to 3, m5.large"
    );
    assert_eq!(shown.next, "Has what it needs: 0 desired.");
    run(&mut timeline, 5);
    let shown = later(&mut timeline, 1);
    assert_eq!(shown.next, "Grows from 0 to 2 at 02:00.");
    assert_eq!(
        (shown.waiting.len(), &*shown.waiting[0].until),
        (5, "16:30")
    );
    let shown = later(&mut timeline, 60);
    assert_eq!(shown.machines.len(), 2);
    assert!(
        shown.machines[0].state.starts_with("boots until 03:0"),
        "{shown:?}"
    );
    let shown = later(&mut timeline, 120);
    assert_eq!(shown.metric.as_deref(), Some("150\u{a0}%"));
    assert_eq!(
        shown.next,
        "Needs 3 of 2; grows at 07:00, when its newest instance is warm (07:00)."
    );
    assert_eq!(
        (&*shown.machines[0].state, shown.machines[0].protected),
        ("2\u{a0}tasks", true)
    );
    run(&mut timeline, 4);
    let shown = later(&mut timeline, 360);
    assert_eq!(shown.next, "Needs 5 and may not have more than 3.");
}

#[test]
fn counts_down_and_keeps_the_changes_of_the_metric() {
    let mut timeline = started(3);
    run(&mut timeline, 1);
    let shown = later(&mut timeline, 240);
    assert_eq!(
        shown.next,
        "Shrinks from 2 to 1 at 17:00, if it stays below 100\u{a0}% until then."
    );
    let states: Vec<(&str, bool)> = shown
        .machines
        .iter()
        .map(|row| (&*row.state, row.protected))
        .collect();
    assert_eq!(states, [("idle", false), ("1\u{a0}task", true)]);
    let chart = shown.chart.expect("there is one");
    let now: Vec<&str> = chart.lanes.iter().map(|lane| &*lane.now).collect();
    assert_eq!(now, ["50 of 100\u{a0}%", "1 of 2"]);
    let rows: Vec<(&str, &[String])> = chart
        .rows
        .iter()
        .map(|(at, cells)| (&**at, &**cells))
        .collect();
    assert_eq!(
        rows[0],
        ("01:00", &["200 of 100".to_owned(), "1 of 0".to_owned()][..])
    );
    assert_eq!(
        rows[1],
        ("03:00", &["50 of 100".to_owned(), "1 of 2".to_owned()][..])
    );
    run(&mut timeline, 1);
    ask(
        &mut timeline,
        "RunTask",
        json!({
            "taskDefinition": "web", "capacityProviderStrategy": strategy("hosts"),
            "overrides": {"memory": "16000"},
        }),
    );
    let shown = later(&mut timeline, 60);
    assert_eq!(shown.waiting.len(), 1);
}
