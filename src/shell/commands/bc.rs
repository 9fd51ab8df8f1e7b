//! `bc`: sums of any length. Source: GNU bc 1.07, by behaviour; POSIX, bc. Of the language there
//! are numbers, variables, `scale`, `last`, operators, comparisons, `sqrt`, `length`, `print` and
//! `if`; what else it has is refused by name.

mod number;
mod parse;
mod tokens;

use crate::shell::state::{Boxed, Flow, Shell};
use parse::Calculator;

/// Columns of a line: longer numbers go on in the next one behind a backslash.
const COLUMNS: usize = 69;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = within(shell, arguments).await;
        Flow::Go
    })
}

async fn within(shell: &mut Shell, arguments: &[String]) -> u8 {
    let mut calculator = Calculator::default();
    let mut files = Vec::new();
    for argument in arguments {
        match argument.as_str() {
            "-q" | "--quiet" | "-s" | "-w" | "-i" => {}
            "-l" | "--mathlib" => calculator.scale = 20,
            flag if flag.starts_with('-') && flag != "-" => {
                shell.err(&format!("bc: {flag}: not supported by this shell\n"));
                return 1;
            }
            file => files.push(file.to_string()),
        }
    }
    files.push("-".to_string());
    for file in &files {
        let bytes = match shell.whole(file).await {
            Ok(bytes) => bytes,
            Err(_) => {
                shell.err(&format!("File {file} is unavailable.\n"));
                return 1;
            }
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for line in lines(&text) {
            shell.tick().await;
            let ended = calculator.line(&line);
            let out = std::mem::take(&mut calculator.out);
            shell.out(out.as_bytes());
            match ended {
                Ok(true) => return 0,
                Ok(false) => {}
                Err(message) => {
                    shell.err(&format!("(standard_in) {message}\n"));
                    // A mistake ends nothing; what is not here does.
                    if message.contains("not supported") {
                        return 1;
                    }
                }
            }
        }
    }
    0
}

/// Lines, those with a backslash at their end joined with the next.
fn lines(text: &str) -> Vec<String> {
    text.replace("\\\n", "")
        .lines()
        .map(str::to_string)
        .collect()
}

/// A long number in lines.
fn broken(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while rest.len() > COLUMNS {
        out.push_str(&rest[..COLUMNS - 1]);
        out.push_str("\\\n");
        rest = &rest[COLUMNS - 1..];
    }
    out + rest + "\n"
}
