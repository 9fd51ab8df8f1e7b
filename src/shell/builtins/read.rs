//! `read`

use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::syntax::reader::is_name;
use crate::shell::variables::Value;
use std::collections::BTreeMap;

#[derive(Default)]
struct Options {
    raw: bool,
    array: Option<String>,
    prompt: String,
    mark: Option<u8>,
    /// Stop after so many characters.
    count: Option<usize>,
    number: u32,
    names: Vec<String>,
}

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = match options(shell, arguments) {
            Ok(options) => read(shell, &options).await,
            Err(status) => status,
        };
        Flow::Go
    })
}

fn options(shell: &mut Shell, arguments: &[String]) -> Result<Options, u8> {
    let mut options = Options::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let Some(flags) = argument.strip_prefix('-').filter(|flags| !flags.is_empty()) else {
            options.names.push(argument.clone());
            continue;
        };
        if !options.names.is_empty() {
            options.names.push(argument.clone());
            continue;
        }
        for (at, flag) in flags.char_indices() {
            if matches!(flag, 'r' | 's' | 'e' | '-') {
                options.raw |= flag == 'r';
                continue;
            }
            if !"apdnNut".contains(flag) {
                shell.complain(&format!("read: -{flag}: invalid option"));
                shell.err(
                    "read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] \
                     [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n",
                );
                return Err(2);
            }
            let own = &flags[at + 1..];
            let value = if own.is_empty() {
                rest.next().cloned().unwrap_or_default()
            } else {
                own.to_string()
            };
            match flag {
                'a' => options.array = Some(value),
                'p' => options.prompt = value,
                'd' => options.mark = Some(value.bytes().next().unwrap_or(0)),
                'n' | 'N' => options.count = value.parse().ok(),
                'u' => options.number = value.parse().unwrap_or(0),
                // Input that is there is there at once; a person may take all the time.
                _ => {}
            }
            break;
        }
    }
    for name in &options.names {
        if !is_name(name.split('[').next().unwrap_or_default()) {
            shell.complain(&format!("read: `{name}': not a valid identifier"));
            return Err(1);
        }
    }
    Ok(options)
}

/// A character of the line, and whether a backslash stood before it.
type Letter = (char, bool);

async fn read(shell: &mut Shell, options: &Options) -> u8 {
    let source = shell.fds.input(options.number);
    let mark = options.mark.unwrap_or(b'\n');
    let mut letters: Vec<Letter> = Vec::new();
    let mut ended = false;
    if let Some(count) = options.count {
        while letters.len() < count
            && let Some(one) = source.one(&shell.outside).await
        {
            if one == [mark] {
                ended = true;
                break;
            }
            letters.extend(String::from_utf8_lossy(&one).chars().map(|c| (c, false)));
        }
        ended |= letters.len() == count;
    } else {
        loop {
            let line = source.until(mark, &shell.outside, &options.prompt).await;
            let Some(mut line) = line else { break };
            ended = line.last() == Some(&mark);
            if ended {
                line.pop();
            }
            let text = String::from_utf8_lossy(&line).into_owned();
            let continued = !options.raw && unescape(&text, &mut letters) && mark == b'\n';
            if options.raw {
                letters.extend(text.chars().map(|c| (c, false)));
            }
            if !continued || !ended {
                break;
            }
        }
    }
    assign(shell, options, &letters);
    u8::from(!ended)
}

/// Adds a line's characters without their backslashes; true if the line goes on.
fn unescape(text: &str, letters: &mut Vec<Letter>) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            letters.push((c, false));
            continue;
        }
        match chars.next() {
            Some(c) => letters.push((c, true)),
            None => return true,
        }
    }
    false
}

fn assign(shell: &mut Shell, options: &Options, letters: &[Letter]) {
    let separators = shell.text("IFS").unwrap_or(" \t\n").to_string();
    if let Some(array) = &options.array {
        let words = split(letters, &separators, usize::MAX);
        let items: BTreeMap<i64, String> = (0..).zip(words).collect();
        shell.variables.entry(array).value = Some(Value::List(items));
        return;
    }
    if options.names.is_empty() {
        let whole: String = letters.iter().map(|letter| letter.0).collect();
        shell.set_text("REPLY", &whole);
        return;
    }
    let mut words = split(letters, &separators, options.names.len()).into_iter();
    for name in &options.names {
        let word = words.next().unwrap_or_default();
        let (base, index) = match name.split_once('[') {
            Some((base, index)) => (base, Some(index.trim_end_matches(']'))),
            None => (name.as_str(), None),
        };
        if let Err(message) = shell.put(base, index, &word, false) {
            shell.complain(&message);
        }
    }
}

/// At most so many words; the last takes all that is left.
fn split(letters: &[Letter], separators: &str, most: usize) -> Vec<String> {
    let separates = |letter: &Letter| !letter.1 && separators.contains(letter.0);
    let blank = |letter: &Letter| separates(letter) && letter.0.is_whitespace();
    let mut words = Vec::new();
    let mut at = 0;
    let skip = |at: &mut usize| {
        while letters.get(*at).is_some_and(blank) {
            *at += 1;
        }
    };
    skip(&mut at);
    while at < letters.len() {
        if words.len() + 1 == most {
            words.push(last_word(&letters[at..], &separates, &blank));
            break;
        }
        let start = at;
        while letters.get(at).is_some_and(|letter| !separates(letter)) {
            at += 1;
        }
        words.push(letters[start..at].iter().map(|letter| letter.0).collect());
        skip(&mut at);
        if letters
            .get(at)
            .is_some_and(|letter| separates(letter) && !blank(letter))
        {
            at += 1;
            skip(&mut at);
        }
    }
    words
}

fn last_word(
    rest: &[Letter],
    separates: &dyn Fn(&Letter) -> bool,
    blank: &dyn Fn(&Letter) -> bool,
) -> String {
    let mut end = rest.len();
    while end > 0 && blank(&rest[end - 1]) {
        end -= 1;
    }
    // A single separator at the end goes, if there is no other in the rest.
    let inner = rest[..end.saturating_sub(1)].iter().any(separates);
    if end > 0 && separates(&rest[end - 1]) && !blank(&rest[end - 1]) && !inner {
        end -= 1;
    }
    rest[..end].iter().map(|letter| letter.0).collect()
}
