//! `bash` and `sh`: a script in a shell of its own.

use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::variables::Variables;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = within(shell, arguments).await;
        Flow::Go
    })
}

/// What the words of the command line name.
struct Script {
    text: String,
    /// `-c: ` before the line in messages.
    place: &'static str,
    name: Option<String>,
    options: Vec<String>,
    arguments: Vec<String>,
}

/// Reads the words; the error is the status.
async fn script(shell: &mut Shell, words: &[String]) -> Result<Script, u8> {
    let mut script = Script {
        text: String::new(),
        place: "",
        name: None,
        options: Vec::new(),
        arguments: Vec::new(),
    };
    let mut rest = words;
    let mut command = false;
    while let Some((first, behind)) = rest.split_first()
        && let Some(flags) = first.strip_prefix('-').filter(|_| first != "-s")
    {
        rest = behind;
        command = flags.ends_with('c');
        let others = flags.replace('c', "");
        if !others.is_empty() {
            script.options.push(format!("-{others}"));
        }
        if command {
            break;
        }
    }
    let Some((first, behind)) = rest.split_first().filter(|(first, _)| *first != "-s") else {
        if command {
            shell.err("bash: -c: option requires an argument\n");
            return Err(2);
        }
        let rest = rest.get(1..).unwrap_or_default();
        let rest = rest.strip_prefix(&["--".to_string()]).unwrap_or(rest);
        script.arguments = rest.to_vec();
        let source = shell.input();
        let mut text = Vec::new();
        while let Some(chunk) = source.chunk(&shell.outside).await {
            text.extend(chunk);
        }
        script.text = String::from_utf8_lossy(&text).into_owned();
        return Ok(script);
    };
    if command {
        script.text.clone_from(first);
        script.place = "-c: ";
        script.name = behind.first().cloned();
        script.arguments = behind.get(1..).unwrap_or_default().to_vec();
        return Ok(script);
    }
    script.name = Some(first.clone());
    script.arguments = behind.to_vec();
    match shell.disk.read(first) {
        Ok(bytes) => script.text = String::from_utf8_lossy(&bytes).into_owned(),
        Err(message) => {
            shell.err(&format!("bash: {first}: {message}\n"));
            return Err(127);
        }
    }
    Ok(script)
}

async fn within(shell: &mut Shell, words: &[String]) -> u8 {
    let script = match script(shell, words).await {
        Ok(script) => script,
        Err(status) => return status,
    };
    let mut inner = shell.fork();
    inner.sourced = 0;
    inner.inside = 0;
    inner.variables = inherited(shell);
    let exported = &inner.exported;
    inner.functions.retain(|name, _| exported.contains(name));
    inner.origins.clear();
    inner.options = Default::default();
    inner.subshells = 0;
    inner.names.clear();
    inner.sources = script
        .name
        .iter()
        .filter(|_| script.place.is_empty())
        .cloned()
        .collect();
    inner.name = script.name.unwrap_or_else(|| "bash".to_string());
    // A script in a file ends otherwise than one on the command line.
    inner.forked = script.place.is_empty();
    inner.functions_deep = 0;
    inner.interactive = false;
    inner.asking = 0;
    inner.status = 0;
    if !script.options.is_empty() {
        let switched = crate::shell::builtins::set::run(&mut inner, &script.options);
        if switched != Ok(0) {
            return 2;
        }
    }
    inner.arguments = script.arguments;
    inner.run_text(&script.text, script.place).await
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
