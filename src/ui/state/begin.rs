//! Another run in the place of this one, and the way back.

use super::super::prelude::*;
use super::super::{layout, link, run, work};
use super::{Column, Page, Start, Toast, Undo};

impl Page {
    /// The way back to the work as it is now.
    pub fn as_it_is(self) -> Undo {
        self.way_back(self.draft.get_untracked(), self.title.get_untracked())
    }

    /// The way back to the run as it is now, with a text that was there before.
    fn way_back(self, draft: String, title: String) -> Undo {
        Undo::Restore {
            draft,
            run: run::get().export(),
            title,
            origin: self.origin.get_untracked(),
        }
    }

    /// Begins anew with an example or with nothing; what was there can be had back. The text is
    /// there at once, the run as soon as there is an engine for it.
    pub fn start(self, start: Start) {
        let (draft, title) = (self.draft.get_untracked(), self.title.get_untracked());
        layout::keep_focus();
        self.draft.set(start.draft.to_owned());
        self.title.set(start.title.to_owned());
        run::soon(move || self.start_run(start, draft, title));
    }

    fn start_run(self, start: Start, draft: String, title: String) {
        let had_something =
            !draft.trim().is_empty() || self.screen.with_untracked(|screen| screen.commands > 0);
        let undo = self.way_back(draft, title);
        self.begin(start.commands);
        match start.draft {
            "" => link::forget_origin(self),
            _ => link::keep_origin(self),
        }
        if had_something {
            let text = match start.draft {
                "" => "Started empty".to_owned(),
                _ => format!("Opened “{}”", start.title),
            };
            self.toast.set(Some(Toast {
                text,
                undo: Some(undo),
            }));
        }
    }

    /// Begins another run.
    pub fn begin(self, commands: &[(&str, &str)]) {
        self.playing.set(false);
        layout::keep_focus();
        run::get().begin();
        for (action, body) in commands {
            run::get().ask(action, body);
        }
        self.forget_selection();
        self.refresh();
    }

    /// Puts an exported run in place, and says whether that could be, or why not; nothing where it
    /// was given up.
    pub fn import(self, text: &str, then: impl FnOnce(Result<(), String>) + 'static) {
        let opened = move |result: Result<(), String>| {
            if result.is_ok() {
                self.playing.set(false);
                self.forget_selection();
                self.refresh();
            }
            then(result);
        };
        match run::get().open(text) {
            Ok(run) => {
                let then = |ended: Option<_>| {
                    if let Some(result) = ended {
                        opened(result);
                    }
                };
                work::start(self, "Replaying the run", run, Box::new(then));
            }
            Err(error) => opened(Err(error)),
        }
    }

    /// The number of the next piece of work: what was under way is given up.
    pub fn next_work(self) -> u32 {
        self.work_turn.update_value(|turn| *turn += 1);
        self.work_turn()
    }

    /// The number of the present piece of work.
    pub fn work_turn(self) -> u32 {
        self.work_turn.get_value()
    }

    /// The work is done.
    pub fn rest(self) {
        if self.work.with_untracked(Option::is_some) {
            self.work.set(None);
            layout::take_focus_back();
        }
    }

    /// Gives up what is under way.
    pub fn give_work_up(self) {
        self.next_work();
        self.rest();
        self.refresh();
        self.toast.set(Some(Toast {
            text: "Cancelled".to_owned(),
            undo: None,
        }));
    }

    /// Undoes what the toast tells of.
    pub fn undo(self, undo: &Undo) {
        match undo {
            Undo::Branch(number) => self.select_branch(*number),
            Undo::Restore {
                draft,
                run,
                title,
                origin,
            } => {
                let (draft, title, origin) = (draft.clone(), title.clone(), origin.clone());
                self.import(run, move |result| {
                    if let Err(error) = result {
                        self.trouble.set(Some(error));
                    }
                    self.draft.set(draft);
                    self.title.set(title);
                    self.origin.set(origin);
                });
            }
        }
        self.toast.set(None);
    }

    fn forget_selection(self) {
        // Another run may have had as many commands and events.
        self.events_at.set_value((u64::MAX, 0.0));
        self.selection.set(None);
        self.column.set(Column::Inspect);
        self.cluster.set(None);
    }
}
