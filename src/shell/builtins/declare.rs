//! `declare`, `local`, `export` and `readonly`. Values that stand in the script are assigned by
//! whoever calls these; here are names, flags, and assignments that come out of expansions.

use crate::shell::quote::double_quoted;
use crate::shell::state::{Flow, Shell};
use crate::shell::syntax::reader::is_name;
use crate::shell::variables::{Value, Variable};
use std::collections::BTreeMap;

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    Ok(declare(shell, arguments, "declare", ""))
}

pub fn local(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    if shell.functions_deep == 0 {
        shell.complain("local: can only be used in a function");
        return Ok(1);
    }
    Ok(declare(shell, arguments, "local", ""))
}

pub fn export(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    if arguments.first().is_some_and(|first| first == "-n") {
        for name in &arguments[1..] {
            shell.variables.entry(name).exported = false;
        }
        return Ok(0);
    }
    Ok(declare(shell, arguments, "export", "x"))
}

pub fn readonly(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    Ok(declare(shell, arguments, "readonly", "r"))
}

fn declare(shell: &mut Shell, arguments: &[String], who: &str, flags: &str) -> u8 {
    let mut flags = flags.to_string();
    let mut names: Vec<&str> = Vec::new();
    for argument in arguments {
        match argument.strip_prefix('-').filter(|flags| !flags.is_empty()) {
            Some(more) if names.is_empty() => flags.push_str(more),
            _ => names.push(argument),
        }
    }
    if let Some(unknown) = flags.chars().find(|flag| !"aAfFgilprux-n".contains(*flag)) {
        shell.complain(&format!("{who}: -{unknown}: invalid option"));
        return 2;
    }
    if flags.contains(['f', 'F']) {
        if who == "export" {
            return export_functions(shell, &names);
        }
        return functions(shell, &names);
    }
    let prints = flags.contains('p') || (names.is_empty() && who != "local");
    if prints {
        return print(shell, &names, &flags, who);
    }
    let mut status = 0;
    for name in names {
        status |= one(shell, name, &flags, who);
    }
    status
}

fn one(shell: &mut Shell, argument: &str, flags: &str, who: &str) -> u8 {
    let (name, value) = match argument.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (argument, None),
    };
    let append = name.ends_with('+');
    let name = name.strip_suffix('+').unwrap_or(name);
    if !is_name(name) {
        shell.complain(&format!("{who}: `{argument}': not a valid identifier"));
        return 1;
    }
    let declares = matches!(who, "declare" | "local");
    if declares && shell.functions_deep > 0 && !flags.contains('g') {
        shell.variables.make_local(name);
    }
    if flags.contains('n') {
        let variable = shell.variables.own_entry(name);
        variable.reference = true;
        if let Some(value) = value {
            variable.value = Some(Value::Text(value.to_string()));
        }
        return 0;
    }
    if flags.contains(['l', 'u']) {
        let variable = shell.variables.entry(name);
        (variable.lower, variable.upper) = (flags.contains('l'), flags.contains('u'));
    }
    if let Some(value) = value
        && let Err(message) = shell.put(name, None, value, append)
    {
        shell.complain(&message);
        return 1;
    }
    let variable = shell.variables.entry(name);
    variable.exported |= flags.contains('x');
    variable.readonly |= flags.contains('r');
    variable.integer |= flags.contains('i');
    let fresh = variable.value.is_none();
    if flags.contains('A') && fresh {
        variable.value = Some(Value::Map(BTreeMap::new()));
    } else if flags.contains('a') && fresh {
        variable.value = Some(Value::List(BTreeMap::new()));
    }
    0
}

/// `export -f`: shells that are started have them too.
fn export_functions(shell: &mut Shell, names: &[&str]) -> u8 {
    let mut status = 0;
    for name in names {
        if shell.functions.contains_key(*name) {
            shell.exported.insert((*name).to_string());
        } else {
            shell.complain(&format!("export: {name}: not a function"));
            status = 1;
        }
    }
    status
}

fn functions(shell: &mut Shell, names: &[&str]) -> u8 {
    if names.is_empty() {
        let names = shell.functions.keys();
        let text: String = names.map(|name| format!("declare -f {name}\n")).collect();
        shell.out(text.as_bytes());
        return 0;
    }
    let known = |name: &&&str| shell.functions.contains_key(**name);
    let found: Vec<&str> = names.iter().filter(known).copied().collect();
    let text: String = found.iter().map(|name| format!("{name}\n")).collect();
    let all = found.len() == names.len();
    shell.out(text.as_bytes());
    u8::from(!all)
}

fn print(shell: &mut Shell, names: &[&str], flags: &str, who: &str) -> u8 {
    let mut status = 0;
    let mut text = String::new();
    let wanted = |variable: &Variable| {
        (!flags.contains('x') || variable.exported) && (!flags.contains('r') || variable.readonly)
    };
    if names.is_empty() {
        for (name, variable) in shell.variables.seen() {
            if wanted(variable) {
                text.push_str(&line(name, variable));
            }
        }
    }
    let mut missing = Vec::new();
    for name in names {
        match shell.variable(name) {
            Some(variable) => text.push_str(&line(name, variable)),
            None => {
                missing.push(format!("{who}: {name}: not found"));
                status = 1;
            }
        }
    }
    shell.out(text.as_bytes());
    for message in missing {
        shell.complain(&message);
    }
    status
}

/// `declare -x name="value"`
fn line(name: &str, variable: &Variable) -> String {
    let mut flags = String::new();
    match &variable.value {
        Some(Value::List(_)) => flags.push('a'),
        Some(Value::Map(_)) => flags.push('A'),
        Some(Value::Text(_)) | None => {}
    }
    for (flag, on) in [
        ('i', variable.integer),
        ('l', variable.lower),
        ('n', variable.reference),
        ('r', variable.readonly),
        ('u', variable.upper),
        ('x', variable.exported),
    ] {
        if on {
            flags.push(flag);
        }
    }
    if flags.is_empty() {
        flags.push('-');
    }
    let value = match &variable.value {
        None => String::new(),
        Some(Value::Text(text)) => format!("={}", double_quoted(text)),
        Some(value) => {
            let keys = value.keys();
            let pairs = keys.iter().zip(value.all());
            let items: Vec<String> = pairs
                .map(|(key, text)| format!("[{key}]={}", double_quoted(&text)))
                .collect();
            let end = if matches!(value, Value::Map(_)) && !items.is_empty() {
                " "
            } else {
                ""
            };
            format!("=({}{end})", items.join(" "))
        }
    };
    format!("declare -{flags} {name}{value}\n")
}
