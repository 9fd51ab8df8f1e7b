//! Definitions of our own writing, each with a cluster that suits it.

use super::state::Start;

/// An example.
pub struct Example {
    /// Its name in the menu.
    pub title: &'static str,
    /// What it shows, in one line.
    pub what: &'static str,
    /// The definition's text.
    pub draft: &'static str,
    /// What is asked first: (action, request text).
    pub commands: &'static [(&'static str, &'static str)],
}

impl Example {
    /// The start of the page with this example.
    pub fn start(&'static self) -> Start<'static> {
        Start {
            title: self.title,
            draft: self.draft,
            commands: self.commands,
        }
    }
}

/// All examples in the order of the menu. The first is what the first-run screen runs.
pub static EXAMPLES: &[Example] = &[];
