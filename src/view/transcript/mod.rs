//! The output of a command, made readable: ids that can be followed, and long JSON that folds.

mod folds;
mod links;

pub use folds::{Node, nodes};
pub use links::{Piece, Thing, pieces};
