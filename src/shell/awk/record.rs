//! The record under way and its fields, and what separates them.

use super::tree::Bytes;
use super::value::{Val, shown};
use crate::shell::regex::Regex;
use std::rc::Rc;

/// Fields that a record may have.
const FIELDS_MOST: usize = 100_000;

/// What separates fields.
#[derive(Clone, Debug)]
pub enum Splitter {
    /// Runs of blanks and ends of lines; those at the ends separate nothing.
    Blanks,
    Byte(u8),
    /// Each byte is one.
    Each,
    Regex(Rc<Regex>),
}

impl Splitter {
    /// All parts of a text.
    pub fn split(&self, text: &[u8]) -> Vec<Bytes> {
        if text.is_empty() {
            return Vec::new();
        }
        match self {
            Splitter::Blanks => {
                let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n');
                let parts = text.split(blank).filter(|part| !part.is_empty());
                parts.map(Rc::from).collect()
            }
            Splitter::Byte(sign) => text.split(|byte| byte == sign).map(Rc::from).collect(),
            Splitter::Each => text.chunks(1).map(Rc::from).collect(),
            Splitter::Regex(regex) => {
                let mut parts = Vec::new();
                let (mut start, mut at) = (0, 0);
                let search = regex.over(text);
                while at <= text.len()
                    && let Some(groups) = search.find(at)
                    && let Some((from, to)) = groups[0]
                {
                    if to == from {
                        at = to + 1;
                        continue;
                    }
                    parts.push(Rc::from(&text[start..from]));
                    (start, at) = (to, to);
                }
                parts.push(Rc::from(&text[start..]));
                parts
            }
        }
    }
}

/// The record: split when somebody asks for a field, put together when somebody asks for the whole.
#[derive(Default)]
pub struct Record {
    text: Option<Bytes>,
    fields: Option<Vec<Val>>,
}

impl Record {
    pub fn set(&mut self, text: Bytes) {
        self.text = Some(text);
        self.fields = None;
    }

    /// The whole; `between` is `OFS`.
    pub fn whole(&mut self, between: impl FnOnce() -> Bytes, format: &str) -> Bytes {
        if let Some(text) = &self.text {
            return Rc::clone(text);
        }
        let between = between();
        let mut whole = Vec::new();
        for (place, field) in self.fields.iter().flatten().enumerate() {
            if place > 0 {
                whole.extend_from_slice(&between);
            }
            whole.extend_from_slice(&field.bytes(format));
        }
        let text: Bytes = whole.into();
        self.text = Some(Rc::clone(&text));
        text
    }

    /// Whether the record still has to be split.
    pub fn is_whole(&self) -> bool {
        self.fields.is_none()
    }

    /// Splits it. `lines`: records are paragraphs, and ends of lines separate fields too.
    pub fn split(&mut self, how: &Splitter, lines: bool) {
        let text = self.text.clone().unwrap_or_default();
        let parts = match lines {
            true => text
                .split(|byte| *byte == b'\n')
                .flat_map(|line| how.split(line))
                .collect(),
            false => how.split(&text),
        };
        self.fields = Some(parts.into_iter().map(Val::Input).collect());
    }

    /// A field, counted from 1, of a record that is split.
    pub fn field(&self, number: usize) -> Val {
        let fields = self.fields.as_deref().unwrap_or_default();
        let field = number.checked_sub(1).and_then(|place| fields.get(place));
        field.cloned().unwrap_or_default()
    }

    pub fn count(&self) -> usize {
        self.fields.as_ref().map_or(0, Vec::len)
    }

    /// Sets a field of a record that is split.
    pub fn set_field(&mut self, number: usize, value: Val) {
        let fields = self.fields.get_or_insert_default();
        if fields.len() < number {
            fields.resize(number, Val::Unset);
        }
        if let Some(field) = number
            .checked_sub(1)
            .and_then(|place| fields.get_mut(place))
        {
            *field = value;
        }
        self.text = None;
    }

    pub fn set_count(&mut self, count: usize) {
        self.fields
            .get_or_insert_default()
            .resize(count, Val::Unset);
        self.text = None;
    }
}

/// The number of a field, 0 for the whole record.
pub fn field_number(number: f64) -> Result<usize, String> {
    let number = number.trunc();
    if number < 0.0 || number.is_nan() {
        return Err(format!("negative field index ${}", shown(number, "%.6g")));
    }
    if number > FIELDS_MOST as f64 {
        return Err(format!("a record may have {FIELDS_MOST} fields here"));
    }
    Ok(number as usize)
}
