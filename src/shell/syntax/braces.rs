//! Brace expansion: it knows nothing of values, so it is done while reading.

use super::reader::{Read, Reader, is_name, is_name_part};
use super::tree::{Parameter, Part, Word};
use std::rc::Rc;

/// Words that one word may become.
const WORDS_MOST: usize = 100_000;

/// A part, or a sign between parts that means something to braces.
#[derive(Clone)]
enum Atom {
    Part(Part),
    Char(char),
}

impl Reader {
    /// Adds what a word becomes once its braces are expanded.
    pub fn braces(&self, word: Word, into: &mut Vec<Word>) -> Read<()> {
        let braced = |part: &Part| matches!(part, Part::Plain(text) if text.contains('{'));
        if !word.parts.iter().any(braced) {
            into.push(word);
            return Ok(());
        }
        let mut atoms = Vec::new();
        for part in word.parts {
            match part {
                Part::Plain(text) => atoms.extend(text.chars().map(Atom::Char)),
                part => atoms.push(Atom::Part(part)),
            }
        }
        let Some(expanded) = expand(&atoms, self.depth) else {
            return Err(self.refuse("braces that make more than 100,000 words"));
        };
        into.extend(expanded.into_iter().map(|atoms| join(&atoms)));
        Ok(())
    }
}

fn join(atoms: &[Atom]) -> Word {
    let mut parts: Vec<Part> = Vec::new();
    for atom in atoms {
        match (atom, parts.last_mut()) {
            (Atom::Char(c), Some(Part::Plain(text))) => text.push(*c),
            // As bash expands texts, `{$x,1}a` has a `$xa`.
            (Atom::Char(c), Some(Part::Parameter(last))) if goes_on(last, *c) => {
                *last = Rc::new(last.longer(*c));
            }
            (Atom::Char(c), _) => parts.push(Part::Plain(c.to_string())),
            (Atom::Part(part), _) => parts.push(part.clone()),
        }
    }
    Word {
        parts,
        assignment: None,
    }
}

fn goes_on(parameter: &Parameter, c: char) -> bool {
    is_name_part(c) && is_name(&parameter.name) && parameter.source[1..] == *parameter.name
}

/// All words that these atoms make; None if they are too many.
fn expand(atoms: &[Atom], depth: u32) -> Option<Vec<Vec<Atom>>> {
    if depth > super::reader::DEPTH_MOST {
        return None;
    }
    let Some((start, end, options)) = first_group(atoms, depth)? else {
        return Some(vec![atoms.to_vec()]);
    };
    let tails = expand(&atoms[end..], depth)?;
    if options.len().checked_mul(tails.len())? > WORDS_MOST {
        return None;
    }
    let mut words = Vec::new();
    for option in &options {
        for tail in &tails {
            let mut word = atoms[..start].to_vec();
            word.extend_from_slice(option);
            word.extend_from_slice(tail);
            words.push(word);
        }
    }
    Some(words)
}

/// Start and end of the first braces that expand, and what stands in their place.
type Group = (usize, usize, Vec<Vec<Atom>>);

fn first_group(atoms: &[Atom], depth: u32) -> Option<Option<Group>> {
    for start in 0..atoms.len() {
        if !matches!(atoms[start], Atom::Char('{')) {
            continue;
        }
        let Some((end, commas)) = closing(atoms, start) else {
            continue;
        };
        let inner = &atoms[start + 1..end];
        if commas.is_empty() {
            if let Some(items) = sequence(inner)? {
                return Some(Some((start, end + 1, items)));
            }
            continue;
        }
        let mut options = Vec::new();
        let mut from = start + 1;
        for comma in commas.into_iter().chain([end]) {
            options.extend(expand(&atoms[from..comma], depth + 1)?);
            if options.len() > WORDS_MOST {
                return None;
            }
            from = comma + 1;
        }
        return Some(Some((start, end + 1, options)));
    }
    Some(None)
}

/// The brace that closes the one at `start`, and the commas between them.
fn closing(atoms: &[Atom], start: usize) -> Option<(usize, Vec<usize>)> {
    let mut depth = 0;
    let mut commas = Vec::new();
    for (at, atom) in atoms.iter().enumerate().skip(start) {
        match atom {
            Atom::Char('{') => depth += 1,
            Atom::Char('}') if depth == 1 => return Some((at, commas)),
            Atom::Char('}') => depth -= 1,
            Atom::Char(',') if depth == 1 => commas.push(at),
            Atom::Char(_) | Atom::Part(_) => {}
        }
    }
    None
}

/// `1..5`, `01..10..2`, `a..e`; the outer None if it is too long.
fn sequence(inner: &[Atom]) -> Option<Option<Vec<Vec<Atom>>>> {
    let mut text = String::new();
    for atom in inner {
        match atom {
            Atom::Char(c) => text.push(*c),
            Atom::Part(_) => return Some(None),
        }
    }
    let parts: Vec<&str> = text.split("..").collect();
    let (first, last, step) = match parts.as_slice() {
        [first, last] => (*first, *last, 1),
        [first, last, step] => match step.parse::<i64>() {
            Ok(step) => (*first, *last, step),
            Err(_) => return Some(None),
        },
        _ => return Some(None),
    };
    let letter = |text: &str| {
        let c = text.chars().next().filter(char::is_ascii_alphabetic);
        c.filter(|_| text.len() == 1)
    };
    let items = if let (Ok(first_number), Ok(last_number)) = (first.parse(), last.parse()) {
        let width = padded_width(first).max(padded_width(last));
        let write = |number: i64| {
            let sign = if number < 0 { "-" } else { "" };
            let digits = number.unsigned_abs().to_string();
            format!(
                "{sign}{digits:0>width$}",
                width = width.saturating_sub(sign.len())
            )
        };
        numbers(first_number, last_number, step)?
            .into_iter()
            .map(write)
            .collect()
    } else if let (Some(first), Some(last)) = (letter(first), letter(last)) {
        let codes = numbers(i64::from(first as u32), i64::from(last as u32), step)?;
        let write = |code: i64| char::from(code as u8).to_string();
        codes.into_iter().map(write).collect::<Vec<String>>()
    } else {
        return Some(None);
    };
    let atoms = |item: String| item.chars().map(Atom::Char).collect();
    Some(Some(items.into_iter().map(atoms).collect()))
}

/// The width that numbers are filled to: that of a number with a leading zero.
fn padded_width(text: &str) -> usize {
    let digits = text.trim_start_matches(['-', '+']);
    if digits.len() > 1 && digits.starts_with('0') {
        text.len()
    } else {
        0
    }
}

fn numbers(first: i64, last: i64, step: i64) -> Option<Vec<i64>> {
    let step = (step.checked_abs()?).max(1);
    let count = first.abs_diff(last) / step as u64 + 1;
    if count > WORDS_MOST as u64 {
        return None;
    }
    let step = if last < first { -step } else { step };
    Some(
        (0..count as i64)
            .map(|place| first + place * step)
            .collect(),
    )
}
