//! `awk`: its options, and all that its machine asks for. The language is in `shell/awk`.

mod input;

use crate::shell::awk::{Given, Host, Machine, Origin, Program, Stop};
use crate::shell::clock::Clock;
use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::streams::{Fd, Source, pipe};
use crate::shell::syntax::reader::is_name;
use input::{Input, Main};
use std::collections::BTreeMap;
use std::rc::Rc;

const USAGE: &str = "\
Usage: awk [-F value] [-v var=value] [--] 'program text' [file ...]
       awk [-F value] [-v var=value] -f program-file [--] [file ...]
";

/// The status of a program that is none, and of what goes wrong in one.
const WRONG: u8 = 2;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = match options(shell, arguments) {
            Ok(given) => within(shell, given).await,
            Err((status, said)) => {
                if status == 0 {
                    shell.out(said.as_bytes());
                } else {
                    shell.err(&said);
                }
                status
            }
        };
        Flow::Go
    })
}

/// What the words say.
#[derive(Default)]
struct Options {
    program: Option<String>,
    assignments: Vec<(String, String)>,
    words: Vec<String>,
}

type Refused = (u8, String);

fn assignment(word: &str) -> Option<(&str, &str)> {
    word.split_once('=').filter(|(name, _)| is_name(name))
}

fn options(shell: &Shell, arguments: &[String]) -> Result<Options, Refused> {
    let mut given = Options::default();
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        let flag = word
            .strip_prefix('-')
            .and_then(|flags| flags.chars().next());
        let Some(flag) = flag else {
            given.words.push(word.clone());
            break;
        };
        if word == "--" {
            break;
        }
        if word == "--version" || (flag == 'W' && word.contains('v')) {
            return Err((
                0,
                "mawk 1.3.4 20200120, as far as Drydock's shell has it\n".to_string(),
            ));
        }
        if !"Fvf".contains(flag) {
            return Err((WRONG, format!("awk: not an option: {word}\n")));
        }
        let value = match &word[2..] {
            "" => rest.next().cloned(),
            own => Some(own.to_string()),
        };
        let Some(value) = value else {
            return Err((WRONG, format!("awk: option -{flag} lacks argument\n")));
        };
        match flag {
            'F' => given.assignments.push(("FS".to_string(), value)),
            'v' => match assignment(&value) {
                Some((name, text)) => given.assignments.push((name.to_string(), text.to_string())),
                None => return Err((WRONG, format!("awk: improper assignment: -v {value}\n"))),
            },
            _ => {
                let opened = shell.disk.read(&value);
                let text = opened.map_err(|message| {
                    (WRONG, format!("awk: cannot open {value} ({message})\n"))
                })?;
                let text = String::from_utf8_lossy(&text);
                given.program = Some(given.program.unwrap_or_default() + &text + "\n");
            }
        }
    }
    given.words.extend(rest.cloned());
    if given.program.is_none() {
        if given.words.is_empty() {
            return Err((0, USAGE.to_string()));
        }
        given.program = Some(given.words.remove(0));
    }
    Ok(given)
}

/// What the machine reads besides its files, by name.
type Inputs = BTreeMap<Vec<u8>, Input>;

async fn within(shell: &mut Shell, given: Options) -> u8 {
    let program = match Program::read(&given.program.unwrap_or_default()) {
        Ok(program) => program,
        Err(message) => {
            shell.err(&format!("awk: {message}\n"));
            return WRONG;
        }
    };
    let mut words = vec!["awk".to_string()];
    words.extend(given.words);
    let mut machine = program.machine(&words, &shell.variables.environment());
    for (name, text) in &given.assignments {
        machine.assign(name, text);
    }
    let ended = steps(shell, &mut machine).await;
    flush(shell, &mut machine).await;
    let status = match ended {
        Ok(status) => status,
        Err(message) => {
            shell.err(&format!("awk: {message}\n"));
            WRONG
        }
    };
    while let Some((command, held)) = machine.next_pipe() {
        command_of(shell, &command, held).await;
    }
    status
}

async fn flush(shell: &mut Shell, machine: &mut Machine) {
    let out = std::mem::take(&mut machine.out);
    shell.out(&out);
    shell.room().await;
}

async fn steps(shell: &mut Shell, machine: &mut Machine) -> Result<u8, String> {
    let mut main = Main::default();
    let mut inputs = Inputs::new();
    let clock = Clock::of(shell);
    loop {
        let now = shell.outside.calendar().epoch_millis(shell.outside.now()) / 1_000;
        let host = Host {
            disk: &shell.disk,
            fds: &shell.fds,
            now,
            clock: clock.clone(),
        };
        let stop = machine.run(&host)?;
        if let Stop::Record(Origin::Main, _) = &stop {
            // Records that are there are read on without a pause.
            if let Some(line) = main.at_hand(machine) {
                machine.give(Given::Line(line))?;
                if machine.out.len() < 4_096 {
                    continue;
                }
                flush(shell, machine).await;
                shell.tick().await;
                if shell.broken {
                    return Ok(0);
                }
                continue;
            }
        }
        flush(shell, machine).await;
        if shell.broken {
            return Ok(0);
        }
        match stop {
            Stop::Breathe => shell.outside.breathe().await,
            Stop::Over(status) => return Ok(status),
            Stop::NextFile => main.next_file(),
            Stop::Record(Origin::Main, _) => {
                let given = main.next(shell, machine).await?;
                machine.give(given)?;
            }
            Stop::Record(origin, name) => {
                let given = other(shell, machine, &mut inputs, origin, &name).await?;
                machine.give(given)?;
            }
            Stop::Run(command) => {
                let status = system(shell, &command).await;
                machine.give_number(f64::from(status));
            }
            Stop::Close(name, held) => {
                let known = inputs.remove(&*name).is_some();
                let status = match held {
                    Some(held) => f64::from(command_of(shell, &name, held).await),
                    None if known => 0.0,
                    None => -1.0,
                };
                machine.give_number(status);
            }
        }
    }
}

/// The next record of a file or of what a command wrote.
async fn other(
    shell: &mut Shell,
    machine: &Machine,
    inputs: &mut Inputs,
    origin: Origin,
    name: &[u8],
) -> Result<Given, String> {
    if !inputs.contains_key(name) {
        let path = String::from_utf8_lossy(name).into_owned();
        let input = if origin == Origin::Command {
            Input::new(output(shell, &path).await)
        } else if path == "-" || path == "/dev/stdin" {
            Input::new(shell.input())
        } else {
            match shell
                .disk
                .read(&path)
                .map(|bytes| Source::bytes(bytes.to_vec()))
            {
                Ok(Fd::In(source)) => Input::new(source),
                Ok(_) | Err(_) => return Ok(Given::Missing),
            }
        };
        inputs.insert(name.to_vec(), input);
    }
    let Some(input) = inputs.get_mut(name) else {
        return Ok(Given::Missing);
    };
    let line = input.record(&machine.separator(), &shell.outside).await?;
    shell.tick().await;
    Ok(line.map_or(Given::End, Given::Line))
}

/// Runs a command as `sh -c` does, with other descriptors.
async fn sh(shell: &mut Shell, command: &str, input: Option<Fd>, out: Option<Fd>) -> u8 {
    if shell.is_crowded() {
        shell.err("awk: fork: Resource temporarily unavailable\n");
        return WRONG;
    }
    let mut fork = shell.fork();
    if let Some(input) = input {
        fork.fds.set(0, input);
    }
    if let Some(out) = out {
        fork.fds.set(1, out);
    }
    let words = ["-c".to_string(), command.to_string()];
    Box::pin(super::bash::run(&mut fork, &words)).await;
    fork.status
}

/// What a command writes.
async fn output(shell: &mut Shell, command: &str) -> Rc<Source> {
    let stream = crate::aws::stream::Stream::buffer();
    sh(shell, command, None, Some(Fd::Out(stream.clone()))).await;
    let (_, read) = pipe(&shell.outside);
    match (Source::bytes(stream.take()), read) {
        (Fd::In(source), _) | (_, Fd::In(source)) => source,
        _ => shell.input(),
    }
}

async fn system(shell: &mut Shell, command: &[u8]) -> u8 {
    let command = String::from_utf8_lossy(command).into_owned();
    sh(shell, &command, None, None).await
}

async fn command_of(shell: &mut Shell, command: &[u8], held: Vec<u8>) -> u8 {
    let command = String::from_utf8_lossy(command).into_owned();
    sh(shell, &command, Some(Source::bytes(held)), None).await
}
