//! `wc`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[
        ("lines", 'l'),
        ("words", 'w'),
        ("bytes", 'c'),
        ("chars", 'm'),
    ],
    ..Known::new("wc", "lwcmL")
};

/// Lines, words, characters, bytes, longest line: the order in which they are written.
type Counts = [usize; 5];

struct Count {
    shown: [bool; 5],
    /// A single file without a name, and one number: no width.
    bare: bool,
    name: Option<String>,
    counts: Counts,
    rows: Vec<(Counts, Option<String>)>,
    standard_input: bool,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let mut shown = ['l', 'w', 'm', 'c', 'L'].map(|letter| given.has(letter));
    if shown == [false; 5] {
        shown = [true, true, false, true, false];
    }
    let single = shown.iter().filter(|on| **on).count() == 1 && given.words.len() <= 1;
    let count = Count {
        shown,
        bare: single,
        name: None,
        counts: [0; 5],
        rows: Vec::new(),
        standard_input: given.words.is_empty() || given.words.iter().any(|word| word == "-"),
    };
    let named = !given.words.is_empty();
    let mut count = count;
    count.name = named.then(String::new);
    Ok((Box::new(count), given.words))
}

impl Filter for Count {
    fn file(&mut self, name: &str, _to: &mut Output) {
        self.counts = [0; 5];
        if self.name.is_some() {
            self.name = Some(name.to_string());
        }
    }

    fn line(&mut self, line: &[u8], ended: bool, _to: &mut Output) -> Next {
        let text = String::from_utf8_lossy(line);
        let chars = text.chars().count();
        self.counts[0] += usize::from(ended);
        self.counts[1] += text.split_whitespace().count();
        self.counts[2] += chars + usize::from(ended);
        self.counts[3] += line.len() + usize::from(ended);
        self.counts[4] = self.counts[4].max(chars);
        Next::Line
    }

    fn file_end(&mut self, _to: &mut Output) -> Next {
        self.rows.push((self.counts, self.name.clone()));
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        let mut total: Counts = [0; 5];
        for (counts, _) in &self.rows {
            for (sum, count) in total.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let digits = total[3].to_string().len();
        let width = match (self.bare, self.standard_input) {
            (true, _) => 1,
            (false, true) => 7,
            (false, false) => digits,
        };
        if self.rows.len() > 1 {
            self.rows.push((total, Some("total".to_string())));
        }
        for (counts, name) in &self.rows {
            let shown = counts.iter().zip(self.shown).filter(|(_, on)| *on);
            let numbers: Vec<String> = shown.map(|(n, _)| format!("{n:>width$}")).collect();
            let name = name
                .as_ref()
                .map_or(String::new(), |name| format!(" {name}"));
            to.line(format!("{}{name}", numbers.join(" ")).as_bytes());
        }
        0
    }
}
