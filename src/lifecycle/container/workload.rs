//! What the process in a container does: how long it runs, how it ends, how it takes a SIGTERM.
//!
//! Read from the command (`sleep N`, `exit N`, `true`, `false`, and these joined in `sh -c`), from
//! the image otherwise. Labels override, so that behaviour travels inside the definition:
//! `drydock.run-for`, `drydock.exit-code`, `drydock.start-delay`, `drydock.stop-delay`,
//! `drydock.healthy-after`, `drydock.unhealthy-after` (of container and target health checks);
//! what the process wants of CPU and memory is read in [`crate::lifecycle::demand`].

use super::images::{self, Habit};
use crate::model::task_definition::HealthCheck;
use crate::model::workload::{OnTerm, Workload};
use crate::sim::Span;
use std::sync::Arc;

/// The exit code after SIGKILL: 128 + 9.
pub const EXIT_KILLED: u16 = 137;

/// How long a well-behaved server takes to end after SIGTERM. Assumption.
const ENDS_AFTER: Span = Span::millis(800);

/// The words by which a container says what it does.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The image reference.
    pub image: &'a str,
    /// `entryPoint`; empty if not set.
    pub entry_point: &'a [Arc<str>],
    /// `command`; empty if not set.
    pub command: &'a [Arc<str>],
    /// `dockerLabels`.
    pub docker_labels: &'a [(Arc<str>, Arc<str>)],
}

/// Reads a container's workload.
pub fn workload(container: Words) -> Workload {
    let all = container.entry_point.iter().chain(container.command);
    let words: Vec<&str> = all.map(|word| &**word).collect();
    let mut workload = read_words(&words).unwrap_or_else(|| of_image(container.image, &words));
    for (name, value) in container.docker_labels {
        apply_label(&mut workload, name, value);
    }
    workload
}

fn apply_label(workload: &mut Workload, name: &str, value: &str) {
    match name {
        "drydock.run-for" => workload.run_for = read_span(value).or(workload.run_for),
        "drydock.exit-code" => workload.exit_code = value.parse().unwrap_or(workload.exit_code),
        "drydock.start-delay" => {
            workload.start_delay = read_span(value).unwrap_or(workload.start_delay);
        }
        "drydock.healthy-after" => {
            workload.healthy_after = read_span(value).unwrap_or(workload.healthy_after);
        }
        "drydock.unhealthy-after" => {
            workload.unhealthy_after = read_span(value).or(workload.unhealthy_after);
        }
        "drydock.stop-delay" => {
            if let Some(delay) = read_span(value) {
                workload.on_term = OnTerm::Ends(delay, 0);
            }
        }
        _ => {}
    }
}

/// Reads `30`, `30s`, `1.5s`, `2m`, `1h` or `250ms`.
pub fn read_span(text: &str) -> Option<Span> {
    let text = text.trim();
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit_millis: u64 = match unit.trim() {
        "ms" => 1,
        "" | "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() || fraction.contains('.') {
        return None;
    }
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let tail = fraction.bytes().chain(*b"000").take(3);
    let thousandths = tail.fold(0, |sum: u64, byte| sum * 10 + u64::from(byte - b'0'));
    let millis = whole
        .checked_mul(unit_millis)?
        .checked_add(thousandths * unit_millis / 1_000)?;
    Some(Span(millis))
}

fn of_image(image: &str, words: &[&str]) -> Workload {
    let habit = images::image(image).habit;
    let server = |on_term| Workload {
        start_delay: Span::ZERO,
        run_for: None,
        exit_code: 0,
        on_term,
        healthy_after: Span::ZERO,
        unhealthy_after: None,
        end_reason: None,
    };
    let ends = |after| Workload {
        run_for: Some(after),
        ..server(OnTerm::Ends(Span::ZERO, 143))
    };
    // A command that this tiny reader does not know runs on; it is somebody's application.
    if !words.is_empty() && habit != Habit::Serves {
        return server(OnTerm::Ends(ENDS_AFTER, 143));
    }
    match habit {
        Habit::Serves => server(OnTerm::Ends(ENDS_AFTER, 0)),
        Habit::ServesDeaf => server(OnTerm::Ends(ENDS_AFTER, 143)),
        Habit::EndsAtOnce => ends(Span::millis(100)),
        Habit::Prints => ends(Span::millis(500)),
    }
}

/// Reads a command line of the few words known here; None if it says anything else.
fn read_words(words: &[&str]) -> Option<Workload> {
    let (run_for, exit_code) = match words {
        [] => return None,
        [shell, "-c", script, ..] if matches!(program(shell), "sh" | "bash") => {
            read_script(script)?
        }
        [single] if single.contains([' ', ';']) => read_script(single)?,
        simple => read_simple(simple)?,
    };
    // `sleep` and a plain shell are PID 1 without a handler, so SIGTERM does not reach them.
    let on_term = OnTerm::Ignores;
    Some(Workload {
        start_delay: Span::ZERO,
        run_for,
        exit_code,
        on_term,
        healthy_after: Span::ZERO,
        unhealthy_after: None,
        end_reason: None,
    })
}

/// Whether the command of a health check passes by itself: `exit 1` and `false` fail, and so does
/// what takes longer than the timeout. Any other command asks the application.
pub fn check_passes(check: &HealthCheck) -> bool {
    let words: Vec<&str> = check.command.iter().map(|word| &**word).collect();
    let read = match &words[..] {
        ["CMD-SHELL", script] => read_script(script),
        ["CMD", words @ ..] => read_simple(words),
        _ => None,
    };
    let Some((run_for, exit_code)) = read else {
        return true;
    };
    exit_code == 0 && run_for.is_some_and(|span| span <= check.timeout)
}

/// Reads commands joined by `;` or `&&`: the time of all that run, the code of the last one.
fn read_script(script: &str) -> Option<(Option<Span>, u16)> {
    let mut total = Span::ZERO;
    let mut code = 0;
    for part in script.split(';') {
        for command in part.split("&&") {
            let words: Vec<&str> = command.split_whitespace().collect();
            if words.is_empty() {
                continue;
            }
            let (run_for, exit_code) = read_simple(&words)?;
            let Some(run_for) = run_for else {
                return Some((None, 0));
            };
            total = total + run_for;
            code = exit_code;
            if words[0] == "exit" {
                return Some((Some(total), code));
            }
            if exit_code != 0 {
                break;
            }
        }
    }
    Some((Some(total), code))
}

/// Reads one command: how long it runs (None for ever) and its exit code.
fn read_simple(words: &[&str]) -> Option<(Option<Span>, u16)> {
    let (name, arguments) = words.split_first()?;
    match (program(name), arguments) {
        ("sleep", ["infinity" | "inf"]) => Some((None, 0)),
        ("sleep", [time]) => Some((Some(read_span(time)?), 0)),
        ("exit" | "true" | ":", []) => Some((Some(Span::ZERO), 0)),
        ("exit", [code]) => Some((Some(Span::ZERO), code.parse::<u16>().ok()? & 0xff)),
        ("false", []) => Some((Some(Span::ZERO), 1)),
        ("echo" | "printf" | "date", _) => Some((Some(Span::ZERO), 0)),
        _ => None,
    }
}

/// The program that a command names, by its name or by where Linux images have it.
fn program(word: &str) -> &str {
    let folders = ["/usr/bin/", "/bin/"];
    let inside = folders.iter().find_map(|folder| word.strip_prefix(folder));
    inside.filter(|name| !name.contains('/')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(words: &[&str]) -> Option<(Option<u64>, u16)> {
        let read = read_words(words)?;
        Some((read.run_for.map(|span| span.0), read.exit_code))
    }

    #[test]
    fn reads_the_few_commands_it_knows() {
        for (words, expected) in [
            (&["sleep", "30"][..], (Some(30_000), 0)),
            (&["sleep", "infinity"], (None, 0)),
            (&["false"], (Some(0), 1)),
            (&["sh", "-c", "sleep 2; exit 3"], (Some(2_000), 3)),
            (
                &["sh", "-c", "sleep 1 && sleep 1.5 && true"],
                (Some(2_500), 0),
            ),
            (&["sh", "-c", "false && sleep 9; sleep 1"], (Some(1_000), 0)),
            (&["sh", "-c", "exit 4; sleep 9"], (Some(0), 4)),
            (&["/bin/bash", "-c", "echo hi; sleep infinity"], (None, 0)),
            (&["sleep 5; exit 1"], (Some(5_000), 1)),
            (&["/bin/sleep", "5"], (Some(5_000), 0)),
            (
                &["/usr/bin/bash", "-c", "/bin/echo hi; exit 2"],
                (Some(0), 2),
            ),
        ] {
            assert_eq!(ends(words), Some(expected), "{words:?}");
        }
        assert_eq!(ends(&["python", "app.py"]), None);
        assert_eq!(ends(&["sh", "-c", "while true; do date; done"]), None);
    }

    #[test]
    fn reads_spans() {
        for (text, millis) in [
            ("30", 30_000),
            ("1.5s", 1_500),
            ("2m", 120_000),
            ("250ms", 250),
            (".5h", 1_800_000),
        ] {
            assert_eq!(read_span(text), Some(Span(millis)), "{text}");
        }
        for bad in ["", "s", "1.2.3", "-1", "5 weeks", "99999999999999999999"] {
            assert_eq!(read_span(bad), None, "{bad}");
        }
    }
}
