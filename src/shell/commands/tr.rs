//! `tr`

use super::options::{Known, read};
use crate::shell::expand::pattern::is_in_class;
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;
use crate::shell::syntax::escapes::{Escape, escape};

const KNOWN: Known = Known {
    long: &[
        ("delete", 'd'),
        ("squeeze-repeats", 's'),
        ("complement", 'c'),
        ("truncate-set1", 't'),
    ],
    first_ends: true,
    ..Known::new("tr", "dscCt")
};

struct Tr {
    first: Vec<char>,
    second: Vec<char>,
    complement: bool,
    deletes: bool,
    squeezes: bool,
    last: Option<char>,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let deletes = given.has('d');
    let squeezes = given.has('s');
    let wanted = if deletes == squeezes { 2 } else { 1 };
    let least = if squeezes && !deletes { 1 } else { wanted };
    let problem = match given.words.as_slice() {
        [] => Some("missing operand".to_string()),
        [first] if least > 1 => {
            let reason = if deletes {
                "Two strings must be given when both deleting and squeezing repeats."
            } else {
                "Two strings must be given when translating."
            };
            Some(format!("missing operand after '{first}'\n{reason}"))
        }
        [_, second, ..] if deletes && !squeezes => Some(format!(
            "extra operand '{second}'\nOnly one string may be given when deleting without \
             squeezing repeats."
        )),
        [_, _, third, ..] => Some(format!("extra operand '{third}'")),
        _ => None,
    };
    if let Some(problem) = problem {
        shell.err(&format!(
            "tr: {problem}\nTry 'tr --help' for more information.\n"
        ));
        return Err(1);
    }
    let set = |place: usize| {
        given
            .words
            .get(place)
            .map_or(Ok((Vec::new(), None)), |text| set(text))
    };
    let (first, second) = match (set(0), set(1)) {
        (Ok(mut first), Ok((second, fill))) => {
            let second = filled(second, fill, first.0.len());
            if given.has('t') {
                first.0.truncate(second.len());
            }
            (first.0, second)
        }
        (Err(message), _) | (_, Err(message)) => {
            shell.err(&format!("tr: {message}\n"));
            return Err(1);
        }
    };
    let tr = Tr {
        first,
        second,
        complement: given.has('c') || given.has('C'),
        deletes,
        squeezes,
        last: None,
    };
    Ok((Box::new(tr), Vec::new()))
}

/// The second set, with as many of what fills it as the first one needs.
fn filled(mut second: Vec<char>, fill: Option<(usize, char)>, wanted: usize) -> Vec<char> {
    if let Some((at, c)) = fill {
        let missing = wanted.saturating_sub(second.len());
        second.splice(at..at, std::iter::repeat_n(c, missing));
    }
    second
}

/// `x*` and `x*3` of what stands between brackets: the character and how often, none for as often
/// as it takes; and how much text that is.
fn repeated(ahead: &str) -> Option<(char, Option<usize>, usize)> {
    let mut letters = ahead.chars();
    let c = letters.next()?;
    let (count, _) = letters.as_str().strip_prefix('*')?.split_once(']')?;
    let taken = count.chars().count() + 3;
    if count.is_empty() || count.trim_start_matches('0').is_empty() {
        return Some((c, None, taken));
    }
    let radix = if count.starts_with('0') { 8 } else { 10 };
    let number = usize::from_str_radix(count, radix).ok()?.min(70_000);
    Some((c, Some(number), taken))
}

/// A set, and where how much of what fills it.
type Set = (Vec<char>, Option<(usize, char)>);

/// The characters of a set: ranges, classes, escapes, `[x*]`.
fn set(text: &str) -> Result<Set, String> {
    let mut set = Vec::new();
    let mut fill = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '[' {
            let ahead: String = rest.clone().collect();
            if let Some(name) = ahead
                .strip_prefix(':')
                .and_then(|name| name.split_once(":]"))
            {
                let fits = |c: &char| is_in_class(name.0, *c);
                set.extend((0..128u8).map(char::from).filter(fits));
                let length = name.0.chars().count() + 3;
                rest.by_ref().take(length).for_each(drop);
                continue;
            }
            if let Some((c, count, taken)) = repeated(&ahead) {
                match count {
                    Some(count) => set.extend(std::iter::repeat_n(c, count)),
                    None => fill = Some((set.len(), c)),
                }
                rest.by_ref().take(taken).for_each(drop);
                continue;
            }
        }
        let first = one(c, &mut rest);
        let ranges = rest.peek() == Some(&'-') && rest.clone().nth(1).is_some();
        if !ranges {
            set.push(first);
            continue;
        }
        rest.next();
        let last = rest.next().unwrap_or(first);
        let last = one(last, &mut rest);
        if last < first {
            return Err(format!(
                "range-endpoints of '{first}-{last}' are in reverse collating sequence order"
            ));
        }
        set.extend((first..=last).take(70_000));
    }
    Ok((set, fill))
}

fn one(c: char, rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> char {
    if c != '\\' {
        return c;
    }
    match escape(rest, false) {
        Escape::Char(c) => c,
        Escape::End | Escape::None => rest.next().unwrap_or('\\'),
    }
}

impl Tr {
    fn in_first(&self, c: char) -> bool {
        self.first.contains(&c) != self.complement
    }

    fn push(&mut self, c: char, to: &mut Output) {
        if self.deletes && self.in_first(c) {
            return;
        }
        let mut swapped = c;
        let translates = !self.deletes && !self.second.is_empty();
        if translates && self.in_first(c) {
            let last = self.second.last().copied();
            swapped = if self.complement {
                last.unwrap_or(c)
            } else {
                // The last place of a character counts.
                let place = self.first.iter().rposition(|own| *own == c).unwrap_or(0);
                self.second.get(place).copied().or(last).unwrap_or(c)
            };
        }
        let set = if self.second.is_empty() {
            None
        } else {
            Some(&self.second)
        };
        let squeezed = self.squeezes
            && match set {
                Some(second) => second.contains(&swapped),
                None => self.in_first(swapped),
            };
        if squeezed && self.last == Some(swapped) {
            return;
        }
        self.last = Some(swapped);
        to.out
            .extend_from_slice(swapped.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

impl Filter for Tr {
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        for c in String::from_utf8_lossy(line).chars() {
            self.push(c, to);
        }
        if ended {
            self.push('\n', to);
        }
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
