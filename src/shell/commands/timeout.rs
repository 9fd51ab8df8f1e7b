//! `timeout`: ends a command after a length of simulated time.

use super::options::{Known, read};
use super::sleep::span;
use crate::shell::state::{Boxed, Flow, Shell};
use std::future::poll_fn;
use std::task::Poll;

const KNOWN: Known = Known {
    status: 125,
    first_ends: true,
    long: &[
        ("foreground", 'f'),
        ("preserve-status", 'p'),
        ("kill-after", 'k'),
        ("signal", 's'),
        ("verbose", 'v'),
    ],
    ..Known::new("timeout", "k:s:vfp")
};

/// The status of a command whose time was over.
const OVER: u8 = 124;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = match read(shell, &KNOWN, arguments) {
            Ok(given) => match within(shell, &given.words).await {
                // What is killed cannot say that its time was over.
                OVER if matches!(given.value('s'), Some("KILL" | "SIGKILL" | "9")) => 137,
                OVER if given.has('p') => 143,
                status => status,
            },
            Err(status) => status,
        };
        Flow::Go
    })
}

async fn within(shell: &mut Shell, words: &[String]) -> u8 {
    let [length, name, arguments @ ..] = words else {
        shell.err("Try 'timeout --help' for more information.\n");
        return 125;
    };
    let Some(most) = span(length) else {
        shell.err(&format!(
            "timeout: invalid time interval '{length}'\n\
             Try 'timeout --help' for more information.\n"
        ));
        return 125;
    };
    if !shell.is_program(name) {
        shell.err(&format!(
            "timeout: failed to run command '{name}': No such file or directory\n"
        ));
        return 127;
    }
    let mut inner = shell.fork();
    let outside = shell.outside.clone();
    let until = outside.now() + most;
    let mut program: Boxed<'_, u8> = Box::pin(async move {
        inner.call_known(name, arguments).await;
        inner.status
    });
    let mut alarm: Boxed<'_, ()> = Box::pin(async move {
        outside.sleep(most, "timeout").await;
    });
    let bounded = most.0 > 0;
    let outside = shell.outside.clone();
    poll_fn(move |context| {
        if let Poll::Ready(status) = program.as_mut().poll(context) {
            return Poll::Ready(status);
        }
        if bounded && alarm.as_mut().poll(context).is_ready() {
            return Poll::Ready(OVER);
        }
        if bounded && outside.now() > until {
            return Poll::Ready(OVER);
        }
        Poll::Pending
    })
    .await
}
