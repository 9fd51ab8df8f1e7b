//! The Rust side of the panic screen. The screen itself is plain DOM in `public/boot.js`: a
//! panicked Wasm instance cannot be asked for anything, so its run is kept over there.

use std::panic;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Keeps the text that repeats this run where a panic cannot reach it. Call it after every
    /// command with the engine's export.
    #[wasm_bindgen(js_name = drydock_keep_replay)]
    pub fn keep_replay(text: &str);

    #[wasm_bindgen(js_name = drydock_panicked)]
    fn show(message: &str);
}

/// Makes every panic end in the panic screen, and in the console with its stack.
pub(super) fn install() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show(&info.to_string());
    }));
}
