//! A group of fields: folded, it says what is set in it; what is wrong in it unfolds it.

use super::super::super::icons::{Icon, icon};
use super::super::super::prelude::*;
use super::field::field_view;
use super::sheet::Sheet;
use crate::shapes::Shape;
use crate::view::format;
use crate::view::service_form::field::{Field, root};
use crate::view::service_form::{GROUPS, place};
use leptos::ev::Event;

/// Opens and closes by its summary, and by itself where something in it is wrong.
#[derive(Clone, Copy)]
pub struct Fold {
    open: RwSignal<bool>,
}

impl Fold {
    /// Folded, until there are errors in it.
    pub fn new(errors: Memo<usize>) -> Fold {
        let open = RwSignal::new(false);
        Effect::new(move |before: Option<usize>| {
            let errors = errors.get();
            if errors > before.unwrap_or(0) {
                open.set(true);
            }
            errors
        });
        Fold { open }
    }

    /// With a summary and what is in it, which is made when it is unfolded.
    pub fn view(
        self,
        class: &'static str,
        summary: impl IntoView + 'static,
        inner: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let open = self.open;
        let toggled = move |event: Event| {
            let details = event_target::<web_sys::Element>(&event);
            open.set(details.has_attribute("open"));
        };
        view! {
            <details class=class prop:open=move || open.get() on:toggle=toggled>
                <summary>{summary}</summary>
                <Show when=move || open.get()>{inner()}</Show>
            </details>
        }
        .into_any()
    }
}

/// A group by its number.
pub fn group_view(sheet: Sheet, number: usize) -> AnyView {
    let group = &GROUPS[number];
    if group.name.is_empty() {
        return fields_view(sheet, group.fields, String::new(), None);
    }
    let shows = move || sheet.see("", |seen| group.shows(seen));
    view! { <Show when=shows>{folded(sheet, number)}</Show> }.into_any()
}

fn folded(sheet: Sheet, number: usize) -> AnyView {
    let group = &GROUPS[number];
    let errors = Memo::new(move |_| sheet.errors_of(number));
    let set = Memo::new(move |_| sheet.see("", |seen| (group.summary)(seen)));
    let summary = view! {
        <span class="name">{group.name}</span>
        <span class="set">{move || set.get()}</span>
        {error_count(errors)}
    };
    let inner = move || {
        view! {
            <div class="form">
                {fields_view(sheet, group.fields, String::new(), None)} {advice_view(sheet, number)}
            </div>
        }
        .into_any()
    };
    Fold::new(errors).view("group", summary, inner)
}

/// How many errors there are; nothing where there are none.
pub fn error_count(errors: Memo<usize>) -> AnyView {
    view! {
        <Show when=move || errors.get() != 0>
            <span class="chip error">
                {move || format::count(errors.get() as u64, "error")}
            </span>
        </Show>
    }
    .into_any()
}

/// Fields of a group, or of a row where `base` is its place and `of` what it is. Those that few ask
/// for are folded away behind the others.
pub fn fields_view(
    sheet: Sheet,
    fields: &'static [Field],
    base: String,
    of: Option<&'static Shape>,
) -> AnyView {
    let draw = |field: &'static Field| {
        let of = of.unwrap_or_else(|| root(field));
        field_view(sheet, field, of, base.clone())
    };
    let usual = fields.iter().filter(|field| !field.rare).map(draw);
    let usual: Vec<AnyView> = usual.collect();
    let rare: Vec<&'static Field> = fields.iter().filter(|field| field.rare).collect();
    let rare = (!rare.is_empty()).then(|| rare_view(sheet, rare, base.clone(), of));
    view! {
        <div class="fields">{usual}</div>
        {rare}
    }
    .into_any()
}

fn rare_view(
    sheet: Sheet,
    fields: Vec<&'static Field>,
    base: String,
    of: Option<&'static Shape>,
) -> AnyView {
    let fields = StoredValue::new(fields);
    let base = StoredValue::new(base);
    let at = move |field: &Field| base.with_value(|base| place::join(base, field.path));
    let count = move |what: &dyn Fn(&'static Field) -> usize| {
        fields.with_value(|fields| fields.iter().map(|field| what(field)).sum::<usize>())
    };
    let shows = move || {
        let shown = |field: &'static Field| {
            let seen = base.with_value(|base| sheet.see(base, |seen| field.shows(seen)));
            usize::from(seen)
        };
        count(&shown) != 0
    };
    let set = Memo::new(move |_| count(&|field| usize::from(sheet.value(&at(field)).is_some())));
    let errors = Memo::new(move |_| count(&|field| sheet.errors_within(&at(field))));
    let folded = move || {
        let summary = view! {
            <span class="name">"More"</span>
            <span class="set">
                {move || match set.get() {
                    0 => "none set".to_owned(),
                    set => format!("{set} set"),
                }}
            </span>
            {error_count(errors)}
        };
        let inner = move || {
            let draw = |field: &&'static Field| {
                let of = of.unwrap_or_else(|| root(field));
                field_view(sheet, field, of, base.get_value())
            };
            let drawn: Vec<AnyView> = fields.with_value(|fields| fields.iter().map(draw).collect());
            view! { <div class="fields">{drawn}</div> }.into_any()
        };
        Fold::new(errors).view("group more", summary, inner)
    };
    view! { <Show when=shows>{folded()}</Show> }.into_any()
}

/// What the fields of a group mean together.
fn advice_view(sheet: Sheet, number: usize) -> AnyView {
    let advice = Memo::new(move |_| sheet.see("", |seen| (GROUPS[number].advice)(seen)));
    let shown = move || {
        let advice = advice.get()?;
        let fix = |(title, at, number): &(&'static str, &'static str, i64)| {
            let (at, number) = (*at, *number);
            view! {
                <button
                    type="button"
                    class="btn sm"
                    on:click=move |_| sheet.put_number(at, number)
                >
                    {*title}
                </button>
            }
        };
        let fixes = advice.fixes.iter().map(fix).collect_view();
        let view = view! {
            <div class="hint-box" class:refusal=advice.stuck>
                {icon(Icon::Info)}
                <span>{advice.text}</span>
                <span></span>
                <span class="fixes">{fixes}</span>
            </div>
        };
        Some(view.into_any())
    };
    view! { {live(shown)} }.into_any()
}
