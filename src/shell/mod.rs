//! A shell around the AWS CLI: bash's language on simulated time. Where it is not bash is in
//! `differences`, and nowhere else; `help differences` shows it.

mod awk;
mod builtins;
mod change;
mod clock;
mod commands;
pub mod complete;
mod differences;
mod disk;
pub mod drive;
mod expand;
mod filter;
mod jobs;
mod jq;
pub mod names;
pub mod own;
mod quote;
mod regex;
mod run;
pub mod session;
pub mod shown;
mod state;
mod streams;
mod syntax;
mod table;
mod variables;

pub use session::{Session, needs_more};
