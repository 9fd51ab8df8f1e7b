//! `--output table`: boxes in boxes.
//! Source: AWS CLI user guide, "Table output format"; awscli 2.9, `table.py`, by behaviour.

use super::width::width;
use crate::aws::python::repr::{self, Objects};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Blanks and lines around a cell.
const PADDING: i64 = 4;

/// A value as a table, or nothing if it is empty. The error is what Python says of rows of unequal
/// lengths.
pub fn table(title: &str, value: &Value, colours: bool, columns: usize) -> Result<String, String> {
    let mut builder = Builder::default();
    if !builder.build(Some(title), value, 0)? {
        return Ok(String::new());
    }
    let mut sections = builder.sections;
    if greatest_width(&sections) > columns as i64 {
        sections.iter_mut().for_each(Section::turn);
    }
    let width = greatest_width(&sections);
    let mut page = Page {
        out: String::new(),
        colours,
        indent: 0,
    };
    page.raw(&(line(width) + "\n"));
    for section in &sections {
        page.section(section, width);
    }
    Ok(page.out)
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// What Python holds for false.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
    }
}

#[derive(Default)]
struct Section {
    title: String,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    indent: i64,
    columns: Option<usize>,
    widths: Vec<i64>,
}

impl Section {
    fn widen(&mut self, cells: &[String]) {
        if self.widths.is_empty() {
            self.widths = vec![0; cells.len()];
        }
        for (own, cell) in self.widths.iter_mut().zip(cells) {
            *own = (*own).max(width(cell));
        }
    }

    fn add_headers(&mut self, headers: Vec<String>) {
        self.widen(&headers);
        self.columns.get_or_insert(headers.len());
        self.headers = headers;
    }

    fn add_row(&mut self, row: Vec<String>) -> Result<(), String> {
        let (wanted, has) = (*self.columns.get_or_insert(row.len()), row.len());
        if has != wanted {
            return Err(format!(
                "Row should have {wanted} elements, instead it has {has}"
            ));
        }
        self.widen(&row);
        self.rows.push(row);
        Ok(())
    }

    /// A single row becomes two columns: names and values.
    fn turn(&mut self) {
        if self.rows.len() != 1 || self.headers.is_empty() {
            return;
        }
        let cells = std::mem::take(&mut self.headers)
            .into_iter()
            .zip(self.rows.remove(0));
        let rows = cells
            .map(|(name, value)| vec![name, value])
            .collect::<Vec<_>>();
        self.widths.clear();
        self.columns = Some(2);
        for row in rows {
            self.widen(&row);
            self.rows.push(row);
        }
    }

    fn width(&self) -> i64 {
        let cells: i64 = self.widths.iter().map(|own| own + PADDING).sum();
        let around = 2 + 2 * self.indent;
        (width(&self.title) + around).max(cells + around)
    }

    /// The widths of the columns, together as wide as there is room.
    fn scaled(&self, room: i64) -> Vec<i64> {
        let wanted: Vec<i64> = self.widths.iter().map(|own| own + PADDING).collect();
        let sum: i64 = wanted.iter().sum();
        if wanted.is_empty() {
            return wanted;
        }
        let factor = room as f64 / sum as f64;
        let mut scaled: Vec<i64> = wanted
            .iter()
            .map(|own| (factor * *own as f64).round_ties_even() as i64)
            .collect();
        let mut off = scaled.iter().sum::<i64>() - room;
        while off != 0 {
            let count = scaled.len();
            for step in 0..count {
                let index = if off < 0 { count - 1 - step } else { step };
                scaled[index] -= off.signum();
                off -= off.signum();
                if off == 0 {
                    break;
                }
            }
        }
        scaled
    }
}

fn greatest_width(sections: &[Section]) -> i64 {
    sections.iter().map(Section::width).max().unwrap_or(0)
}

#[derive(Default)]
struct Builder {
    sections: Vec<Section>,
}

impl Builder {
    fn open(&mut self, title: &str, indent: i64) {
        self.sections.push(Section {
            title: title.to_owned(),
            indent,
            ..Section::default()
        });
    }

    fn current(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.open("", 0);
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }

    fn build(&mut self, title: Option<&str>, value: &Value, indent: i64) -> Result<bool, String> {
        if is_nothing(value) {
            return Ok(false);
        }
        if let Some(title) = title {
            self.open(title, indent);
        }
        match value {
            Value::Array(items) if items[0].is_object() => {
                self.objects(items, title.unwrap_or_default(), indent)?;
            }
            Value::Array(items) => items.iter().try_for_each(|item| self.item(item))?,
            Value::Object(members) => self.object(members, indent)?,
            _ => {}
        }
        Ok(true)
    }

    fn item(&mut self, item: &Value) -> Result<(), String> {
        match item {
            Value::Array(cells) if cells.iter().all(is_scalar) => {
                self.current().add_row(cells.iter().map(shown).collect())
            }
            Value::Array(_) => self.build(None, item, 0).map(|_| ()),
            Value::Object(members) => self.current().add_row(members.keys().cloned().collect()),
            scalar => self.current().add_row(vec![shown(scalar)]),
        }
    }

    fn object(&mut self, members: &Map<String, Value>, indent: i64) -> Result<(), String> {
        let (headers, more) = grouped([members]);
        match &headers[..] {
            [] => {}
            [only] => {
                let row = vec![only.clone(), shown(&members[only])];
                self.current().add_row(row)?;
            }
            headers => {
                let row = headers.iter().map(|name| shown(&members[name])).collect();
                self.current().add_headers(headers.to_vec());
                self.current().add_row(row)?;
            }
        }
        for name in more {
            self.build(Some(&name), &members[&name], indent + 1)?;
        }
        Ok(())
    }

    fn objects(&mut self, items: &[Value], title: &str, indent: i64) -> Result<(), String> {
        if let Some(other) = items.iter().find(|item| !item.is_object()) {
            let is = repr::type_name(other, Objects::Plain);
            return Err(match other {
                Value::Array(_) => "list indices must be integers or slices, not dict".to_owned(),
                Value::String(_) => "string indices must be integers, not 'str'".to_owned(),
                _ => format!("'{is}' object is not iterable"),
            });
        }
        let (headers, more) = grouped(items.iter().filter_map(Value::as_object));
        self.current().add_headers(headers.clone());
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !more.is_empty() {
                self.open(title, indent);
                self.current().add_headers(headers.clone());
            }
            let row = headers
                .iter()
                .map(|name| item.get(name).map_or_else(String::new, shown));
            self.current().add_row(row.collect())?;
            for name in &more {
                if let Some(value) = item.get(name) {
                    self.build(Some(name), value, indent + 1)?;
                }
            }
        }
        Ok(())
    }
}

fn shown(value: &Value) -> String {
    repr::text(value, Objects::Plain)
}

/// The names of scalars and of all else, each sorted.
fn grouped<'v>(
    all: impl IntoIterator<Item = &'v Map<String, Value>>,
) -> (Vec<String>, Vec<String>) {
    let (mut headers, mut more) = (BTreeSet::new(), BTreeSet::new());
    for (name, value) in all.into_iter().flatten() {
        let group = if is_scalar(value) {
            &mut headers
        } else {
            &mut more
        };
        group.insert(name.clone());
    }
    (headers.into_iter().collect(), more.into_iter().collect())
}

fn line(length: i64) -> String {
    "-".repeat(usize::try_from(length).unwrap_or(0))
}

fn blanks(length: i64) -> String {
    " ".repeat(usize::try_from(length).unwrap_or(0))
}

/// What is written, piece by piece: with colours each piece ends with a reset.
struct Page {
    out: String,
    colours: bool,
    indent: i64,
}

impl Page {
    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
        if self.colours {
            self.out.push_str("\u{1b}[0m");
        }
    }

    fn edge(&self) -> String {
        let bar = if self.colours {
            "\u{1b}[2m\u{1b}[33m|\u{1b}[0m"
        } else {
            "|"
        };
        bar.repeat(usize::try_from(self.indent).unwrap_or(0))
    }

    fn write(&mut self, text: &str) {
        let edge = self.edge();
        for piece in [&edge, text, &edge, "\n"] {
            self.raw(piece);
        }
    }

    fn section(&mut self, section: &Section, width: i64) {
        self.indent = section.indent;
        let room = width - 2 * section.indent;
        if !section.title.is_empty() {
            self.write(&centred(&section.title, room, "|"));
            if section.headers.is_empty() && section.rows.is_empty() {
                self.write(&format!("+{}+", line(room - 2)));
            }
        }
        let widths = section.scaled(room);
        if !section.headers.is_empty() {
            self.rule(&widths);
            let cells = section.headers.iter().zip(&widths).enumerate();
            let cells = cells.map(|(index, (header, width))| {
                centred(header, *width, if index == 0 { "|" } else { "" })
            });
            self.write(&cells.collect::<String>());
        }
        if section.rows.is_empty() || widths.is_empty() {
            return;
        }
        self.rule(&widths);
        for row in &section.rows {
            let cells = row.iter().zip(&widths).enumerate();
            let cells = cells.map(|(index, (cell, width))| {
                self.left(cell, *width, if index == 0 { "|" } else { "" })
            });
            let cells = cells.collect::<String>();
            self.write(&cells);
        }
        self.rule(&widths);
    }

    fn rule(&mut self, widths: &[i64]) {
        let mut rule = "+".to_owned();
        for (index, width) in widths.iter().enumerate() {
            let edges = if index == 0 { 2 } else { 1 };
            rule = rule + &line(width - edges) + "+";
        }
        self.write(&rule);
    }

    /// A cell with its text on the left.
    fn left(&self, text: &str, length: i64, edge: &str) -> String {
        let (own, edges) = (width(text), edge.len() as i64);
        let padding = if length - (own + 2 + edges + 1) >= 0 {
            2
        } else {
            0
        };
        let right = blanks(length - (edges + padding + own) - 1);
        let text = match self.colours {
            true => format!("\u{1b}[1m\u{1b}[34m{text}\u{1b}[0m"),
            false => text.to_owned(),
        };
        format!("{edge}{}{text}{right}|", blanks(padding))
    }
}

/// A cell with its text in the middle.
fn centred(text: &str, length: i64, edge: &str) -> String {
    let own = width(text);
    let start = length.div_euclid(2) - own.div_euclid(2) - 1;
    let before = start + edge.len() as i64 + own;
    let right = blanks(length - 1 - before);
    format!("{edge}{}{text}{right}|", blanks(start))
}
