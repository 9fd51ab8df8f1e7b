//! `source` and `eval`: scripts within the script.

use crate::shell::state::{Boxed, Flow, Shell};

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    named(shell, arguments, "source")
}

pub fn dot<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    named(shell, arguments, ".")
}

fn named<'a>(shell: &'a mut Shell, arguments: &'a [String], name: &'static str) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let Some((path, rest)) = arguments.split_first() else {
            shell.complain(&format!("{name}: filename argument required"));
            shell.err(&format!("{name}: usage: {name} filename [arguments]\n"));
            shell.status = 2;
            return Flow::Go;
        };
        let text = match shell.disk.read(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(message) => {
                shell.complain(&format!("{path}: {message}"));
                shell.status = 1;
                return Flow::Go;
            }
        };
        let outer = shell.arguments.clone();
        if !rest.is_empty() {
            shell.arguments = rest.to_vec();
        }
        shell.status = 0;
        shell.sources.push(path.clone());
        let flow = within(shell, &text, &format!("{path}: ")).await;
        shell.sources.pop();
        if !rest.is_empty() {
            shell.arguments = outer;
        }
        if flow == Flow::Return { Flow::Go } else { flow }
    })
}

pub fn eval<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let text = arguments.join(" ");
        shell.status = 0;
        within(shell, &text, "eval: ").await
    })
}

async fn within(shell: &mut Shell, text: &str, place: &str) -> Flow {
    shell.sourced += 1;
    shell.inside += 1;
    let line = shell.line;
    let flow = shell.lines(text, place).await;
    shell.line = line;
    shell.sourced -= 1;
    shell.inside -= 1;
    // An error in the text is no error of the shell.
    if flow == Flow::Exit && shell.status == 2 && place == "eval: " && shell.unreadable {
        shell.unreadable = false;
        return Flow::Go;
    }
    flow
}
