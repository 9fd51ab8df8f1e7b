//! Small parts that several panels use: fields, refusals, buttons that copy.

use super::icons::{Icon, icon};
use super::prelude::*;
use super::state::{Page, Toast, use_page};
use crate::api::Answer;
use js_sys::Promise;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Why something was refused: the name of the error and its text, unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What did not happen, where the place of the refusal cannot say it as well.
    pub what: Option<String>,
    /// The error's name.
    pub name: String,
    /// AWS's text.
    pub message: String,
}

/// The refusal in an answer; None where it was granted.
pub fn refusal(answer: &Answer) -> Option<Refused> {
    if answer.status == 200 {
        return None;
    }
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let name = text("__type").unwrap_or_else(|| format!("HTTP {}", answer.status));
    Some(Refused {
        what: None,
        name: name.rsplit('#').next().unwrap_or(&name).to_owned(),
        message: text("message")
            .or_else(|| text("Message"))
            .unwrap_or_default(),
    })
}

fn said(what: &str, refused: RwSignal<Option<Refused>>) -> String {
    let own = refused.with(|refused| refused.as_ref().and_then(|refused| refused.what.clone()));
    own.unwrap_or_else(|| what.to_owned())
}

/// A refusal in its place.
#[component]
pub fn Refusal(
    /// What did not happen.
    what: &'static str,
    /// Why.
    refused: RwSignal<Option<Refused>>,
) -> impl IntoView {
    let text = move || {
        refused.with(|refused| {
            refused
                .as_ref()
                .map(|refused| format!("{}: {}", refused.name, refused.message))
        })
    };
    view! {
        <Show when=move || refused.with(Option::is_some)>
            <div class="refusal" role="alert">
                {icon(Icon::Error)}
                <span>
                    <b>{move || said(what, refused)} " "</b>
                    {live(text)}
                </span>
            </div>
        </Show>
    }
}

/// Copies a text.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: String,
    /// What the button is called.
    label: &'static str,
) -> impl IntoView {
    let page = use_page();
    let done = RwSignal::new(false);
    let text = StoredValue::new(text);
    let copied = move || {
        done.set(true);
        set_timeout(move || done.set(false), std::time::Duration::from_secs(2));
    };
    let copy = move |_| copy_text(page, &text.get_value(), copied);
    view! {
        <button class="btn sm bare icon" aria-label=label title=label on:click=copy>
            {move || if done.get() { icon(Icon::Tick) } else { icon(Icon::Copy) }}
        </button>
    }
}

#[wasm_bindgen]
extern "C" {
    /// Copies a text; a promise of whether that worked (`public/boot.js`).
    #[wasm_bindgen(js_name = drydock_copy)]
    fn copy(text: &str) -> Promise;
}

/// Puts a text on the clipboard, then does what follows; says so where the browser does not allow
/// it.
pub fn copy_text(page: Page, text: &str, then: impl FnOnce() + 'static) {
    // Asked at once: some browsers only let the click itself copy.
    follow_copy(page, copy(text), Box::new(then));
}

fn follow_copy(page: Page, copied: Promise, then: Box<dyn FnOnce()>) {
    spawn_local(async move {
        let done = JsFuture::from(copied).await;
        if done.is_ok_and(|done| done.is_truthy()) {
            then();
        } else {
            let text = "The browser does not let this page copy. Select the text and copy it.";
            page.toast.set(Some(Toast {
                text: text.to_owned(),
                undo: None,
            }));
        }
    });
}

/// A field with its label above it.
#[component]
pub fn Field(
    /// The id of the control inside.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="label" for=id>
                {label}
            </label>
            {children()}
        </div>
    }
}

/// A text or number field bound to a signal.
#[component]
pub fn TextInput(
    /// The id.
    id: &'static str,
    /// The text.
    value: RwSignal<String>,
    /// Whether it is a whole number.
    #[prop(optional)]
    number: bool,
    /// What an empty field stands for.
    #[prop(optional)]
    placeholder: &'static str,
    /// The id of a list of texts that may be meant.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    view! {
        <input
            class="input"
            class:mono=!number
            id=id
            list=list
            inputmode=if number { "numeric" } else { "text" }
            placeholder=placeholder
            autocomplete="off"
            spellcheck="false"
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
}

/// A choice among few, as one box of buttons.
#[component]
pub fn Segments(
    /// The label.
    label: &'static str,
    /// (value, what it is called).
    choices: &'static [(&'static str, &'static str)],
    /// The chosen value.
    value: RwSignal<String>,
) -> impl IntoView {
    let choice = move |(key, name): &(&'static str, &'static str)| {
        let key = *key;
        view! {
            <button
                type="button"
                aria-pressed=move || value.with(|value| value == key).to_string()
                on:click=move |_| value.set(key.to_owned())
            >
                {*name}
            </button>
        }
    };
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">
                {label}
            </span>
            <span class="seg" role="group" aria-label=label>
                {choices.iter().map(choice).collect_view()}
            </span>
        </div>
    }
}

/// A choice among many.
#[component]
pub fn Choice(
    /// The id.
    id: &'static str,
    /// (value, what it is called).
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// The chosen value.
    value: RwSignal<String>,
) -> impl IntoView {
    let options = move || {
        let option = |(key, name): (String, String)| {
            let chosen = value.get_untracked() == key;
            view! { <option value=key selected=chosen>{name}</option> }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    view! {
        <select
            class="input"
            id=id
            prop:value=move || {
                choices.track();
                value.get()
            }
            on:change=move |event| value.set(event_target_value(&event))
        >
            {live(options)}
        </select>
    }
}

/// A box to check, with its label beside it.
#[component]
pub fn CheckBox(
    /// What is so where it is checked.
    label: &'static str,
    /// Whether it is checked.
    on: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || on.get()
                on:change=move |event| on.set(event_target_checked(&event))
            />
            {label}
        </label>
    }
}

/// What of a list does not stand there at once, to be unfolded; nothing where that is nothing.
pub fn rest(count: usize, name: &str, rows: impl IntoView + 'static) -> AnyView {
    if count == 0 {
        return ().into_any();
    }
    view! {
        <details class="rest">
            <summary>{format!("and {count} {name}")}</summary>
            <ul>{rows}</ul>
        </details>
    }
    .into_any()
}
