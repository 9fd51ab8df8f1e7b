//! `column -t`: a table. Source: util-linux 2.38, by behaviour.

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[
        ("table", 't'),
        ("separator", 's'),
        ("output-separator", 'o'),
        ("table-columns", 'N'),
        ("table-right", 'R'),
    ],
    ..Known::new("column", "ts:o:N:R:c:x")
};

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let separators = given.value('s').map(str::to_string);
    let names = given
        .value('N')
        .map(|names| names.split(',').map(str::to_string));
    let right = given.value('R').unwrap_or_default();
    let right = right.split(',').filter(|name| !name.is_empty());
    let column = Column {
        table: given.has('t'),
        separators,
        between: given.value('o').unwrap_or("  ").to_string(),
        right: right.map(str::to_string).collect(),
        rows: names.into_iter().map(Iterator::collect).collect(),
        named: given.has('N'),
    };
    Ok((Box::new(column), given.words))
}

struct Column {
    table: bool,
    /// None: blanks, as many as there are.
    separators: Option<String>,
    between: String,
    /// Columns that stand on the right, by name or number.
    right: Vec<String>,
    rows: Vec<Vec<String>>,
    named: bool,
}

impl Column {
    fn is_right(&self, place: usize) -> bool {
        let name = self.rows.first().filter(|_| self.named);
        let name = name.and_then(|names| names.get(place));
        let number = (place + 1).to_string();
        self.right
            .iter()
            .any(|own| *own == number || Some(own) == name)
    }
}

impl Filter for Column {
    fn line(&mut self, line: &[u8], _ended: bool, to: &mut Output) -> Next {
        let text = String::from_utf8_lossy(line);
        if !self.table {
            // Nobody says how wide the screen is: one column.
            if !text.is_empty() {
                to.line(line);
            }
            return Next::Line;
        }
        let row: Vec<String> = match &self.separators {
            None => text.split_whitespace().map(str::to_string).collect(),
            Some(own) => text
                .split(|c| own.contains(c))
                .map(str::to_string)
                .collect(),
        };
        if !text.trim().is_empty() {
            self.rows.push(row);
        }
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |place: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(place));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (place, width) in widths.iter().enumerate() {
                let cell = row.get(place).map_or("", String::as_str);
                let fill = " ".repeat(width - cell.chars().count());
                let last = place + 1 == columns;
                match (self.is_right(place), last) {
                    (true, _) => line.push_str(&format!("{fill}{cell}")),
                    (false, true) => line.push_str(cell),
                    (false, false) => line.push_str(&format!("{cell}{fill}")),
                }
                if !last {
                    line.push_str(&self.between);
                }
            }
            to.line(line.as_bytes());
        }
        0
    }
}
