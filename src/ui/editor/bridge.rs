//! What crosses between Rust and `editor.js`. Offsets over there are UTF-16 units.

use super::super::definition::desk::Desk;
use super::super::prelude::*;
use super::super::run;
use super::{HINT, LABEL, Loading};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Fetches the module (`public/boot.js`).
    #[wasm_bindgen(catch, js_name = drydock_load_editor)]
    async fn load() -> Result<JsValue, JsValue>;

    /// The module.
    type Module;

    #[wasm_bindgen(method, catch)]
    fn mount(
        this: &Module,
        host: &web_sys::HtmlElement,
        options: &Object,
    ) -> Result<Handle, JsValue>;

    /// A mounted editor.
    pub(super) type Handle;

    /// Replaces the whole text.
    #[wasm_bindgen(method, js_name = setText)]
    pub(super) fn set_text(this: &Handle, text: &str);

    /// Makes edits as one step.
    #[wasm_bindgen(method)]
    pub(super) fn apply(this: &Handle, edits: &str);

    /// Shows findings.
    #[wasm_bindgen(method, js_name = setFindings)]
    pub(super) fn set_findings(this: &Handle, list: &str, keep: bool);

    /// Moves the caret, and the focus with it.
    #[wasm_bindgen(method, js_name = moveTo)]
    pub(super) fn move_to(this: &Handle, offset: usize);
}

/// Fetches the editor and lets it take over from the plain field.
pub(super) fn fetch(desk: Desk, host: web_sys::HtmlDivElement) {
    wasm_bindgen_futures::spawn_local(async move {
        let state = match load().await {
            Ok(module) => take_over(desk, module.unchecked_ref(), &host),
            Err(_) => Loading::Failed,
        };
        desk.editor.state.set(state);
        desk.editor.show_findings(desk);
    });
}

fn take_over(desk: Desk, module: &Module, host: &web_sys::HtmlElement) -> Loading {
    // Somebody may be typing already: the caret goes along.
    let plain = desk.editor.plain.get_untracked();
    let active = document().active_element();
    let caret = plain
        .filter(|plain| active.as_ref() == Some(plain.unchecked_ref()))
        .and_then(|plain| plain.selection_start().ok().flatten());
    host.set_hidden(false);
    match module.mount(host, &options(desk)) {
        Ok(handle) => {
            if let Some(caret) = caret {
                handle.move_to(caret as usize);
            }
            desk.editor.handle.set_value(Some(handle));
            Loading::There
        }
        Err(_) => {
            host.set_hidden(true);
            Loading::Failed
        }
    }
}

fn options(desk: Desk) -> Object {
    let on_change = Closure::<dyn Fn(String)>::new(move |text: String| {
        // The echo of a text that came from the page is no change.
        if desk.page.draft.with_untracked(|draft| *draft != text) {
            desk.page.draft.set(text);
        }
    });
    let on_caret = Closure::<dyn Fn(usize)>::new(move |offset| desk.caret.set(offset));
    let complete =
        Closure::<dyn Fn(String, usize) -> Option<String>>::new(|text: String, place| {
            run::get().complete(&text, place)
        });
    let hover = Closure::<dyn Fn(String, usize) -> Option<String>>::new(|text: String, place| {
        run::get().explain(&text, place)
    });
    let options = Object::new();
    let set = |name: &str, value: JsValue| {
        // Setting a member of a plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value);
    };
    // The editor lives as long as the page: so do the closures.
    set("doc", desk.page.draft.get_untracked().into());
    set("label", LABEL.into());
    set("placeholder", HINT.into());
    set("onChange", on_change.into_js_value());
    set("onCaret", on_caret.into_js_value());
    set("complete", complete.into_js_value());
    set("hover", hover.into_js_value());
    options
}
