//! `--output yaml`: members sorted by name, scalars in the plainest style that keeps them strings,
//! lines folded behind column 80. Source: libyaml's emitter and ruamel.yaml's rules of which plain
//! scalars are strings, by behaviour.

use super::yaml_scalar::{Style, fits_key, style};
use crate::aws::python::repr::number_text;
use crate::sim::sort;
use serde_json::Value;

/// Scalars are folded at the first blank behind it.
const WIDTH: usize = 80;

/// A value as a document.
pub fn dump(value: &Value) -> String {
    let mut emitter = Emitter {
        out: String::new(),
        column: 0,
        // As at the start of a line.
        whitespace: true,
        indention: true,
    };
    emitter.node(value, None, false);
    emitter.out.push('\n');
    emitter.out
}

struct Emitter {
    out: String,
    column: usize,
    /// Whether the last thing was a blank.
    whitespace: bool,
    /// Whether nothing but blanks and signs stands on the line.
    indention: bool,
}

impl Emitter {
    fn put(&mut self, letter: char) {
        self.out.push(letter);
        self.column += 1;
    }

    fn line_end(&mut self, letter: char) {
        self.out.push(letter);
        self.column = 0;
    }

    fn indent(&mut self, to: usize) {
        let at_end = !self.indention || self.column > to;
        if at_end || self.column == to && !self.whitespace {
            self.line_end('\n');
        }
        while self.column < to {
            self.put(' ');
        }
        self.whitespace = true;
        self.indention = true;
    }

    /// A sign with a blank before it.
    fn sign(&mut self, sign: char, keeps_indention: bool) {
        if !self.whitespace {
            self.put(' ');
        }
        self.close(sign, keeps_indention);
    }

    fn close(&mut self, sign: char, keeps_indention: bool) {
        self.put(sign);
        self.whitespace = false;
        self.indention &= keeps_indention;
    }

    /// A value below something that is indented so far, or below nothing.
    fn node(&mut self, value: &Value, below: Option<usize>, in_mapping: bool) {
        let next = below.map_or(0, |below| below + 2);
        match value {
            Value::Array(items) if items.is_empty() => self.word("[]"),
            Value::Object(members) if members.is_empty() => self.word("{}"),
            Value::Array(items) => {
                let stays = in_mapping && !self.indention;
                let indent = if stays { below.unwrap_or(0) } else { next };
                for item in items {
                    self.indent(indent);
                    self.sign('-', true);
                    self.node(item, Some(indent), false);
                }
            }
            Value::Object(members) => {
                let mut names: Vec<&String> = members.keys().collect();
                sort::sort(&mut names);
                for name in names {
                    self.member(name, &members[name], next);
                }
            }
            Value::String(text) => self.scalar(text, next, true),
            Value::Null => self.word("null"),
            Value::Bool(flag) => self.word(if *flag { "true" } else { "false" }),
            Value::Number(number) => self.word(&number_text(number)),
        }
    }

    fn member(&mut self, name: &str, value: &Value, indent: usize) {
        self.indent(indent);
        if fits_key(name) {
            self.scalar(name, indent + 2, false);
            self.close(':', false);
        } else {
            self.sign('?', true);
            self.scalar(name, indent + 2, true);
            self.indent(indent);
            self.sign(':', true);
        }
        self.node(value, Some(indent), true);
    }

    fn word(&mut self, word: &str) {
        if !self.whitespace {
            self.put(' ');
        }
        word.chars().for_each(|letter| self.put(letter));
        self.whitespace = false;
        self.indention = false;
    }

    fn scalar(&mut self, text: &str, indent: usize, folds: bool) {
        let letters: Vec<char> = text.chars().collect();
        match style(text) {
            Style::Plain => self.plain(&letters, indent, folds),
            Style::Single => self.single(&letters, indent, folds),
            Style::Double => self.double(&letters, indent, folds),
        }
    }

    fn plain(&mut self, letters: &[char], indent: usize, folds: bool) {
        if !self.whitespace && !letters.is_empty() {
            self.put(' ');
        }
        let mut spaces = false;
        for (index, letter) in letters.iter().enumerate() {
            let may_fold = folds && !spaces && letters.get(index + 1) != Some(&' ');
            if *letter == ' ' && may_fold && self.column > WIDTH {
                self.indent(indent);
            } else {
                self.put(*letter);
            }
            spaces = *letter == ' ';
            if !spaces {
                self.indention = false;
            }
        }
        self.whitespace = false;
        self.indention = false;
    }

    fn single(&mut self, letters: &[char], indent: usize, folds: bool) {
        self.sign('\'', false);
        let (mut spaces, mut breaks) = (false, false);
        let last = letters.len().saturating_sub(1);
        for (index, letter) in letters.iter().enumerate() {
            match letter {
                ' ' => {
                    let inside = index != 0 && index != last;
                    let alone = !spaces && letters.get(index + 1) != Some(&' ');
                    if folds && inside && alone && self.column > WIDTH {
                        self.indent(indent);
                    } else {
                        self.put(' ');
                    }
                    spaces = true;
                }
                '\n' | '\u{2028}' | '\u{2029}' => {
                    if !breaks && *letter == '\n' {
                        self.line_end('\n');
                    }
                    self.line_end(*letter);
                    self.indention = true;
                    breaks = true;
                }
                letter => {
                    if breaks {
                        self.indent(indent);
                    }
                    if *letter == '\'' {
                        self.put('\'');
                    }
                    self.put(*letter);
                    self.indention = false;
                    (spaces, breaks) = (false, false);
                }
            }
        }
        if breaks {
            self.indent(indent);
        }
        self.close('\'', false);
    }

    fn double(&mut self, letters: &[char], indent: usize, folds: bool) {
        self.sign('"', false);
        let mut spaces = false;
        let last = letters.len().saturating_sub(1);
        for (index, letter) in letters.iter().enumerate() {
            match escaped(*letter) {
                Some(escape) => {
                    escape.chars().for_each(|letter| self.put(letter));
                    spaces = false;
                }
                None if *letter == ' ' => {
                    let inside = index != 0 && index != last;
                    if folds && !spaces && inside && self.column > WIDTH {
                        self.indent(indent);
                        if letters.get(index + 1) == Some(&' ') {
                            self.put('\\');
                        }
                    } else {
                        self.put(' ');
                    }
                    spaces = true;
                }
                None => {
                    self.put(*letter);
                    spaces = false;
                }
            }
        }
        self.close('"', false);
    }
}

fn escaped(letter: char) -> Option<String> {
    let short = match letter {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        letter if super::yaml_scalar::is_printable(letter) => return None,
        letter => {
            return Some(match letter as u32 {
                code @ 0..=0xff => format!("\\x{code:02X}"),
                code @ 0x100..=0xffff => format!("\\u{code:04X}"),
                code => format!("\\U{code:08X}"),
            });
        }
    };
    Some(format!("\\{short}"))
}

#[cfg(test)]
mod tests;
