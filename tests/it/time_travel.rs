//! Jumps to any moment, forth and back, find what was there when time passed by itself.

use drydock::engine::{Command, Timeline};
use drydock::model::Settings;
use drydock::sim::Span;
use serde_json::{Value, json};

fn ask(timeline: &mut Timeline, action: &str, body: &Value) {
    let answer = timeline.ask(Command::new(action, &body.to_string()));
    assert_eq!(answer.status, 200, "{action}: {}", answer.body);
}

/// A service of short tasks, so that hours hold several checkpoints.
fn busy() -> Timeline {
    let mut timeline = Timeline::new(Settings::default());
    ask(&mut timeline, "CreateCluster", &json!({}));
    let instances = json!({"instanceType": "m5.large", "count": 3});
    ask(&mut timeline, "Drydock.AddInstances", &instances);
    let container = json!({
        "name": "work", "image": "busybox:1", "memory": 128, "command": ["sleep", "60"],
    });
    let definition = json!({"family": "work", "containerDefinitions": [container]});
    ask(&mut timeline, "RegisterTaskDefinition", &definition);
    let service = json!({
        "serviceName": "work", "taskDefinition": "work", "desiredCount": 40, "launchType": "EC2",
    });
    ask(&mut timeline, "CreateService", &service);
    timeline
}

#[test]
fn jumps_find_what_was_there() {
    let mut timeline = busy();
    let states: Vec<_> = (0..24)
        .map(|_| {
            timeline.advance(Span::minutes(10), u32::MAX);
            timeline.sim().clone()
        })
        .collect();
    assert!(timeline.sim().events > 20_000, "{}", timeline.sim().events);
    let hash = timeline.journal_hash();
    // 7 is prime to 24: every moment once, in no order.
    for step in 0..states.len() {
        let state = &states[step * 7 % states.len()];
        timeline.seek(state.now);
        assert_eq!(timeline.now(), state.now);
        assert_eq!(timeline.sim().events, state.events);
        assert!(timeline.world() == &state.world, "at {}", state.now);
    }
    timeline.seek(timeline.horizon());
    assert_eq!(timeline.journal_hash(), hash);
}

/// Lets time pass in pieces as small as they come. Gives how often it stood within a moment.
fn trickle(timeline: &mut Timeline, span: Span, mut within: impl FnMut(&mut Timeline)) -> u32 {
    let (to, mut times) = (timeline.now() + span, 0);
    while !timeline.flow(to, || false) {
        if !timeline.sim().is_settled() {
            times += 1;
            within(timeline);
        }
    }
    times
}

/// A crowd whose tasks are all started in one moment.
fn crowd() -> Timeline {
    let mut timeline = busy();
    for nth in 0..40 {
        let service = json!({
            "serviceName": format!("idle-{nth}"), "taskDefinition": "work", "desiredCount": 60,
            "launchType": "EC2",
        });
        ask(&mut timeline, "CreateService", &service);
    }
    timeline
}

#[test]
fn time_that_comes_in_pieces_is_the_same_time() {
    let [mut whole, mut pieces] = [crowd(), crowd()];
    whole.advance(Span::minutes(10), u32::MAX);
    let times = trickle(&mut pieces, Span::minutes(10), |_| ());
    assert!(times > 10, "it stood within a moment {times} times");
    assert!(pieces.world() == whole.world());
    assert_eq!(pieces.journal_hash(), whole.journal_hash());
}

#[test]
fn what_is_asked_within_a_moment_comes_at_its_end() {
    let mut timeline = crowd();
    let mut left = 10;
    trickle(&mut timeline, Span::minutes(10), |timeline| {
        if left > 0 {
            left -= 1;
            let service = json!({"service": format!("idle-{left}"), "desiredCount": left});
            ask(timeline, "UpdateService", &service);
            assert!(timeline.sim().is_settled());
        }
    });
    assert_eq!(left, 0);
    let again = Timeline::import(&timeline.export()).unwrap();
    assert!(again.world() == timeline.world());
    assert_eq!(again.journal_hash(), timeline.journal_hash());
}
