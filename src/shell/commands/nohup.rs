//! `nohup`: runs a command. Nobody hangs up here, so the command runs as it would without.

use crate::shell::state::{Boxed, Flow, Shell};

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = within(shell, arguments).await;
        Flow::Go
    })
}

async fn within(shell: &mut Shell, words: &[String]) -> u8 {
    let words = words.strip_prefix(&["--".to_string()]).unwrap_or(words);
    let [name, arguments @ ..] = words else {
        shell.err("nohup: missing operand\nTry 'nohup --help' for more information.\n");
        return 125;
    };
    if !shell.is_program(name) {
        shell.err(&format!(
            "nohup: failed to run command '{name}': No such file or directory\n"
        ));
        return 127;
    }
    let mut inner = shell.fork();
    inner.call_known(name, arguments).await;
    shell.broken |= inner.broken;
    inner.status
}
