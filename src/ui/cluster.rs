//! The middle column: the cluster and what goes on in it. Its code comes with the engine's.

use super::board::Board;
use super::dock::Dock;
use super::frames;
use super::prelude::*;
use super::rail::Rail;
use super::run_bar::RunBar;
use super::state::Page;

/// The column; from now on the page plays.
pub fn room(page: Page) -> AnyView {
    frames::follow(page);
    view! {
        <Rail />
        <RunBar />
        <Board />
        <Dock />
    }
    .into_any()
}
