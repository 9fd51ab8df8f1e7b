//! Looking for any of some words in a text.
//!
//! A search of the library's for each word would prepare itself each time, and nearly all texts are
//! short and have none of the words: here two bytes of a place rule nearly all places out.

/// Words that are looked for together; all are ASCII and have two letters or more.
pub struct Words {
    words: &'static [&'static str],
    /// For each byte whether it is the [`FIRST`] or the [`SECOND`] of a word.
    places: [u8; 256],
    shortest: usize,
}

const FIRST: u8 = 1;
const SECOND: u8 = 2;

impl Words {
    /// The words, to be made where a constant is.
    pub const fn new(words: &'static [&'static str]) -> Words {
        let mut places = [0; 256];
        let mut shortest = usize::MAX;
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            let [first, second] = [word[0], word[1]];
            places[first.to_ascii_lowercase() as usize] |= FIRST;
            places[first.to_ascii_uppercase() as usize] |= FIRST;
            places[second.to_ascii_lowercase() as usize] |= SECOND;
            places[second.to_ascii_uppercase() as usize] |= SECOND;
            if word.len() < shortest {
                shortest = word.len();
            }
            index += 1;
        }
        Words {
            words,
            places,
            shortest,
        }
    }

    /// The first word in a text.
    pub fn find(&self, text: &str) -> Option<&'static str> {
        self.find_by(text, |part, word| part == word)
    }

    /// The first word in a text, in upper or lower case.
    pub fn find_in_any_case(&self, text: &str) -> Option<&'static str> {
        self.find_by(text, <[u8]>::eq_ignore_ascii_case)
    }

    fn find_by(&self, text: &str, is: fn(&[u8], &[u8]) -> bool) -> Option<&'static str> {
        let bytes = text.as_bytes();
        let starts = (bytes.len() + 1).saturating_sub(self.shortest);
        for start in 0..starts {
            let first = self.places[usize::from(bytes[start])];
            let second = self.places[usize::from(bytes[start + 1])];
            if first & FIRST == 0 || second & SECOND == 0 {
                continue;
            }
            let found = self.word_at(&bytes[start..], is);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn word_at(&self, rest: &[u8], is: fn(&[u8], &[u8]) -> bool) -> Option<&'static str> {
        for word in self.words {
            let is_near = word.as_bytes()[0].eq_ignore_ascii_case(&rest[0]);
            if is_near && rest.len() >= word.len() && is(&rest[..word.len()], word.as_bytes()) {
                return Some(word);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words = Words::new(&["TOKEN", "PASS", "PASSWORD"]);

    #[test]
    fn the_first_word_is_found() {
        assert_eq!(WORDS.find("MY_PASSWORD_TOKEN"), Some("PASS"));
        assert_eq!(WORDS.find("A TOKEN"), Some("TOKEN"));
        for text in ["", "PAS", "pass", "TO KEN", "TÖKEN"] {
            assert_eq!(WORDS.find(text), None, "{text}");
        }
        assert_eq!(WORDS.find_in_any_case("ToKeN"), Some("TOKEN"));
        assert_eq!(WORDS.find_in_any_case("compas"), None);
    }
}
