//! `alias` and `unalias`. Aliases mean something where lines are typed, and after
//! `shopt -s expand_aliases`.

use crate::shell::quote::quoted;
use crate::shell::state::{Flow, Shell};
use std::rc::Rc;

/// Aliases that there may be.
const ALIASES_MOST: usize = 1_000;

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let words: Vec<&String> = arguments.iter().filter(|word| *word != "-p").collect();
    let line = |name: &str, text: &str| format!("alias {name}={}\n", quoted(text));
    if words.is_empty() {
        let lines = shell.aliases.iter().map(|(name, text)| line(name, text));
        let text: String = lines.collect();
        shell.out(text.as_bytes());
        return Ok(0);
    }
    let mut status = 0;
    for word in words {
        match word.split_once('=').filter(|(name, _)| !name.is_empty()) {
            Some((name, text)) => {
                let wrong = |c: char| "/$`=\"'\\|&;()<> \t\n".contains(c);
                if name.contains(wrong) || shell.aliases.len() >= ALIASES_MOST {
                    shell.complain(&format!("alias: `{name}': invalid alias name"));
                    status = 1;
                    continue;
                }
                Rc::make_mut(&mut shell.aliases).insert(name.to_string(), text.to_string());
            }
            None => match shell.aliases.get(word).cloned() {
                Some(text) => shell.out(line(word, &text).as_bytes()),
                None => {
                    shell.complain(&format!("alias: {word}: not found"));
                    status = 1;
                }
            },
        }
    }
    Ok(status)
}

pub fn unalias(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let mut status = 0;
    if arguments.is_empty() {
        shell.err("unalias: usage: unalias [-a] name [name ...]\n");
        return Ok(2);
    }
    for name in arguments {
        if name == "-a" {
            shell.aliases = Rc::default();
        } else if Rc::make_mut(&mut shell.aliases).remove(name).is_none() {
            shell.complain(&format!("unalias: {name}: not found"));
            status = 1;
        }
    }
    Ok(status)
}
