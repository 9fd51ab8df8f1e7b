//! The timeline: seed and command log in, any moment of the run out.
//!
//! Absent here: what commands mean (that is `api`) and what screens show (that is `view`).

pub mod branches;
pub mod checkpoints;
pub mod command;
pub mod events;
pub mod export;
pub mod hash;
pub mod replay;
mod settle;
pub mod share;
pub mod timeline;

pub use branches::Branch;
pub use command::{Command, Logged};
pub use export::{ImportError, Opening};
pub use replay::Told;
pub use timeline::Timeline;
