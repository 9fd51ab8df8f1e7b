//! `paste`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("serial", 's'), ("delimiters", 'd')],
    ..Known::new("paste", "sd:")
};

struct Paste {
    serial: bool,
    joiners: Vec<char>,
    files: Vec<Vec<Vec<u8>>>,
    /// `paste - -` takes the lines of one input in turn.
    columns: usize,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let joiners = given
        .value('d')
        .unwrap_or("\t")
        .replace("\\n", "\n")
        .replace("\\t", "\t");
    let dashes = given.words.iter().filter(|word| *word == "-").count();
    let only_dashes = dashes > 1 && dashes == given.words.len();
    let paste = Paste {
        serial: given.has('s'),
        joiners: joiners.chars().collect(),
        files: Vec::new(),
        columns: if only_dashes { dashes } else { 1 },
    };
    let words = if only_dashes { Vec::new() } else { given.words };
    Ok((Box::new(paste), words))
}

impl Paste {
    fn joined(&self, items: &[&[u8]]) -> Vec<u8> {
        let mut line = Vec::new();
        for (place, item) in items.iter().enumerate() {
            if place > 0 && !self.joiners.is_empty() {
                let joiner = self.joiners[(place - 1) % self.joiners.len()];
                line.extend_from_slice(joiner.encode_utf8(&mut [0; 4]).as_bytes());
            }
            line.extend_from_slice(item);
        }
        line
    }
}

impl Filter for Paste {
    fn file(&mut self, _name: &str, _to: &mut Output) {
        self.files.push(Vec::new());
    }

    fn line(&mut self, line: &[u8], _ended: bool, _to: &mut Output) -> Next {
        if let Some(file) = self.files.last_mut() {
            file.push(line.to_vec());
        }
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        if self.serial {
            for file in &self.files {
                let items: Vec<&[u8]> = file.iter().map(Vec::as_slice).collect();
                to.line(&self.joined(&items));
            }
            return 0;
        }
        if self.columns > 1 {
            for lines in self
                .files
                .first()
                .map_or(&[][..], Vec::as_slice)
                .chunks(self.columns)
            {
                let mut items: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
                items.resize(self.columns, &[]);
                to.line(&self.joined(&items));
            }
            return 0;
        }
        let longest = self.files.iter().map(Vec::len).max().unwrap_or(0);
        for place in 0..longest {
            let item = |file: &'_ Vec<Vec<u8>>| file.get(place).cloned().unwrap_or_default();
            let items: Vec<Vec<u8>> = self.files.iter().map(item).collect();
            let items: Vec<&[u8]> = items.iter().map(Vec::as_slice).collect();
            to.line(&self.joined(&items));
        }
        0
    }
}
