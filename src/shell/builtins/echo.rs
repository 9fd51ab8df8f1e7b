//! `echo`

use crate::shell::state::{Flow, Shell};
use crate::shell::syntax::escapes;

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let (mut newline, mut escapes_on) = (true, false);
    let mut rest = arguments;
    while let Some((first, behind)) = rest.split_first() {
        let flags = first.strip_prefix('-').unwrap_or_default();
        if flags.is_empty() || !flags.chars().all(|c| "neE".contains(c)) {
            break;
        }
        for flag in flags.chars() {
            match flag {
                'n' => newline = false,
                flag => escapes_on = flag == 'e',
            }
        }
        rest = behind;
    }
    let joined = rest.join(" ");
    let mut text = String::new();
    if !escapes_on {
        text = joined;
    } else if !escapes::echo(&joined, &mut text) {
        newline = false;
    }
    if newline {
        text.push('\n');
    }
    shell.out(text.as_bytes());
    Ok(0)
}
