//! `drydock`: instances, faults, time. Whoever runs the shell carries it out.

use crate::shell::state::{Boxed, Flow, Shell};

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let mut words = vec!["drydock".to_string()];
        words.extend_from_slice(arguments);
        let text = shell.outside.own(words).await;
        shell.out(text.out.as_bytes());
        shell.err(&text.err);
        shell.status = text.code;
        Flow::Go
    })
}
