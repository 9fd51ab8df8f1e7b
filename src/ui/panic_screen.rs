//! The Rust side of the panic screen. The screen itself is plain DOM in `public/boot.js`: a
//! panicked Wasm instance cannot be asked for anything, so its run is kept over there.

use std::panic;

use crate::engine::Timeline;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Keeps the head of an export, and its lines for the commands after the first `from`.
    #[wasm_bindgen(js_name = drydock_keep_replay)]
    fn keep(head: &str, from: usize, lines: &str);

    #[wasm_bindgen(js_name = drydock_panicked)]
    fn show(message: &str);
}

/// Keeps the text that repeats this run where a panic cannot reach it. Called after every command;
/// what was kept of the first `from` commands stays as it is, so that a long run costs no more.
pub fn keep_replay(timeline: &Timeline, from: usize) {
    let head = timeline.export_head(timeline.world().settings.permissive);
    keep(&head, from, &timeline.export_commands(from));
}

/// Makes every panic end in the panic screen, and in the console with its stack.
pub(super) fn install() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show(&info.to_string());
    }));
}
