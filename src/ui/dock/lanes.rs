//! The scrubber: the run as a track that can be walked with the pointer and with keys.

use super::super::board::percent;
use super::super::frames::now_and_then_where;
use super::super::prelude::*;
use super::super::state::{Page, use_page};
use crate::sim::{SimTime, Span};
use crate::view::WHOLE;
use crate::view::format::{self, part, tenths};
use crate::view::screen::Screen;
use crate::view::timeline::{Lane, Mark, MarkKind, Track, moment_at};
use leptos::html;
use web_sys::PointerEvent;

/// How far a key goes.
const SMALL_STEP: Span = Span::seconds(1);
const LARGE_STEP: Span = Span::seconds(30);
/// Steps up to which a lane is drawn in each frame; above, after so many milliseconds.
const FEW_STEPS: usize = 32;
const LOOKED_EVERY: f64 = 100.0;

fn track<T: PartialEq + Send + Sync + 'static>(look: fn(&Track) -> T) -> Memo<T> {
    let page = use_page();
    Memo::new(move |_| page.screen.with(|screen| look(&screen.track)))
}

/// The scrubber with what ran when.
#[component]
pub fn Lanes() -> impl IntoView {
    let page = use_page();
    let head = track(|track| track.head);
    let horizon = track(|track| track.horizon);
    // Outlines of many steps are long texts, and the browser draws them anew.
    let many = |screen: &Screen| {
        screen
            .track
            .lanes
            .iter()
            .any(|lane| lane.steps.len() > FEW_STEPS)
    };
    let frame = now_and_then_where(page, LOOKED_EVERY, many);
    let lanes = Memo::new(move |_| {
        frame.get();
        page.screen
            .with_untracked(|screen| screen.track.lanes.clone())
    });
    let ticks = track(|track| track.ticks.clone());
    let marks = track(|track| track.marks.clone());
    let tick = |(place, text): (u32, String)| {
        view! { <span style=("--x", percent(place))>{text}</span> }
    };
    view! {
        <div
            class="lanes"
            role="group"
            aria-label="Timeline"
        >
            <span class="lab muted">"running"</span>
            <Scale>
                <For
                    each=move || ticks.get()
                    key=|(place, text)| (*place, text.clone())
                    children=tick
                />
                <For
                    each=move || marks.get()
                    key=|mark| (mark.at, mark.kind as u8, mark.x)
                    children=mark_view
                />
            </Scale>
            <For
                each=move || lanes.get()
                key=|lane| lane.name.clone()
                children=move |lane| view! { <LaneView name=lane.name lanes /> }
            />
            <div
                class="later"
                aria-hidden="true"
                style=("--from", move || part(horizon.get()))
            >
            </div>
            <div
                class="head-line"
                aria-hidden="true"
                style=("--at", move || part(head.get()))
            ></div>
        </div>
        <span class="vh" aria-live="off">
            {move || page.screen.with(|screen| format::clock(screen.horizon))}
        </span>
    }
}

fn mark_view(mark: Mark) -> impl IntoView {
    let class = match mark.kind {
        MarkKind::Command => "cmd",
        MarkKind::Event => "",
        MarkKind::Failure => "fail",
    };
    view! { <i class=class style=("--x", percent(mark.x))></i> }
}

/// The axis: a slider.
#[component]
fn Scale(children: Children) -> impl IntoView {
    let page = use_page();
    let node = NodeRef::<html::Div>::new();
    let dragging = RwSignal::new(false);
    let seek_to = move |event: &PointerEvent| {
        if let Some(element) = node.get_untracked() {
            let place = element.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
            let share = (share.clamp(0.0, 1.0) * f64::from(WHOLE)) as u32;
            let (end, horizon) = page
                .screen
                .with_untracked(|one| (one.track.end, one.horizon));
            page.seek(moment_at(end, horizon, share));
        }
    };
    let down = move |event: PointerEvent| {
        page.playing.set(false);
        dragging.set(true);
        if let Some(element) = node.get_untracked() {
            // Without capture the drag ends at the edge, and nothing else happens.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        seek_to(&event);
    };
    let now = Memo::new(move |_| page.screen.with(|screen| screen.now.0 / 100));
    view! {
        <div
            class="scale"
            node_ref=node
            role="slider"
            tabindex="0"
            aria-label="Moment of the run"
            aria-valuemin="0"
            aria-valuemax=move || page.screen.with(|screen| screen.horizon.0 / 1_000).to_string()
            aria-valuenow=move || (now.get() / 10).to_string()
            aria-valuetext=move || format::clock(SimTime(now.get() * 100))
            on:pointerdown=down
            on:pointermove=move |event| {
                if dragging.get_untracked() {
                    seek_to(&event);
                }
            }
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:keydown=move |event| {
                if press(page, &event.key()) {
                    event.prevent_default();
                    event.stop_propagation();
                }
            }
        >
            {children()}
        </div>
    }
}

/// The keys of a slider.
fn press(page: Page, key: &str) -> bool {
    let (now, horizon) = page
        .screen
        .with_untracked(|screen| (screen.now, screen.horizon));
    let back = |span: Span| SimTime(now.0.saturating_sub(span.0));
    let on = |span: Span| (now + span).min(horizon);
    let to = match key {
        "ArrowLeft" | "ArrowDown" => back(SMALL_STEP),
        "ArrowRight" | "ArrowUp" => on(SMALL_STEP),
        "PageDown" => back(LARGE_STEP),
        "PageUp" => on(LARGE_STEP),
        "Home" => SimTime::START,
        "End" => horizon,
        _ => return false,
    };
    page.playing.set(false);
    page.seek(to);
    true
}

#[component]
fn LaneView(name: String, lanes: Memo<Vec<Lane>>) -> impl IntoView {
    let key = StoredValue::new(name.clone());
    let lane = Memo::new(move |_| {
        lanes.with(|lanes| {
            lanes
                .iter()
                .find(|lane| key.with_value(|key| *key == lane.name))
                .cloned()
        })
    });
    let count = move || lane.with(|lane| lane.as_ref().map_or(0, |lane| lane.now));
    let path = Memo::new(move |_| lane.with(|lane| lane.as_ref().map(outline)));
    view! {
        <span class="lab">
            <span class="cut">{name}</span>
            <small>{live(count)}</small>
        </span>
        <div class="track">
            <svg viewBox="0 0 10000 15" preserveAspectRatio="none" aria-hidden="true">
                <path d=move || path.get()></path>
            </svg>
        </div>
    }
}

/// The steps of a lane as the outline of an area.
fn outline(lane: &Lane) -> String {
    let mut path = String::from("M0 15");
    for (x, height) in &lane.steps {
        let y = tenths(150 - height * 130 / WHOLE);
        path.push_str(&format!("H{x}V{y}"));
    }
    path.push_str(&format!("H{}V15Z", lane.end));
    path
}
