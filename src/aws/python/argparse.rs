//! Command lines as Python's `argparse` takes them apart: the CLI's are its. Flags may be shortened
//! as long as one alone begins so; what nobody knows is handed on.
//! Source: Python 3.11, `argparse.py`, by behaviour.

mod action;

use super::close;
use super::repr::quoted;
use std::collections::BTreeMap;

pub use action::{Action, Count, Store};

/// What is kept of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// One word.
    Text(String),
    /// Any number of words.
    Texts(Vec<String>),
    /// A flag.
    Flag(bool),
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The command line is wrong.
    Error(String),
    /// An action said so: its name.
    Asked(String),
}

/// A command line that was taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What was given, by name.
    pub values: BTreeMap<String, Given>,
    /// What nobody knew, in order.
    pub rest: Vec<String>,
}

impl Parsed {
    /// The one word of an action.
    pub fn text(&self, dest: &str) -> Option<&str> {
        match self.values.get(dest)? {
            Given::Text(text) => Some(text),
            Given::Texts(_) | Given::Flag(_) => None,
        }
    }

    /// A flag, if it was given.
    pub fn flag(&self, dest: &str) -> Option<bool> {
        match self.values.get(dest)? {
            Given::Flag(flag) => Some(*flag),
            Given::Text(_) | Given::Texts(_) => None,
        }
    }
}

/// Takes a command line apart.
pub fn parse(actions: &[Action], words: &[String]) -> Result<Parsed, Stop> {
    let places = (0..actions.len())
        .filter(|index| !actions[*index].is_option())
        .collect();
    let mut line = Line {
        actions,
        words,
        pattern: Vec::with_capacity(words.len()),
        options: BTreeMap::new(),
        places,
        seen: vec![false; actions.len()],
        parsed: Parsed::default(),
    };
    line.classify()?;
    line.consume()?;
    line.check_required()?;
    Ok(line.parsed)
}

/// A word that begins with dashes: whose it is, and what stands behind its `=`.
#[derive(Clone)]
struct Flagged {
    action: Option<usize>,
    attached: Option<String>,
}

struct Line<'a> {
    actions: &'a [Action],
    words: &'a [String],
    /// Of each word whether it is an option (O), another (A), or the two dashes that end them (-).
    pattern: Vec<u8>,
    options: BTreeMap<usize, Flagged>,
    /// The actions by place that are still to come.
    places: Vec<usize>,
    seen: Vec<bool>,
    parsed: Parsed,
}

impl Line<'_> {
    fn classify(&mut self) -> Result<(), Stop> {
        let mut over = false;
        for (index, word) in self.words.iter().enumerate() {
            if !over && word == "--" {
                over = true;
                self.pattern.push(b'-');
                continue;
            }
            let flagged = if over { None } else { self.flagged(word)? };
            self.pattern
                .push(if flagged.is_some() { b'O' } else { b'A' });
            if let Some(flagged) = flagged {
                self.options.insert(index, flagged);
            }
        }
        Ok(())
    }

    fn flagged(&self, word: &str) -> Result<Option<Flagged>, Stop> {
        if !word.starts_with('-') || word.len() == 1 {
            return Ok(None);
        }
        let find = |name: &str| self.actions.iter().position(|one| one.name == name);
        if let Some(action) = find(word) {
            return Ok(Some(Flagged {
                action: Some(action),
                attached: None,
            }));
        }
        let split = word.split_once('=');
        let (start, attached) = split.map_or((word, None), |(start, rest)| (start, Some(rest)));
        let attached = attached.map(str::to_owned);
        if attached.is_some()
            && let Some(action) = find(start)
        {
            return Ok(Some(Flagged {
                action: Some(action),
                attached,
            }));
        }
        if start.starts_with("--") {
            let begins = |one: &(usize, &Action)| one.1.name.starts_with(start);
            let near: Vec<_> = self.actions.iter().enumerate().filter(begins).collect();
            if let [(action, _)] = near[..] {
                return Ok(Some(Flagged {
                    action: Some(action),
                    attached,
                }));
            }
            if near.len() > 1 {
                let names: Vec<&str> = near.iter().map(|(_, one)| one.name.as_str()).collect();
                let names = names.join(", ");
                return Err(Stop::Error(format!(
                    "ambiguous option: {word} could match {names}"
                )));
            }
        }
        if is_negative_number(word) || word.contains(' ') {
            return Ok(None);
        }
        Ok(Some(Flagged {
            action: None,
            attached: None,
        }))
    }

    fn consume(&mut self) -> Result<(), Stop> {
        let mut at = 0;
        while let Some(next) = self.options.range(at..).next().map(|(index, _)| *index) {
            if at != next {
                let end = self.consume_places(at)?;
                if end > at {
                    at = end;
                    continue;
                }
                self.parsed.rest.extend_from_slice(&self.words[at..next]);
                at = next;
            }
            at = self.consume_option(at)?;
        }
        let end = self.consume_places(at)?;
        self.parsed.rest.extend_from_slice(&self.words[end..]);
        Ok(())
    }

    fn consume_option(&mut self, at: usize) -> Result<usize, Stop> {
        let flagged = self.options[&at].clone();
        let Some(index) = flagged.action else {
            self.parsed.rest.push(self.words[at].clone());
            return Ok(at + 1);
        };
        let action = &self.actions[index];
        if let Some(attached) = flagged.attached {
            if action.count == Count::None {
                let said = format!("ignored explicit argument {}", quoted(&attached));
                return Err(action.fault(&said));
            }
            self.take(index, vec![attached])?;
            return Ok(at + 1);
        }
        let Some(count) = action.takes(&self.pattern[at + 1..]) else {
            return Err(action.fault("expected one argument"));
        };
        let end = at + 1 + count;
        self.take(index, self.words[at + 1..end].to_vec())?;
        Ok(end)
    }

    /// Gives words to as many actions by place as there are words for.
    fn consume_places(&mut self, from: usize) -> Result<usize, Stop> {
        let mut at = from;
        while let Some(index) = self.places.first().copied() {
            let dashes = self.pattern[at..]
                .iter()
                .take_while(|kind| **kind == b'-')
                .count();
            let Some(count) = self.actions[index].takes(&self.pattern[at + dashes..]) else {
                break;
            };
            let mut end = at + dashes + count;
            end += self.pattern[end..]
                .iter()
                .take_while(|kind| **kind == b'-')
                .count();
            let words = self.words[at..end].iter().filter(|word| *word != "--");
            let words = words.cloned().collect();
            self.places.remove(0);
            self.take(index, words)?;
            at = end;
        }
        Ok(at)
    }

    fn take(&mut self, index: usize, words: Vec<String>) -> Result<(), Stop> {
        let action = &self.actions[index];
        self.seen[index] = true;
        let given = match (action.store, action.count) {
            (Store::True, _) => Given::Flag(true),
            (Store::False, _) => Given::Flag(false),
            (Store::Stop, _) => return Err(Stop::Asked(action.name.clone())),
            (Store::Text | Store::Whole | Store::Number, Count::Any) => Given::Texts(words),
            (Store::Text | Store::Whole | Store::Number, _) => {
                let otherwise = action.otherwise.map(str::to_owned);
                let Some(word) = words.into_iter().next().or(otherwise) else {
                    return Ok(());
                };
                if action.store == Store::Whole && whole(&word).is_none() {
                    let said = format!("invalid int value: {}", quoted(&word));
                    return Err(action.fault(&said));
                }
                if action.store == Store::Number && decimal(&word).is_none() {
                    let said = format!("invalid float value: {}", quoted(&word));
                    return Err(action.fault(&said));
                }
                check_choice(action, &word)?;
                Given::Text(word)
            }
        };
        self.parsed.values.insert(action.dest.clone(), given);
        Ok(())
    }

    fn check_required(&self) -> Result<(), Stop> {
        let all = self.actions.iter().zip(&self.seen);
        let missing = all.filter(|(action, seen)| action.required && !**seen);
        let missing: Vec<&str> = missing.map(|(action, _)| action.name.as_str()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.join(", ");
        Err(Stop::Error(format!(
            "the following arguments are required: {missing}"
        )))
    }
}

/// The CLI's own text: two choices a line, and the near ones again.
fn check_choice(action: &Action, word: &str) -> Result<(), Stop> {
    if action.choices.is_empty() || action.choices.iter().any(|choice| choice == word) {
        return Ok(());
    }
    let mut said = "Invalid choice, valid choices are:\n".to_owned();
    for pair in action.choices.chunks(2) {
        let pair: Vec<String> = pair.iter().map(|choice| format!("{choice:<40}")).collect();
        said = said + "\n" + &pair.join(" | ");
    }
    let choices: Vec<&str> = action.choices.iter().map(String::as_str).collect();
    let near = close::matches(word, &choices, 800);
    if !near.is_empty() {
        said += &format!("\n\n\nInvalid choice: {}, maybe you meant:\n", quoted(word));
        for word in near {
            said += &format!("\n  * {word}");
        }
    }
    Err(action.fault(&said))
}

/// `-1`, `-.5`, `-2.5`.
fn is_negative_number(word: &str) -> bool {
    let Some(digits) = word.strip_prefix('-') else {
        return false;
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction) && !fraction.is_empty() && (!whole.is_empty() || digits.len() > 1)
}

/// A whole number as `int(text)` reads it: blanks around it and underscores between digits are
/// allowed.
pub fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = digits
        .split('_')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_number {
        return None;
    }
    let bound = if text.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    Some(text.replace('_', "").parse().unwrap_or(bound))
}

/// A number as `float(text)` reads it: blanks around it and underscores between digits are allowed.
pub fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let between = |place: usize| is_digit(bytes.get(place + 1)) && is_digit(bytes[..place].last());
    let bars = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'_');
    if bars.map(|(place, _)| place).any(|place| !between(place)) {
        return None;
    }
    text.replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests;
