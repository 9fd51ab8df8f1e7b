//! What a random run asked, said as commands, asks the same again: as the script of the run, and
//! line by line as the page says an action before it is done. So does any other request.

use super::acts;
use super::draw::Draw;
use drydock::aws::outside::{Need, Outside, Reply, Step, Text};
use drydock::engine::Timeline;
use drydock::lifecycle::faults::{FAULTS, parameters};
use drydock::model::Settings;
use drydock::shell::Session;
use drydock::shell::drive::{Ended, run_on};
use drydock::sim::{SimTime, Span};
use drydock::view::cli::own::{Bare, Kind, Row, TABLE, read};
use drydock::view::cli::{DRAFT_FILE, command_line, is_own, text};
use drydock::view::script::script;
use serde_json::{Value, json};

/// Seeds of a plain `cargo test`; others are asked for by `SWARM_SEEDS`.
const SEEDS: u64 = 6;

/// How long a run is.
const LONG: Span = Span::minutes(30);

/// A run as a seed has it.
fn drawn(seed: u64) -> Timeline {
    let mut timeline = begun(seed);
    let mut draw = Draw::new(seed);
    for command in acts::opening(&mut draw) {
        timeline.ask(command);
    }
    loop {
        let after = draw.pause();
        if timeline.now() + after > SimTime::START + LONG {
            return timeline;
        }
        timeline.advance(after, super::TIMERS);
        let command = acts::command(&mut draw, &timeline);
        timeline.ask(command);
    }
}

fn begun(seed: u64) -> Timeline {
    Timeline::new(Settings {
        seed,
        ..Settings::default()
    })
}

/// Runs a script on a run; what it wrote.
fn typed(
    timeline: &mut Timeline,
    outside: &Outside,
    session: &mut Session,
    script: &str,
) -> String {
    let running = session.start(script).expect("no other script runs");
    let ended = run_on(timeline, running);
    let said = outside.take_written().into_iter();
    let said = said.map(|(_, text)| String::from_utf8_lossy(&text).into_owned());
    let said = said.collect::<Vec<String>>().concat();
    assert!(
        matches!(ended, Ended::Done(_)),
        "{script}\n{ended:?} {said}"
    );
    said
}

/// The run again, each command as the page says it at its moment.
fn line_by_line(timeline: &Timeline) -> (Timeline, Vec<String>) {
    let mut again = begun(timeline.world().settings.seed);
    let outside = Outside::new(again.world().settings.calendar);
    let mut session = Session::new(&outside, false);
    let mut lines = Vec::new();
    for logged in timeline.log() {
        again.advance(logged.at.since(again.now()), super::TIMERS);
        let (action, body) = (&*logged.command.action, &*logged.command.body);
        let read = serde_json::from_str(body).expect("it was drawn as JSON");
        if action == "RegisterTaskDefinition" {
            outside
                .write(DRAFT_FILE, body.as_bytes())
                .expect("there is room");
        }
        let line = text(&command_line(again.world(), action, &read));
        let before = again.journal_hash();
        let said = typed(&mut again, &outside, &mut session, &line);
        lines.push(format!("{} {body}\n{line}\n{said}\n{before}", logged.at));
    }
    again.advance(timeline.now().since(again.now()), super::TIMERS);
    (again, lines)
}

#[test]
fn what_was_asked_is_said_in_commands_that_ask_it_again() {
    for seed in 0..super::asked("SWARM_SEEDS").unwrap_or(SEEDS) {
        let timeline = drawn(seed);
        let (again, lines) = line_by_line(&timeline);
        if again.journal_hash() != timeline.journal_hash() {
            panic!("seed {seed}: {}", parted(&timeline, &lines));
        }
        let text = script(&timeline);
        let mut again = begun(seed);
        let outside = Outside::new(again.world().settings.calendar);
        typed(
            &mut again,
            &outside,
            &mut Session::new(&outside, false),
            &text,
        );
        assert_eq!(
            again.journal_hash(),
            timeline.journal_hash(),
            "seed {seed}\n{text}"
        );
        // All that is drawn has words of its own, but for alarms that CloudWatch would not take.
        let odd = |line: &str| line.contains("PutMetricAlarm") && line.contains("Nothing");
        let mut calls = text.lines().filter(|line| line.starts_with("drydock call"));
        assert_eq!(calls.find(|line| !odd(line)), None, "seed {seed}");
    }
}

/// The line in front of which the journals are the same for the last time.
fn parted(timeline: &Timeline, lines: &[String]) -> String {
    let mut again = begun(timeline.world().settings.seed);
    let mut last = String::new();
    for (logged, line) in timeline.log().iter().zip(lines) {
        again.advance(logged.at.since(again.now()), super::TIMERS);
        if !line.ends_with(&again.journal_hash().to_string()) {
            break;
        }
        last.clone_from(line);
        again.ask(logged.command.clone());
    }
    last
}

/// Texts that a shell, or whoever reads words, may take for something else.
const ODD: &[&str] = &[
    "",
    " ",
    "web",
    "it's",
    "a \"b\" c",
    "$HOME",
    "`date`",
    "a\\b",
    "*",
    "~",
    "--count",
    "-1",
    "-",
    "5",
    "07",
    "true",
    "null",
    "[1]",
    "{\"a\":1}",
    "a=b",
    "=",
    "file://x",
    "two\nlines",
    "naïve ✓",
    "ramp 100 900 10m",
    "!x",
    "#x",
    "a;b&c|d>e",
    "%s",
];

fn odd(draw: &mut Draw) -> Value {
    match draw.below(8) {
        0 => json!(draw.between(-3, 99)),
        1 => json!(true),
        2 => Value::Null,
        3 => json!([draw.one(ODD), draw.one(ODD)]),
        4 => json!({"a": draw.one(ODD), "b": [1.5, draw.one(ODD)]}),
        _ => json!(draw.one(ODD)),
    }
}

/// What fits a flag, mostly.
fn fitting(draw: &mut Draw, kind: Kind) -> Value {
    match (draw.percent(85), kind) {
        (false, _) => odd(draw),
        (true, Kind::Text) => json!(draw.one(ODD)),
        (true, Kind::Number) => json!(draw.between(-9, 999_999)),
        (true, Kind::Switch) => json!(draw.percent(50)),
        (true, Kind::Texts) => {
            let items = (0..draw.below(4)).map(|_| *draw.one(ODD));
            json!(items.collect::<Vec<&str>>())
        }
        (true, Kind::Json) => json!({"a": draw.one(ODD), "b": [1.5, draw.one(ODD)]}),
    }
}

/// A request that a command may ask, whatever comes of it.
fn request(draw: &mut Draw, row: &Row) -> Value {
    let mut body = json!({});
    for flag in row.flags {
        if draw.percent(50) {
            body[flag.member] = fitting(draw, flag.kind);
        }
    }
    match row.bare {
        Bare::None => {}
        Bare::Members(flags) => {
            for flag in flags {
                if draw.percent(70) {
                    body[flag.member] = fitting(draw, flag.kind);
                }
            }
        }
        Bare::Names(member) => body[member] = fitting(draw, Kind::Texts),
        Bare::Numbers(member, _) => body[member] = json!([draw.below(9), draw.below(9)]),
        Bare::Fault => {
            let fault = draw.one(&FAULTS);
            body["type"] = json!(fault.name);
            for row in fault.parameters {
                let number = matches!(row.kind, parameters::Kind::Number(..));
                let kind = if number { Kind::Number } else { Kind::Text };
                body[row.member] = fitting(draw, kind);
            }
        }
        Bare::Resources => {
            for kind in ["targetGroups", "logGroups"] {
                let items =
                    (0..draw.below(3)).map(|_| json!({"name": odd(draw), "more": odd(draw)}));
                body[kind] = items.collect();
            }
        }
    }
    if draw.percent(10) {
        body["colour"] = odd(draw);
    }
    body
}

/// The words that reach a run behind `drydock`.
fn words_of(session: &mut Session, line: &str) -> Vec<String> {
    let mut running = session.start(line).expect("no other script runs");
    let mut reply = None;
    let mut found = Vec::new();
    loop {
        match running.step(SimTime::START, reply.take()) {
            Step::Done(_) => return found,
            Step::Breathes => {}
            Step::Needs(Need::Own { words }) => {
                found = words[1..].to_vec();
                reply = Some(Reply::Text(Text::default()));
            }
            Step::Needs(need) => panic!("{line}: {need:?}"),
        }
    }
}

/// The action and the request that words ask.
fn asked_by(words: &[&str]) -> (String, Value) {
    if let ["call", action, body] = words {
        let body = serde_json::from_str(body).expect("it is JSON");
        return (format!("Drydock.{action}"), body);
    }
    match read(words) {
        Some(Ok(said)) => (said.action.to_owned(), said.body),
        other => panic!("{words:?}: {other:?}"),
    }
}

#[test]
fn whatever_is_in_it_an_action_is_said_in_words_that_ask_just_that() {
    let timeline = begun(1);
    let outside = Outside::new(timeline.world().settings.calendar);
    let mut session = Session::new(&outside, false);
    let mut draw = Draw::new(5);
    let (mut own, mut calls) = (0, 0);
    for row in TABLE {
        for _ in 0..60 {
            let body = request(&mut draw, row);
            let words = command_line(timeline.world(), row.action, &body);
            if !is_own(&words) {
                continue;
            }
            let line = text(&words);
            match line.starts_with("drydock call") {
                true => calls += 1,
                false => own += 1,
            }
            let words = words_of(&mut session, &line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            assert_eq!(asked_by(&words), (row.action.to_owned(), body), "{line}");
        }
    }
    assert!(own > 200 && calls > 50, "{own} {calls}");
}
