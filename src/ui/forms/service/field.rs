//! One field: its label, what it is filled in with, what it was, and what is wrong with it.

use super::super::super::icons::{Icon, icon};
use super::super::super::prelude::*;
use super::rows::rows_view;
use super::sheet::Sheet;
use super::texts;
use crate::shapes::Shape;
use crate::view::service_form::field::{Entry, Field, untyped};
use crate::view::service_form::{Choices, choices, fixed, place};
use serde_json::Value;

/// A field at its place.
#[derive(Clone, Copy)]
pub struct Spot {
    /// The form.
    pub sheet: Sheet,
    /// The field.
    pub field: &'static Field,
    /// The structure that its place begins in.
    pub of: &'static Shape,
    /// The place of its row; empty in the form itself.
    pub base: StoredValue<String>,
    /// Its place.
    pub at: StoredValue<String>,
}

impl Spot {
    /// The id of its control.
    pub fn id(self) -> String {
        format!("service-{}", self.at.with_value(|at| at.replace('.', "-")))
    }

    /// The id of what is said of it.
    pub fn note_id(self) -> String {
        format!("{}-note", self.id())
    }

    /// Its value; None where nothing is filled in.
    pub fn value(self) -> Option<Value> {
        self.at.with_value(|at| self.sheet.value(at))
    }

    /// The value that a choice shows: what ECS takes by itself where nothing is filled in.
    pub fn shown(self) -> String {
        match untyped(self.value().as_ref()) {
            text if text.is_empty() => self.field.default.to_owned(),
            text => text,
        }
    }

    /// Fills it in with a text.
    pub fn put(self, text: &str) {
        self.base
            .with_value(|base| self.sheet.put(base, self.field, self.of, text));
    }

    /// Fills it in with a value.
    pub fn set(self, value: Option<Value>) {
        self.base
            .with_value(|base| self.sheet.set(base, self.field, value));
    }

    /// What may be chosen.
    pub fn choices(self) -> Choices {
        self.at.with_value(|at| {
            self.base.with_value(|base| {
                self.sheet
                    .see(base, |seen| choices(seen, self.of, self.field, at))
            })
        })
    }

    /// Whether something is wrong with it.
    pub fn is_wrong(self) -> bool {
        self.at
            .with_value(|at| !self.sheet.errors_at(at).is_empty())
    }
}

/// A field, where it makes sense.
pub fn field_view(
    sheet: Sheet,
    field: &'static Field,
    of: &'static Shape,
    base: String,
) -> AnyView {
    let at = StoredValue::new(place::join(&base, field.path));
    let base = StoredValue::new(base);
    let spot = Spot {
        sheet,
        field,
        of,
        base,
        at,
    };
    let shows = move || base.with_value(|base| sheet.see(base, |seen| field.shows(seen)));
    view! { <Show when=shows>{either(spot)}</Show> }.into_any()
}

fn either(spot: Spot) -> AnyView {
    let reason = Memo::new(move |_| {
        spot.at
            .with_value(|at| spot.sheet.see("", |seen| fixed(seen, at)))
    });
    let shown = move || match reason.get() {
        Some(reason) => fixed_view(spot, reason),
        None => open_view(spot),
    };
    view! { {live(shown)} }.into_any()
}

/// What cannot be changed, and why.
fn fixed_view(spot: Spot, reason: &'static str) -> AnyView {
    let told = match spot.value() {
        Some(Value::Array(rows)) => {
            let rows = rows
                .iter()
                .map(|row| untyped(Some(row)).replace('\n', ", "));
            rows.collect::<Vec<_>>().join("\n")
        }
        _ => spot.field.called(&spot.shown()),
    };
    let told = match told.is_empty() {
        true => spot.field.none.to_owned(),
        false => told,
    };
    view! {
        <div class="field fixed" class:wide=spot.field.wide>
            <span class="label">{spot.field.label}</span>
            <span class="value">{told}</span>
            <span class="hint">{reason}</span>
        </div>
    }
    .into_any()
}

fn open_view(spot: Spot) -> AnyView {
    let field = spot.field;
    let entry = field.entry(spot.of);
    match entry {
        Entry::Rows => return rows_view(spot),
        Entry::Truth => return truth_view(spot),
        Entry::Several => return texts::several_view(spot),
        Entry::One { .. } if field.side_by_side => return segments_view(spot),
        Entry::One { .. }
        | Entry::Text
        | Entry::Number
        | Entry::Words
        | Entry::Lines
        | Entry::Json => {}
    }
    let control = match entry {
        Entry::One { free } => texts::choice_view(spot, free),
        Entry::Text
        | Entry::Number
        | Entry::Words
        | Entry::Lines
        | Entry::Json
        | Entry::Truth
        | Entry::Several
        | Entry::Rows => texts::text_view(spot, entry),
    };
    view! {
        <div class="field" class:wide=field.wide>
            <label class="label" for=spot.id()>
                {spot.field.label}
            </label>
            {control}
            {said_view(spot)}
        </div>
    }
    .into_any()
}

/// What stood there before, where that has changed.
fn was_view(spot: Spot) -> AnyView {
    let was = Memo::new(move |_| {
        let in_row = spot.base.with_value(|base| !base.is_empty());
        if in_row || !spot.sheet.updates() {
            return None;
        }
        let was = spot.at.with_value(|at| spot.sheet.was(at));
        let text = match untyped(was.as_ref()) {
            text if text.is_empty() => spot.field.default.to_owned(),
            text => text,
        };
        let changed = was != spot.value() && text != spot.shown();
        changed.then(|| match text.is_empty() {
            true => "was empty".to_owned(),
            false => format!("was {}", spot.field.called(&text)),
        })
    });
    let shown = move || {
        was.get()
            .map(|was| view! { <span class="hint">{was}</span> })
    };
    view! { {live(shown)} }.into_any()
}

/// What it was before, and what is wrong with it.
pub fn said_view(spot: Spot) -> AnyView {
    let errors = Memo::new(move |_| spot.at.with_value(|at| spot.sheet.errors_at(at)));
    let shown = move || {
        let errors = errors.get();
        if errors.is_empty() {
            return None;
        }
        let rows = errors.into_iter().map(|error| {
            view! {
                <li>
                    {icon(Icon::Error)}
                    <span>
                        <span class="vh">"Error: "</span>
                        {error.message}
                        <span class="note">{error.help}</span>
                    </span>
                </li>
            }
        });
        let rows = rows.collect_view();
        Some(view! { <ul class="wrong" id=spot.note_id()>{rows}</ul> }.into_any())
    };
    view! {
        {was_view(spot)}
        {live(shown)}
    }
    .into_any()
}

fn truth_view(spot: Spot) -> AnyView {
    let on = move || spot.value() == Some(Value::Bool(true));
    let change = move |event| {
        let on = event_target_checked(&event);
        spot.set(on.then_some(Value::Bool(true)));
    };
    view! {
        <div class="field wide">
            <label class="check">
                <input
                    type="checkbox"
                    id=spot.id()
                    aria-invalid=move || spot.is_wrong().then_some("true")
                    aria-describedby=move || spot.is_wrong().then(|| spot.note_id())
                    prop:checked=on
                    on:change=change
                />
                <span>{spot.field.label}</span>
            </label>
            {said_view(spot)}
        </div>
    }
    .into_any()
}

fn segments_view(spot: Spot) -> AnyView {
    let button = |(value, name): (String, String)| {
        let put = value.clone();
        view! {
            <button
                type="button"
                aria-pressed=move || (spot.shown() == value).to_string()
                on:click=move |_| spot.put(&put)
            >
                {name}
            </button>
        }
    };
    let buttons = untrack(|| spot.choices()).into_iter().map(button);
    view! {
        <div class="field wide">
            <span class="label" aria-hidden="true">
                {spot.field.label}
            </span>
            <span
                class="seg"
                role="group"
                aria-label=spot.field.label
                aria-describedby=move || spot.is_wrong().then(|| spot.note_id())
            >
                {buttons.collect_view()}
            </span>
            {said_view(spot)}
        </div>
    }
    .into_any()
}
