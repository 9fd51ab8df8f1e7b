//! HCL, as far as values can be known without running it: everything else becomes `${…}`.
//! Source: HCL Native Syntax Specification.

use crate::taskdef::import::templated::{braces, quoted};
use crate::taskdef::parse::{self, DEEPEST, LONGEST_TEXT};
use serde_json::{Map, Number, Value};

/// What is between braces, or in a file.
#[derive(Debug, Default)]
pub struct Body {
    /// `name = value`
    pub attributes: Vec<(String, Value)>,
    /// `kind "label" { … }`
    pub blocks: Vec<Block>,
}

/// A block.
#[derive(Debug)]
pub struct Block {
    /// `resource`
    pub kind: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// What is in it.
    pub body: Body,
}

/// A file; None if it is no HCL.
pub fn read(text: &str) -> Option<Body> {
    let mut reader = Reader::new(text)?;
    let body = reader.body(0)?;
    (reader.at == text.len()).then_some(body)
}

/// A value alone: `jsonencode([…])`, `[{ name = "a" }]`, or `container_definitions = …`.
pub fn lone(text: &str) -> Option<Value> {
    let trimmed = text.trim();
    if trimmed.starts_with("container_definitions") {
        let (_, value) = read(trimmed)?.attributes.into_iter().next()?;
        return of_json(value);
    }
    if !trimmed.starts_with("jsonencode(") && !trimmed.starts_with(['[', '{']) {
        return None;
    }
    let (value, end) = value_of(trimmed)?;
    let rest = trimmed[end..].trim_start_matches([';', ' ', '\n', '\r', '\t']);
    rest.is_empty().then_some(value)
}

/// The value that a text begins with, and where it ends.
pub fn value_of(text: &str) -> Option<(Value, usize)> {
    let mut reader = Reader::new(text)?;
    let value = reader.value(Inside::Brackets, 0)?;
    Some((value, reader.at))
}

/// The arguments of a call, from behind its parenthesis: `"a", {…}, b = 1)`.
pub fn arguments(text: &str) -> Option<Vec<(Option<String>, Value)>> {
    let mut reader = Reader::new(text)?;
    let mut given = Vec::new();
    loop {
        reader.skip(true);
        if reader.takes(")") {
            return Some(given);
        }
        let start = reader.at;
        let mut name = reader.word().map(str::to_owned);
        reader.skip(true);
        if name.is_none() || reader.rest().starts_with("==") || !reader.takes("=") {
            reader.at = start;
            name = None;
        }
        reader.skip(true);
        given.push((name, reader.value(Inside::Brackets, 0)?));
        reader.skip(true);
        if !reader.takes(",") && !reader.rest().starts_with(')') {
            return None;
        }
    }
}

/// The list in a text of JSON, with or without variables; a list stays as it is.
pub fn of_json(value: Value) -> Option<Value> {
    let value = match value {
        Value::String(text) => parse::tree(&quoted(&text)).ok()?.to_value(),
        value => value,
    };
    value.is_array().then_some(value)
}

/// Where a value stands: a line ends it or not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Lines,
    Brackets,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Option<Reader<'t>> {
        (text.len() <= LONGEST_TEXT).then_some(Reader { text, at: 0 })
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn takes(&mut self, start: &str) -> bool {
        let is_next = self.rest().starts_with(start);
        self.at += if is_next { start.len() } else { 0 };
        is_next
    }

    /// Skips blanks and comments, and ends of lines where those mean nothing.
    fn skip(&mut self, lines: bool) {
        loop {
            let rest = self.rest();
            let blank = |letter: char| letter.is_whitespace() && (lines || letter != '\n');
            let length = match rest.chars().next() {
                Some(letter) if blank(letter) => letter.len_utf8(),
                Some('#') => rest.find('\n').unwrap_or(rest.len()),
                Some('/') if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                Some('/') if rest.starts_with("/*") => {
                    rest.find("*/").map_or(rest.len(), |end| end + 2)
                }
                Some(_) | None => return,
            };
            self.at += length;
        }
    }

    fn word(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let is_part = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let starts = rest.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        self.at += if starts { end } else { 0 };
        starts.then(|| &rest[..end])
    }

    fn body(&mut self, depth: usize) -> Option<Body> {
        let mut body = Body::default();
        loop {
            self.skip(true);
            if depth > DEEPEST || self.rest().is_empty() || self.rest().starts_with('}') {
                return (depth <= DEEPEST).then_some(body);
            }
            let name = self.word()?.to_owned();
            self.skip(false);
            if self.takes("=") {
                self.skip(false);
                body.attributes
                    .push((name, self.value(Inside::Lines, depth + 1)?));
                continue;
            }
            let mut labels = Vec::new();
            while !self.takes("{") {
                let label = match self.rest().starts_with('"') {
                    true => self.quoted()?,
                    false => self.word()?.to_owned(),
                };
                labels.push(label);
                self.skip(false);
            }
            let inner = self.body(depth + 1)?;
            if !self.takes("}") {
                return None;
            }
            body.blocks.push(Block {
                kind: name,
                labels,
                body: inner,
            });
        }
    }

    /// A value. What has to be worked out becomes a placeholder with its source.
    fn value(&mut self, inside: Inside, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let start = self.at;
        let known = self.known(depth);
        let end = self.at;
        self.skip(inside == Inside::Brackets);
        let ends =
            self.rest().is_empty() || self.rest().starts_with(['\n', ',', ';', ']', '}', ')']);
        if let Some(value) = known.filter(|_| ends) {
            return Some(value);
        }
        self.at = start;
        self.expression(inside)?;
        let source = self.text[start..self.at.max(end.min(self.at))].trim();
        let words: Vec<&str> = source.split_whitespace().collect();
        (!words.is_empty()).then(|| Value::from(format!("${{{}}}", words.join(" "))))
    }

    fn known(&mut self, depth: usize) -> Option<Value> {
        let rest = self.rest();
        match rest.chars().next()? {
            '"' => self.quoted().map(Value::from),
            '<' => self.heredoc().map(Value::from),
            '[' => self.items("[", "]", depth).map(Value::Array),
            '{' => self.object(depth),
            '-' | '0'..='9' => self.number(),
            _ => match self.word()? {
                "true" => Some(Value::Bool(true)),
                "false" => Some(Value::Bool(false)),
                "null" => Some(Value::Null),
                "jsonencode" | "tostring" | "tonumber" | "tolist" | "toset" => {
                    let mut values = self.items("(", ")", depth)?;
                    values.pop().filter(|_| values.is_empty())
                }
                // A list among them that is worked out is one item here: its source.
                "concat" => {
                    let lists = self.items("(", ")", depth)?.into_iter();
                    let items = lists.flat_map(|list| match list {
                        Value::Array(items) => items,
                        other => vec![other],
                    });
                    Some(items.collect())
                }
                _ => None,
            },
        }
    }

    fn number(&mut self) -> Option<Value> {
        let rest = self.rest();
        let is_part = |letter: char| letter.is_ascii_digit() || "-+.eE".contains(letter);
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let number: Number = serde_json::from_str(&rest[..end]).ok()?;
        self.at += end;
        Some(Value::Number(number))
    }

    /// The items of a list, or the arguments of a function.
    fn items(&mut self, opening: &str, closing: &str, depth: usize) -> Option<Vec<Value>> {
        self.takes(opening).then_some(())?;
        let mut items = Vec::new();
        loop {
            self.skip(true);
            if self.takes(closing) {
                return Some(items);
            }
            if self.is_for() {
                return None;
            }
            items.push(self.value(Inside::Brackets, depth + 1)?);
            self.skip(true);
            if !self.takes(",") && !self.rest().starts_with(closing) {
                return None;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.takes("{");
        let mut members = Map::new();
        loop {
            self.skip(true);
            if self.takes("}") {
                return Some(Value::Object(members));
            }
            if self.is_for() {
                return None;
            }
            let name = match self.rest().chars().next()? {
                '"' => self.quoted()?,
                // A name that is worked out.
                '(' => {
                    let start = self.at;
                    self.expression(Inside::Lines)?;
                    let end = self.text[start..self.at].rfind(')')? + start;
                    self.at = end + 1;
                    format!("${{{}}}", self.text[start + 1..end].trim())
                }
                _ => self.word()?.to_owned(),
            };
            self.skip(true);
            if !self.takes("=") && !self.takes(":") {
                return None;
            }
            self.skip(true);
            members.insert(name, self.value(Inside::Lines, depth + 1)?);
            self.skip(true);
            self.takes(",");
        }
    }

    /// Whether a `for` expression begins here.
    fn is_for(&self) -> bool {
        self.rest().starts_with("for ")
    }

    /// A string without its quotes; `${…}` stays, `$${` is a literal `${`.
    fn quoted(&mut self) -> Option<String> {
        self.takes("\"");
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let letter = rest.chars().next()?;
            self.at += letter.len_utf8();
            match letter {
                '"' => return Some(out),
                '\n' => return None,
                '$' | '%' if rest[1..].starts_with('{') => {
                    let length = braces(rest);
                    out.push_str(&rest[..length]);
                    self.at += length - 1;
                }
                // Escaped: what follows is a literal text.
                '$' | '%' if rest.starts_with("$${") || rest.starts_with("%%{") => {
                    out.push_str(&rest[1..3]);
                    self.at += 2;
                }
                '\\' => out.push(self.escaped()?),
                letter => out.push(letter),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        let digits = match letter {
            'n' => return Some('\n'),
            'r' => return Some('\r'),
            't' => return Some('\t'),
            'u' => 4,
            'U' => 8,
            letter => return Some(letter),
        };
        let code = u32::from_str_radix(self.rest().get(..digits)?, 16).ok()?;
        self.at += digits;
        char::from_u32(code)
    }

    /// `<<EOF` or `<<-EOF`, which takes the least indentation away.
    fn heredoc(&mut self) -> Option<String> {
        self.takes("<<").then_some(())?;
        let indented = self.takes("-");
        let word = self.word()?;
        let rest = self.rest().split_once('\n')?.1;
        let mut lines = Vec::new();
        for line in rest.split_inclusive('\n') {
            if line.trim() == word {
                let end = line.trim_end_matches(['\r', '\n']).len();
                let start = line.as_ptr() as usize - self.text.as_ptr() as usize;
                self.at = start + end;
                return Some(unindented(&lines, indented));
            }
            lines.push(line);
        }
        None
    }

    /// Skips an expression, to the end of its line or of what it stands in.
    fn expression(&mut self, inside: Inside) -> Option<()> {
        let mut depth = 0_usize;
        while let Some(letter) = self.rest().chars().next() {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' | ',' if depth == 0 => return Some(()),
                '\n' if depth == 0 && inside == Inside::Lines => return Some(()),
                ')' | ']' | '}' => depth -= 1,
                '"' => {
                    self.quoted()?;
                    continue;
                }
                '<' if self.rest().starts_with("<<") => {
                    self.heredoc()?;
                    continue;
                }
                '#' => {
                    self.skip(false);
                    continue;
                }
                _ => {}
            }
            self.at += letter.len_utf8();
        }
        (depth == 0).then_some(())
    }
}

fn unindented(lines: &[&str], indented: bool) -> String {
    let indent = |line: &&&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    let least = full.map(|line| indent(&line)).min().unwrap_or(0);
    let least = if indented { least } else { 0 };
    let lines = lines.iter().map(|line| line.get(least..).unwrap_or("\n"));
    lines.collect()
}
