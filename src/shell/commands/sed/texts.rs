//! Reads the texts of `a`, `i`, `c`, `y` and `s`.

use super::parse::{Parsed, Parser};
use super::{Piece, Substitute};

impl Parser<'_> {
    /// The text of `a`, `i` and `c`: a backslash takes the end of a line into it.
    pub fn rest_of_line(&mut self) -> Parsed<String> {
        self.blanks();
        if self.take('\\') {
            // Blanks behind it belong to the text, unless the line ends.
            let start = self.at;
            self.blanks();
            if !self.take('\n') {
                self.at = start;
            }
        }
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|c| *c != '\n') {
            self.at += 1;
            match c {
                '\\' => match self.next() {
                    Some('t') => text.push('\t'),
                    escaped => text.extend(escaped),
                },
                c => text.push(c),
            }
        }
        if text.is_empty() {
            return Err("expected \\ after `a', `c' or `i'".to_string());
        }
        Ok(text)
    }

    /// The pairs of `y`.
    pub fn translate(&mut self) -> Parsed<Vec<(char, char)>> {
        let problem = "unterminated `y' command";
        let sign = self.next().ok_or(problem)?;
        let from = self
            .delimited(sign, problem)?
            .replace("\\n", "\n")
            .replace("\\\\", "\\");
        let to = self
            .delimited(sign, problem)?
            .replace("\\n", "\n")
            .replace("\\\\", "\\");
        if from.chars().count() != to.chars().count() {
            return Err("strings for `y' command are different lengths".to_string());
        }
        Ok(from.chars().zip(to.chars()).collect())
    }

    /// What stands behind an `s`.
    pub fn substitute(&mut self) -> Parsed<Substitute> {
        let problem = "unterminated `s' command";
        let sign = self
            .next()
            .filter(|c| *c != '\n' && *c != '\\')
            .ok_or(problem)?;
        let source = self.delimited(sign, problem)?;
        let with = self.replacement(sign, problem)?;
        let (mut all, mut prints, mut fold, mut number) = (false, false, false, 1);
        let mut writes = None;
        loop {
            match self.peek() {
                Some('g') => all = true,
                Some('p') => prints = true,
                Some('i' | 'I') => fold = true,
                Some('1'..='9') => {
                    number = self.number().unwrap_or(1);
                    continue;
                }
                Some('0') => return Err("number option to `s' command may not be zero".to_string()),
                None | Some(';' | '\n' | '}' | ' ' | '\t' | '#') => break,
                Some('w') => {
                    self.at += 1;
                    writes = Some(self.path()?);
                    break;
                }
                Some(c @ ('e' | 'm' | 'M')) => {
                    return Err(format!("flag `{c}' of `s': not supported by this shell"));
                }
                Some(_) => {
                    self.at += 1;
                    return Err("unknown option to `s'".to_string());
                }
            }
            self.at += 1;
        }
        let regex = self.pattern(&source, fold)?;
        let highest = with.iter().map(|piece| match piece {
            Piece::Group(number) => *number,
            Piece::Text(_) | Piece::Case(_) => 0,
        });
        let highest = highest.max().unwrap_or(0);
        if regex.as_ref().is_some_and(|regex| highest > regex.groups()) {
            return Err(format!(
                "invalid reference \\{highest} on `s' command's RHS"
            ));
        }
        Ok(Substitute {
            regex,
            with,
            all,
            number,
            prints,
            writes,
        })
    }

    fn replacement(&mut self, sign: char, problem: &str) -> Parsed<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let flush = |text: &mut String, pieces: &mut Vec<Piece>| {
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(text)));
            }
        };
        loop {
            let c = self.next().ok_or(problem)?;
            match c {
                c if c == sign => break,
                '&' => {
                    flush(&mut text, &mut pieces);
                    pieces.push(Piece::Group(0));
                }
                '\\' => match self.next().ok_or(problem)? {
                    digit @ '0'..='9' => {
                        flush(&mut text, &mut pieces);
                        pieces.push(Piece::Group(digit as usize - '0' as usize));
                    }
                    case @ ('U' | 'L' | 'u' | 'l' | 'E') => {
                        flush(&mut text, &mut pieces);
                        pieces.push(Piece::Case(case));
                    }
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    c => text.push(c),
                },
                c => text.push(c),
            }
        }
        flush(&mut text, &mut pieces);
        Ok(pieces)
    }
}
