//! Runs as text. A scenario is a file beside this one: what is asked (`> Action {…}`), time that
//! passes (`+ 30 s`), and beneath each what came of it: answers cut to what the scenario looks at
//! (`? $.service.runningCount`), and the journal. Where that is too long to read (`~ 30 s`), it is
//! cut to the troubles that services tell of.
//!
//! `UPDATE_EXPECT=1 cargo test --test it scenarios` writes what comes of them: read it before you
//! believe it. After every step the invariants of the world are checked, and at the end the run is
//! exported, imported, sought through and compared.

mod said;

use drydock::engine::{Command, Timeline};
use drydock::lifecycle::{Event, host, invariants};
use drydock::model::Settings;
use drydock::model::service_message::ServiceMessage;
use drydock::sim::{SimTime, Span};
use expect_test::expect_file;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/scenarios");

struct Run {
    timeline: Timeline,
    answer: Value,
    told: u64,
    out: String,
    /// What services said: the message, and its text.
    said: Vec<(ServiceMessage, String)>,
}

impl Run {
    fn new() -> Run {
        Run {
            timeline: Timeline::new(Settings::default()),
            answer: Value::Null,
            told: 0,
            out: String::new(),
            said: Vec::new(),
        }
    }

    /// One line of the scenario that asks for something.
    fn step(&mut self, line: &str) {
        self.line(line);
        let (sign, rest) = line.split_at(2);
        match sign {
            "> " => self.ask(rest),
            "+ " | "~ " => {
                let seconds: u64 = rest.trim_end_matches(" s").parse().expect("`+ SECONDS s`");
                self.timeline.advance(Span::seconds(seconds), u32::MAX);
            }
            "? " => self.look(rest),
            _ => panic!("`{line}` is no step"),
        }
        self.tell(sign == "~ ");
        let mut breaches = invariants::breaches(self.timeline.world());
        breaches.extend(host::breaches(self.timeline.world(), self.timeline.now()));
        assert_eq!(breaches, Vec::<String>::new(), "after `{line}`");
    }

    fn line(&mut self, line: &str) {
        writeln!(self.out, "{line}").expect("a String takes everything");
    }

    fn ask(&mut self, words: &str) {
        let (action, body) = words.split_once(' ').unwrap_or((words, "{}"));
        let answer = self.timeline.ask(Command::new(action, body));
        self.answer = serde_json::from_str(&answer.body).expect("every answer is JSON");
        match answer.status {
            200 => self.line("  200"),
            status => self.line(&format!("  {status} {}", answer.body)),
        }
    }

    /// A part of the last answer: members and indexes, joined by dots.
    fn look(&mut self, path: &str) {
        let mut value = &self.answer;
        for part in path.split('.') {
            value = match part.parse::<usize>() {
                Ok(index) => &value[index],
                Err(_) => &value[part],
            };
        }
        let found = value.to_string();
        self.line(&format!("  {found}"));
    }

    /// What the journal has got since the last step, or only the troubles of services.
    fn tell(&mut self, troubles: bool) {
        let entries = self.timeline.journal().since(self.told);
        let world = self.timeline.world();
        let mut lines = Vec::new();
        for (_, entry) in entries {
            let mut shown = !troubles;
            if let Event::ServiceSaid {
                service, message, ..
            } = &entry.event
            {
                shown |= message.is_complaint();
                let text = message.text(world, *service);
                self.said.push(((**message).clone(), text));
            }
            if shown {
                lines.push(format!("  {} {}", clock(entry.at), entry.event));
            }
        }
        self.told = self.timeline.journal().end_seq();
        for line in lines {
            self.line(&line);
        }
    }
}

/// Minutes, seconds and milliseconds since the start.
fn clock(at: SimTime) -> String {
    let (minutes, rest) = (at.0 / 60_000, at.0 % 60_000);
    format!("{minutes:>3}:{:02}.{:03}", rest / 1000, rest % 1000)
}

fn play(text: &str) -> Run {
    let mut run = Run::new();
    for line in text.lines() {
        match line {
            "" => run.line(""),
            comment if comment.starts_with('#') => run.line(comment),
            step if !step.starts_with(' ') => run.step(step),
            _ => {}
        }
    }
    run
}

/// An export plays to the same world, and seeking about leaves no trace.
fn leaves_no_trace(run: &mut Run) {
    let timeline = &mut run.timeline;
    let export = timeline.export();
    let again = Timeline::import(&export).expect("an export can be imported");
    assert!(again.sim() == timeline.sim(), "the import differs");
    assert_eq!(again.export(), export);
    let before = (timeline.sim().clone(), timeline.journal_hash());
    let end = timeline.now();
    for part in [3, 1, 2, 0] {
        timeline.seek(SimTime(end.0 / 4 * part));
    }
    timeline.seek(end);
    assert!(*timeline.sim() == before.0, "seeking changed the world");
    assert_eq!(timeline.journal_hash(), before.1);
}

/// All scenarios, by name.
fn files() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(FOLDER)
        .expect("the folder is there")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn what_comes_of_each_scenario_is_written_down() {
    for file in files() {
        let text = fs::read_to_string(&file).expect("it can be read");
        let mut run = play(&text);
        expect_file![&file].assert_eq(&run.out);
        leaves_no_trace(&mut run);
    }
}
