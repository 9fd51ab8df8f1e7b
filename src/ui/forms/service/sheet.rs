//! The form as it stands: the request as far as it is filled in, and where its errors are.

use super::super::super::prelude::*;
use super::super::super::run;
use super::super::super::state::Page;
use crate::model::ServiceId;
use crate::shapes::Shape;
use crate::view::service_form::field::{Field, untyped};
use crate::view::service_form::seen::Seen;
use crate::view::service_form::{Placed, add, place, request, set, start};
use serde_json::{Value, json};

/// The form, as its fields share it.
#[derive(Clone, Copy)]
pub struct Sheet {
    draft: RwSignal<Value>,
    /// What the service has; None of a new one.
    was: StoredValue<Option<Value>>,
    /// Changes whenever the world has been changed by a command.
    commands: Memo<u64>,
    /// The errors that stand at fields.
    pub errors: Memo<Vec<Placed>>,
}

impl Sheet {
    /// What suits a new service, or what one has.
    pub fn new(page: Page, service: Option<ServiceId>) -> Sheet {
        let (was, begin) = run::with(|timeline| {
            let world = timeline.world();
            let was = service.and_then(|id| start::existing(world, id));
            let row = service.and_then(|id| world.services.get(id));
            let begin = match (&was, row) {
                (Some(was), Some(row)) => start::next(world, row, was),
                _ => start::fresh(world, &untrack(|| page.cluster_or_first())),
            };
            (was, begin)
        });
        let draft = RwSignal::new(begin);
        let creates = was.is_none();
        Effect::new(move |_| {
            let name = json!(page.cluster_or_first());
            if creates && draft.with_untracked(|draft| draft["cluster"] != name) {
                draft.update(|draft| place::put(draft, "cluster", Some(name)));
            }
        });
        Sheet {
            draft,
            was: StoredValue::new(was),
            commands: Memo::new(move |_| page.screen.with(|screen| screen.commands as u64)),
            errors: Memo::new(|_| Vec::new()),
        }
    }

    /// The same with its errors.
    pub fn with_errors(self, errors: Memo<Vec<Placed>>) -> Sheet {
        Sheet { errors, ..self }
    }

    /// What is seen from a place: of a row, or of the form where that is empty.
    pub fn see<T>(self, base: &str, look: impl FnOnce(&Seen) -> T) -> T {
        self.commands.track();
        self.draft.with(|draft| {
            self.was.with_value(|was| {
                run::with(|timeline| {
                    let seen = Seen::new(timeline.world(), draft, was.as_ref());
                    let row = place::get(draft, base).unwrap_or(&Value::Null);
                    look(&seen.at(row))
                })
            })
        })
    }

    /// What is asked for.
    pub fn request(self) -> Value {
        self.see("", request::request)
    }

    /// What stands at a place, as it is typed.
    pub fn text(self, at: &str) -> String {
        self.draft.with(|draft| untyped(place::get(draft, at)))
    }

    /// What stands at a place.
    pub fn value(self, at: &str) -> Option<Value> {
        self.draft.with(|draft| place::get(draft, at).cloned())
    }

    /// How many rows a list has.
    pub fn count(self, at: &str) -> usize {
        self.draft.with(|draft| place::count(draft, at))
    }

    /// What the service has at a place.
    pub fn was(self, at: &str) -> Option<Value> {
        self.was
            .with_value(|was| place::get(was.as_ref()?, at).cloned())
    }

    /// Whether the form changes a service that is there.
    pub fn updates(self) -> bool {
        self.was.with_value(Option::is_some)
    }

    /// Fills in a field.
    pub fn set(self, base: &str, field: &Field, value: Option<Value>) {
        self.draft.update(|draft| {
            run::with(|timeline| set(draft, timeline.world(), base, field, value));
        });
    }

    /// Fills in a field with a typed text.
    pub fn put(self, base: &str, field: &Field, of: &Shape, text: &str) {
        self.set(base, field, field.typed(of, text));
    }

    /// Puts a number at a place.
    pub fn put_number(self, at: &str, number: i64) {
        self.draft
            .update(|draft| place::put(draft, at, Some(json!(number))));
    }

    /// Adds a row to a list.
    pub fn add(self, base: &str, field: &Field) {
        self.draft.update(|draft| {
            self.was.with_value(|was| {
                run::with(|timeline| add(draft, timeline.world(), was.as_ref(), base, field));
            });
        });
    }

    /// Removes a row of a list.
    pub fn remove(self, at: &str, index: usize) {
        self.draft
            .update(|draft| place::remove_row(draft, at, index));
    }

    /// The errors at a place.
    pub fn errors_at(self, at: &str) -> Vec<Placed> {
        self.errors.with(|errors| {
            let here = errors.iter().filter(|error| error.at == at);
            here.cloned().collect()
        })
    }

    /// How many errors there are in a place.
    pub fn errors_within(self, at: &str) -> usize {
        self.errors.with(|errors| {
            let here = errors
                .iter()
                .filter(|error| place::is_within(&error.at, at));
            here.count()
        })
    }

    /// How many errors a group has.
    pub fn errors_of(self, group: usize) -> usize {
        self.errors
            .with(|errors| errors.iter().filter(|error| error.group == group).count())
    }
}
