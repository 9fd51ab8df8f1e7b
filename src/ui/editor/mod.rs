//! The door to the editor: `editor.js`, fetched once the page stands. Until it is there, and where
//! it cannot come, the text is edited in a plain field; both show the same findings.

mod bridge;

use self::bridge::Handle;
use super::definition::desk::{Desk, use_desk};
use super::prelude::*;
use crate::sim::sort;
use crate::view::positions::Positions;
use leptos::html;
use serde_json::json;

/// What the text is called for those who do not see it.
const LABEL: &str = "Task definition JSON";
const HINT: &str = "Type or paste a task definition as JSON";

/// The editor that took over, if one did.
#[derive(Clone, Copy)]
pub struct Editor {
    handle: StoredValue<Option<Handle>, LocalStorage>,
    plain: NodeRef<html::Textarea>,
    /// What came of fetching the editor.
    pub state: RwSignal<Loading>,
}

/// What came of fetching the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// It is on its way; the plain field serves.
    OnItsWay,
    /// It is there.
    There,
    /// It cannot come; the plain field goes on serving.
    Failed,
}

impl Editor {
    /// An editor that still has to come.
    pub fn new() -> Editor {
        Editor {
            handle: StoredValue::new_local(None),
            plain: NodeRef::new(),
            state: RwSignal::new(Loading::OnItsWay),
        }
    }

    fn with(self, act: impl FnOnce(&Handle)) -> bool {
        self.handle.with_value(|handle| match handle {
            Some(handle) => {
                act(handle);
                true
            }
            None => false,
        })
    }

    /// Puts the caret at a byte offset of the draft.
    pub fn move_to(self, desk: Desk, byte: usize) {
        let place = desk
            .page
            .draft
            .with_untracked(|text| Positions::new(text).utf16(byte));
        if self.with(|handle| handle.move_to(place)) {
            return;
        }
        if let Some(plain) = self.plain.get_untracked() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            // The field is on the page: both can only fail for a field of another kind.
            let _ = plain.focus();
            let _ = plain.set_selection_range(place, place);
        }
    }

    /// Makes edits (byte ranges of the draft) as one step that undo takes back.
    pub fn apply(self, desk: Desk, edits: &[super::definition::check::Edit]) {
        let text = desk.page.draft.get_untracked();
        let positions = Positions::new(&text);
        let list = edits.iter().map(|edit| {
            json!({
                "from": positions.utf16(edit.range.start),
                "to": positions.utf16(edit.range.end),
                "text": edit.text,
            })
        });
        let list = serde_json::Value::from_iter(list).to_string();
        if !self.with(|handle| handle.apply(&list)) {
            desk.page.draft.set(edited(&text, edits));
        }
    }

    /// Shows the findings of the present check.
    pub fn show_findings(self, desk: Desk) {
        let draft = desk.page.draft.get_untracked();
        desk.checked.with_untracked(|checked| {
            let list = checked.for_editor(&draft);
            self.with(|handle| handle.set_findings(&list, checked.syntax_error));
        });
    }
}

impl Default for Editor {
    fn default() -> Self {
        Editor::new()
    }
}

/// The text after edits that do not overlap.
fn edited(text: &str, edits: &[super::definition::check::Edit]) -> String {
    let mut edits: Vec<_> = edits.iter().collect();
    sort::by_key(&mut edits, |edit| edit.range.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The place of the text.
#[component]
pub fn EditorView() -> impl IntoView {
    let desk = use_desk();
    let editor = desk.editor;
    let host = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            // The page is drawn first; the editor is fetched in the next turn.
            set_timeout(move || bridge::fetch(desk, host), std::time::Duration::ZERO);
        }
    });
    Effect::new(move |_| {
        // A copy: the editor answers at once, and its answer sets the draft.
        let text = desk.page.draft.get();
        editor.with(|handle| handle.set_text(&text));
    });
    let there = move || editor.state.get() == Loading::There;
    view! {
        <div class="ed" class:ed-there=live(there)>
            <Show when=move || !there()>
                <textarea
                    class="plain"
                    node_ref=editor.plain
                    aria-label=LABEL
                    placeholder=HINT
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    prop:value=move || desk.page.draft.get()
                    on:input=move |event| desk.page.draft.set(event_target_value(&event))
                ></textarea>
            </Show>
            <div class="ed-host" data-editor="" hidden=move || !there() node_ref=host></div>
        </div>
    }
}
