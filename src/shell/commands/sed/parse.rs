//! Reads a script of `sed`.

use super::{Address, Command, Piece, Point, Substitute, To, Verb};
use crate::shell::regex::{Regex, Syntax};

struct Parser {
    text: Vec<char>,
    at: usize,
    syntax: Syntax,
    depth: u32,
}

/// The commands; the error names the place as `sed` does.
pub fn script(text: &str, syntax: Syntax) -> Result<Vec<Command>, String> {
    let mut parser = Parser {
        text: text.chars().collect(),
        at: 0,
        syntax,
        depth: 0,
    };
    let commands = parser.commands();
    commands.map_err(|message| format!("char {}: {message}", parser.at))
}

type Parsed<T> = Result<T, String>;

impl Parser {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|c| c == ' ' || c == '\t') {
            self.at += 1;
        }
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.text[start..self.at].iter().collect();
        digits.parse().ok()
    }

    fn commands(&mut self) -> Parsed<Vec<Command>> {
        let mut commands = Vec::new();
        loop {
            while self.peek().is_some_and(|c| c.is_whitespace() || c == ';') {
                self.at += 1;
            }
            match self.peek() {
                None if self.depth > 0 => return Err("unmatched `{'".to_string()),
                None => return Ok(commands),
                Some('}') if self.depth > 0 => {
                    self.at += 1;
                    return Ok(commands);
                }
                Some('#') => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.at += 1;
                    }
                    continue;
                }
                Some(_) => {}
            }
            let address = self.address()?;
            self.blanks();
            let verb = self.verb()?;
            let block = matches!(verb, Verb::Block(_));
            commands.push(Command {
                address,
                open: None,
                verb,
            });
            self.blanks();
            match self.peek() {
                None | Some(';' | '\n' | '}' | '#') => {}
                Some(_) if block => {}
                Some(_) => {
                    self.at += 1;
                    return Err("extra characters after command".to_string());
                }
            }
        }
    }

    fn address(&mut self) -> Parsed<Option<Address>> {
        let Some(from) = self.point()? else {
            let not = self.take('!');
            return Ok(not.then_some(Address {
                from: Point::Step(0, 1),
                to: None,
                not,
            }));
        };
        self.blanks();
        let mut to = None;
        if self.take(',') {
            self.blanks();
            to = Some(if self.take('+') {
                To::More(self.number().unwrap_or(0))
            } else {
                let Some(point) = self.point()? else {
                    return Err("unexpected `,'".to_string());
                };
                To::Point(point)
            });
        }
        self.blanks();
        let not = self.take('!');
        Ok(Some(Address { from, to, not }))
    }

    fn point(&mut self) -> Parsed<Option<Point>> {
        match self.peek() {
            Some('$') => {
                self.at += 1;
                Ok(Some(Point::Last))
            }
            Some('/') => {
                self.at += 1;
                let source = self.delimited('/', "unterminated address regex")?;
                let fold = self.take('I');
                Ok(Some(Point::Match(Regex::new(&source, self.syntax, fold)?)))
            }
            Some(c) if c.is_ascii_digit() => {
                let first = self.number().unwrap_or(0);
                if self.take('~') {
                    return Ok(Some(Point::Step(first, self.number().unwrap_or(0))));
                }
                if first == 0 {
                    return Err("invalid usage of line address 0".to_string());
                }
                Ok(Some(Point::Line(first)))
            }
            _ => Ok(None),
        }
    }

    /// The text up to a sign; a backslash before the sign takes its meaning away.
    fn delimited(&mut self, sign: char, problem: &str) -> Parsed<String> {
        let mut text = String::new();
        let mut bracket = false;
        loop {
            let c = self.next().ok_or(problem)?;
            match c {
                '\\' => {
                    let escaped = self.next().ok_or(problem)?;
                    if escaped != sign {
                        text.push('\\');
                    }
                    text.push(escaped);
                }
                c if c == sign && !bracket => return Ok(text),
                '\n' if problem.contains('s') && problem.contains("command") => {
                    return Err(problem.to_string());
                }
                c => {
                    // A sign in brackets ends nothing.
                    bracket = (bracket || c == '[') && c != ']';
                    text.push(c);
                }
            }
        }
    }

    fn verb(&mut self) -> Parsed<Verb> {
        let Some(c) = self.next() else {
            return Err("missing command".to_string());
        };
        Ok(match c {
            's' => Verb::Substitute(self.substitute()?),
            'p' => Verb::Print,
            'd' => Verb::Delete,
            '=' => Verb::Number,
            'q' | 'Q' => {
                self.blanks();
                let status = self.number().unwrap_or(0);
                Verb::Quit(status as u8)
            }
            'a' => Verb::Append(self.rest_of_line()?),
            'i' => Verb::Insert(self.rest_of_line()?),
            'c' => Verb::Change(self.rest_of_line()?),
            'y' => Verb::Translate(self.translate()?),
            'h' | 'H' | 'g' | 'G' | 'x' => Verb::Hold(c),
            '{' => {
                self.depth += 1;
                if self.depth > 20 {
                    return Err("too many `{'s".to_string());
                }
                let inner = self.commands()?;
                self.depth -= 1;
                Verb::Block(inner)
            }
            '}' => return Err("unexpected `}'".to_string()),
            'n' | 'N' | 'D' | 'P' | 'b' | 't' | 'T' | ':' | 'r' | 'w' | 'l' | 'e' | 'F' | 'z' => {
                return Err(format!("command `{c}': not supported by this shell"));
            }
            c => return Err(format!("unknown command: `{c}'")),
        })
    }

    fn rest_of_line(&mut self) -> Parsed<String> {
        self.blanks();
        if self.take('\\') {
            self.blanks();
            self.take('\n');
        }
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|c| *c != '\n') {
            self.at += 1;
            if c == '\\' {
                text.extend(self.next());
            } else {
                text.push(c);
            }
        }
        if text.is_empty() {
            return Err("expected \\ after `a', `c' or `i'".to_string());
        }
        Ok(text)
    }

    fn translate(&mut self) -> Parsed<Vec<(char, char)>> {
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

    fn substitute(&mut self) -> Parsed<Substitute> {
        let problem = "unterminated `s' command";
        let sign = self
            .next()
            .filter(|c| *c != '\n' && *c != '\\')
            .ok_or(problem)?;
        let source = self.delimited(sign, problem)?;
        let with = self.replacement(sign, problem)?;
        let (mut all, mut prints, mut fold, mut number) = (false, false, false, 1);
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
                Some(c @ ('w' | 'e' | 'm' | 'M')) => {
                    return Err(format!("flag `{c}' of `s': not supported by this shell"));
                }
                Some(_) => {
                    self.at += 1;
                    return Err("unknown option to `s'".to_string());
                }
            }
            self.at += 1;
        }
        let regex = Regex::new(&source, self.syntax, fold)?;
        let highest = with.iter().map(|piece| match piece {
            Piece::Group(number) => *number,
            Piece::Text(_) | Piece::Case(_) => 0,
        });
        let highest = highest.max().unwrap_or(0);
        if highest > regex.groups() {
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
