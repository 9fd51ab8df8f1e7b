//! Another run in the place of this one, and the way back.

use super::super::prelude::*;
use super::super::{layout, link, run};
use super::{Column, Page, Start, Toast, Undo};
use crate::engine::Timeline;

impl Page {
    /// The way back to the work as it is now.
    pub fn as_it_is(self) -> Undo {
        Undo::Restore {
            draft: self.draft.get_untracked(),
            run: run::with(|timeline| timeline.export()),
            title: self.title.get_untracked(),
            origin: self.origin.get_untracked(),
        }
    }

    /// Begins anew with an example or with nothing; what was there can be had back.
    pub fn start(self, start: &Start) {
        let undo = self.as_it_is();
        let had_something = !self.draft.get_untracked().trim().is_empty()
            || self.screen.with_untracked(|screen| screen.commands > 0);
        self.begin(start.commands);
        self.draft.set(start.draft.to_owned());
        self.title.set(start.title.to_owned());
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
        run::replace(Timeline::new(run::settings()));
        for (action, body) in commands {
            run::ask(action, body);
        }
        self.forget_selection();
        self.refresh();
    }

    /// Puts an exported run in place. The error says why it cannot be.
    pub fn import(self, text: &str) -> Result<(), String> {
        let timeline = Timeline::import(text).map_err(|error| error.to_string())?;
        self.playing.set(false);
        run::replace(timeline);
        self.forget_selection();
        self.refresh();
        Ok(())
    }

    /// Lets requests name what is not declared, or not: the run is played again with the setting.
    pub fn set_permissive(self, on: bool) {
        let text = run::with(|timeline| timeline.export_as(on));
        if let Err(error) = self.import(&text) {
            self.trouble.set(Some(error));
        }
        self.column.set(Column::Surroundings);
    }

    /// Undoes what the toast tells of.
    pub fn undo(self, undo: &Undo) {
        match undo {
            Undo::Branch(number) => {
                run::with(|timeline| timeline.select_branch(*number));
                self.refresh();
            }
            Undo::Restore {
                draft,
                run,
                title,
                origin,
            } => {
                if let Err(error) = self.import(run) {
                    self.trouble.set(Some(error));
                }
                self.draft.set(draft.clone());
                self.title.set(title.clone());
                self.origin.set(origin.clone());
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
