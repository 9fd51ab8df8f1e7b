//! `env`

use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::syntax::reader::is_name;
use crate::shell::variables::{UNSET, Value, Variable};

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.variables.enter();
        let flow = within(shell, arguments).await;
        shell.variables.leave();
        flow
    })
}

async fn within(shell: &mut Shell, arguments: &[String]) -> Flow {
    let mut rest = arguments;
    while let Some((first, behind)) = rest.split_first() {
        match first.as_str() {
            "-i" | "-" => {
                for (name, _) in shell.variables.environment() {
                    shell.variables.put_local(&name, UNSET);
                }
            }
            "-u" => {
                if let Some(name) = behind.first() {
                    shell.variables.put_local(name, UNSET);
                }
                rest = behind.get(1..).unwrap_or_default();
                continue;
            }
            word if word.starts_with("--") && word.len() > 2 => {
                shell.err(&format!(
                    "env: unrecognized option '{word}'\n\
                     Try 'env --help' for more information.\n"
                ));
                shell.status = 125;
                return Flow::Go;
            }
            "--" => {
                rest = behind;
                break;
            }
            word => match word.split_once('=') {
                Some((name, value)) if is_name(name) => {
                    let variable = Variable {
                        value: Some(Value::Text(value.to_string())),
                        exported: true,
                        ..UNSET
                    };
                    shell.variables.put_local(name, variable);
                }
                _ => break,
            },
        }
        rest = behind;
    }
    let Some((name, arguments)) = rest.split_first() else {
        let environment = shell.variables.environment();
        let lines = environment
            .iter()
            .map(|(name, text)| format!("{name}={text}\n"));
        let text: String = lines.collect();
        shell.out(text.as_bytes());
        shell.status = 0;
        return Flow::Go;
    };
    if !shell.is_program(name) {
        shell.err(&format!("env: '{name}': No such file or directory\n"));
        shell.status = 127;
        return Flow::Go;
    }
    shell.call_known(name, arguments).await
}
