//! What the CLI leaves to the language it is written in, and what people therefore see of that
//! language: how values are written, what its JSON reader says, how it guesses near words.

pub mod argparse;
pub mod close;
pub mod dump;
pub mod json;
pub mod repr;
