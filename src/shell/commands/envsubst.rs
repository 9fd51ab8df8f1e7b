//! `envsubst`: a text with the values of variables. Source: GNU gettext 0.21, by behaviour.

use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;
use crate::shell::syntax::reader::is_name_part;
use std::collections::BTreeMap;

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let mut lists = false;
    let mut format = None;
    for argument in arguments {
        match argument.as_str() {
            "-v" | "--variables" => lists = true,
            flag if flag.starts_with('-') => {
                let letter = flag.trim_start_matches('-');
                shell.err(&format!(
                    "envsubst: invalid option -- '{letter}'\n\
                     Try 'envsubst --help' for more information.\n"
                ));
                return Err(1);
            }
            text => format = Some(text.to_string()),
        }
    }
    let names = |text: &str| {
        let mut names = Vec::new();
        walk(text, |name| {
            names.push(name.to_string());
            None
        });
        names
    };
    if lists {
        let names = names(format.as_deref().unwrap_or_default());
        let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
        shell.out(lines.as_bytes());
        return Err(0);
    }
    let environment = shell.variables.environment();
    let only = format.as_deref().map(names);
    Ok((Box::new(Envsubst { environment, only }), Vec::new()))
}

struct Envsubst {
    environment: BTreeMap<String, String>,
    /// None: all variables.
    only: Option<Vec<String>>,
}

impl Filter for Envsubst {
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let text = String::from_utf8_lossy(line);
        let text = walk(&text, |name| {
            let meant = self
                .only
                .as_ref()
                .is_none_or(|only| only.iter().any(|own| own == name));
            let value = self.environment.get(name).cloned();
            meant.then(|| value.unwrap_or_default())
        });
        to.out.extend_from_slice(text.as_bytes());
        to.out.extend(ended.then_some(b'\n'));
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}

/// A text in which each `$name` and `${name}` is what a function says of it, if it says anything.
fn walk(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let braced = rest[1..].starts_with('{');
        let body = &rest[1 + usize::from(braced)..];
        let end = body.find(|c| !is_name_part(c)).unwrap_or(body.len());
        let name = &body[..end];
        let whole = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
        let closed = !braced || body[end..].starts_with('}');
        let length = 1 + end + if braced { 2 } else { 0 };
        match if whole && closed { value(name) } else { None } {
            Some(value) => {
                out.push_str(&value);
                rest = &rest[length..];
            }
            None => {
                out.push('$');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}
