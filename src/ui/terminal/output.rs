//! The log of the terminal: command lines with the moment at which they ran, and their output.

use super::super::prelude::*;
use super::super::state::{Page, Selection, use_page};
use super::desk::Terminal;
use super::entry::{Block, Entry, Progress};
use crate::aws::stream::Channel;
use crate::shell::shown::{Clock, waits};
use crate::view::format;
use crate::view::transcript::{Node, Piece, Thing, pieces};

/// The log.
#[component]
pub fn Output(terminal: Terminal) -> impl IntoView {
    let rows = move || terminal.entries.get();
    view! {
        <For each=rows key=|entry| entry.number children=entry_view />
    }
}

fn entry_view(entry: Entry) -> impl IntoView {
    let page = use_page();
    let moment = format::moment(entry.at);
    let label = format!("Go to {moment}, when this ran");
    let seek = move |_| {
        page.playing.set(false);
        page.seek(entry.at);
    };
    let dropped = move || match entry.dropped.get() {
        0 => None,
        lines => Some(view! { <p class="muted">{format!("… {lines} older lines dropped")}</p> }),
    };
    view! {
        <div class="entry">
            <div class="in">
                <button class="when" title=label.clone() aria-label=label on:click=seek>
                    {moment}
                </button>
                <span>
                    <span class="ps" aria-hidden="true">"$ "</span>
                    {entry.command.get_value()}
                </span>
            </div>
            {live(dropped)}
            {live(move || body(page, entry))}
            {live(move || state(page, entry))}
        </div>
    }
}

/// The output: a tree where it folds, else its blocks.
fn body(page: Page, entry: Entry) -> AnyView {
    if let Some(tree) = entry.tree.get() {
        let nodes = tree.iter().map(|node| node_view(page, node)).collect_view();
        return view! { <div class="out tree">{nodes}</div> }.into_any();
    }
    let blocks = move || entry.blocks.get();
    view! {
        <For
            each=blocks
            key=|block| (block.number, block.text.len())
            children=move |block| block_view(page, block)
        />
    }
    .into_any()
}

fn block_view(page: Page, block: Block) -> impl IntoView {
    let class = match block.channel {
        Channel::Out => "out",
        Channel::Err => "out t-error",
    };
    let parts = super::super::run::with(|timeline| pieces(timeline.world(), &block.text));
    // A table would come apart if it were wrapped: it scrolls, and so has to take the focus.
    let grid = block.channel == Channel::Out && block.text.starts_with("---");
    view! {
        <pre class=class class:grid=grid tabindex=grid.then_some("0")>
            {piece_views(page, &parts)}
        </pre>
    }
}

fn piece_views(page: Page, pieces: &[Piece]) -> impl IntoView + use<> {
    let views = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone().into_any(),
        Piece::Link(text, thing) => {
            let what = match thing {
                Thing::Task(id) => Selection::Task(*id),
                Thing::Instance(id) => Selection::Instance(*id),
                Thing::Service(id) => Selection::Service(*id),
            };
            view! {
                <button class="link plain" title="Show it" on:click=move |_| page.select(what)>
                    {text.clone()}
                </button>
            }
            .into_any()
        }
    });
    views.collect_view()
}

fn node_view(page: Page, node: &Node) -> AnyView {
    match node {
        Node::Lines(pieces) => view! { <pre>{piece_views(page, pieces)}</pre> }.into_any(),
        Node::Fold {
            head,
            inside_lines,
            open,
            inside,
            tail,
        } => {
            let inside = inside_views(page, inside);
            let closing = closing(head, tail);
            view! {
                <details open=*open>
                    <summary>
                        <pre>{piece_views(page, head)}</pre>
                        <span class="folded">{format!(" … {inside_lines} lines {tail}")}</span>
                    </summary>
                    {inside}
                    <pre>{closing}</pre>
                </details>
            }
            .into_any()
        }
    }
}

/// What is inside a fold. A fold that begins right below another's head is not one of its own: the
/// two could not be told apart by a finger.
fn inside_views(page: Page, inside: &[Node]) -> Vec<AnyView> {
    let view = |(index, node): (usize, &Node)| match node {
        Node::Fold {
            head, inside, tail, ..
        } if index == 0 => view! {
            <pre>{piece_views(page, head)}</pre>
            {inside_views(page, inside)}
            <pre>{closing(head, tail)}</pre>
        }
        .into_any(),
        Node::Fold { .. } | Node::Lines(_) => node_view(page, node),
    };
    inside.iter().enumerate().map(view).collect()
}

/// The last line of a fold.
fn closing(head: &[Piece], tail: &str) -> String {
    let indent = match head.first() {
        Some(Piece::Text(text)) => text.len() - text.trim_start().len(),
        Some(Piece::Link(..)) | None => 0,
    };
    format!("{}{tail}\n", " ".repeat(indent))
}

/// What stands below the output: what is waited for, or an exit code that tells of a failure.
fn state(page: Page, entry: Entry) -> Option<AnyView> {
    match entry.progress.get() {
        Progress::Runs(None) | Progress::Over(0) => None,
        Progress::Runs(Some(wait)) => {
            let passed = move || {
                let now = page.screen.with(|screen| screen.now);
                let clock = match (page.playing.get(), wait.runs_clock) {
                    (false, _) => Clock::Paused,
                    (true, true) => Clock::RunsForIt,
                    (true, false) => Clock::Runs,
                };
                let slept = (now.since(wait.since), wait.until.since(wait.since));
                waits(&wait.why, now.since(entry.at), slept, clock)
            };
            Some(view! { <p class="live">{live(passed)}</p> }.into_any())
        }
        Progress::Over(code) => {
            Some(view! { <p class="code">{format!("exit code {code}")}</p> }.into_any())
        }
    }
}
