//! `bash` and `sh`: a script in a shell of its own.

use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::variables::Variables;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = within(shell, arguments).await;
        Flow::Go
    })
}

async fn within(shell: &mut Shell, arguments: &[String]) -> u8 {
    let mut options = Vec::new();
    let mut rest = arguments;
    while let Some((first, behind)) = rest.split_first()
        && first.starts_with('-')
        && !first.starts_with("-c")
        && first != "-s"
        && !first.ends_with('c')
    {
        options.push(first.clone());
        rest = behind;
    }
    let command = rest.first().is_some_and(|first| first.starts_with('-') && first.ends_with('c'));
    if command && let Some(flags) = rest[0].strip_prefix('-').map(|flags| flags.replace('c', "")) {
        if !flags.is_empty() {
            options.push(format!("-{flags}"));
        }
        rest = &rest[1..];
    }
    let mut name = None;
    let (text, place) = match rest.split_first() {
        Some((text, behind)) if command => {
            name = behind.first().cloned();
            rest = behind.get(1..).unwrap_or_default();
            (text.clone(), "-c: ".to_string())
        }
        Some((path, behind)) if path != "-s" => {
            rest = behind;
            name = Some(path.clone());
            match shell.disk.read(path) {
                Ok(bytes) => (String::from_utf8_lossy(&bytes).into_owned(), String::new()),
                Err(message) => {
                    shell.err(&format!("bash: {path}: {message}\n"));
                    return 127;
                }
            }
        }
        _ if command => {
            shell.err("bash: -c: option requires an argument\n");
            return 2;
        }
        _ => {
            rest = rest.get(1..).unwrap_or_default();
            let source = shell.input();
            let mut text = Vec::new();
            while let Some(chunk) = source.chunk(&shell.outside).await {
                text.extend(chunk);
            }
            (String::from_utf8_lossy(&text).into_owned(), String::new())
        }
    };
    let mut inner = shell.fork();
    inner.sourced = 0;
    inner.variables = inherited(shell);
    inner.functions.clear();
    inner.options = Default::default();
    inner.arguments = rest.to_vec();
    inner.name = name.unwrap_or_else(|| "bash".to_string());
    inner.forked = false;
    inner.functions_deep = 0;
    inner.interactive = false;
    inner.asking = 0;
    inner.status = 0;
    if !options.is_empty() {
        let switched = crate::shell::builtins::set::run(&mut inner, &options);
        if switched != Ok(0) {
            return 2;
        }
        inner.arguments = rest.to_vec();
    }
    inner.run_text(&text, &place).await
}

/// Only what is exported reaches another program.
fn inherited(shell: &Shell) -> Variables {
    let mut variables = Variables::default();
    let fresh = [("IFS", " \t\n"), ("OPTIND", "1")];
    for (name, text) in fresh {
        let value = crate::shell::variables::Value::Text(text.to_string());
        variables.entry(name).value = Some(value);
    }
    for (name, text) in shell.variables.environment() {
        let variable = variables.entry(&name);
        variable.value = Some(crate::shell::variables::Value::Text(text));
        variable.exported = true;
    }
    variables
}
