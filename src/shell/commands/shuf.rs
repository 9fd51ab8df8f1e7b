//! `shuf`: lines in another order, the same in each run, as `$RANDOM` is.

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;
use crate::sim::{Chance, Purpose};

const KNOWN: Known = Known {
    long: &[
        ("head-count", 'n'),
        ("input-range", 'i'),
        ("echo", 'e'),
        ("repeat", 'r'),
    ],
    ..Known::new("shuf", "n:i:er")
};

/// Lines that a range may have.
const LINES_MOST: u64 = 1_000_000;

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let most = match given.number('n') {
        None => usize::MAX,
        Some(Ok(most)) => most,
        Some(Err(text)) => {
            let text = format!("shuf: invalid line count: '{text}'\n");
            shell.err(&text);
            return Err(1);
        }
    };
    if given.has('r') {
        shell.err("shuf: -r: not supported by this shell\n");
        return Err(1);
    }
    let mut lines = Vec::new();
    if let Some(range) = given.value('i') {
        let ends = range.split_once('-');
        let ends = ends.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
        let ends = ends.filter(|(from, to): &(u64, u64)| from <= to && to - from < LINES_MOST);
        let Some((from, to)) = ends else {
            shell.err(&format!("shuf: invalid input range: '{range}'\n"));
            return Err(1);
        };
        lines.extend((from..=to).map(|number| number.to_string().into_bytes()));
    } else if given.has('e') {
        lines.extend(given.words.iter().map(|word| word.clone().into_bytes()));
    }
    let reads = !given.has('e') && given.value('i').is_none();
    let seed = shell
        .value("RANDOM")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let shuf = Shuf { lines, most, seed };
    let files = if reads {
        given.words
    } else {
        vec!["/dev/null".to_string()]
    };
    Ok((Box::new(shuf), files))
}

struct Shuf {
    lines: Vec<Vec<u8>>,
    most: usize,
    seed: u64,
}

impl Filter for Shuf {
    fn line(&mut self, line: &[u8], _ended: bool, _to: &mut Output) -> Next {
        self.lines.push(line.to_vec());
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        let chance = Chance { seed: self.seed };
        for nth in 0..self.most.min(self.lines.len()) {
            let left = self.lines.len() - nth;
            let drawn = chance.below(left as u64, Purpose(0), nth as u64, 0) as usize;
            self.lines.swap(nth, nth + drawn);
            to.line(&self.lines[nth]);
        }
        0
    }
}
