//! From text to commands: one reader for characters, words and grammar, as a shell's words cannot
//! be told apart before the grammar is known.
//!
//! Grammar and messages: the Bash Reference Manual
//! (<https://www.gnu.org/software/bash/manual/bash.html>, "Shell Syntax"), and bash 5.2 itself,
//! against which `tests/shell/` is compared.

mod braces;
mod compound;
pub mod escapes;
mod grammar;
mod here;
mod parameters;
pub mod reader;
mod redirects;
mod simple;
mod test;
pub mod tree;
mod words;

pub use reader::{Reader, SyntaxError};
pub use words::Until;
