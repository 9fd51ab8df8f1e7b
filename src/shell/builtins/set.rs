//! `set` and `shopt`

use crate::shell::quote::traced;
use crate::shell::state::{Flow, Options, Shell};
use crate::shell::variables::Value;

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    if arguments.is_empty() {
        let mut text = String::new();
        for (name, variable) in shell.variables.seen() {
            if let Some(Value::Text(value)) = &variable.value {
                text.push_str(&format!("{name}={}\n", traced(value)));
            }
        }
        shell.out(text.as_bytes());
        return Ok(0);
    }
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let on = argument.starts_with('-');
        match argument.as_str() {
            "--" | "-" => {
                shell.arguments = rest.cloned().collect();
                return Ok(0);
            }
            flags if flags.len() > 1 && flags.starts_with(['-', '+']) => {
                for flag in flags.chars().skip(1) {
                    let name = match flag {
                        'o' => match rest.next() {
                            Some(name) => name.clone(),
                            None => return Ok(list(shell)),
                        },
                        flag => flag.to_string(),
                    };
                    let Some(switch) = option(&mut shell.options, &name) else {
                        return Ok(refuse(shell, flag, &name, on));
                    };
                    *switch = on;
                }
            }
            word => {
                let words = std::iter::once(word.to_string()).chain(rest.cloned());
                shell.arguments = words.collect();
                return Ok(0);
            }
        }
    }
    Ok(0)
}

fn refuse(shell: &mut Shell, flag: char, name: &str, on: bool) -> u8 {
    let sign = if on { '-' } else { '+' };
    if flag == 'o' {
        shell.complain(&format!("set: {name}: invalid option name"));
    } else {
        shell.complain(&format!("set: {sign}{name}: invalid option"));
        shell.err("set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n");
    }
    2
}

fn list(shell: &mut Shell) -> u8 {
    let mut text = String::new();
    for name in [
        "allexport",
        "errexit",
        "errtrace",
        "noclobber",
        "noglob",
        "nounset",
        "pipefail",
        "xtrace",
    ] {
        let on = option(&mut shell.options, name).is_some_and(|on| *on);
        text.push_str(&format!("{name:<15}\t{}\n", if on { "on" } else { "off" }));
    }
    shell.out(text.as_bytes());
    0
}

fn option<'a>(options: &'a mut Options, name: &str) -> Option<&'a mut bool> {
    Some(match name {
        "a" | "allexport" => &mut options.allexport,
        "e" | "errexit" => &mut options.errexit,
        "u" | "nounset" => &mut options.nounset,
        "x" | "xtrace" => &mut options.xtrace,
        "f" | "noglob" => &mut options.noglob,
        "C" | "noclobber" => &mut options.noclobber,
        "pipefail" => &mut options.pipefail,
        "n" | "noexec" => &mut options.noexec,
        "E" | "errtrace" => &mut options.errtrace,
        _ => return None,
    })
}

pub fn shopt(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let (mut on, mut quiet, mut prints) = (None, false, false);
    let mut status = 0;
    for argument in arguments {
        match argument.as_str() {
            "-s" => on = Some(true),
            "-u" => on = Some(false),
            "-q" => quiet = true,
            "-p" => prints = true,
            name => {
                let switch = match name {
                    "extglob" => &mut shell.options.extglob,
                    "nullglob" => &mut shell.options.nullglob,
                    "nocasematch" => &mut shell.options.nocasematch,
                    "expand_aliases" => &mut shell.options.expand_aliases,
                    // They only matter where people type, or change nothing here.
                    "checkwinsize" | "histappend" => continue,
                    "inherit_errexit" => &mut shell.options.inherit_errexit,
                    name => {
                        shell.complain(&format!("shopt: {name}: invalid shell option name"));
                        status = 1;
                        continue;
                    }
                };
                match on {
                    Some(on) => *switch = on,
                    None => {
                        let is_on = *switch;
                        status |= u8::from(!is_on);
                        if prints {
                            let flag = if is_on { 's' } else { 'u' };
                            shell.out(format!("shopt -{flag} {name}\n").as_bytes());
                        } else if !quiet {
                            let word = if is_on { "on" } else { "off" };
                            shell.out(format!("{name:<15}\t{word}\n").as_bytes());
                        }
                    }
                }
            }
        }
    }
    Ok(status)
}
