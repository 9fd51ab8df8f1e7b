//! The toast: what was done, with a way back. Never for errors: those stay where they happened.

use super::icons::{Icon, icon};
use super::layout;
use super::prelude::*;
use super::state::use_page;
use std::time::Duration;

/// How long a toast stays: one with a way back until it can have been read and decided on.
const STAYS: Duration = Duration::from_secs(10);
const PLAIN_STAYS: Duration = Duration::from_secs(4);

/// The toast, and what a link or an import could not be opened for.
#[component]
pub fn ToastView() -> impl IntoView {
    let page = use_page();
    Effect::new(move |_| {
        if let Some(shown) = page.toast.get() {
            let stays = match shown.undo {
                Some(_) => STAYS,
                None => PLAIN_STAYS,
            };
            set_timeout(
                move || {
                    if page.toast.get_untracked().as_ref() == Some(&shown) {
                        page.toast.set(None);
                    }
                },
                stays,
            );
        }
    });
    let can_undo = Memo::new(move |_| {
        page.toast
            .with(|toast| toast.as_ref().is_some_and(|toast| toast.undo.is_some()))
    });
    let undo = move |_| {
        if let Some(undo) = page.toast.get_untracked().and_then(|toast| toast.undo) {
            layout::keep_focus();
            page.undo(&undo);
        }
    };
    view! {
        <div class="says" role="status">
            <Show when=move || page.toast.with(Option::is_some)>
                <div class="toast">
                    <span>
                        {move || page.toast.with(|toast| {
                            toast.as_ref().map(|toast| toast.text.clone())
                        })}
                    </span>
                    <Show when=move || can_undo.get()>
                        <button class="btn sm" on:click=undo>
                            "Undo"
                        </button>
                    </Show>
                    <button
                        class="btn sm bare icon"
                        aria-label="Dismiss"
                        on:click=move |_| {
                            layout::keep_focus();
                            page.toast.set(None);
                        }
                    >
                        {icon(Icon::Cross)}
                    </button>
                </div>
            </Show>
        </div>
        <Trouble />
    }
}

/// What a link or an import could not be opened for.
#[component]
fn Trouble() -> impl IntoView {
    let page = use_page();
    view! {
        <Show when=move || page.trouble.with(Option::is_some)>
            <div class="trouble refusal" role="alert">
                {icon(Icon::Error)}
                <span>
                    <b>"Not opened. "</b>
                    {move || page.trouble.get()}
                    " Your draft is as it was."
                </span>
                <span></span>
                <span class="fixes">
                    <button
                        class="btn sm"
                        on:click=move |_| {
                            layout::keep_focus();
                            page.trouble.set(None);
                        }
                    >
                        "Close"
                    </button>
                </span>
            </div>
        </Show>
    }
}
