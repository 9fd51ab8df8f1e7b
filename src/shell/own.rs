//! What `curl` and `drydock` ask of the run they are on.

mod capacity;
pub mod complete;
mod help;
mod instances;

use crate::aws::outside::Text;
use crate::engine::{Command, Timeline};
use crate::model::Settings;
use crate::model::arn::Arns;
use crate::shell::commands::curl;
use crate::sim::{SimTime, Span};
use crate::view::cli::own::{Said, named, read};
use crate::view::reach::Request;
use crate::view::script::script;
use serde_json::Value;

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
    if let Some((last, words)) = words.split_last()
        && ["--help", "-h"].contains(last)
    {
        return Ok(help::of(words));
    }
    if let Some(said) = read(words) {
        let row = named(words).map_or("", |(row, _)| row.words);
        let said = said.map_err(|reason| format!("{reason}; see `drydock help {row}`"))?;
        return act(timeline, &said);
    }
    match words {
        [] => Ok(help::all()),
        ["help", words @ ..] => Ok(help::of(words)),
        ["instances", rest @ ..] => instances::list(timeline, cluster_of(rest)?),
        ["capacity", rest @ ..] => capacity::run(timeline, cluster_of(rest)?),
        ["faults"] => Ok(faults_now(timeline)),
        ["script"] => Ok(script(timeline)),
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
            let told = ask(timeline, &format!("Drydock.{action}"), &body)?;
            Ok(format!("{told:#}\n"))
        }
        ["speed", ..] => {
            Err("only the page has a speed: here time passes when a command waits".to_owned())
        }
        [first, ..] => Err(format!(
            "`{}` is no command\n{}",
            words.join(" "),
            help::of(&[first])
        )),
    }
}

/// Asks the action of a command, and tells what there is then.
fn act(timeline: &mut Timeline, said: &Said) -> Result<String, String> {
    let told = ask(timeline, said.action, &said.body)?;
    match said.action {
        "Drydock.AddInstances" | "Drydock.TerminateInstance" => {
            instances::list(timeline, said.body["cluster"].as_str())
        }
        "Drydock.InjectFault" | "Drydock.ClearFaults" => Ok(faults_now(timeline)),
        _ if told.as_object().is_some_and(serde_json::Map::is_empty) => Ok(String::new()),
        _ => Ok(format!("{told:#}\n")),
    }
}

/// The cluster that words name, if they do.
fn cluster_of<'w>(words: &[&'w str]) -> Result<Option<&'w str>, String> {
    match *words {
        [] => Ok(None),
        ["--cluster", name] => Ok(Some(name)),
        ["--cluster"] => Err("--cluster needs a name".to_owned()),
        [word, ..] => match word.strip_prefix("--cluster=") {
            Some(name) if words.len() == 1 => Ok(Some(name)),
            Some(_) | None => Err(format!("`{word}` is no word of this: [--cluster CLUSTER]")),
        },
    }
}

/// Asks the API; the error is its message.
fn ask(timeline: &mut Timeline, action: &str, body: &Value) -> Result<Value, String> {
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
