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
