//! `comm` and `join`: two sorted files, line against line.

use super::options::{Known, read};
use crate::shell::state::{Boxed, Flow, Shell};

const COMM: Known = Known::new("comm", "123");
const JOIN: Known = Known::new("join", "t:1:2:a:v:o:e:j:i");

/// The lines of both files, or None: a message is written.
async fn both(shell: &mut Shell, who: &str, words: &[String]) -> Option<[Vec<String>; 2]> {
    let [first, second] = words else {
        let after = words.last().filter(|_| words.len() < 2);
        let message = match (after, words.get(2)) {
            (_, Some(extra)) => format!("extra operand '{extra}'"),
            (Some(last), None) => format!("missing operand after '{last}'"),
            (None, None) => "missing operand".to_string(),
        };
        shell.err(&format!(
            "{who}: {message}\nTry '{who} --help' for more information.\n"
        ));
        return None;
    };
    let mut texts = [Vec::new(), Vec::new()];
    for (text, path) in texts.iter_mut().zip([first, second]) {
        match shell.whole(path).await {
            Ok(bytes) => {
                let all = String::from_utf8_lossy(&bytes).into_owned();
                text.extend(all.lines().map(str::to_string));
            }
            Err(message) => {
                shell.err(&format!("{who}: {path}: {message}\n"));
                return None;
            }
        }
    }
    Some(texts)
}

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = comm(shell, arguments).await;
        Flow::Go
    })
}

async fn comm(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &COMM, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let Some([left, right]) = both(shell, "comm", &given.words).await else {
        return 1;
    };
    let shows = ['1', '2', '3'].map(|column| !given.has(column));
    let mut out = String::new();
    let mut line = |column: usize, text: &str| {
        if shows[column] {
            let before = shows[..column].iter().filter(|shown| **shown).count();
            out.push_str(&format!("{}{text}\n", "\t".repeat(before)));
        }
    };
    let (mut l, mut r) = (left.iter().peekable(), right.iter().peekable());
    loop {
        match (l.peek(), r.peek()) {
            (None, None) => break,
            (Some(a), Some(b)) if a == b => {
                line(2, a);
                l.next();
                r.next();
            }
            (Some(a), other) if other.is_none_or(|b| a < b) => {
                line(0, a);
                l.next();
            }
            (_, Some(b)) => {
                line(1, b);
                r.next();
            }
            (Some(_), None) => break,
        }
    }
    shell.out(out.as_bytes());
    let unsorted = [&left, &right]
        .into_iter()
        .position(|lines| !lines.is_sorted());
    if let Some(place) = unsorted {
        let number = place + 1;
        shell.err(&format!("comm: file {number} is not in sorted order\n"));
        shell.err("comm: input is not in sorted order\n");
        return 1;
    }
    0
}

pub fn join<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = joined(shell, arguments).await;
        Flow::Go
    })
}

/// How two lines become one.
struct Layout {
    separator: Option<char>,
    /// The field of each file that has to agree, counted from 0.
    keys: [usize; 2],
    /// `-o`: the file, 0 for the key, and the field.
    order: Vec<(usize, usize)>,
    empty: String,
}

impl Layout {
    fn fields<'t>(&self, line: &'t str) -> Vec<&'t str> {
        match self.separator {
            Some(separator) => line.split(separator).collect(),
            None => line.split_whitespace().collect(),
        }
    }

    fn key<'t>(&self, file: usize, fields: &[&'t str]) -> &'t str {
        fields.get(self.keys[file]).copied().unwrap_or_default()
    }

    fn line(&self, pair: [Option<&[&str]>; 2]) -> String {
        let mut key = pair.iter().enumerate();
        let key = key.find_map(|(file, fields)| fields.map(|fields| self.key(file, fields)));
        let mut parts: Vec<&str> = Vec::new();
        if self.order.is_empty() {
            parts.extend(key);
            for (file, fields) in pair.iter().enumerate() {
                let fields = fields.unwrap_or_default().iter().enumerate();
                let others = fields.filter(|(place, _)| *place != self.keys[file]);
                parts.extend(others.map(|(_, field)| field));
            }
        }
        for (file, field) in &self.order {
            let found = match file {
                0 => key,
                file => pair[file - 1].and_then(|fields| fields.get(*field).copied()),
            };
            parts.push(found.unwrap_or(&self.empty));
        }
        let separator = self.separator.unwrap_or(' ');
        parts.join(&separator.to_string()) + "\n"
    }
}

async fn joined(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &JOIN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let Some([left, right]) = both(shell, "join", &given.words).await else {
        return 1;
    };
    let field = |letter: char| {
        let text = given.value(letter).or(given.value('j')).unwrap_or("1");
        text.parse::<usize>()
            .map_or(0, |number| number.saturating_sub(1))
    };
    let place = |word: &str| {
        let (file, field) = word.split_once('.').unwrap_or((word, "1"));
        let file = file.parse::<usize>().unwrap_or(0).min(2);
        (
            file,
            field
                .parse::<usize>()
                .map_or(0, |number| number.saturating_sub(1)),
        )
    };
    let order = given.value('o').unwrap_or_default();
    let layout = Layout {
        separator: given.value('t').and_then(|text| text.chars().next()),
        keys: [field('1'), field('2')],
        order: order
            .split([',', ' '])
            .filter(|word| !word.is_empty())
            .map(place)
            .collect(),
        empty: given.value('e').unwrap_or_default().to_string(),
    };
    let wants = |letter: char, file: &str| {
        let mut flags = given.flags.iter();
        flags.any(|(own, value)| *own == letter && value == file)
    };
    let alone = ["1", "2"].map(|file| wants('a', file) || wants('v', file));
    let text = merged(&layout, [&left, &right], alone, !given.has('v'));
    shell.out(text.as_bytes());
    0
}

/// The lines of both files whose keys agree, and those that stand alone if they are wanted.
fn merged(layout: &Layout, files: [&[String]; 2], alone: [bool; 2], pairs: bool) -> String {
    let rows = files.map(|lines| {
        let rows = lines.iter().map(|line| layout.fields(line));
        rows.collect::<Vec<Vec<&str>>>()
    });
    let [left, right] = &rows;
    let mut text = String::new();
    let (mut l, mut r) = (0, 0);
    while l < left.len() || r < right.len() {
        let a = left.get(l).map(|row| layout.key(0, row));
        let b = right.get(r).map(|row| layout.key(1, row));
        match (a, b) {
            (Some(a), Some(b)) if a == b => {
                let same = |rows: &[Vec<&str>], file: usize| {
                    rows.iter()
                        .take_while(|row| layout.key(file, row) == a)
                        .count()
                };
                let (many, more) = (same(&left[l..], 0), same(&right[r..], 1));
                for row in left[l..l + many].iter().filter(|_| pairs) {
                    for other in &right[r..r + more] {
                        text.push_str(&layout.line([Some(row), Some(other)]));
                    }
                }
                (l, r) = (l + many, r + more);
            }
            (Some(a), other) if other.is_none_or(|b| a < b) => {
                if alone[0] {
                    text.push_str(&layout.line([Some(&left[l]), None]));
                }
                l += 1;
            }
            _ => {
                if alone[1] {
                    text.push_str(&layout.line([None, Some(&right[r])]));
                }
                r += 1;
            }
        }
    }
    text
}
