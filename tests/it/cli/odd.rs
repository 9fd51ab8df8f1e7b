//! Odd command lines.

use super::lines::{blocks, canned, said, words};

/// Ten thousand odd command lines in `test`, a million in `soak`: each ends, with an exit code of
/// the CLI's and without a panic.
#[test]
fn no_line_is_too_odd() {
    let count = if std::env::var_os("DRYDOCK_SOAK").is_some() {
        1_000_000
    } else {
        10_000
    };
    let (answers, files) = canned();
    let lines: Vec<&str> = blocks().into_iter().map(|(line, _)| line).collect();
    let codes = ["= 0", "= 1", "= 252", "= 253", "= 254", "= 255"];
    let mut dice = Dice(1);
    for _ in 0..count {
        let line = odd(&lines, &mut dice);
        let said = said(&line, &answers, &files);
        let code = said.trim_end().rsplit('\n').next().expect("it is so");
        assert!(codes.contains(&code), "{line}: {said}");
    }
}

/// Numbers without a pattern, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % count as u64).expect("it is so")
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

/// What means something somewhere.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "=",
    ",",
    ":",
    "|",
    "&",
    "*",
    "?",
    "!",
    "@",
    "`",
    "-",
    "--",
    "#",
    "~",
    "$",
    "\n",
    "\t",
    "é",
    "😀",
    "\0",
    "0",
    "-1",
    "99999999999999999999",
    "1e999",
    "file://",
    "--query",
    "--output",
    "table",
    "text",
    "yaml",
    "[]",
    "[?",
    "null",
];

/// A line with some words of others, and some letters that mean something.
fn odd(lines: &[&str], dice: &mut Dice) -> String {
    let mut line: Vec<char> = dice.of(lines).chars().collect();
    for _ in 0..1 + dice.below(4) {
        let start = line.iter().position(|letter| *letter == 'a').unwrap_or(2) + 3;
        let start = start.min(line.len());
        let at = start + dice.below(line.len() - start + 1);
        match dice.below(4) {
            0 => line.truncate(at.max(start)),
            1 => {
                let other: Vec<char> = dice.of(lines).chars().collect();
                let from = dice.below(other.len());
                line.truncate(at);
                line.extend(&other[from..]);
            }
            2 => {
                let end = (at + 1 + dice.below(6)).min(line.len());
                line.drain(at.min(end)..end);
            }
            _ => {
                let piece = dice.of(PIECES).chars();
                line.splice(at..at, piece);
            }
        }
    }
    let line: String = line.into_iter().collect();
    // The variables and the name stay.
    if words(line.strip_prefix("$ ").unwrap_or_default())
        .iter()
        .any(|word| word == "aws")
    {
        line
    } else {
        "$ aws ".to_owned() + &line
    }
}
