//! Where Drydock had to guess: what nobody documents of ECS, and what is done here instead.

use super::column::FormHead;
use super::prelude::*;
use crate::view::guesses::{Guess, guesses};

/// The panel.
#[component]
pub fn Guesses() -> impl IntoView {
    let rows = guesses().map(guess_view).collect_view();
    view! {
        <FormHead title="Where Drydock had to guess" />
        <div class="scroll" tabindex="0" role="group" aria-label="Guesses">
            <section class="sect">
                <p class="note">
                    "Nobody documents these. Where your account does otherwise, it is right."
                </p>
                <dl class="guesses">{rows}</dl>
            </section>
        </div>
    }
}

fn guess_view(guess: &'static Guess) -> impl IntoView {
    view! {
        <dt>{guess.what}</dt>
        <dd>
            {guess.choice} ". " <span class="muted">{guess.why}</span>
        </dd>
    }
}
