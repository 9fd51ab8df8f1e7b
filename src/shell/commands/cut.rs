//! `cut`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[
        ("fields", 'f'),
        ("delimiter", 'd'),
        ("characters", 'c'),
        ("bytes", 'b'),
        ("only-delimited", 's'),
        ("complement", 'C'),
        ("output-delimiter", 'O'),
    ],
    ..Known::new("cut", "f:d:c:b:sCO:")
};

struct Cut {
    fields: bool,
    bytes: bool,
    delimiter: char,
    joiner: String,
    only_delimited: bool,
    complement: bool,
    ranges: Vec<(usize, usize)>,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let list = ['f', 'c', 'b']
        .iter()
        .find_map(|letter| given.value(*letter));
    let fail = |shell: &mut Shell, message: &str| {
        shell.err(&format!(
            "cut: {message}\nTry 'cut --help' for more information.\n"
        ));
        1
    };
    let lists = ['f', 'c', 'b'].iter().filter(|letter| given.has(**letter));
    if lists.count() > 1 {
        return Err(fail(shell, "only one list may be specified"));
    }
    let Some(list) = list else {
        let message = "you must specify a list of bytes, characters, or fields";
        return Err(fail(shell, message));
    };
    let fields = given.has('f');
    let ranges = match ranges(list, fields) {
        Ok(ranges) => ranges,
        Err(message) => return Err(fail(shell, &message)),
    };
    let delimiter = given.value('d').unwrap_or("\t");
    if delimiter.chars().count() > 1 {
        return Err(fail(shell, "the delimiter must be a single character"));
    }
    if given.has('d') && !fields {
        let message = "an input delimiter may be specified only when operating on fields";
        return Err(fail(shell, message));
    }
    let cut = Cut {
        fields,
        bytes: given.has('b'),
        delimiter: delimiter.chars().next().unwrap_or('\0'),
        joiner: given.value('O').unwrap_or(delimiter).to_string(),
        only_delimited: given.has('s'),
        complement: given.has('C'),
        ranges,
    };
    Ok((Box::new(cut), given.words))
}

fn ranges(list: &str, fields: bool) -> Result<Vec<(usize, usize)>, String> {
    let mut ranges = Vec::new();
    let kind = if fields { "field" } else { "byte/character" };
    for item in list.split([',', ' ']) {
        let number = |text: &str| {
            text.parse::<usize>().map_err(|_| match fields {
                true => format!("invalid field value '{text}'"),
                false => format!("invalid byte/character position '{text}'"),
            })
        };
        let (from, to) = match item.split_once('-') {
            Some(("", "")) => return Err("invalid range with no endpoint: -".to_string()),
            Some(("", to)) => (1, number(to)?),
            Some((from, "")) => (number(from)?, usize::MAX),
            Some((from, to)) => (number(from)?, number(to)?),
            None => (number(item)?, number(item)?),
        };
        if from == 0 {
            return Err(match fields {
                true => "fields are numbered from 1".to_string(),
                false => format!("{kind} positions are numbered from 1"),
            });
        }
        if to < from {
            return Err("invalid decreasing range".to_string());
        }
        ranges.push((from, to));
    }
    Ok(ranges)
}

impl Cut {
    fn takes(&self, place: usize) -> bool {
        let within = |(from, to): &(usize, usize)| (*from..=*to).contains(&place);
        self.ranges.iter().any(within) != self.complement
    }
}

impl Filter for Cut {
    fn line(&mut self, line: &[u8], _ended: bool, to: &mut Output) -> Next {
        let text = String::from_utf8_lossy(line);
        if self.bytes {
            let kept = line.iter().zip(1..).filter(|(_, place)| self.takes(*place));
            let kept: Vec<u8> = kept.map(|(byte, _)| *byte).collect();
            to.line(&kept);
        } else if !self.fields {
            let kept = text
                .chars()
                .zip(1..)
                .filter(|(_, place)| self.takes(*place));
            let kept: String = kept.map(|(c, _)| c).collect();
            to.line(kept.as_bytes());
        } else if !text.contains(self.delimiter) {
            if !self.only_delimited {
                to.line(line);
            }
        } else {
            let parts = text.split(self.delimiter).zip(1..);
            let kept = parts.filter(|(_, place)| self.takes(*place));
            let kept: Vec<&str> = kept.map(|(part, _)| part).collect();
            to.line(kept.join(&self.joiner).as_bytes());
        }
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
