//! What bash itself can do.

pub mod alias;
pub mod calculate;
pub mod cd;
pub mod command;
pub mod declare;
pub mod dirs;
pub mod echo;
pub mod getopts;
pub mod hash;
pub mod help;
pub mod history;
pub mod jobs;
pub mod leave;
pub mod mapfile;
pub mod printf;
pub mod read;
pub mod set;
pub mod shift;
pub mod source;
pub mod test;
pub mod trap;
pub mod truth;
pub mod unset;
