//! `expand`: blanks for tabs.

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("tabs", 't'), ("initial", 'i')],
    ..Known::new("expand", "t:i")
};

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let stops = match stops(given.value('t').unwrap_or("8")) {
        Ok(stops) => stops,
        Err(message) => {
            shell.err(&format!("expand: {message}\n"));
            return Err(1);
        }
    };
    let expand = Expand {
        stops,
        initial: given.has('i'),
    };
    Ok((Box::new(expand), given.words))
}

/// Columns at which a tab ends: one is the way from each to the next.
fn stops(text: &str) -> Result<Vec<usize>, String> {
    let mut stops: Vec<usize> = Vec::new();
    for word in text.split([',', ' ']).filter(|word| !word.is_empty()) {
        let Ok(stop) = word.parse() else {
            let wrong = word.trim_start_matches(|c: char| c.is_ascii_digit());
            return Err(format!("tab size contains invalid character(s): '{wrong}'"));
        };
        if stop == 0 {
            return Err("tab size cannot be 0".to_string());
        }
        if stops.last().is_some_and(|last| *last >= stop) {
            return Err("tab sizes must be ascending".to_string());
        }
        stops.push(stop);
    }
    if stops.is_empty() {
        stops.push(8);
    }
    Ok(stops)
}

struct Expand {
    stops: Vec<usize>,
    initial: bool,
}

impl Expand {
    /// How many blanks stand for a tab in a column.
    fn blanks(&self, column: usize) -> usize {
        match self.stops.as_slice() {
            [every] => every - column % every,
            stops => {
                let next = stops.iter().find(|stop| **stop > column);
                next.map_or(1, |stop| stop - column)
            }
        }
    }
}

impl Filter for Expand {
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let mut column = 0;
        let mut leading = true;
        for byte in line {
            leading &= matches!(byte, b' ' | b'\t');
            if *byte == b'\t' && (leading || !self.initial) {
                let blanks = self.blanks(column);
                to.out.extend(std::iter::repeat_n(b' ', blanks));
                column += blanks;
            } else {
                to.out.push(*byte);
                column += 1;
            }
        }
        to.out.extend(ended.then_some(b'\n'));
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
