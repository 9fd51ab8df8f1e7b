//! What `curl` and `drydock` ask of the run they are on.

mod capacity;
mod instances;

use crate::aws::outside::Text;
use crate::engine::{Command, Timeline};
use crate::lifecycle::faults::{self, FAULTS};
use crate::model::Settings;
use crate::model::arn::Arns;
use crate::shell::commands::curl;
use crate::sim::{SimTime, Span};
use crate::view::reach::Request;
use serde_json::{Map, Value, json};

/// The words that come behind `drydock`, and behind some of them.
const NAMES: &[(&str, &str)] = &[
    ("drydock", "call capacity faults instances reset seed seek"),
    ("faults", "clear inject"),
    ("instances", "add terminate"),
];

/// What may come behind these words, `drydock` the first of them, each with what has to follow, and
/// what it is.
pub fn next_words(words: &[&str]) -> Vec<(String, &'static str)> {
    match words {
        [_, "faults", "inject"] => {
            let rows = FAULTS.iter();
            rows.map(|row| (format!("{} ", row.name), row.title))
                .collect()
        }
        [_, "faults", "inject", kind, given @ ..] => {
            let parameters = faults::named(kind).map_or(&[][..], |row| row.parameters);
            let asked = |member: &str| {
                let name = |word: &&str| word.split('=').next() == Some(member);
                given.iter().any(name)
            };
            let left = parameters.iter().filter(|row| !asked(row.member));
            left.map(|row| (format!("{}=", row.member), row.label))
                .collect()
        }
        [.., last] => {
            let row = NAMES.iter().find(|(behind, _)| behind == last);
            let words = row.into_iter().flat_map(|(_, words)| words.split(' '));
            words.map(|word| (format!("{word} "), "")).collect()
        }
        [] => Vec::new(),
    }
}

const USAGE: &str = "\
usage: drydock instances [--cluster NAME]             the container instances and their addresses
       drydock instances add TYPE [COUNT] [--cluster NAME]
       drydock instances terminate ID [--cluster NAME]
       drydock capacity [--cluster NAME]              how full providers are, and what comes next
       drydock faults                                 what goes wrong now
       drydock faults inject TYPE [MEMBER=VALUE ...]  such as SlowPull image=nginx addedSeconds=60
       drydock faults clear [ID ...]
       drydock call ACTION JSON                       an action of its own: AddInstances, Declare …
       drydock seek TIME                              to a moment: 90, 5m, 00:05:00
       drydock seed [NUMBER]                          shows the seed, or begins again with another
       drydock reset                                  begins again with the same seed
";

/// Carries out a command of Drydock's own.
pub fn run(timeline: &mut Timeline, words: &[String]) -> Text {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["curl", method, host, port, path, turn] => {
            let turn = turn.parse().unwrap_or(0);
            let request = Request { method, path, turn };
            return curl::answer(timeline.world(), host, port, request);
        }
        ["drydock", rest @ ..] => drydock(timeline, rest),
        [name, ..] => Err(format!("{name}: command not found")),
        [] => Err("no command".to_owned()),
    };
    match result {
        Ok(out) => Text {
            out,
            ..Text::default()
        },
        Err(reason) => Text {
            code: 1,
            out: String::new(),
            err: format!("drydock: {}\n", reason.trim_end()),
        },
    }
}

fn drydock(timeline: &mut Timeline, words: &[&str]) -> Result<String, String> {
    match words {
        [] | ["help" | "--help" | "-h"] => Ok(USAGE.to_owned()),
        ["instances", rest @ ..] => instances::run(timeline, rest),
        ["capacity", rest @ ..] => capacity::run(timeline, rest),
        ["faults"] => Ok(faults_now(timeline)),
        ["faults", "inject", kind, members @ ..] => {
            ask(timeline, "Drydock.InjectFault", fault(kind, members))?;
            Ok(faults_now(timeline))
        }
        ["faults", "clear", ids @ ..] => {
            let ids: Vec<Value> = ids.iter().map(|id| value(id)).collect();
            let body = if ids.is_empty() {
                json!({})
            } else {
                json!({ "ids": ids })
            };
            ask(timeline, "Drydock.ClearFaults", body)?;
            Ok(faults_now(timeline))
        }
        ["seek", time] => {
            let to =
                moment(time).ok_or_else(|| format!("`{time}` is no time: 90, 5m, 00:05:00"))?;
            seek(timeline, within(to));
            Ok(format!("{}\n", timeline.now()))
        }
        ["seed"] => Ok(format!("{}\n", timeline.world().settings.seed)),
        ["seed", number] => {
            let most = crate::engine::export::SEED_MAX;
            let seed = number.parse().ok().filter(|seed| *seed <= most);
            let seed = seed.ok_or_else(|| format!("`{number}` is no seed: 0 to {most}"))?;
            restart(timeline, Some(seed));
            Ok(String::new())
        }
        ["reset"] => {
            restart(timeline, None);
            Ok(String::new())
        }
        ["call", action, body] => {
            let body = serde_json::from_str(body).map_err(|error| error.to_string())?;
            let told = ask(timeline, &format!("Drydock.{action}"), body)?;
            Ok(format!("{told:#}\n"))
        }
        ["speed", ..] => {
            Err("only the page has a speed: here time passes when a command waits".to_owned())
        }
        [name, ..] => Err(format!("`{name}` with these words is no command\n{USAGE}")),
    }
}

/// Asks the API; the error is its message.
fn ask(timeline: &mut Timeline, action: &str, body: Value) -> Result<Value, String> {
    let answer = timeline.ask(Command::new(action, &body.to_string()));
    let told: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    if answer.status == 200 {
        return Ok(told);
    }
    Err(told["message"].as_str().unwrap_or(&answer.body).to_owned())
}

fn restart(timeline: &mut Timeline, seed: Option<u64>) {
    let mut settings: Settings = timeline.world().settings.clone();
    settings.seed = seed.unwrap_or(settings.seed);
    *timeline = Timeline::new(settings);
}

/// The moment that a command asks to go to; None for other commands, and where it names none. Who
/// can let others wait may go there bit by bit.
pub fn seeks(words: &[String]) -> Option<SimTime> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["drydock", "seek", time] => moment(time).map(within),
        _ => None,
    }
}

/// A moment that a run can reach.
fn within(to: SimTime) -> SimTime {
    SimTime(to.0.min(crate::engine::export::ADVANCE_MOST.0))
}

/// Forwards the world goes on; backwards it is shown as it was.
fn seek(timeline: &mut Timeline, to: SimTime) {
    if to > timeline.horizon() {
        let horizon = timeline.horizon();
        timeline.seek(horizon);
        timeline.advance(to.since(horizon), u32::MAX);
    } else {
        timeline.seek(to);
    }
}

/// `90`, `1.5`, `5m`, `1h`, `5m30s`, `00:05:00`.
fn moment(text: &str) -> Option<SimTime> {
    if !text.contains(':') {
        let parts = text.split_inclusive(|letter: char| letter.is_ascii_alphabetic());
        let mut spans = parts.map(super::commands::sleep::span);
        let sum = spans.try_fold(Span::ZERO, |sum, span| {
            Some(Span(sum.0.checked_add(span?.0)?))
        });
        let one = super::commands::sleep::span(text);
        return one
            .or(sum.filter(|_| !text.is_empty()))
            .map(|span| SimTime(span.0));
    }
    let mut span = Span::ZERO;
    for part in text.split(':') {
        let number = super::commands::sleep::span(part)?;
        span = Span(span.0.checked_mul(60)?) + number;
    }
    Some(SimTime(span.0))
}

/// A word as JSON: a number if it is one.
fn value(word: &str) -> Value {
    match word.parse::<i64>() {
        Ok(number) => json!(number),
        Err(_) => json!(word),
    }
}

fn fault(kind: &str, members: &[&str]) -> Value {
    let mut body = Map::new();
    body.insert("type".to_owned(), json!(kind));
    for member in members {
        let (name, text) = member.split_once('=').unwrap_or((member, ""));
        body.insert(name.to_owned(), value(text));
    }
    Value::Object(body)
}

fn faults_now(timeline: &Timeline) -> String {
    let mut out = String::new();
    let world = timeline.world();
    for (id, fault) in world.faults.iter() {
        let mut what = fault.name.to_owned();
        if let Some(cluster) = fault.cluster.and_then(|id| world.clusters.get(id)) {
            what.push_str(&format!(" cluster={}", cluster.name));
        }
        if let Some(id) = fault.instance {
            what.push_str(&format!(
                " containerInstance={}",
                Arns::of(world).instance_hex(id)
            ));
        }
        if let Some(zone) = fault.zone {
            what.push_str(&format!(" zone={}", zone.name(&world.settings.region)));
        }
        for (member, text) in fault.texts.iter().filter(|(_, text)| !text.is_empty()) {
            what.push_str(&format!(" {member}={text}"));
        }
        for (member, number) in &fault.numbers {
            what.push_str(&format!(" {member}={number}"));
        }
        out.push_str(&format!("{}\t{}\t{what}\n", id.0, fault.since));
    }
    out
}

#[cfg(test)]
mod tests;
