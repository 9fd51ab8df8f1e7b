//! The state of the left column: the last check, the caret, the editor.

use super::super::chunks::Chunk;
use super::super::editor::Editor;
use super::super::parts::Refused;
use super::super::prelude::*;
use super::super::state::Page;
use super::check::{Checked, Edit};
use super::register::{self, Newest};
use std::sync::Arc;

/// The state of the left column. Copy it into closures.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page.
    pub page: Page,
    /// What the check says of the present text. While the text does not parse, what it said before
    /// is kept as stale.
    pub checked: RwSignal<Arc<Checked>>,
    /// The caret, in UTF-16 units.
    pub caret: RwSignal<usize>,
    /// The editor.
    pub editor: Editor,
    /// The newest registered revision of its family.
    pub newest: Memo<Option<Newest>>,
    /// Why the present text was not registered.
    pub refused: RwSignal<Option<Refused>>,
    /// What was asked for before the text could be checked.
    waits: StoredValue<Option<fn(Desk)>>,
}

impl Desk {
    /// The desk of a page; checks the text after every change, once per frame.
    pub fn new(page: Page) -> Desk {
        let checked = RwSignal::new(Arc::new(Checked::default()));
        let desk = Desk {
            page,
            checked,
            caret: RwSignal::new(0),
            editor: Editor::new(),
            newest: register::newest(page, checked),
            refused: RwSignal::new(None),
            waits: StoredValue::new(None),
        };
        page.chunks.fetch(Chunk::Check);
        let waiting = StoredValue::new(false);
        Effect::new(move |before: Option<()>| {
            page.draft.track();
            page.target.track();
            page.chunks.rules.track();
            if before.is_none() {
                desk.check();
            } else if !waiting.get_value() {
                waiting.set_value(true);
                request_animation_frame(move || {
                    waiting.set_value(false);
                    desk.check();
                });
            }
        });
        desk
    }

    /// Whether texts can be checked yet.
    pub fn is_checking(self) -> bool {
        self.page.chunks.rules.with(Option::is_some)
    }

    /// Does something as soon as the text is checked, which it cannot be yet.
    pub fn wait(self, act: fn(Desk)) {
        self.waits.set_value(Some(act));
    }

    fn check(self) {
        let Some(check) = self.page.chunks.rules.get_untracked() else {
            return;
        };
        let target = self.page.target.get_untracked();
        let checked = self.page.draft.with_untracked(|text| {
            self.checked
                .with_untracked(|before| check(text, target, before))
        });
        let errors = checked.errors();
        self.checked.set(Arc::new(checked));
        if self.page.draft_errors.get_untracked() != errors {
            self.page.draft_errors.set(errors);
        }
        self.editor.show_findings(self);
        if let Some(act) = self.waits.try_update_value(Option::take).flatten() {
            act(self);
        }
    }

    /// Moves the caret to a byte offset.
    pub fn go_to(self, byte: usize) {
        self.editor.move_to(self, byte);
    }

    /// Moves the caret to the first error, if there is one.
    pub fn go_to_first_error(self) {
        let first = self
            .checked
            .with_untracked(|checked| checked.first_error().map(|row| row.from));
        if let Some(first) = first {
            self.go_to(first);
        }
    }

    /// Makes edits as one step.
    pub fn apply(self, edits: &[Edit]) {
        super::super::layout::keep_focus();
        self.editor.apply(self, edits);
    }
}

/// The desk of the component that asks.
pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}
