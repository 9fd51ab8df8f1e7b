//! Some hundred command lines give what the CLI gives, byte for byte: what it asks the service,
//! what it prints, what it complains about, and its exit code. `tests/cli/record.py` wrote what is
//! expected, with the CLI itself. `DRYDOCK_CLI` may name a folder with another recording.

use drydock::aws::folder::Stdin;
use drydock::aws::outside::{Answer, Need, Outside, Reply, Running, Text, drive};
use drydock::aws::python::dump::{PLAIN, dumps};
use drydock::aws::stream::Streams;
use drydock::aws::{Environment, run};
use drydock::sim::{Calendar, SimTime};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::PathBuf;

const EXPECTED: &str = include_str!("../../cli/expected.txt");
const ANSWERS: &str = include_str!("../../cli/answers.json");
/// What the recording shortens.
const USAGE: &str = "usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\n\
                     To see help text, you can run:\n\
                     \n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n";
const FILES: &str = include_str!("../../cli/files.json");

/// Command lines and what is expected of each.
pub fn blocks() -> Vec<(&'static str, &'static str)> {
    blocks_of(EXPECTED)
}

fn blocks_of(text: &str) -> Vec<(&str, &str)> {
    let starts = text.match_indices("\n$ ").map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let blocks = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &text[*start..end]);
    blocks
        .map(|block| block.split_once('\n').expect("it is so"))
        .collect()
}

/// Words as a shell would make them: quotes, and a backslash before a letter.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut open) = (Vec::new(), None::<String>, None);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (open, letter) {
            (None, ' ') => words.extend(word.take()),
            (None, '\'' | '"') => {
                open = Some(letter);
                word.get_or_insert_default();
            }
            (None, '\\') => word.get_or_insert_default().extend(letters.next()),
            (Some(quote), letter) if letter == quote => open = None,
            (Some('"'), '\\') => {
                let next = letters.next().unwrap_or('\\');
                let word = word.get_or_insert_default();
                if !matches!(next, '"' | '\\') {
                    word.push('\\');
                }
                word.push(next);
            }
            (_, letter) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

fn covers(wanted: &Value, given: &Value) -> bool {
    match wanted {
        Value::Object(members) => members.iter().all(|(name, value)| match given.get(name) {
            Some(given) => covers(value, given),
            None => value.is_null(),
        }),
        other => other == given,
    }
}

/// The service of the recording.
struct Canned<'a> {
    answers: &'a Value,
    asked: Vec<*const Value>,
    log: String,
}

impl Canned<'_> {
    fn answer(&mut self, action: &str, body: &str) -> Answer {
        let request: Value = serde_json::from_str(body).expect("it is so");
        writeln!(self.log, "& {action} {}", dumps(&request, PLAIN)).expect("it is so");
        let all = self.answers[action].as_array().into_iter().flatten();
        let is = |answer: &&Value| answer.get("when").is_none_or(|when| covers(when, &request));
        let Some(answer) = all.into_iter().find(is) else {
            return Answer {
                status: 200,
                body: "{}".to_owned(),
            };
        };
        let turn = self
            .asked
            .iter()
            .filter(|asked| std::ptr::eq(**asked, answer))
            .count();
        self.asked.push(answer);
        let body = match answer.get("bodies").and_then(Value::as_array) {
            Some(bodies) => &bodies[turn.min(bodies.len() - 1)],
            None => &answer["body"],
        };
        let body = body
            .as_str()
            .map_or_else(|| body.to_string(), str::to_owned);
        let status = answer["status"].as_u64().unwrap_or(200);
        Answer {
            status: u16::try_from(status).expect("it is so"),
            body,
        }
    }
}

fn marked(mark: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("it is so");
    let mut lines: Vec<&str> = text.split('\n').collect();
    let last = lines.pop().expect("it is so");
    let mut out: String = lines.iter().map(|line| format!("{mark}{line}\n")).collect();
    if !last.is_empty() {
        writeln!(out, "{mark}{last}\\").expect("it is so");
    }
    out
}

/// The surroundings of the recording.
fn environment() -> Environment {
    let variables = [
        ("HOME", "~"),
        ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secretEXAMPLEKEY"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ];
    variables
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

/// What ours says to a line.
pub fn said(line: &str, answers: &Value, files: &Value) -> String {
    let mut words = words(line.strip_prefix("$ ").expect("it is so"));
    let mut environment = environment();
    while words[0] != "aws" {
        let word = words.remove(0);
        let (name, value) = word.split_once('=').unwrap_or((&word, ""));
        environment.insert(name.to_owned(), value.to_owned());
    }
    words.remove(0);
    let outside = Outside::new(Calendar::DEFAULT);
    for (name, text) in files.as_object().expect("it is so") {
        let home = if name.starts_with('.') { "~/" } else { "" };
        outside
            .write(
                &format!("{home}{name}"),
                text.as_str().expect("it is so").as_bytes(),
            )
            .expect("it is so");
    }
    let mut canned = Canned {
        answers,
        asked: Vec::new(),
        log: String::new(),
    };
    let streams = Streams::buffers();
    let (hands, outputs) = (outside.clone(), streams.clone());
    let running = Running::new(&outside, async move {
        run(
            &hands,
            words,
            &environment,
            Stdin::default(),
            &outputs,
            &hands,
        )
        .await
    });
    let code = drive(running, SimTime::START, 10_000, |need, now| match need {
        Need::Call { action, body, .. } => Reply::Answer(canned.answer(&action, &body)),
        Need::Sleep { until, .. } => {
            *now = until;
            Reply::Awake
        }
        Need::Line { .. } => Reply::Line(None),
        Need::Own { .. } => Reply::Text(Text::default()),
    });
    let err = String::from_utf8(streams.err.take()).expect("it is text");
    let err = marked("! ", err.replace(USAGE, "{usage}\n").as_bytes());
    let out = marked("> ", &streams.out.take());
    let settings = written(&outside, files);
    let code = code.expect("it is so");
    format!("{}{out}{err}{settings}= {code}\n", canned.log)
}

/// The settings that a line changed, whole.
fn written(outside: &Outside, files: &Value) -> String {
    let mut out = String::new();
    for name in [".aws/config", ".aws/credentials"] {
        let text = outside.read(&format!("~/{name}")).expect("it is there");
        if files[name].as_str().expect("it is so").as_bytes() != &*text {
            out += &format!("+ ~/{name}\n{}", marked("+ ", &text));
        }
    }
    out
}

pub fn canned() -> (Value, Value) {
    (
        serde_json::from_str(ANSWERS).expect("it is so"),
        serde_json::from_str(FILES).expect("it is so"),
    )
}

#[test]
fn says_what_the_cli_says() {
    let (answers, files) = canned();
    agree(blocks(), &answers, &files);
    let Some(folder) = std::env::var_os("DRYDOCK_CLI").map(PathBuf::from) else {
        return;
    };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("it is so");
    let parsed = |name: &str| serde_json::from_str(&read(name)).expect("it is so");
    let expected = read("expected.txt");
    let blocks = blocks_of(&expected);
    agree(blocks, &parsed("answers.json"), &parsed("files.json"));
}

fn agree(blocks: Vec<(&str, &str)>, answers: &Value, files: &Value) {
    let mut wrong = String::new();
    let mut count = 0;
    for (line, expected) in &blocks {
        let ours = said(line, answers, files);
        if ours != *expected {
            count += 1;
            writeln!(wrong, "{line}\n--- the CLI\n{expected}--- ours\n{ours}").expect("it is so");
        }
    }
    assert!(count == 0, "{count} of {} differ:\n{wrong}", blocks.len());
}
