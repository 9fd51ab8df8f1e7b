//! Fields that are typed into, and lists of which one or some are chosen.

use super::super::super::prelude::*;
use super::field::{Spot, said_view};
use crate::view::service_form::Choices;
use crate::view::service_form::field::{Entry, untyped};
use serde_json::{Value, json};

/// The choice that opens a field for another text.
const OTHER: &str = "\u{1}other";

/// What is being typed, which is not always what it stands for: a comma at the end stands for
/// nothing yet.
fn typing(spot: Spot) -> RwSignal<String> {
    let raw = RwSignal::new(untyped(untrack(|| spot.value()).as_ref()));
    Effect::new(move |_| {
        let value = spot.value();
        let meant = raw.with_untracked(|raw| spot.field.typed(spot.of, raw));
        if meant != value {
            raw.set(untyped(value.as_ref()));
        }
    });
    raw
}

/// A text, a number, or several lines.
pub fn text_view(spot: Spot, entry: Entry) -> AnyView {
    let raw = typing(spot);
    let field = spot.field;
    let placeholder = match field.default {
        "" => field.example,
        default => default,
    };
    let typed = move |event| {
        let text = event_target_value(&event);
        raw.set(text.clone());
        spot.put(&text);
    };
    let wrong = move || spot.is_wrong().then_some("true");
    let described = move || spot.is_wrong().then(|| spot.note_id());
    match entry {
        Entry::Lines | Entry::Json => view! {
            <textarea
                class="input mono lines"
                id=spot.id()
                rows="3"
                placeholder=placeholder
                spellcheck="false"
                aria-invalid=wrong
                aria-describedby=described
                prop:value=move || raw.get()
                on:input=typed
            ></textarea>
        }
        .into_any(),
        Entry::Text
        | Entry::Number
        | Entry::Truth
        | Entry::One { .. }
        | Entry::Several
        | Entry::Words
        | Entry::Rows => view! {
            <input
                class="input"
                class:mono=entry != Entry::Number
                id=spot.id()
                inputmode=if entry == Entry::Number { "decimal" } else { "text" }
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                aria-invalid=wrong
                aria-describedby=described
                prop:value=move || raw.get()
                on:input=typed
            />
        }
        .into_any(),
    }
}

/// One of a list, or another text where `free`; a plain field where there is no list.
pub fn choice_view(spot: Spot, free: bool) -> AnyView {
    let offered = Memo::new(move |_| spot.choices());
    let nothing = move || {
        let offers_none = |rows: &Choices| rows.iter().all(|(value, _)| value.is_empty());
        free && offered.with(offers_none)
    };
    let known = move |value: &str| offered.with(|rows| rows.iter().any(|(one, _)| one == value));
    let other = RwSignal::new(false);
    let own = Memo::new(move |_| free && (other.get() || !known(&spot.shown())));
    let chosen = Memo::new(move |_| match own.get() {
        true => OTHER.to_owned(),
        false => spot.shown(),
    });
    let options = move || {
        let mut rows = offered.get();
        let value = spot.shown();
        if free {
            rows.push((OTHER.to_owned(), "another…".to_owned()));
        } else if !rows.iter().any(|(one, _)| *one == value) {
            rows.push((value.clone(), value));
        }
        let chosen = chosen.get_untracked();
        let option = |(key, name): (String, String)| {
            let chosen = chosen == key;
            view! { <option value=key selected=chosen>{name}</option> }
        };
        rows.into_iter().map(option).collect_view()
    };
    let change = move |event| {
        let value = event_target_value(&event);
        other.set(value == OTHER);
        match value == OTHER {
            true => spot.put(""),
            false => spot.put(&value),
        }
    };
    let list = move || {
        view! {
            <select
                class="input"
                id=spot.id()
                aria-invalid=move || spot.is_wrong().then_some("true")
                aria-describedby=move || spot.is_wrong().then(|| spot.note_id())
                prop:value=move || {
                    offered.track();
                    chosen.get()
                }
                on:change=change
            >
                {live(options)}
            </select>
            <Show when=move || own.get()>
                <Own spot />
            </Show>
        }
        .into_any()
    };
    let shown = move || match nothing() {
        true => text_view(spot, Entry::Text),
        false => list(),
    };
    view! { {live(shown)} }.into_any()
}

/// Another text than those that are offered.
#[component]
fn Own(spot: Spot) -> impl IntoView {
    let raw = typing(spot);
    view! {
        <input
            class="input mono"
            aria-label=format!("{}, another", spot.field.label)
            placeholder=spot.field.example
            autocomplete="off"
            spellcheck="false"
            prop:value=move || raw.get()
            on:input=move |event| {
                let text = event_target_value(&event);
                raw.set(text.clone());
                spot.put(&text);
            }
        />
    }
}

fn texts(spot: Spot) -> Vec<String> {
    let list = spot.value();
    let list = list.as_ref().and_then(Value::as_array);
    let texts = list.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn put_texts(spot: Spot, texts: Vec<String>) {
    spot.set((!texts.is_empty()).then(|| json!(texts)));
}

/// Some of a list; and others, where the list is the world's.
pub fn several_view(spot: Spot) -> AnyView {
    let offered = Memo::new(move |_| {
        let mut rows = spot.choices();
        rows.retain(|(value, _)| !value.is_empty());
        rows
    });
    let row = move |(value, name): (String, String)| {
        let (one, other) = (value.clone(), value.clone());
        let second = (spot.field.offers.is_some() && name != value).then(|| value.clone());
        let change = move |event| {
            let mut all = untrack(|| texts(spot));
            all.retain(|text| *text != one);
            if event_target_checked(&event) {
                all.push(one.clone());
            }
            put_texts(spot, all);
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || texts(spot).contains(&other)
                    on:change=change
                />
                <span>
                    {name} {second.map(|value| view! { <code class="muted">{value}</code> })}
                </span>
            </label>
        }
    };
    let rows = move || offered.get().into_iter().map(row).collect_view();
    let free = spot.field.offers.is_some();
    view! {
        <fieldset
            class="field wide several"
            id=spot.id()
            aria-describedby=move || spot.is_wrong().then(|| spot.note_id())
        >
            <legend class="label">{spot.field.label}</legend>
            {live(rows)}
            <Show when=move || free>
                <Others spot offered />
            </Show>
            {said_view(spot)}
        </fieldset>
    }
    .into_any()
}

/// Texts that are not on the list.
#[component]
fn Others(spot: Spot, offered: Memo<Choices>) -> impl IntoView {
    let listed = move |text: &String| offered.with(|rows| rows.iter().any(|(one, _)| one == text));
    let parted = move || texts(spot).into_iter().partition::<Vec<_>, _>(listed);
    let words = |text: &str| {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<String>>()
    };
    let raw = RwSignal::new(untrack(parted).1.join(", "));
    let typed = move |event| {
        let text = event_target_value(&event);
        let (mut all, _) = untrack(parted);
        all.extend(words(&text));
        raw.set(text);
        put_texts(spot, all);
    };
    view! {
        <input
            class="input mono"
            aria-label=format!("{}, others", spot.field.label)
            placeholder=match spot.field.example {
                "" => "others, parted by commas",
                example => example,
            }
            autocomplete="off"
            spellcheck="false"
            prop:value=move || raw.get()
            on:input=typed
        />
    }
}
