//! The line that is being typed: what the keys of a shell do to it.
//! Source of the keys: GNU Readline, "Bindable Readline Commands".

/// A text with the caret in it, both in characters of UTF-16, as the browser counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: Vec<u16>,
    /// The place of the caret.
    pub caret: usize,
}

impl Line {
    /// A text with the caret at its end.
    pub fn at_end(text: &str) -> Line {
        let text: Vec<u16> = text.encode_utf16().collect();
        Line {
            caret: text.len(),
            text,
        }
    }

    /// The text.
    pub fn text(&self) -> String {
        String::from_utf16_lossy(&self.text)
    }

    /// Where the line of the caret begins.
    fn start(&self) -> usize {
        let before = &self.text[..self.caret];
        before
            .iter()
            .rposition(|unit| *unit == NEW_LINE)
            .map_or(0, |at| at + 1)
    }

    fn end(&self) -> usize {
        let after = &self.text[self.caret..];
        let length = after.iter().position(|unit| *unit == NEW_LINE);
        length.map_or(self.text.len(), |length| self.caret + length)
    }

    /// Whether the caret stands in the first line.
    pub fn is_on_first(&self) -> bool {
        self.start() == 0
    }

    /// Whether the caret stands in the last line.
    pub fn is_on_last(&self) -> bool {
        self.end() == self.text.len()
    }

    /// Ctrl A: to the start of the line.
    pub fn go_to_start(&mut self) {
        self.caret = self.start();
    }

    /// Ctrl E: to its end.
    pub fn go_to_end(&mut self) {
        self.caret = self.end();
    }

    /// Ctrl U: removes what stands before the caret.
    pub fn kill_before(&mut self) {
        let start = self.start();
        self.remove(start, self.caret);
    }

    /// Ctrl K: removes what stands behind it.
    pub fn kill_after(&mut self) {
        let end = self.end();
        self.remove(self.caret, end);
    }

    /// Ctrl W: removes the word before it.
    pub fn kill_word(&mut self) {
        let mut start = self.caret;
        while start > 0 && is_space(self.text[start - 1]) {
            start -= 1;
        }
        while start > 0 && !is_space(self.text[start - 1]) {
            start -= 1;
        }
        self.remove(start, self.caret);
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.drain(from..to);
        self.caret = from;
    }

    /// Puts a text in the place of another one that begins there and ends at the caret.
    pub fn replace_before(&mut self, from: usize, text: &str) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = units.len();
        self.text.splice(from..self.caret, units);
        self.caret = from + length;
    }
}

const NEW_LINE: u16 = b'\n' as u16;

fn is_space(unit: u16) -> bool {
    unit == NEW_LINE || unit == u16::from(b' ') || unit == u16::from(b'\t')
}
