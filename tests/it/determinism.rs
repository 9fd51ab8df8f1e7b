//! The same seed and commands give the same journal: natively here, in Node and in Chromium by
//! `tests/node` and `tests/web`, which read the same scenario.

use drydock::aws::outside::Outside;
use drydock::engine::{Command, Timeline};
use drydock::model::Settings;
use drydock::shell::Session;
use drydock::shell::drive::{Ended, run_on};
use drydock::sim::time::parse_iso8601;
use drydock::sim::{Calendar, Span};
use drydock::view::script::script;
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

/// Nobody could share a run as a script otherwise.
#[test]
fn a_run_as_a_shell_script_replays_to_the_same_journal() {
    let scenario: Value = serde_json::from_str(SCENARIO).expect("the scenario is well formed");
    let timeline = played(&scenario);
    let text = script(&timeline);
    let mut again = Timeline::new(timeline.world().settings.clone());
    let outside = Outside::new(again.world().settings.calendar);
    let running = Session::new(&outside, false)
        .start(&text)
        .expect("no other script runs");
    let ended = run_on(&mut again, running);
    let said = outside.take_written();
    let said: Vec<_> = said
        .iter()
        .map(|(_, text)| String::from_utf8_lossy(text))
        .collect();
    assert!(matches!(ended, Ended::Done(_)), "{ended:?} {said:?}");
    assert_eq!(again.now(), timeline.now(), "{said:?}");
    assert_eq!(again.journal_hash(), timeline.journal_hash(), "{said:?}");
}
