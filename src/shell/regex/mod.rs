//! Regular expressions of POSIX, basic and extended, with GNU's additions.
//!
//! The longest of the leftmost matches, in time that grows with text times pattern: all ways are
//! followed at once. Only backreferences are absent: they would need tries without bound. Of the
//! grammar: <https://www.gnu.org/software/grep/manual/grep.html>, "Regular Expressions".

mod parse;
mod search;

pub use parse::{Syntax, lower};
pub use search::Groups;

/// What a pattern compiles to.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Char(char),
    Any,
    Set(Set),
    /// Both ways, the first preferred.
    Split(usize, usize),
    Jump(usize),
    /// Remembers the place: the start and the end of each group.
    Save(usize),
    Assert(Assertion),
    Match,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    Start,
    End,
    WordStart,
    WordEnd,
    WordEdge,
    NoWordEdge,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    pub negated: bool,
    pub ranges: Vec<(char, char)>,
    /// Classes by name, and whether what is not in them is meant.
    pub classes: Vec<(String, bool)>,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Regex {
    steps: Vec<Step>,
    /// Groups and the whole.
    groups: usize,
    fold: bool,
}

impl Regex {
    /// Compiles a pattern; `fold`: upper and lower case are the same.
    pub fn new(pattern: &str, syntax: Syntax, fold: bool) -> Result<Regex, String> {
        let (steps, groups) = parse::compile(pattern, syntax, fold)?;
        Ok(Regex {
            steps,
            groups,
            fold,
        })
    }

    /// How many groups the pattern has.
    pub fn groups(&self) -> usize {
        self.groups - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, syntax: Syntax, text: &str) -> Option<String> {
        let regex = Regex::new(pattern, syntax, false).unwrap();
        let groups = regex.find(text.as_bytes(), 0)?;
        let (from, to) = groups[0].unwrap();
        Some(text[from..to].to_string())
    }

    fn extended(pattern: &str, text: &str) -> Option<String> {
        found(pattern, Syntax::Extended, text)
    }

    #[test]
    fn finds_the_longest_of_the_leftmost() {
        assert_eq!(extended("a|ab", "xabab").as_deref(), Some("ab"));
        assert_eq!(extended("(a|ab)(c|bcd)?", "abcd").as_deref(), Some("abcd"));
        assert_eq!(extended("x*", "aax").as_deref(), Some(""));
        assert_eq!(extended("[0-9]{2,3}", "a1 1234").as_deref(), Some("123"));
        assert_eq!(extended("^$", "x"), None);
        assert_eq!(extended("\\bis\\b", "this is").as_deref(), Some("is"));
        assert_eq!(extended("[[:upper:]]+", "abCD").as_deref(), Some("CD"));
    }

    #[test]
    fn reads_basic_syntax() {
        let basic = |pattern, text| found(pattern, Syntax::Basic, text);
        assert_eq!(basic("a\\+", "caab").as_deref(), Some("aa"));
        assert_eq!(basic("a+", "a+b").as_deref(), Some("a+"));
        assert_eq!(basic("\\(ab\\)*c", "ababc").as_deref(), Some("ababc"));
        assert_eq!(basic("*a", "*a").as_deref(), Some("*a"));
        assert_eq!(basic("x\\{2\\}", "xxx").as_deref(), Some("xx"));
        assert_eq!(basic("a^b$c", "a^b$c").as_deref(), Some("a^b$c"));
    }

    #[test]
    fn takes_no_time_for_what_would_take_ages() {
        let text = "a".repeat(2_000);
        assert_eq!(extended("(a*)*b", &text), None);
        assert!(Regex::new("((a{1,100}){1,100}){1,100}", Syntax::Extended, false).is_err());
    }
}
