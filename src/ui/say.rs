//! What the page does, said as commands before it is done: at the end of a form or of the
//! inspector, or unfolded below a few buttons.

use super::parts::CopyButton;
use super::prelude::*;
use super::run;
use super::state::Page;
use crate::view::cli::{self, Word};
use serde_json::{Value, json};

/// An action and its request.
pub type Ask = (String, Value);

/// What a button asks, one action after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// What the button says, and of what.
    pub name: String,
    /// The actions.
    pub asks: Vec<Ask>,
}

impl Act {
    /// A button that asks one action.
    pub fn new(name: impl Into<String>, action: &str, body: Value) -> Act {
        Act {
            name: name.into(),
            asks: vec![(action.to_owned(), body)],
        }
    }

    /// The button asks this as well.
    pub fn then(mut self, action: &str, body: Value) -> Act {
        self.asks.push((action.to_owned(), body));
        self
    }

    /// The button makes a cluster first, where there is none yet: see [`Page::need_cluster`].
    pub fn in_cluster(mut self, page: Page) -> Act {
        let none = page.screen.with(|screen| screen.cluster_name.is_empty());
        if none {
            let first = json!({"clusterName": page.cluster_or_first()});
            self.asks.insert(0, ("CreateCluster".to_owned(), first));
        }
        self
    }
}

/// The command lines of an act.
fn lines(act: &Act) -> Vec<Vec<Word>> {
    let line = |(action, body): &Ask| {
        run::with(|timeline| cli::command_line(timeline.world(), action, body))
    };
    act.asks.iter().map(line).collect()
}

/// What an action is on the command line: a section of its own.
#[component]
pub fn CommandLine(
    /// What the button asks.
    #[prop(into)]
    act: Signal<Act>,
    /// Other buttons of the same panel.
    #[prop(optional, into)]
    others: Option<Signal<Vec<Act>>>,
) -> impl IntoView {
    let said = Memo::new(move |_| act.with(lines));
    let shown = move || {
        let words = said.get();
        let own = words.iter().all(|words| cli::is_own(words)).then(|| {
            view! {
                <p class="note">
                    "No call of AWS does this: it changes the world around ECS. Drydock's terminal \
                     has a command for it."
                </p>
            }
        });
        view! {
            {lines_view(words)}
            {own}
        }
    };
    let others = others.map(|acts| view! { <Named acts /> });
    view! {
        <section class="sect">
            <h3>"Same in the CLI"</h3>
            {live(shown)}
            {others}
        </section>
    }
}

/// Buttons as commands, where there is no room for more than a line that unfolds.
#[component]
pub fn AsCommands(
    /// The buttons.
    #[prop(into)]
    acts: Signal<Vec<Act>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let does = move || {
        acts.with(|acts| {
            let asks = acts.iter().flat_map(|act| &act.asks);
            let names: Vec<&str> = asks.map(|(action, _)| action.as_str()).collect();
            names.join(" ")
        })
    };
    let some = Memo::new(move |_| acts.with(|acts| !acts.is_empty()));
    let title = move || match acts.with(|acts| acts.len() == 1) {
        true => "As a command",
        false => "As commands",
    };
    view! {
        <Show when=move || some.get()>
            <details
                class="as-commands"
                data-acts=live(does)
                on:toggle=move |_| open.update(|open| *open = !*open)
            >
                <summary>{live(title)}</summary>
                <Show when=move || open.get()>
                    <Named acts alone=true />
                </Show>
            </details>
        </Show>
    }
}

/// The registration of the draft as a command. It needs nothing of the run, whose code may be on
/// its way still.
#[component]
pub fn RegisterCommand() -> impl IntoView {
    view! {
        <details class="as-commands">
            <summary>"Register as a command"</summary>
            {lines_view(vec![cli::register()])}
            <p class="note">
                "In the terminal, the file " <code>{cli::DRAFT_FILE}</code>
                " is what stands in the editor."
            </p>
        </details>
    }
}

/// Commands under the names of their buttons.
#[component]
fn Named(
    acts: Signal<Vec<Act>>,
    /// Whether nothing else stands there, so that a single button needs no name.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let said = Memo::new(move |_| {
        acts.with(|acts| {
            let said = acts.iter().map(|act| (act.name.clone(), lines(act)));
            said.collect::<Vec<_>>()
        })
    });
    let shown = move || {
        let said = said.get();
        let named = !alone || said.len() > 1;
        let row = move |(name, words): (String, Vec<Vec<Word>>)| {
            view! {
                {named.then(|| view! { <p class="lab">{name}</p> })}
                {lines_view(words)}
            }
        };
        said.into_iter().map(row).collect_view()
    };
    view! { <div class="acts-said">{live(shown)}</div> }
}

/// Lines in a box, to be copied together.
fn lines_view(lines: Vec<Vec<Word>>) -> impl IntoView {
    let texts = lines.iter().map(|words| cli::text(words));
    let text = texts.collect::<Vec<String>>().join("\n");
    let line = |words: Vec<Word>| {
        let words = words.into_iter().map(word_view).collect_view();
        view! { <span class="line">{words}</span> }
    };
    view! {
        <div class="cli">
            <code>{lines.into_iter().map(line).collect_view()}</code>
            <CopyButton text label="Copy command" />
        </div>
    }
}

fn word_view(word: Word) -> impl IntoView {
    match word {
        Word::Command(text) | Word::Value(text) => view! { {text} " " }.into_any(),
        Word::Flag(text) => view! { <b>{text}</b> " " }.into_any(),
    }
}
