//! `jq`: its options and its inputs. What it runs is in `shell/jq`. Source: jq 1.6, by behaviour.

mod inputs;
mod options;

use crate::shell::filter::{Filter, Next, Output};
use crate::shell::jq::Program;
use crate::shell::jq::run::{Machine, Stop};
use crate::shell::jq::value::{Val, list, text};
use crate::shell::jq::write::{Layout, written};
use crate::shell::state::{Boxed, Flow, Shell};
use inputs::Inputs;
use options::{Given, Refused, given};
use std::cell::RefCell;
use std::rc::Rc;

/// The status of wrong options, of a program that is none, of an error; of no output, with `-e`.
const USAGE: u8 = 2;
const COMPILE: u8 = 3;
const NOTHING: u8 = 4;
const ERROR: u8 = 5;

/// What a step of a program takes, as bytes to expand: a loop that asks `jq` again and again lets
/// go as often as one that does the same by itself.
const BYTES_OF_A_STEP: usize = 8;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = match made(shell, arguments).await {
            Ok((jq, files)) => shell.pump("jq", Box::new(jq), files).await,
            Err((0, said)) => {
                shell.out(said.as_bytes());
                0
            }
            Err((status, said)) => {
                shell.err(&said);
                status
            }
        };
        Flow::Go
    })
}

async fn made(shell: &mut Shell, arguments: &[String]) -> Result<(Jq, Vec<String>), Refused> {
    let mut given = given(shell, arguments)?;
    if given.words.is_empty() && !given.from_file {
        given.words.push(".".to_string());
    }
    let mut code = given.words.remove(0);
    if given.from_file {
        // To jq `-` is a name as any other.
        let read = match &*code {
            "/dev/stdin" => shell.whole(&code).await,
            name => shell.disk.read(name).map(|bytes| bytes.to_vec()),
        };
        let bytes =
            read.map_err(|message| (USAGE, format!("jq: Could not open {code}: {message}\n")))?;
        code = String::from_utf8_lossy(&bytes).into_owned();
    }
    command(shell, given, code)
}

fn command(
    shell: &mut Shell,
    mut given: Given,
    code: String,
) -> Result<(Jq, Vec<String>), Refused> {
    let environment = shell.variables.environment();
    let environment = environment.iter();
    let environment = environment.map(|(name, value)| (name.as_str().into(), text(value)));
    let arguments = vec![
        ("positional".into(), list(given.values.clone())),
        ("named".into(), Val::Object(Rc::new(given.named.clone()))),
    ];
    let mut variables = vec![
        (
            "ENV".to_string(),
            Val::Object(Rc::new(environment.collect())),
        ),
        ("ARGS".to_string(), Val::Object(Rc::new(arguments))),
    ];
    let own = given.named.iter();
    variables.extend(own.map(|(name, value)| (name.to_string(), value.clone())));
    let program = Program::read(&code, variables).map_err(|said| (COMPILE, said))?;
    let mut files = std::mem::take(&mut given.words);
    if given.no_input && files.is_empty() && !code.contains("input") {
        // Nobody is asked for what is not read.
        files.push("/dev/null".to_string());
    }
    let now = shell.outside.calendar().epoch_millis(shell.outside.now());
    let jq = Jq {
        program,
        given,
        now,
        sources: Vec::new(),
    };
    Ok((jq, files))
}

/// The command when it is run.
struct Jq {
    program: Program,
    given: Given,
    now: u64,
    /// Names and contents of what it reads.
    sources: Vec<(String, Vec<u8>)>,
}

impl Filter for Jq {
    fn file(&mut self, name: &str, _to: &mut Output) {
        let name = if name == "-" { "<stdin>" } else { name };
        self.sources.push((name.to_string(), Vec::new()));
    }

    fn line(&mut self, line: &[u8], ended: bool, _to: &mut Output) -> Next {
        if let Some((_, content)) = self.sources.last_mut() {
            content.extend_from_slice(line);
            if ended {
                content.push(b'\n');
            }
        }
        Next::Line
    }

    fn trouble(&self) -> u8 {
        USAGE
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        let sources = std::mem::take(&mut self.sources);
        let mut inputs = Inputs::new(&sources, &self.given);
        let place = RefCell::new("<unknown>".to_string());
        let mut next = || {
            let next = inputs.next();
            *place.borrow_mut() = inputs.place();
            next
        };
        let machine = Machine::new(&mut next, self.now);
        let mut status = Status::default();
        if self.given.no_input {
            self.one(&machine, Val::Null, &place, &mut status, to);
        } else {
            while status.halted.is_none() {
                let input = (machine.inputs.borrow_mut())();
                match input {
                    Some(Ok(value)) => self.one(&machine, value, &place, &mut status, to),
                    Some(Err(message)) => {
                        to.err.push_str(&format!("parse error: {message}\n"));
                        status.broken = true;
                        break;
                    }
                    None => break,
                }
            }
        }
        to.work += machine.steps().saturating_mul(BYTES_OF_A_STEP);
        status.code(self.given.exits)
    }
}

/// How it ended so far.
#[derive(Default)]
struct Status {
    /// Whether the last output was true.
    last: Option<bool>,
    failed: bool,
    /// The input was no JSON.
    broken: bool,
    halted: Option<u8>,
}

impl Status {
    fn code(&self, exits: bool) -> u8 {
        match (self.halted, self.last) {
            (Some(code), _) => code,
            // Source: jq 1.6, by behaviour; 1.7 says 2.
            (None, _) if self.broken => NOTHING,
            (None, _) if self.failed => ERROR,
            (None, Some(false)) if exits => 1,
            (None, None) if exits => NOTHING,
            (None, _) => 0,
        }
    }
}

impl Jq {
    /// Runs the program on a value.
    fn one(
        &self,
        machine: &Machine,
        value: Val,
        place: &RefCell<String>,
        status: &mut Status,
        to: &mut Output,
    ) {
        let layout = &self.given.layout;
        let flow = self.program.run(machine, value, &mut |value| {
            status.last = Some(value.is_true());
            match &value {
                Val::Text(own) if self.given.raw => to.out.extend(own.as_bytes()),
                other => to.out.extend(written(other, layout).as_bytes()),
            }
            if !self.given.joined {
                to.out.push(b'\n');
            }
            Ok(())
        });
        to.err.push_str(&machine.said.take());
        match flow {
            Ok(()) | Err(Stop::Break(_)) => status.failed = false,
            Err(Stop::Error(Val::Null)) => {}
            Err(Stop::Error(value)) => {
                status.failed = true;
                let place = place.borrow();
                to.err.push_str(&match value {
                    Val::Text(message) => format!("jq: error (at {place}): {message}\n"),
                    other => {
                        let other = written(&other, &Layout::default());
                        format!("jq: error (at {place}) (not a string): {other}\n")
                    }
                });
            }
            Err(Stop::Halt(code, said)) => {
                status.halted = Some(code);
                to.err.push_str(&match said {
                    None | Some(Val::Null) => String::new(),
                    Some(Val::Text(said)) => said.to_string(),
                    Some(other) => format!("{}\n", written(&other, &Layout::default())),
                });
            }
        }
    }
}
