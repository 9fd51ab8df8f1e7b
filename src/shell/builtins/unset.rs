//! `unset`

use crate::shell::state::{Flow, Shell};
use crate::shell::variables::Value;

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let (mut functions, mut variables) = (false, false);
    let mut status = 0;
    for argument in arguments {
        match argument.as_str() {
            "-f" => functions = true,
            "-v" => variables = true,
            flag if flag.starts_with('-') => {
                shell.complain(&format!("unset: {flag}: invalid option"));
                shell.err("unset: usage: unset [-f] [-v] [-n] [name ...]\n");
                return Ok(2);
            }
            name => {
                if functions {
                    shell.functions.remove(name);
                } else {
                    status |= one(shell, name, variables);
                }
            }
        }
    }
    Ok(status)
}

fn one(shell: &mut Shell, name: &str, variables: bool) -> u8 {
    let (base, index) = match name.split_once('[') {
        Some((base, index)) => (base, Some(index.trim_end_matches(']'))),
        None => (name, None),
    };
    let Some(variable) = shell.variable(base) else {
        if !variables {
            shell.functions.remove(name);
        }
        return 0;
    };
    if variable.readonly {
        shell.complain(&format!("unset: {base}: cannot unset: readonly variable"));
        return 1;
    }
    let Some(index) = index else {
        shell.variables.unset(base);
        return 0;
    };
    let place = match shell
        .variable(base)
        .and_then(|variable| variable.value.as_ref())
    {
        Some(Value::List(_)) => shell.place_of(base, index).ok(),
        _ => None,
    };
    match (&mut shell.variables.entry(base).value, place) {
        (Some(Value::List(items)), Some(place)) => {
            items.remove(&place);
        }
        (Some(Value::Map(items)), _) => {
            items.remove(index);
        }
        _ => {}
    }
    0
}
