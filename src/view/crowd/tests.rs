//! A crowd in strips, against the same crowd looked at as a whole.

use super::*;
use crate::engine::{Command, Timeline};
use crate::model::Settings;
use crate::sim::Span;
use serde_json::{Value, json};

const CLUSTER: ClusterId = ClusterId(0);
const STRIPS: usize = 3;

fn ask(timeline: &mut Timeline, action: &str, body: Value) -> Value {
    let answer = timeline.ask(Command::new(action, &body.to_string()));
    assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

/// 200 instances with 450 tasks that live for a minute and are replaced, and 20 on Fargate.
fn crowd() -> Timeline {
    let mut timeline = Timeline::new(Settings {
        quotas: false,
        ..Settings::default()
    });
    ask(&mut timeline, "CreateCluster", json!({}));
    let instances = json!({"instanceType": "m5.large", "count": 200});
    ask(&mut timeline, "Drydock.AddInstances", instances);
    let definition = json!({
        "family": "work", "cpu": "256", "memory": "512", "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE", "EC2"],
        "containerDefinitions": [{"name": "w", "image": "busybox", "command": ["sleep", "60"]}],
    });
    ask(&mut timeline, "RegisterTaskDefinition", definition);
    for (launch, count) in [("EC2", 450), ("FARGATE", 20)] {
        let service = json!({
            "serviceName": launch, "taskDefinition": "work", "desiredCount": count,
            "launchType": launch, "networkConfiguration": {"awsvpcConfiguration": {
                "subnets": ["subnet-0a"], "securityGroups": ["sg-0a"],
            }},
        });
        let permissive = timeline.export_as(true);
        timeline = Timeline::import(&permissive).expect("a run");
        ask(&mut timeline, "CreateService", service);
    }
    timeline
}

fn whole(timeline: &Timeline) -> (Rail, Board) {
    let at = (CLUSTER, timeline.now());
    Crowd::default().look_by(STRIPS, timeline.world(), at, true)
}

fn counts(rail: &Rail) -> Vec<u32> {
    rail.columns.iter().map(|column| column.count).collect()
}

#[test]
fn strips_come_to_the_whole_and_keep_what_did_not_change() {
    let mut timeline = crowd();
    let mut crowd = Crowd::default();
    for _ in 0..14 {
        timeline.advance(Span::seconds(11), u32::MAX);
        let at = (CLUSTER, timeline.now());
        let mut seen = crowd.look_by(STRIPS, timeline.world(), at, false);
        for _ in 1..STRIPS {
            seen = crowd.look_by(STRIPS, timeline.world(), at, false);
        }
        let (rail, board) = whole(&timeline);
        assert_eq!(counts(&seen.0), counts(&rail));
        assert_eq!(seen.1, board);
        let again = crowd.look_by(STRIPS, timeline.world(), at, false).1;
        let pairs = again.zones.iter().zip(&seen.1.zones);
        let mut minis = pairs.flat_map(|(one, other)| one.minis.iter().zip(&other.minis));
        assert!(minis.all(|(one, other)| Arc::ptr_eq(one, other)));
    }
    let ordinary = rail::rail(timeline.world(), Some(CLUSTER), timeline.now());
    assert_eq!(counts(&whole(&timeline).0), counts(&ordinary));
    assert_eq!(
        whole(&timeline).1.quay_counts.iter().sum::<u32>(),
        whole(&timeline).1.quay_tiles.len() as u32
    );
}

#[test]
fn what_lies_in_the_past_or_in_another_set_of_instances_is_looked_at_as_a_whole() {
    let mut timeline = crowd();
    timeline.advance(Span::seconds(90), u32::MAX);
    let mut crowd = Crowd::default();
    let mut look = |timeline: &Timeline| {
        let at = (CLUSTER, timeline.now());
        crowd.look_by(STRIPS, timeline.world(), at, false).1
    };
    look(&timeline);
    timeline.seek(SimTime(20_000));
    assert_eq!(look(&timeline), whole(&timeline).1);
    let more = json!({"instanceType": "m5.large", "count": 3});
    ask(&mut timeline, "Drydock.AddInstances", more);
    let minis = |board: &Board| {
        board
            .zones
            .iter()
            .map(|lane| lane.minis.len())
            .sum::<usize>()
    };
    assert_eq!(minis(&look(&timeline)), 203);
}

#[test]
fn a_crowd_that_ends_and_is_replaced_keeps_its_strips() {
    let crowd = Crowd {
        strips: vec![Strip::default(); 4],
        ..Crowd::default()
    };
    let strips: Vec<usize> = (1..=10).map(|wanted| crowd.strips_for(wanted)).collect();
    assert_eq!(strips, [4, 4, 4, 4, 4, 4, 4, 4, 9, 10]);
}
