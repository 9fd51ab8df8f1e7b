//! `getopts`

use crate::shell::state::{Flow, Shell};

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let [options, name, given @ ..] = arguments else {
        shell.err("getopts: usage: getopts optstring name [arg ...]\n");
        return Ok(2);
    };
    let given = if given.is_empty() {
        shell.arguments.clone()
    } else {
        given.to_vec()
    };
    let place: usize = shell
        .text("OPTIND")
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let at = shell.option_at.max(1);
    let Some(argument) = given.get(place.saturating_sub(1)) else {
        return Ok(over(shell, name, place));
    };
    let letters: Vec<char> = argument.chars().collect();
    if letters.len() < 2 || letters[0] != '-' {
        return Ok(over(shell, name, place));
    }
    if argument == "--" {
        return Ok(over(shell, name, place + 1));
    }
    let Some(letter) = letters.get(at).copied() else {
        return Ok(over(shell, name, place + 1));
    };
    let quiet = options.starts_with(':');
    let known = options.find(letter).filter(|_| letter != ':');
    let wants = known.is_some_and(|known| options[known + letter.len_utf8()..].starts_with(':'));
    let last = at + 1 >= letters.len();
    let mut next = (place + usize::from(last), if last { 1 } else { at + 1 });
    let mut result = letter.to_string();
    shell.variables.unset("OPTARG");
    if known.is_none() {
        result = "?".to_string();
        if quiet {
            shell.set_text("OPTARG", &letter.to_string());
        } else {
            shell.err(&format!("bash: illegal option -- {letter}\n"));
        }
    } else if wants {
        let value = if !last {
            Some(letters[at + 1..].iter().collect::<String>())
        } else {
            given.get(place).cloned()
        };
        next = (place + 1 + usize::from(last), 1);
        match value {
            Some(value) => shell.set_text("OPTARG", &value),
            None => {
                next = (place + 1, 1);
                result = if quiet { ":" } else { "?" }.to_string();
                if quiet {
                    shell.set_text("OPTARG", &letter.to_string());
                } else {
                    let message = format!("bash: option requires an argument -- {letter}\n");
                    shell.err(&message);
                }
            }
        }
    }
    shell.set_text("OPTIND", &next.0.to_string());
    shell.option_at = next.1;
    shell.set_text(name, &result);
    Ok(0)
}

fn over(shell: &mut Shell, name: &str, place: usize) -> u8 {
    shell.set_text("OPTIND", &place.to_string());
    shell.option_at = 1;
    shell.set_text(name, "?");
    1
}
