//! Some hundred command lines give what the CLI gives, byte for byte: what it asks the service,
//! what it prints, what it complains about, and its exit code. `tests/cli/record.py` wrote what is
//! expected, with the CLI itself.

use super::outside::{Answer, Need, Outside, Reply, Running, Text, drive};
use super::python::dump::{PLAIN, dumps};
use super::stream::Streams;
use super::{Environment, run};
use crate::sim::{Calendar, SimTime};
use serde_json::Value;
use std::fmt::Write as _;

const EXPECTED: &str = include_str!("../../tests/cli/expected.txt");
const ANSWERS: &str = include_str!("../../tests/cli/answers.json");
const FILES: &str = include_str!("../../tests/cli/files.json");

/// Command lines and what is expected of each.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let starts = EXPECTED.match_indices("\n$ ").map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    let ends = starts.iter().skip(1).copied().chain([EXPECTED.len()]);
    let blocks = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &EXPECTED[*start..end]);
    blocks
        .map(|block| block.split_once('\n').unwrap())
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
        let request: Value = serde_json::from_str(body).unwrap();
        writeln!(self.log, "& {action} {}", dumps(&request, PLAIN)).unwrap();
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
            status: u16::try_from(status).unwrap(),
            body,
        }
    }
}

fn marked(mark: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let mut lines: Vec<&str> = text.split('\n').collect();
    let last = lines.pop().unwrap();
    let mut out: String = lines.iter().map(|line| format!("{mark}{line}\n")).collect();
    if !last.is_empty() {
        writeln!(out, "{mark}{last}\\").unwrap();
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
fn said(line: &str, answers: &Value, files: &Value) -> String {
    let mut words = words(line.strip_prefix("$ ").unwrap());
    let mut environment = environment();
    while words[0] != "aws" {
        let word = words.remove(0);
        let (name, value) = word.split_once('=').unwrap_or((&word, ""));
        environment.insert(name.to_owned(), value.to_owned());
    }
    words.remove(0);
    let outside = Outside::new(Calendar::DEFAULT);
    for (name, text) in files.as_object().unwrap() {
        let home = if name.starts_with('.') { "~/" } else { "" };
        outside
            .write(&format!("{home}{name}"), text.as_str().unwrap().as_bytes())
            .unwrap();
    }
    let mut canned = Canned {
        answers,
        asked: Vec::new(),
        log: String::new(),
    };
    let streams = Streams::buffers();
    let (hands, outputs) = (outside.clone(), streams.clone());
    let running = Running::new(&outside, async move {
        run(&hands, words, &environment, [].into(), &outputs).await
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
    let (out, err) = (
        marked("> ", &streams.out.take()),
        marked("! ", &streams.err.take()),
    );
    format!("{}{out}{err}= {}\n", canned.log, code.unwrap())
}

fn canned() -> (Value, Value) {
    (
        serde_json::from_str(ANSWERS).unwrap(),
        serde_json::from_str(FILES).unwrap(),
    )
}

#[test]
fn says_what_the_cli_says() {
    let blocks = blocks();
    let (answers, files) = canned();
    let mut wrong = String::new();
    let mut count = 0;
    for (line, expected) in &blocks {
        let ours = said(line, &answers, &files);
        if ours != *expected {
            count += 1;
            writeln!(wrong, "{line}\n--- the CLI\n{expected}--- ours\n{ours}").unwrap();
        }
    }
    assert!(count == 0, "{count} of {} differ:\n{wrong}", blocks.len());
}

/// Ten thousand odd command lines in `test`, a million in `soak`: each ends, with an exit code of
/// the CLI's and without a panic.
#[test]
fn no_line_is_too_odd() {
    let count = if std::env::var_os("DRYDOCK_SOAK").is_some() {
        1_000_000
    } else {
        10_000
    };
    let (answers, files) = canned();
    let lines: Vec<&str> = blocks().into_iter().map(|(line, _)| line).collect();
    let codes = ["= 0", "= 1", "= 252", "= 253", "= 254", "= 255"];
    let mut dice = Dice(1);
    for _ in 0..count {
        let line = odd(&lines, &mut dice);
        let said = said(&line, &answers, &files);
        let code = said.trim_end().rsplit('\n').next().unwrap();
        assert!(codes.contains(&code), "{line}: {said}");
    }
}

/// Numbers without a pattern, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % count as u64).unwrap()
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

/// A line with some words of others, and some letters that mean something.
fn odd(lines: &[&str], dice: &mut Dice) -> String {
    const PIECES: &[&str] = &[
        "\"",
        "'",
        "\\",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "=",
        ",",
        ":",
        "|",
        "&",
        "*",
        "?",
        "!",
        "@",
        "`",
        "-",
        "--",
        "#",
        "~",
        "$",
        "\n",
        "\t",
        "é",
        "😀",
        "\0",
        "0",
        "-1",
        "99999999999999999999",
        "1e999",
        "file://",
        "--query",
        "--output",
        "table",
        "text",
        "yaml",
        "[]",
        "[?",
        "null",
    ];
    let mut line: Vec<char> = dice.of(lines).chars().collect();
    for _ in 0..1 + dice.below(4) {
        let start = line.iter().position(|letter| *letter == 'a').unwrap_or(2) + 3;
        let start = start.min(line.len());
        let at = start + dice.below(line.len() - start + 1);
        match dice.below(4) {
            0 => line.truncate(at.max(start)),
            1 => {
                let other: Vec<char> = dice.of(lines).chars().collect();
                let from = dice.below(other.len());
                line.truncate(at);
                line.extend(&other[from..]);
            }
            2 => {
                let end = (at + 1 + dice.below(6)).min(line.len());
                line.drain(at.min(end)..end);
            }
            _ => {
                let piece = dice.of(PIECES).chars();
                line.splice(at..at, piece);
            }
        }
    }
    let line: String = line.into_iter().collect();
    // The variables and the name stay.
    if words(line.strip_prefix("$ ").unwrap_or_default())
        .iter()
        .any(|word| word == "aws")
    {
        line
    } else {
        "$ aws ".to_owned() + &line
    }
}
