//! `watch`: a command again and again, in simulated time, until Ctrl-C or a change.

use super::options::{Known, read};
use super::sleep::span;
use crate::aws::stream::Stream;
use crate::shell::clock::Clock;
use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::streams::Fd;
use crate::sim::Span;

const KNOWN: Known = Known {
    long: &[
        ("interval", 'n'),
        ("chgexit", 'g'),
        ("errexit", 'e'),
        ("no-title", 't'),
        ("differences", 'd'),
        ("exec", 'x'),
    ],
    first_ends: true,
    ..Known::new("watch", "n:getdxbc")
};

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = within(shell, arguments).await;
        Flow::Go
    })
}

async fn within(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    if given.words.is_empty() {
        shell.err("Usage:\n watch [options] command\n");
        return 1;
    }
    let seconds = given.value('n').unwrap_or("2");
    let Some(pause) = span(seconds) else {
        shell.err(&format!("watch: failed to parse argument: '{seconds}'\n"));
        return 1;
    };
    let pause = Span(pause.0.max(100));
    let command = given.words.join(" ");
    let mut before: Option<Vec<u8>> = None;
    loop {
        let buffer = Stream::buffer();
        let mut inner = shell.fork();
        inner.fds.set(1, Fd::Out(buffer.clone()));
        inner.fds.set(2, Fd::Out(buffer.clone()));
        let status = inner.run_text(&command, "-c: ").await;
        drop(inner);
        let text = buffer.take();
        if shell.interactive && shell.fds.get(1).is_some_and(Fd::is_terminal) {
            shell.out(b"\x1b[H\x1b[2J");
        }
        if !given.has('t') {
            let calendar = shell.outside.calendar();
            let at = calendar.epoch_millis(shell.outside.now());
            let date = super::date::format("%a %b %e %H:%M:%S %Y", &Clock::of(shell).shows(at));
            shell.out(format!("Every {seconds}s: {command}    {date}\n\n").as_bytes());
        }
        shell.out(&text);
        let changed = before.is_some_and(|before| before != text);
        if shell.broken || (given.has('g') && changed) {
            return 0;
        }
        if given.has('e') && status != 0 {
            return status;
        }
        before = Some(text);
        shell
            .outside
            .sleep(pause, &format!("watch {command}"))
            .await;
    }
}
