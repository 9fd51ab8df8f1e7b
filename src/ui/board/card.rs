//! A task as a card: one look everywhere, whether on a plot or on the quay.

use super::super::icons::{state_class, state_glyph};
use super::super::layout;
use super::super::prelude::*;
use super::super::state::{Selection, use_page};
use super::PlotHeight;
use super::lens::{height, per_cent, use_lens, words};
use crate::model::TaskId;
use crate::view::WHOLE;
use crate::view::board::TaskBox;
use crate::view::format::{part, tenths};
use crate::view::heat::{Of, Use};
use leptos::html;

/// Below this width in pixels a card shows its glyph alone, and below this height nothing.
const TINY: f64 = 34.0;
const SLIM: f64 = 13.0;
/// From this width on there is room for a name and for how much it uses.
const ROOMY: f64 = 96.0;
/// What a card on the quay is wide at least, as the style sheet has it.
const LEAST_ON_QUAY: f64 = 56.0;
/// Above this speed nothing travels.
const TRAVELS_UP_TO: u32 = 60;

/// A share as a percentage for a style.
pub fn percent(share: u32) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}

/// A share as a part of one.
fn fraction(share: u32) -> f64 {
    f64::from(share) / f64::from(WHOLE)
}

/// A task as a card.
#[component]
pub fn Card(
    /// The task.
    task: TaskId,
    /// Its box as the present frame has it; None once it is gone.
    shown: Memo<Option<TaskBox>>,
    /// The width of a whole plot in pixels.
    plot_width: Signal<f64>,
    /// Whether it stands on a plot, where it may be very low; on the quay there is a least height.
    #[prop(optional)]
    on_plot: bool,
) -> impl IntoView {
    let page = use_page();
    let with = move |look: fn(&TaskBox) -> u32| shown.with(|one| one.as_ref().map_or(0, look));
    let over = |one: &TaskBox| one.status == crate::model::TaskStatus::Stopped;
    let is_over = move || shown.with(|one| one.as_ref().is_some_and(over));
    let least = if on_plot { 0.0 } else { LEAST_ON_QUAY };
    let width = move || fraction(with(|one| one.width)) * plot_width.get();
    let tiny = Memo::new(move |_| !is_over() && width().max(least) < TINY);
    let roomy = Memo::new(move |_| width().max(least) >= ROOMY);
    let plot_height = expect_context::<PlotHeight>().0;
    let slim =
        Memo::new(move |_| on_plot && fraction(with(|one| one.height)) * plot_height.get() < SLIM);
    let selected = move || page.selection.get() == Some(Selection::Task(task));
    let lens = use_lens();
    let heat = Memo::new(move |_| lens.task(task).filter(|_| !is_over()));
    let node = NodeRef::<html::Button>::new();
    travel(node, shown);
    let class = Memo::new(move |_| {
        let own = [
            ("roomy", roomy.get()),
            ("tiny", tiny.get()),
            ("slim", slim.get()),
            ("sel", selected()),
        ];
        shown.with(|one| class_of(one.as_ref(), heat.get(), own))
    });
    view! {
        <button
            node_ref=node
            class=move || class.get()
            tabindex=move || if tiny.get() { "-1" } else { "0" }
            aria-label=move || said(shown, heat, label)
            title=move || said(shown, heat, |one| one.name.clone())
            aria-pressed=move || selected().to_string()
            data-task=task.0.to_string()
            style=("--x", move || percent(with(|one| one.x)))
            style=("--y", move || percent(with(|one| one.y)))
            style=("--w", move || percent(with(|one| one.width)))
            style=("--h", move || percent(with(|one| one.height)))
            style=("--wn", move || part(with(|one| one.width)))
            style=("--hn", move || part(with(|one| one.height)))
            style=("--heat", move || heat.get().map(height))
            on:click=move |_| page.select(Selection::Task(task))
        >
            <Face shown heat tiny />
        </button>
    }
}

/// The class of a card, as one text: a class that is set as a whole takes with it what others have
/// added to it.
fn class_of(
    one: Option<&TaskBox>,
    heat: Option<(Of, Use)>,
    own: [(&'static str, bool); 4],
) -> String {
    let flag = |look: fn(&TaskBox) -> bool| one.is_some_and(look);
    let marks = [
        ("leave", flag(|one| one.leaving)),
        ("rev-new", flag(|one| one.new_revision)),
        ("heat", heat.is_some()),
        ("over", heat.is_some_and(|(of, used)| used.is_over(of))),
    ];
    let mut class = format!("task {}", one.map_or("", |one| state_class(one.status)));
    for (name, _) in marks.iter().chain(&own).filter(|(_, holds)| *holds) {
        class.push(' ');
        class.push_str(name);
    }
    class
}

/// A text of a card, with what the lens adds to it.
fn said(
    shown: Memo<Option<TaskBox>>,
    heat: Memo<Option<(Of, Use)>>,
    text: fn(&TaskBox) -> String,
) -> Option<String> {
    let text = shown.with(|one| one.as_ref().map(text))?;
    Some(match heat.get() {
        Some(heat) => format!("{text}, {}", words(heat)),
        None => text,
    })
}

/// What is drawn on a card.
#[component]
fn Face(
    shown: Memo<Option<TaskBox>>,
    heat: Memo<Option<(Of, Use)>>,
    tiny: Memo<bool>,
) -> impl IntoView {
    let status = Memo::new(move |_| shown.with(|one| one.as_ref().map(|one| one.status)));
    let class = move || status.get().map_or("", state_class);
    let marked = |one: &TaskBox| one.failed || one.unhealthy;
    let bang = move || shown.with(|one| one.as_ref().is_some_and(marked));
    view! {
        <span class="gl">
            <Ring shown />
            <svg
                class=move || format!("glyph {}", class())
                viewBox="0 0 14 14"
                aria-hidden="true"
                inner_html=move || status.get().map_or("", state_glyph)
            ></svg>
        </span>
        <Show when=move || !tiny.get()>
            <Name shown heat />
        </Show>
        <Show when=bang>
            <span class="bang" aria-hidden="true">
                "!"
            </span>
        </Show>
    }
}

/// Family and revision. Where there is no room for both, the revision tells two tasks apart. Under
/// the lens, how much it uses stands in the place of the revision.
#[component]
fn Name(shown: Memo<Option<TaskBox>>, heat: Memo<Option<(Of, Use)>>) -> impl IntoView {
    let parts = move || {
        shown.with(|one| {
            let name = &one.as_ref()?.name;
            let parts = name.split_at(name.rfind(':').unwrap_or(name.len()));
            Some((parts.0.to_owned(), parts.1.to_owned()))
        })
    };
    view! {
        <span class="lbl">{move || parts().map(|parts| parts.0)}</span>
        <span class="rev">
            {move || match heat.get() {
                Some(heat) => Some(per_cent(heat)),
                None => parts().map(|parts| parts.1),
            }}
        </span>
    }
}

/// The simulated time that is left of the present wait.
#[component]
fn Ring(shown: Memo<Option<TaskBox>>) -> impl IntoView {
    let waiting = Memo::new(move |_| shown.with(|one| one.as_ref().and_then(|one| one.waiting)));
    // The ring has radius 8, so its circumference is 50.27.
    let dashes = move || {
        let ahead = waiting.get().unwrap_or(0);
        format!("{} 50.3", tenths(ahead * 503 / WHOLE))
    };
    view! {
        <Show when=move || waiting.with(Option::is_some)>
            <svg class="ring" viewBox="0 0 20 20" aria-hidden="true">
                <circle cx="10" cy="10" r="8"></circle>
                <circle cx="10" cy="10" r="8" stroke-dasharray=live(dashes)></circle>
            </svg>
        </Show>
    }
}

/// A card in words.
pub fn label(one: &TaskBox) -> String {
    let desired = if one.leaving { "STOPPED" } else { "RUNNING" };
    format!(
        "{}, task {}, last status {}, desired {desired}, {} CPU units, {} MiB{}{}",
        one.name,
        one.short_id,
        one.status.name(),
        one.needs.cpu_units,
        one.needs.memory_mib,
        if one.failed { ", failed" } else { "" },
        if one.unhealthy { ", unhealthy" } else { "" },
    )
}

/// A new card comes from its state's column on the rail, where motion is wanted.
fn travel(node: NodeRef<html::Button>, shown: Memo<Option<TaskBox>>) {
    let page = use_page();
    Effect::new(move |done: Option<bool>| {
        let Some(element) = node.get() else {
            return false;
        };
        if done == Some(true) {
            return true;
        }
        let quick = page.speed.get_untracked() > TRAVELS_UP_TO;
        let status = shown.with_untracked(|one| one.as_ref().map(|one| one.status));
        let Some(status) = status.filter(|_| !quick && !layout::reduced_motion()) else {
            return true;
        };
        let query = format!(".rail [data-status={}]", status.name());
        if let Ok(Some(column)) = document().query_selector(&query) {
            let (from, to) = (
                column.get_bounding_client_rect(),
                element.get_bounding_client_rect(),
            );
            let style = web_sys::HtmlElement::style(&element);
            let x = (from.left() - to.left()) as i32 + 12;
            let y = (from.bottom() - to.top()) as i32 - 20;
            // Writing a custom property of our own cannot fail.
            let _ = style.set_property("--from-x", &format!("{x}px"));
            let _ = style.set_property("--from-y", &format!("{y}px"));
            let _ = element.set_attribute("data-enter", "");
        }
        true
    });
}
