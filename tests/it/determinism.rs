//! The same seed and commands give the same journal: natively here, in Node and in Chromium by
//! `tests/node` and `tests/web`, which read the same scenario.

use drydock::engine::{Command, Timeline};
use drydock::model::Settings;
use drydock::sim::time::parse_iso8601;
use drydock::sim::{Calendar, Span};
use serde_json::Value;

const SCENARIO: &str = include_str!("../fixtures/determinism.json");

fn played(scenario: &Value) -> Timeline {
    let start = scenario["start"]
        .as_str()
        .and_then(parse_iso8601)
        .expect("it is a moment");
    let mut timeline = Timeline::new(Settings {
        seed: scenario["seed"]
            .as_u64()
            .expect("the scenario is well formed"),
        calendar: Calendar {
            start_epoch_millis: start,
        },
        ..Settings::default()
    });
    for step in scenario["steps"]
        .as_array()
        .expect("the scenario is well formed")
    {
        if let Some(span) = step["advance"].as_u64() {
            timeline.advance(Span(span), u32::MAX);
            continue;
        }
        let action = step["action"]
            .as_str()
            .expect("the scenario is well formed");
        let answer = timeline.ask(Command::new(action, &step["body"].to_string()));
        let expected = step["status"].as_u64().unwrap_or(200);
        assert_eq!(
            u64::from(answer.status),
            expected,
            "{step}\n{}",
            answer.body
        );
    }
    timeline
}

#[test]
fn the_scenario_gives_the_journal_it_always_gave() {
    let scenario: Value = serde_json::from_str(SCENARIO).expect("the scenario is well formed");
    let timeline = played(&scenario);
    let hash = timeline.journal_hash();
    let advice = "where the change of behaviour is meant, put the new hash into the scenario";
    assert_eq!(scenario["hash"], hash, "{advice}");
    let again = Timeline::import(&timeline.export()).expect("the scenario is well formed");
    assert_eq!(again.journal_hash(), hash);
}
