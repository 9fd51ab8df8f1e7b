//! Places in a text: bytes as the core counts them, UTF-16 units as JavaScript does, and lines.

/// Bytes between two marks.
const STEP: usize = 1_024;

/// Turns one kind of place in a text into another without counting from its start each time.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    /// For every [`STEP`] bytes: a byte offset at a character's edge, the UTF-16 units and the
    /// line ends before it.
    marks: Vec<(usize, usize, usize)>,
    /// Whether bytes and units are the same.
    ascii: bool,
}

impl<'a> Positions<'a> {
    /// Looks through the text once.
    pub fn new(text: &'a str) -> Positions<'a> {
        let mut marks = vec![(0, 0, 0)];
        let (mut units, mut lines, mut next) = (0, 0, STEP);
        for (byte, c) in text.char_indices() {
            if byte >= next {
                marks.push((byte, units, lines));
                next = byte + STEP;
            }
            units += c.len_utf16();
            lines += usize::from(c == '\n');
        }
        let ascii = text.is_ascii();
        Positions { text, marks, ascii }
    }

    fn mark(&self, before: impl Fn(&(usize, usize, usize)) -> bool) -> (usize, usize, usize) {
        let place = self.marks.partition_point(before);
        self.marks[place.saturating_sub(1)]
    }

    /// The offset in UTF-16 units of a byte offset; the end of the text for one beyond it.
    pub fn utf16(&self, byte: usize) -> usize {
        if self.ascii {
            return byte.min(self.text.len());
        }
        let (start, units, _) = self.mark(|mark| mark.0 <= byte);
        let chars = self.text[start..].char_indices();
        let passed = chars.take_while(|(at, _)| start + at < byte);
        units + passed.map(|(_, c)| c.len_utf16()).sum::<usize>()
    }

    /// The byte offset of an offset in UTF-16 units, at a character's edge and inside the text.
    pub fn byte(&self, utf16: usize) -> usize {
        let (start, mut units, _) = self.mark(|mark| mark.1 <= utf16);
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
        let (start, _, lines) = self.mark(|mark| mark.0 <= byte);
        let end = byte.min(self.text.len());
        let ends = self.text.as_bytes()[start..end].iter();
        1 + lines + ends.filter(|one| **one == b'\n').count()
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
