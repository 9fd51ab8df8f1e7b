//! The drawing of the lattice. The mouse chooses the nearest legal pair, arrow keys walk them; for
//! those who do not see it, it is a slider over the legal pairs, in words.

use super::super::prelude::*;
use super::Sizes;
use crate::view::format::tenths;
use crate::view::sizes::lattice::{self, LINES, Step, VIEW, x, y};
use crate::view::sizes::{self, Size};
use wasm_bindgen::JsCast;

/// The legal neighbours of the present pair, where that is not legal.
fn neighbours(state: Sizes) -> Vec<Size> {
    match state.current() {
        Some(size) if !state.is_legal(size) => sizes::neighbours(size, state.windows.get()),
        Some(_) | None => Vec::new(),
    }
}

/// The drawing.
#[component]
pub fn Drawing(state: Sizes) -> impl IntoView {
    let view_box = format!("0 0 {} {}", VIEW.0, VIEW.1);
    let words = move || match state.current() {
        None => "no size in the text".to_owned(),
        Some(size) => match neighbours(state).as_slice() {
            [] => size.words(),
            near => {
                let near: Vec<String> = near.iter().map(|size| size.words()).collect();
                let words = size.words();
                format!("{words}, which is not legal; nearest: {}", near.join(", "))
            }
        },
    };
    let most = move || sizes::legal(state.windows.get()).len().saturating_sub(1);
    let now = move || {
        let number = state
            .current()
            .and_then(|size| lattice::number(size, state.windows.get()));
        number.unwrap_or(0)
    };
    view! {
        <div
            class="lattice"
            role="slider"
            tabindex="0"
            aria-label="Fargate size: left and right change the CPU, up and down the memory"
            aria-valuemin="0"
            aria-valuemax=move || most().to_string()
            aria-valuenow=move || now().to_string()
            aria-valuetext=live(words)
            on:keydown=move |event| press(state, &event)
            on:click=move |event| point(state, &event)
        >
            <svg viewBox=view_box aria-hidden="true">
                {move || grid(state)}
                {move || marks(state)}
                {move || here(state)}
                <text x="322" y="162" text-anchor="end">
                    "vCPU →"
                </text>
            </svg>
        </div>
    }
}

fn press(state: Sizes, event: &web_sys::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "ArrowLeft" => Step::Left,
        "ArrowRight" => Step::Right,
        _ => return,
    };
    event.prevent_default();
    let windows = state.windows.get_untracked();
    let from = untrack(|| state.current());
    let next = match from {
        Some(from) => lattice::walk(from, step, windows),
        None => sizes::legal(windows).first().copied(),
    };
    if let Some(size) = next {
        state.choose(size);
    }
}

fn point(state: Sizes, event: &web_sys::MouseEvent) {
    let target = event.current_target();
    let Some(element) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let rect = element.get_bounding_client_rect();
    if rect.width() <= 0.0 || rect.height() <= 0.0 {
        return;
    }
    let along = |at: i32, start: f64, length: f64, whole: u32| {
        let tenths = (f64::from(at) - start) / length * f64::from(whole) * 10.0;
        tenths.clamp(0.0, 10_000.0) as u32
    };
    let at = (
        along(event.client_x(), rect.left(), rect.width(), VIEW.0),
        along(event.client_y(), rect.top(), rect.height(), VIEW.1),
    );
    if let Some(size) = lattice::nearest(at, state.windows.get_untracked()) {
        state.choose(size);
    }
}

/// Memory lines and the names of both axes; those of the present pair stand out.
fn grid(state: Sizes) -> impl IntoView {
    let current = state.current();
    let line = |(mib, label): (u32, &'static str)| {
        let at = y(mib);
        let chosen = current.is_some_and(|size| size.memory_mib == mib);
        view! {
            <path class="grid" d=format!("M30 {}H322", tenths(at))></path>
            <text x="24" y=tenths(at + 35) text-anchor="end" class:cur=chosen>
                {label}
            </text>
        }
    };
    let windows = state.windows.get();
    let column = |column: &'static sizes::Column| {
        let chosen = current.is_some_and(|size| size.cpu_units == column.cpu_units);
        view! {
            <text
                x=tenths(x(column.cpu_units))
                y="175"
                text-anchor="middle"
                class:cur=chosen
                class:out=windows && !column.windows
            >
                {column.vcpus}
            </text>
        }
    };
    view! {
        {LINES.map(line).collect_view()}
        {lattice::columns().map(column).collect_view()}
    }
}

/// The legal pairs.
fn marks(state: Sizes) -> impl IntoView {
    let near = neighbours(state);
    let current = state.current();
    let mark = |size: Size| {
        let strong = near.contains(&size) || current == Some(size);
        let (at, height) = (x(size.cpu_units), y(size.memory_mib));
        let half = if strong { 70 } else { 60 };
        let d = format!("M{} {}h{}", tenths(at - half), tenths(height), half / 5);
        view! { <path class=if strong { "near" } else { "legal" } d=d></path> }
    };
    let legal = sizes::legal(state.windows.get());
    legal.into_iter().map(mark).collect_view()
}

/// The present pair: a ring round a legal one; a cross for an illegal one, with the ways to its
/// legal neighbours.
fn here(state: Sizes) -> impl IntoView {
    let current = state.current()?;
    let (at, height) = (x(current.cpu_units), y(current.memory_mib));
    if state.is_legal(current) {
        return Some(
            view! { <circle class="here" cx=tenths(at) cy=tenths(height) r="9"></circle> }
                .into_any(),
        );
    }
    let way = |size: Size| {
        let (to_x, to_y) = (tenths(x(size.cpu_units)), tenths(y(size.memory_mib)));
        let d = format!("M{} {}L{to_x} {to_y}", tenths(at), tenths(height));
        view! { <path class="way" d=d></path> }
    };
    let ways = neighbours(state).into_iter().map(way).collect_view();
    let (left, top) = (
        tenths(at.saturating_sub(40)),
        tenths(height.saturating_sub(40)),
    );
    let cross = format!("M{left} {top}l8 8m0 -8l-8 8");
    Some(
        view! {
            {ways}
            <path class="bad" d=cross></path>
        }
        .into_any(),
    )
}
