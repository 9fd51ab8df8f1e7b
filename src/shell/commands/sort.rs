//! `sort`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;
use crate::sim::sort;
use std::cmp::Ordering;

const KNOWN: Known = Known {
    long: &[
        ("numeric-sort", 'n'),
        ("reverse", 'r'),
        ("unique", 'u'),
        ("key", 'k'),
        ("field-separator", 't'),
        ("ignore-case", 'f'),
        ("human-numeric-sort", 'h'),
        ("version-sort", 'V'),
        ("stable", 's'),
        ("output", 'o'),
        ("check", 'c'),
        ("zero-terminated", 'z'),
        ("month-sort", 'M'),
        ("random-sort", 'R'),
    ],
    status: 2,
    ..Known::new("sort", "nrufbhVsgdMRk:t:o:cmz")
};

/// How two texts are compared.
#[derive(Clone, Copy, Default)]
struct How {
    numbers: bool,
    human: bool,
    version: bool,
    months: bool,
    /// By sums of the texts: in no order, and equal ones stay together.
    random: bool,
    reverse: bool,
    fold: bool,
    blanks: bool,
}

/// `-k 2,3n`: field and character of start and end, counted from 1; 0 is the end of the field.
struct Key {
    from: (usize, usize),
    to: Option<(usize, usize)>,
    how: How,
}

struct Sort {
    how: How,
    unique: bool,
    stable: bool,
    checks: bool,
    separator: Option<u8>,
    keys: Vec<Key>,
    output: Option<String>,
    /// What ends a line.
    mark: u8,
    lines: Vec<Vec<u8>>,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let letters: String = given.flags.iter().map(|(letter, _)| *letter).collect();
    let how = how(&letters, How::default());
    let mut keys = Vec::new();
    for (letter, value) in &given.flags {
        if *letter != 'k' {
            continue;
        }
        let Some(key) = key(value, how) else {
            shell.err(&format!(
                "sort: invalid number at field start: invalid count at start \
                 of '{value}'\n"
            ));
            return Err(2);
        };
        keys.push(key);
    }
    let separator = given.value('t');
    if let Some(text) = separator.filter(|text| text.len() > 1 && *text != "\\0") {
        shell.err(&format!("sort: multi-character tab '{text}'\n"));
        return Err(2);
    }
    let sort = Sort {
        how,
        unique: given.has('u'),
        stable: given.has('s'),
        checks: given.has('c'),
        separator: separator.and_then(|text| text.bytes().next()),
        keys,
        output: given.value('o').map(str::to_string),
        mark: if given.has('z') { 0 } else { b'\n' },
        lines: Vec::new(),
    };
    Ok((Box::new(sort), given.words))
}

fn how(letters: &str, before: How) -> How {
    let mut how = before;
    for letter in letters.chars() {
        match letter {
            'n' | 'g' => how.numbers = true,
            'h' => how.human = true,
            'V' => how.version = true,
            'M' => how.months = true,
            'R' => how.random = true,
            'r' => how.reverse = true,
            'f' => how.fold = true,
            'b' => how.blanks = true,
            _ => {}
        }
    }
    how
}

fn key(text: &str, general: How) -> Option<Key> {
    let end = text
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (from, to) = match text.split_once(',') {
        Some((from, to)) => (from, Some(to)),
        None => (text, None),
    };
    let place = |text: &str, char_default: usize| {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (field, char) = match digits.split_once('.') {
            Some((field, char)) => (field, char.parse().ok()?),
            None => (digits, char_default),
        };
        let field: usize = field.parse().ok()?;
        (field > 0).then_some((field, char))
    };
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let own = if end < text.len() {
        how(&letters, How::default())
    } else {
        general
    };
    Some(Key {
        from: place(from, 1)?,
        to: match to {
            Some(to) => Some(place(to, 0)?),
            None => None,
        },
        how: own,
    })
}

impl Sort {
    /// Where each field starts and ends.
    fn fields(&self, line: &[u8]) -> Vec<(usize, usize)> {
        let mut fields = Vec::new();
        let mut start = 0;
        match self.separator {
            Some(separator) => {
                for (at, byte) in line.iter().enumerate() {
                    if *byte == separator {
                        fields.push((start, at));
                        start = at + 1;
                    }
                }
            }
            None => {
                let blank = |at: usize| matches!(line[at], b' ' | b'\t');
                for at in 1..line.len() {
                    if blank(at) && !blank(at - 1) {
                        fields.push((start, at));
                        start = at;
                    }
                }
            }
        }
        fields.push((start, line.len()));
        fields
    }

    fn part<'l>(&self, line: &'l [u8], key: &Key) -> &'l [u8] {
        let fields = self.fields(line);
        let skip = |at: usize| {
            let blanks = line[at..]
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t'));
            at + blanks.count()
        };
        let Some((start, _)) = fields.get(key.from.0 - 1) else {
            return &[];
        };
        let start = if key.how.blanks { skip(*start) } else { *start };
        let start = (start + key.from.1.max(1) - 1).min(line.len());
        let end = match key.to {
            None => line.len(),
            Some((field, char)) => match fields.get(field - 1) {
                None => line.len(),
                Some((_, end)) if char == 0 => *end,
                Some((start, _)) => (start + char).min(line.len()),
            },
        };
        &line[start..end.max(start)]
    }

    fn by_keys(&self, left: &[u8], right: &[u8]) -> Ordering {
        if self.keys.is_empty() {
            return compare(left, right, self.how);
        }
        for key in &self.keys {
            let order = compare(self.part(left, key), self.part(right, key), key.how);
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }

    fn order(&self, left: &[u8], right: &[u8]) -> Ordering {
        let order = self.by_keys(left, right);
        if order != Ordering::Equal || self.stable || self.unique {
            return order;
        }
        let last = left.cmp(right);
        if self.how.reverse {
            last.reverse()
        } else {
            last
        }
    }
}

fn compare(left: &[u8], right: &[u8], how: How) -> Ordering {
    let order = if how.numbers || how.human {
        let size = |text| if how.human { scale(text) } else { 0 };
        size(left)
            .cmp(&size(right))
            .then_with(|| numbers(left, right))
    } else if how.version {
        versions(left, right)
    } else if how.months {
        month(left).cmp(&month(right))
    } else if how.random {
        let sums = checksum(left).cmp(&checksum(right));
        sums.then_with(|| left.cmp(right))
    } else if how.fold {
        left.to_ascii_uppercase().cmp(&right.to_ascii_uppercase())
    } else {
        left.cmp(right)
    };
    if how.reverse { order.reverse() } else { order }
}

/// The number of the month whose first letters a text begins with; 0 if it begins otherwise.
fn month(text: &[u8]) -> usize {
    let text = text.trim_ascii_start();
    let start = text.get(..3).unwrap_or_default().to_ascii_lowercase();
    let mut names = b"janfebmaraprmayjunjulaugsepoctnovdec".chunks(3);
    let place = names.position(|name| name == start);
    place.map_or(0, |place| place + 1)
}

/// A sum of a text: FNV-1a.
fn checksum(text: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    let fold = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    text.iter().fold(start, fold)
}

/// The rank of `K`, `M`, `G` behind a number.
fn scale(text: &[u8]) -> i32 {
    let text = String::from_utf8_lossy(text);
    let text = text.trim();
    let rank = text.find(|c: char| c.is_ascii_alphabetic()).and_then(|at| {
        let letter = text[at..].chars().next()?.to_ascii_uppercase();
        "KMGTPE".find(letter).map(|rank| rank as i32 + 1)
    });
    let sign = if text.starts_with('-') { -1 } else { 1 };
    rank.unwrap_or(0) * sign
}

/// Numbers of any length at the start of texts, without rounding.
fn numbers(left: &[u8], right: &[u8]) -> Ordering {
    let (left, right) = (parts(left), parts(right));
    let size = |(_, whole, fraction): &(bool, String, String)| {
        (whole.len(), whole.clone(), fraction.clone())
    };
    match (left.0, right.0) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => size(&left).cmp(&size(&right)),
        (true, true) => size(&right).cmp(&size(&left)),
    }
}

/// Whether it is below zero, the digits before the point and those behind it.
fn parts(text: &[u8]) -> (bool, String, String) {
    let text = String::from_utf8_lossy(text);
    let text = text.trim_start_matches([' ', '\t']);
    let negative = text.starts_with('-');
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| {
        text.chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
    };
    let whole = digits(text);
    let behind = text[whole.len()..].strip_prefix('.').unwrap_or_default();
    let fraction = digits(behind).trim_end_matches('0').to_string();
    let whole = whole.trim_start_matches('0').to_string();
    let zero = whole.is_empty() && fraction.is_empty();
    (negative && !zero, whole, fraction)
}

/// Texts in which runs of digits count as numbers.
fn versions(left: &[u8], right: &[u8]) -> Ordering {
    let (mut left, mut right) = (left, right);
    loop {
        let run = |text: &[u8]| {
            text.iter()
                .take_while(|byte| !byte.is_ascii_digit())
                .count()
        };
        let (one, two) = (run(left), run(right));
        let order = left[..one].cmp(&right[..two]);
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (&left[one..], &right[two..]);
        if left.is_empty() || right.is_empty() {
            return left.len().cmp(&right.len());
        }
        let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (one, two) = (digits(left), digits(right));
        let order = numbers(&left[..one], &right[..two]);
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (&left[one..], &right[two..]);
    }
}

impl Filter for Sort {
    fn trouble(&self) -> u8 {
        2
    }

    fn mark(&self) -> u8 {
        self.mark
    }

    fn line(&mut self, line: &[u8], _ended: bool, _to: &mut Output) -> Next {
        self.lines.push(line.to_vec());
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        let mut lines = std::mem::take(&mut self.lines);
        if self.checks {
            let bad = lines.windows(2).position(|two| {
                let order = self.order(&two[0], &two[1]);
                order == Ordering::Greater || (self.unique && order == Ordering::Equal)
            });
            let Some(place) = bad else { return 0 };
            let line = String::from_utf8_lossy(&lines[place + 1]).into_owned();
            to.err
                .push_str(&format!("sort: -:{}: disorder: {line}\n", place + 2));
            return 1;
        }
        sort::by(&mut lines, |left, right| self.order(left, right));
        if self.unique {
            lines.dedup_by(|later, first| self.by_keys(later, first) == Ordering::Equal);
        }
        let mut text = Output::default();
        for line in &lines {
            text.out.extend_from_slice(line);
            text.out.push(self.mark);
        }
        match self.output.take() {
            Some(path) => to.files.push((path, text.out)),
            None => to.out.append(&mut text.out),
        }
        0
    }
}
