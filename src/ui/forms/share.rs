//! Share: the link that holds everything, and the run as text to keep or to bring in.

use super::super::column::FormHead;
use super::super::icons::{Icon, icon};
use super::super::parts::copy_text;
use super::super::prelude::*;
use super::super::state::use_page;
use super::super::{link, run};
use crate::taskdef::export::{FORMATS, Format};
use crate::taskdef::{Target, check};
use crate::view::format;
use crate::view::script::script;

/// The panel.
#[component]
pub fn Share() -> impl IntoView {
    let page = use_page();
    let address = RwSignal::new(link::address(page));
    let copied = RwSignal::new(false);
    let commands = Memo::new(move |_| page.screen.with(|screen| (screen.commands, screen.branch)));
    Effect::new(move |_| {
        commands.track();
        page.draft.track();
        address.set(link::address(page));
        copied.set(false);
    });
    let length = move || format::number(address.with(String::len) as u64);
    view! {
        <FormHead title="Share" />
        <div class="scroll" tabindex="0" role="group" aria-label="Share panel">
            <section class="sect">
                <h3>
                    "Link"
                    <span class="muted">{live(length)} " characters"</span>
                </h3>
                <p class="note">
                    "The part after # holds the definition, the run and the moment. It is never \
                     sent to a server."
                </p>
                <input
                    class="input mono"
                    aria-label="Link"
                    readonly=true
                    prop:value=move || address.get()
                    on:focus=select_all
                />
                <button
                    class="btn fill"
                    on:click=move |_| {
                        let address = address.get_untracked();
                        copy_text(page, &address, move || copied.set(true));
                    }
                >
                    {icon(Icon::Copy)}
                    {move || if copied.get() { "Copied" } else { "Copy link" }}
                </button>
            </section>
            <Exports />
            <RunText />
        </div>
    }
}

fn select_all(event: web_sys::FocusEvent) {
    event_target::<web_sys::HtmlInputElement>(&event).select();
}

/// The definition for other tools.
#[component]
fn Exports() -> impl IntoView {
    let page = use_page();
    let copied = RwSignal::new("");
    let copy = move |format: &'static Format| {
        let request = page.draft.with_untracked(|text| {
            let checked = check(text, Target::Unknown);
            checked.draft.map(|draft| draft.root.to_value())
        });
        if let Some(request) = request {
            let text = (format.write)(&request);
            copy_text(page, &text, move || copied.set(format.name));
        }
    };
    let button = |format: &'static Format| {
        view! {
            <button class="btn" on:click=move |_| copy(format)>
                {icon(Icon::Copy)}
                {move || if copied.get() == format.name { "Copied" } else { format.name }}
            </button>
        }
    };
    view! {
        <section class="sect">
            <h3>"Definition" <span class="muted">"for other tools"</span></h3>
            <div class="fixes">{FORMATS.iter().map(button).collect_view()}</div>
        </section>
    }
}

/// What the buttons of the run are called.
const COPY_RUN: &str = "Copy run";
const COPY_SCRIPT: &str = "Copy as shell script";

/// The run as text.
#[component]
fn RunText() -> impl IntoView {
    let page = use_page();
    let text = RwSignal::new(run::with(|timeline| timeline.export()));
    let refused = RwSignal::new(None::<String>);
    let copied = RwSignal::new("");
    let copy = move |what: &'static str, text: String| {
        copy_text(page, &text, move || copied.set(what));
    };
    let name = move |what: &'static str| move || if copied.get() == what { "Copied" } else { what };
    let import = move |_| {
        refused.set(None);
        let text = text.get_untracked();
        link::open_run(page, &text, "Opened the run".to_owned(), move |error| {
            refused.set(Some(error));
        });
    };
    view! {
        <section class="sect">
            <h3>"Run as text" <span class="muted">"seed and commands"</span></h3>
            <Show when=move || refused.with(Option::is_some)>
                <div class="refusal" role="alert">
                    {icon(Icon::Error)}
                    <span>
                        <b>"Not opened. "</b>
                        {move || refused.get()}
                    </span>
                </div>
            </Show>
            <textarea
                class="input mono run-text"
                aria-label="Run as text"
                spellcheck="false"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <div class="fixes">
                <button class="btn" on:click=move |_| copy(COPY_RUN, text.get_untracked())>
                    {icon(Icon::Copy)}
                    {live(name(COPY_RUN))}
                </button>
                <button
                    class="btn"
                    title="For the terminal of a run with the same seed and start"
                    on:click=move |_| copy(COPY_SCRIPT, run::with(|timeline| script(timeline)))
                >
                    {icon(Icon::Copy)}
                    {live(name(COPY_SCRIPT))}
                </button>
                <button class="btn" on:click=import>
                    {icon(Icon::Paste)}
                    "Open this text"
                </button>
            </div>
        </section>
    }
}
