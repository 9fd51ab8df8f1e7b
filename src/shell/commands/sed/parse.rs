//! Reads a script of `sed`.

use super::{Address, Command, Pattern, Point, To, Verb};
use crate::shell::disk::Disk;
use crate::shell::regex::{Regex, Syntax};
use std::rc::Rc;

pub struct Parser<'d> {
    text: Vec<char>,
    pub at: usize,
    syntax: Syntax,
    /// Places of the blocks that are open.
    open: Vec<usize>,
    disk: &'d Disk,
    /// Where the commands with names of places are, and the places.
    branches: Vec<(usize, String)>,
    labels: Vec<(String, usize)>,
}

/// The commands; the error names the place as `sed` does.
pub fn script(text: &str, syntax: Syntax, disk: &Disk) -> Result<Vec<Command>, String> {
    let mut parser = Parser {
        text: text.chars().collect(),
        at: 0,
        syntax,
        open: Vec::new(),
        disk,
        branches: Vec::new(),
        labels: Vec::new(),
    };
    let commands = parser.commands();
    let mut commands = commands.map_err(|message| format!("char {}: {message}", parser.at))?;
    for (place, label) in &parser.branches {
        let found = parser.labels.iter().find(|(own, _)| own == label);
        let to = match found {
            Some((_, to)) => *to,
            None if label.is_empty() => commands.len(),
            None => return Err(format!("can't find label for jump to `{label}'")),
        };
        if let Verb::Branch(_, end) = &mut commands[*place].verb {
            *end = to;
        }
    }
    Ok(commands)
}

pub type Parsed<T> = Result<T, String>;

impl Parser<'_> {
    pub fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    pub fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    pub fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    pub fn blanks(&mut self) {
        while self.peek().is_some_and(|c| c == ' ' || c == '\t') {
            self.at += 1;
        }
    }

    pub fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.text[start..self.at].iter().collect();
        digits.parse().ok()
    }

    fn commands(&mut self) -> Parsed<Vec<Command>> {
        let mut commands: Vec<Command> = Vec::new();
        loop {
            while self.peek().is_some_and(|c| c.is_whitespace() || c == ';') {
                self.at += 1;
            }
            match self.peek() {
                None if !self.open.is_empty() => {
                    self.at = 0;
                    return Err("unmatched `{'".to_string());
                }
                None => return Ok(commands),
                Some('}') => {
                    self.at += 1;
                    let Some(block) = self.open.pop() else {
                        return Err("unexpected `}'".to_string());
                    };
                    let end = commands.len();
                    commands[block].verb = Verb::Block(end);
                    self.command_end(false)?;
                    continue;
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
            if self.peek() == Some(':') {
                self.label(address.is_some(), commands.len())?;
                continue;
            }
            let verb = self.verb(commands.len())?;
            let block = matches!(verb, Verb::Block(_));
            commands.push(Command {
                address,
                open: None,
                verb,
            });
            self.command_end(block)?;
        }
    }

    /// `:name`
    fn label(&mut self, addressed: bool, place: usize) -> Parsed<()> {
        self.at += 1;
        if addressed {
            return Err(": doesn't want any addresses".to_string());
        }
        let label = self.name();
        if label.is_empty() {
            return Err("\":\" lacks a label".to_string());
        }
        self.labels.push((label, place));
        Ok(())
    }

    fn name(&mut self) -> String {
        self.blanks();
        let start = self.at;
        let part = |c: char| !c.is_whitespace() && c != ';' && c != '}';
        while self.peek().is_some_and(part) {
            self.at += 1;
        }
        self.text[start..self.at].iter().collect()
    }

    /// The rest of the line as the name of a file.
    pub fn path(&mut self) -> Parsed<String> {
        self.blanks();
        let start = self.at;
        while self.peek().is_some_and(|c| c != '\n') {
            self.at += 1;
        }
        if start == self.at {
            return Err("missing filename in r/R/w/W commands".to_string());
        }
        Ok(self.text[start..self.at].iter().collect())
    }

    fn command_end(&mut self, block: bool) -> Parsed<()> {
        self.blanks();
        match self.peek() {
            None | Some(';' | '\n' | '}' | '#') => Ok(()),
            Some(_) if block => Ok(()),
            Some(_) => {
                self.at += 1;
                Err("extra characters after command".to_string())
            }
        }
    }

    pub fn pattern(&self, source: &str, fold: bool) -> Parsed<Pattern> {
        if source.is_empty() {
            return Ok(None);
        }
        Ok(Some(Rc::new(Regex::new(source, self.syntax, fold)?)))
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
            } else if self.take('~') {
                To::Multiple(self.number().unwrap_or(0))
            } else {
                let Some(point) = self.point()? else {
                    return Err("unexpected `,'".to_string());
                };
                To::Point(point)
            });
        }
        self.blanks();
        let not = self.take('!');
        self.blanks();
        Ok(Some(Address { from, to, not }))
    }

    fn point(&mut self) -> Parsed<Option<Point>> {
        match self.peek() {
            Some('$') => {
                self.at += 1;
                Ok(Some(Point::Last))
            }
            Some(sign @ ('/' | '\\')) => {
                self.at += 1;
                let problem = "unterminated address regex";
                let sign = match sign {
                    '/' => '/',
                    _ => self.next().ok_or(problem)?,
                };
                let source = self.delimited(sign, problem)?;
                let fold = self.take('I');
                Ok(Some(Point::Match(self.pattern(&source, fold)?)))
            }
            Some(c) if c.is_ascii_digit() => {
                let first = self.number().unwrap_or(0);
                if self.take('~') {
                    return Ok(Some(Point::Step(first, self.number().unwrap_or(0))));
                }
                if first == 0 && self.peek() != Some(',') {
                    return Err("invalid usage of line address 0".to_string());
                }
                Ok(Some(Point::Line(first)))
            }
            _ => Ok(None),
        }
    }

    /// The text up to a sign; a backslash before the sign takes its meaning away.
    pub fn delimited(&mut self, sign: char, problem: &str) -> Parsed<String> {
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

    fn verb(&mut self, place: usize) -> Parsed<Verb> {
        let Some(c) = self.next() else {
            return Err("missing command".to_string());
        };
        Ok(match c {
            's' => Verb::Substitute(self.substitute()?),
            'p' => Verb::Print,
            'P' => Verb::PrintFirst,
            'd' => Verb::Delete,
            'D' => Verb::DeleteFirst,
            '=' => Verb::Number,
            'q' | 'Q' => {
                self.blanks();
                Verb::Quit {
                    status: self.number().unwrap_or(0) as u8,
                    silent: c == 'Q',
                }
            }
            'a' => Verb::Append(self.rest_of_line()?),
            'i' => Verb::Insert(self.rest_of_line()?),
            'c' => Verb::Change(self.rest_of_line()?),
            'y' => Verb::Translate(self.translate()?),
            'h' | 'H' | 'g' | 'G' | 'x' => Verb::Hold(c),
            'n' | 'N' => Verb::Next { joined: c == 'N' },
            'b' | 't' | 'T' => {
                let label = self.name();
                self.branches.push((place, label));
                Verb::Branch(c, 0)
            }
            'r' => {
                let path = self.path()?;
                let read = self.disk.read(&path);
                Verb::Read(read.map_or(Vec::new(), |bytes| bytes.to_vec()))
            }
            'w' => Verb::Write(self.path()?),
            'l' => Verb::List,
            'z' => Verb::Empty,
            'F' => Verb::Name,
            '{' => {
                self.open.push(place);
                Verb::Block(0)
            }
            'R' | 'W' | 'e' | 'v' => {
                return Err(format!("command `{c}': not supported by this shell"));
            }
            ',' => return Err("unexpected `,'".to_string()),
            c => return Err(format!("unknown command: `{c}'")),
        })
    }
}
