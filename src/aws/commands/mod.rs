//! The commands behind `aws`.

pub mod configure;
pub mod elsewhere;
pub mod help;
pub mod operation;
pub mod service;
mod writer;

use super::Environment;
use super::failure::Failure;
use super::folder::{Folder, Stdin};
use super::globals::Globals;
use super::outside::Outside;
use super::python::argparse::{self, Action, Parsed, Stop};
use super::stream::Streams;

/// All that a command has at hand.
pub struct Context<'a> {
    /// What carries out what it asks for.
    pub outside: &'a Outside,
    /// Where the files are.
    pub folder: &'a dyn Folder,
    /// Variables.
    pub environment: &'a Environment,
    /// What stands in `/dev/stdin`.
    pub stdin: Stdin,
    /// Where it writes.
    pub streams: &'a Streams,
    /// The options of every command.
    pub globals: Globals,
}

impl Context<'_> {
    /// Writes to standard output.
    pub fn print(&self, text: &str) {
        self.streams.out.write(text.as_bytes());
    }
}

/// Takes a command line apart; what is wrong with it is a failure. No command below the main one
/// has an action that stops.
pub fn parse(actions: &[Action], words: &[String]) -> Result<Parsed, Failure> {
    argparse::parse(actions, words).map_err(|stop| match stop {
        Stop::Error(said) | Stop::Asked(said) => Failure::usage(&said),
    })
}
