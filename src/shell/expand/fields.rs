//! Words in the making: what was quoted is told apart from what was not until the end.

/// A word in the making, written as a pattern: a backslash says that the sign behind it was quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    pub pattern: String,
    /// It has signs of a pattern that were not quoted.
    pub glob: bool,
}

/// The words that come out of a word.
#[derive(Debug)]
pub struct Fields {
    pub done: Vec<Field>,
    current: Option<Field>,
    /// A blank ended the last word: a separator behind it belongs to the same end.
    blank_before: bool,
    /// None: words are not split.
    separators: Option<String>,
    /// Inside of `${x:-…}`, where what stands unquoted is split too.
    pub in_operand: bool,
    /// The word stands for what is found: in values too a backslash quotes `&` and itself.
    pub replaces: bool,
}

impl Fields {
    /// Words that are split at these characters.
    pub fn split_at(separators: String) -> Fields {
        Fields {
            done: Vec::new(),
            current: None,
            blank_before: false,
            separators: Some(separators),
            in_operand: false,
            replaces: false,
        }
    }

    /// One word, whatever comes.
    pub fn whole() -> Fields {
        Fields {
            done: Vec::new(),
            current: None,
            blank_before: false,
            separators: None,
            in_operand: false,
            replaces: false,
        }
    }

    pub fn splits(&self) -> bool {
        self.separators.is_some()
    }

    fn word(&mut self) -> &mut Field {
        self.blank_before = false;
        self.current.get_or_insert_default()
    }

    /// Adds what was quoted, even if it is empty.
    pub fn quoted(&mut self, text: &str) {
        let word = self.word();
        for c in text.chars() {
            if c.is_ascii_punctuation() && c != '/' {
                word.pattern.push('\\');
            }
            word.pattern.push(c);
        }
    }

    /// Adds what stands in the script unquoted.
    pub fn plain(&mut self, text: &str) {
        if self.in_operand {
            return self.value(text);
        }
        let word = self.word();
        word.glob |= text.contains(['*', '?', '[']);
        word.pattern.push_str(text);
    }

    /// Adds the value of an unquoted expansion: it is split, and its signs make patterns.
    pub fn value(&mut self, text: &str) {
        let Some(separators) = self.separators.clone() else {
            if !text.is_empty() {
                self.expanded(text);
            }
            return;
        };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if separators.contains(c) {
                self.separator(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let end = rest.find(|c| separators.contains(c)).unwrap_or(rest.len());
            self.expanded(&rest[..end]);
            rest = &rest[end..];
        }
    }

    /// A backslash in a value quotes in patterns, and stays where there is none.
    fn expanded(&mut self, text: &str) {
        let replaces = self.replaces;
        let word = self.word();
        word.glob |= text.contains(['*', '?', '[']);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let quotes = replaces && matches!(chars.peek(), Some('&' | '\\'));
            if c == '\\' {
                word.pattern.push('\\');
                if quotes {
                    word.pattern.extend(chars.next());
                    continue;
                }
            }
            word.pattern.push(c);
        }
    }

    fn separator(&mut self, c: char) {
        let blank = matches!(c, ' ' | '\t' | '\n');
        if blank {
            self.blank_before |= self.current.is_some();
            self.end_word();
        } else if self.current.is_some() {
            self.end_word();
        } else if self.blank_before {
            self.blank_before = false;
        } else {
            self.done.push(Field::default());
        }
    }

    pub fn end_word(&mut self) {
        self.done.extend(self.current.take());
    }

    /// All words.
    pub fn finish(mut self) -> Vec<Field> {
        self.end_word();
        self.done
    }

    /// Everything as one pattern.
    pub fn into_pattern(mut self) -> String {
        self.end_word();
        let mut whole = String::new();
        for field in self.done {
            if !whole.is_empty() {
                whole.push(' ');
            }
            whole.push_str(&field.pattern);
        }
        whole
    }

    /// Everything as one text.
    pub fn into_text(self) -> String {
        unquote(&self.into_pattern())
    }
}

/// The text that a pattern without signs stands for.
pub fn unquote(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, separators: &str) -> Vec<String> {
        let mut fields = Fields::split_at(separators.to_string());
        fields.value(text);
        let fields = fields.finish();
        fields.iter().map(|field| unquote(&field.pattern)).collect()
    }

    #[test]
    fn splits_as_posix_says() {
        assert_eq!(split("  a  b ", " \t\n"), ["a", "b"]);
        assert_eq!(split("a::b:", ":"), ["a", "", "b"]);
        assert_eq!(split("a : b", " :"), ["a", "b"]);
        assert_eq!(split(" : b", " :"), ["", "b"]);
        assert_eq!(split("a*\\b", " "), ["a*\\b"]);
        assert_eq!(split("", " "), [""; 0]);
    }
}
