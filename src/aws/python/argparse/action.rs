//! What may stand on a command line.

use super::Stop;

/// How many words belong to an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// None: a flag.
    None,
    /// One.
    One,
    /// One or none.
    Optional,
    /// Any number.
    Any,
}

/// What is done with its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// They are kept.
    Text,
    /// It is kept if it is a whole number.
    Whole,
    /// It is kept if it is a number.
    Number,
    /// `true` is kept.
    True,
    /// `false` is kept.
    False,
    /// Everything stops.
    Stop,
}

/// Something that may stand on a command line.
#[derive(Clone, Debug)]
pub struct Action {
    /// `--cluster`, or without dashes that of a word by its place.
    pub name: String,
    /// Under which name its value is kept.
    pub dest: String,
    /// How many words it has.
    pub count: Count,
    /// What is done with them.
    pub store: Store,
    /// The only words, if any are named.
    pub choices: Vec<String>,
    /// Whether it has to be there.
    pub required: bool,
    /// What an optional word is where it is left out.
    pub otherwise: Option<&'static str>,
}

impl Action {
    /// A flag with one word.
    pub fn option(name: &str) -> Action {
        Action {
            name: format!("--{name}"),
            dest: name.replace('-', "_"),
            count: Count::One,
            store: Store::Text,
            choices: Vec::new(),
            required: false,
            otherwise: None,
        }
    }

    /// A flag without a word, kept under another name.
    pub fn flag(name: &str, dest: &str, store: Store) -> Action {
        let dest = dest.to_owned();
        Action {
            dest,
            count: Count::None,
            store,
            ..Action::option(name)
        }
    }

    /// A word by its place, one of these.
    pub fn place(name: &str, choices: Vec<String>) -> Action {
        let (name, dest) = (name.to_owned(), name.to_owned());
        Action {
            name,
            dest,
            choices,
            required: true,
            ..Action::option("")
        }
    }

    /// A word that may be left out.
    pub fn optional_place(name: &str, choices: Vec<String>) -> Action {
        Action {
            count: Count::Optional,
            required: false,
            ..Action::place(name, choices)
        }
    }

    pub(super) fn is_option(&self) -> bool {
        self.name.starts_with("--")
    }

    pub(super) fn fault(&self, message: &str) -> Stop {
        Stop::Error(format!("argument {}: {message}", self.name))
    }

    /// How many of these words, as told by their pattern, belong to it.
    pub(super) fn takes(&self, pattern: &[u8]) -> Option<usize> {
        let run = pattern.iter().take_while(|kind| **kind == b'A').count();
        match self.count {
            Count::None => Some(0),
            Count::One => (run > 0).then_some(1),
            Count::Optional => Some(run.min(1)),
            Count::Any => Some(run),
        }
    }
}
