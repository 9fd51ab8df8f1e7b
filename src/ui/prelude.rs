//! What every file of the page uses: Leptos' prelude, with the parts of [`super::erased`] in place
//! of those that are compiled once for each type.

pub use super::erased::{
    CollectView, Effect, For, Memo, RwSignal, Show, live, request_animation_frame,
};
pub use leptos::prelude::*;
