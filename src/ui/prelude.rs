//! What every file of the page uses: Leptos' prelude, with the parts of [`super::erased`] in place
//! of those that are compiled once for each type.

pub use super::erased::{Effect, For, Memo, Show};
pub use leptos::prelude::*;
