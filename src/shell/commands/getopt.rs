//! `getopt`: options of a script, long ones too, as words to set. Source: getopt(1) of util-linux,
//! and getopt_long(3) for what it complains of.

use crate::shell::state::Shell;

/// Whether an option has a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    None,
    Needed,
    Optional,
}

/// What scripts may be given, and how it is written.
#[derive(Default)]
struct Known {
    short: Vec<(char, Value)>,
    long: Vec<(String, Value)>,
    /// Long options may begin with one hyphen.
    alternative: bool,
    /// The first word that is no option ends them.
    first_ends: bool,
    name: String,
    quiet: bool,
    /// Nothing is written.
    silent: bool,
    unquoted: bool,
}

/// What was found: options and words as they are written, and whether something was wrong.
#[derive(Default)]
struct Found {
    options: String,
    words: Vec<String>,
    wrong: Vec<String>,
}

/// Where the words lie that are given.
type Rest<'r> = std::slice::Iter<'r, String>;

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let (known, given) = match own(shell, arguments) {
        Ok(read) => read,
        Err(status) => return status,
    };
    let found = known.read(&given);
    if !known.quiet {
        for message in &found.wrong {
            shell.err(&format!("{}: {message}\n", known.name));
        }
    }
    if !known.silent {
        let words = found
            .words
            .iter()
            .map(|word| format!(" {}", known.written(word)));
        let words: String = words.collect();
        shell.out(format!("{} --{words}\n", found.options).as_bytes());
    }
    u8::from(!found.wrong.is_empty())
}

/// Reads the flags of `getopt` itself: what it knows of the script, and what the script was given.
fn own(shell: &mut Shell, arguments: &[String]) -> Result<(Known, Vec<String>), u8> {
    let first = arguments.first().map_or("", String::as_str);
    let mut known = Known {
        name: "getopt".to_owned(),
        ..Known::default()
    };
    let mut letters: Option<String> = None;
    let mut rest = arguments.iter();
    let is_old = !first.starts_with('-') && !first.is_empty();
    if is_old {
        // The form of old: nothing is quoted.
        letters = rest.next().cloned();
        known.unquoted = true;
    }
    let is_flag = |word: &&String| !is_old && word.len() > 1 && word.starts_with('-');
    while let Some(word) = rest.as_slice().first().filter(is_flag) {
        rest.next();
        if word == "--" {
            break;
        }
        flag(shell, &mut known, &mut letters, word, &mut rest)?;
    }
    let letters = match letters.or_else(|| rest.next().cloned()) {
        Some(letters) => letters,
        None => {
            shell.err("getopt: missing optstring argument\n");
            shell.err("Try 'getopt --help' for more information.\n");
            return Err(2);
        }
    };
    known.letters(&letters);
    known.first_ends |= shell.text("POSIXLY_CORRECT").is_some();
    Ok((known, rest.cloned().collect()))
}

/// One flag of its own, with its value.
fn flag(
    shell: &mut Shell,
    known: &mut Known,
    letters: &mut Option<String>,
    word: &str,
    rest: &mut Rest,
) -> Result<(), u8> {
    const LONG: &[(&str, char)] = &[
        ("alternative", 'a'),
        ("longoptions", 'l'),
        ("name", 'n'),
        ("options", 'o'),
        ("quiet", 'q'),
        ("quiet-output", 'Q'),
        ("shell", 's'),
        ("test", 'T'),
        ("unquoted", 'u'),
    ];
    let (letter, attached) = match word.strip_prefix("--") {
        Some(long) => {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (long, None),
            };
            let mut fits = LONG.iter().filter(|(own, _)| own.starts_with(name));
            let exact = LONG.iter().find(|(own, _)| *own == name);
            let letter = exact
                .or_else(|| fits.next())
                .map_or('?', |(_, letter)| *letter);
            (letter, value)
        }
        None => {
            let letter = word[1..].chars().next().unwrap_or('?');
            let value = &word[1 + letter.len_utf8()..];
            let takes = "lnos".contains(letter);
            if !takes && !value.is_empty() {
                flag(shell, known, letters, &format!("-{letter}"), rest)?;
                return flag(shell, known, letters, &format!("-{value}"), rest);
            }
            (letter, (!value.is_empty()).then(|| value.to_owned()))
        }
    };
    let mut value = || {
        attached
            .clone()
            .or_else(|| rest.next().cloned())
            .unwrap_or_default()
    };
    match letter {
        'a' => known.alternative = true,
        'l' => known.longs(&value()),
        'n' => known.name = value(),
        'o' => *letters = Some(value()),
        'q' => known.quiet = true,
        'Q' => known.silent = true,
        's' => drop(value()),
        'u' => known.unquoted = true,
        'T' => return Err(4),
        _ => {
            let kind = match word.strip_prefix("--") {
                Some(_) => format!("unrecognized option '{word}'"),
                None => format!("invalid option -- '{letter}'"),
            };
            shell.err(&format!("getopt: {kind}\n"));
            shell.err("Try 'getopt --help' for more information.\n");
            return Err(2);
        }
    }
    Ok(())
}

impl Known {
    fn letters(&mut self, text: &str) {
        let plain = text.strip_prefix('+');
        self.first_ends = plain.is_some();
        let mut rest = plain.unwrap_or(text).trim_start_matches(['-', ':']);
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            let (value, colons) = colons(rest);
            rest = &rest[colons..];
            self.short.push((letter, value));
        }
    }

    fn longs(&mut self, text: &str) {
        let names = text.split([',', ' ', '\t', '\n']);
        for name in names.filter(|name| !name.is_empty()) {
            let bare = name.trim_end_matches(':');
            let (value, _) = colons(&name[bare.len()..]);
            self.long.push((bare.to_owned(), value));
        }
    }

    fn written(&self, word: &str) -> String {
        match self.unquoted {
            true => word.to_owned(),
            false => format!("'{}'", word.replace('\'', "'\\''")),
        }
    }

    fn read(&self, given: &[String]) -> Found {
        let mut found = Found::default();
        let mut rest = given.iter();
        while let Some(word) = rest.next() {
            if word == "--" {
                found.words.extend(rest.cloned());
                break;
            }
            if let Some(long) = word.strip_prefix("--") {
                self.one_long(long, "--", &mut rest, &mut found);
            } else if word.len() > 1 && word.starts_with('-') {
                let bare = &word[1..];
                let name = bare.split('=').next().unwrap_or_default();
                let is_long = |(own, _): &(String, Value)| own.starts_with(name);
                if self.alternative && self.long.iter().any(is_long) {
                    self.one_long(bare, "-", &mut rest, &mut found);
                } else {
                    self.some_short(bare, &mut rest, &mut found);
                }
            } else {
                found.words.push(word.clone());
                if self.first_ends {
                    found.words.extend(rest.cloned());
                    break;
                }
            }
        }
        found
    }

    fn one_long(&self, text: &str, start: &str, rest: &mut Rest, found: &mut Found) {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let exact = self.long.iter().find(|(own, _)| own == name);
        let fits = self.long.iter().filter(|(own, _)| own.starts_with(name));
        let fits: Vec<&(String, Value)> = fits.collect();
        let chosen = match (exact, &fits[..]) {
            (Some(exact), _) => exact,
            (None, [only]) => only,
            (None, []) => {
                found
                    .wrong
                    .push(format!("unrecognized option '{start}{name}'"));
                return;
            }
            (None, several) => {
                let names = several.iter().map(|(own, _)| format!(" '{start}{own}'"));
                let names: String = names.collect();
                let said = format!("option '{start}{text}' is ambiguous; possibilities:{names}");
                found.wrong.push(said);
                return;
            }
        };
        let (own, kind) = chosen;
        let value = match (kind, value) {
            (Value::None, Some(_)) => {
                let said = format!("option '{start}{own}' doesn't allow an argument");
                found.wrong.push(said);
                return;
            }
            (Value::None, None) => None,
            (Value::Optional, value) => Some(value.unwrap_or_default().to_owned()),
            (Value::Needed, Some(value)) => Some(value.to_owned()),
            (Value::Needed, None) => match rest.next() {
                Some(word) => Some(word.clone()),
                None => {
                    found
                        .wrong
                        .push(format!("option '{start}{own}' requires an argument"));
                    return;
                }
            },
        };
        found.options.push_str(&format!(" --{own}"));
        self.add(value, found);
    }

    fn some_short(&self, letters: &str, rest: &mut Rest, found: &mut Found) {
        let mut letters = letters;
        while let Some(letter) = letters.chars().next() {
            letters = &letters[letter.len_utf8()..];
            let known = self.short.iter().find(|(own, _)| *own == letter);
            let value = match known {
                None => {
                    found.wrong.push(format!("invalid option -- '{letter}'"));
                    continue;
                }
                Some((_, Value::None)) => None,
                Some((_, Value::Optional)) => Some(std::mem::take(&mut letters).to_owned()),
                Some((_, Value::Needed)) if !letters.is_empty() => {
                    Some(std::mem::take(&mut letters).to_owned())
                }
                Some((_, Value::Needed)) => match rest.next() {
                    Some(word) => Some(word.clone()),
                    None => {
                        let said = format!("option requires an argument -- '{letter}'");
                        found.wrong.push(said);
                        return;
                    }
                },
            };
            found.options.push_str(&format!(" -{letter}"));
            self.add(value, found);
        }
    }

    fn add(&self, value: Option<String>, found: &mut Found) {
        if let Some(value) = value {
            found
                .options
                .push_str(&format!(" {}", self.written(&value)));
        }
    }
}

/// What the colons say that a text begins with, and how many they are.
fn colons(text: &str) -> (Value, usize) {
    if text.starts_with("::") {
        (Value::Optional, 2)
    } else if text.starts_with(':') {
        (Value::Needed, 1)
    } else {
        (Value::None, 0)
    }
}
