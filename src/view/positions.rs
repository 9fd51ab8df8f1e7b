//! Places in a text: bytes as the core counts them, UTF-16 units as JavaScript does, and lines.

/// Bytes between two marks.
const STEP: usize = 1_024;

/// Turns one kind of place in a text into another without counting from its start each time.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    /// For every [`STEP`] bytes a byte offset at a character's edge and the UTF-16 units before it;
    /// none but the first if bytes and units are the same.
    marks: Vec<(usize, usize)>,
    /// Whether bytes and units are the same.
    ascii: bool,
    /// The byte offset of each line but the first.
    lines: Vec<usize>,
}

impl<'a> Positions<'a> {
    /// Looks through the text once.
    pub fn new(text: &'a str) -> Positions<'a> {
        let ascii = text.is_ascii();
        let mut marks = vec![(0, 0)];
        let (mut units, mut next) = (0, STEP);
        let counted = if ascii { "" } else { text };
        for (byte, c) in counted.char_indices() {
            if byte >= next {
                marks.push((byte, units));
                next = byte + STEP;
            }
            units += c.len_utf16();
        }
        let line_ends = text.match_indices('\n');
        Positions {
            text,
            marks,
            ascii,
            lines: line_ends.map(|(end, _)| end + 1).collect(),
        }
    }

    fn mark(&self, before: impl Fn(&(usize, usize)) -> bool) -> (usize, usize) {
        let place = self.marks.partition_point(before);
        self.marks[place.saturating_sub(1)]
    }

    /// The offset in UTF-16 units of a byte offset; the end of the text for one beyond it.
    pub fn utf16(&self, byte: usize) -> usize {
        if self.ascii {
            return byte.min(self.text.len());
        }
        let (start, units) = self.mark(|mark| mark.0 <= byte);
        let chars = self.text[start..].char_indices();
        let passed = chars.take_while(|(at, _)| start + at < byte);
        units + passed.map(|(_, c)| c.len_utf16()).sum::<usize>()
    }

    /// The byte offset of an offset in UTF-16 units, at a character's edge and inside the text.
    pub fn byte(&self, utf16: usize) -> usize {
        if self.ascii {
            return utf16.min(self.text.len());
        }
        let (start, mut units) = self.mark(|mark| mark.1 <= utf16);
        for (at, c) in self.text[start..].char_indices() {
            if units >= utf16 {
                return start + at;
            }
            units += c.len_utf16();
        }
        self.text.len()
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, byte: usize) -> usize {
        1 + self.lines.partition_point(|start| *start <= byte)
    }

    /// The byte offset of the start of the line of a byte offset.
    pub fn line_start(&self, byte: usize) -> usize {
        let before = self.line(byte) - 1;
        before.checked_sub(1).map_or(0, |line| self.lines[line])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_units_and_lines_agree_with_counting_from_the_start() {
        let text = "{\n \"é\": \"😀\",\n}\n".repeat(300);
        let positions = Positions::new(&text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..byte];
            let units = before.encode_utf16().count();
            assert_eq!(positions.utf16(byte), units);
            assert_eq!(positions.byte(units), byte);
            assert_eq!(positions.line(byte), 1 + before.matches('\n').count());
            let line_start = before.rfind('\n').map_or(0, |end| end + 1);
            assert_eq!(positions.line_start(byte), line_start);
        }
    }

    #[test]
    fn places_beyond_the_text_are_its_end() {
        let positions = Positions::new("añ");
        assert_eq!(positions.utf16(99), 2);
        assert_eq!(positions.byte(99), 3);
        assert_eq!(positions.line(99), 1);
        assert_eq!(Positions::new("").byte(5), 0);
    }
}
