//! `select`: a menu. Source: bash 5.2, by behaviour.

use super::super::state::{Flow, Shell};
use super::super::syntax::tree::For;

/// Columns of the screen, as bash takes them to be where nobody says.
const COLUMNS: usize = 80;
/// Columns between stops of a tabulator.
const TAB: usize = 8;

impl Shell {
    pub async fn select_loop(&mut self, looped: &For) -> Flow {
        let Some(words) = self.loop_words(looped).await else {
            return Flow::Exit;
        };
        self.status = 0;
        if words.is_empty() {
            return Flow::Go;
        }
        self.loops += 1;
        let mut flow = Flow::Go;
        let mut shows = true;
        loop {
            self.tick().await;
            if shows {
                let menu = menu(&words);
                self.err(&menu);
            }
            let Some(line) = self.choice().await else {
                self.out(b"\n");
                self.status = 1;
                break;
            };
            self.set_text("REPLY", &line);
            shows = line.is_empty();
            if shows {
                continue;
            }
            let number = line.trim().parse::<usize>().ok();
            let place = number.and_then(|number| number.checked_sub(1));
            let word = place.and_then(|place| words.get(place)).cloned();
            if let Err(message) = self.put(&looped.name, None, &word.unwrap_or_default(), false) {
                self.complain(&message);
                self.status = 1;
                break;
            }
            flow = self.list(&looped.body).await;
            if self.ends_loop(&mut flow) {
                break;
            }
        }
        self.loops -= 1;
        flow
    }

    /// The line that somebody chose; None at the end of the input.
    async fn choice(&mut self) -> Option<String> {
        let prompt = self.text("PS3").unwrap_or("#? ").to_string();
        let source = self.input();
        let asked = if source.is_terminal() {
            prompt.as_str()
        } else {
            ""
        };
        if asked.is_empty() {
            self.err(&prompt);
        }
        let line = source.until(b'\n', &self.outside, asked).await?;
        let line = String::from_utf8_lossy(&line);
        Some(line.trim_end_matches('\n').to_string())
    }
}

/// The words with their numbers, in columns that are read downwards.
fn menu(words: &[String]) -> String {
    let digits = |number: usize| number.to_string().len();
    let width = |word: &String| word.chars().count();
    let cell = words.iter().map(width).max().unwrap_or(0) + digits(words.len()) + 4;
    let columns = (COLUMNS / cell).max(1);
    let mut rows = words.len().div_ceil(columns);
    if rows == 1 {
        rows = words.len().div_ceil(rows);
    }
    let mut menu = String::new();
    for row in 0..rows {
        let mut at = 0;
        for place in (row..words.len()).step_by(rows) {
            let own = if at == 0 {
                digits(rows)
            } else {
                digits(words.len())
            };
            let text = format!("{:>own$}) {}", place + 1, words[place]);
            menu.push_str(&text);
            if place + rows < words.len() {
                indent(at + text.chars().count(), at + cell, &mut menu);
                at += cell;
            }
        }
        menu.push('\n');
    }
    menu
}

/// Blanks from a column to another, tabulators where they fit.
fn indent(mut from: usize, to: usize, out: &mut String) {
    while from < to {
        if to / TAB > from / TAB {
            out.push('\t');
            from += TAB - from % TAB;
        } else {
            out.push(' ');
            from += 1;
        }
    }
}
