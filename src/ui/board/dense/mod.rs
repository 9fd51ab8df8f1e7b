//! The board of very many tasks: one canvas with a table beside it.

mod pen;
mod places;

use super::super::frames::now_and_then;
use super::super::layout;
use super::super::prelude::*;
use super::super::state::use_page;
use super::super::theme::IsDark;
use super::BoardWidth;
use super::lens::{Lens, per_cent, use_lens};
use crate::model::TaskStatus;
use crate::view::board::ZoneLane;
use crate::view::format;
use leptos::html;
use pen::{Drawn, Frame};
use places::Places;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::MouseEvent;

/// Milliseconds between two looks at the table while the run plays: nobody reads faster.
const TABLE_EVERY: f64 = 250.0;

/// The canvas.
#[component]
pub fn Dense() -> impl IntoView {
    let page = use_page();
    let node = NodeRef::<html::Canvas>::new();
    let width = expect_context::<BoardWidth>().0;
    let dark = expect_context::<IsDark>().0;
    let lens = use_lens();
    let drawn = Rc::new(RefCell::new(None::<Drawn>));
    let places = move || {
        let width = width.get().max(1.0);
        page.screen
            .with(|screen| Places::of(&screen.board, width, layout::is_narrow()))
    };
    Effect::new(move |_| {
        let frame = Frame {
            places: places(),
            ratio: window().device_pixel_ratio().max(1.0),
            selection: page.selection.get(),
            dark: dark.get(),
            heat: lens.of.get(),
        };

        let Some(canvas) = node.get() else { return };
        let mut drawn = drawn.borrow_mut();
        page.screen.with_untracked(|screen| {
            let before = drawn.take().filter(|drawn| drawn.fits(&frame));
            let now = before.or_else(|| Drawn::new(&canvas, frame, &screen.board));
            *drawn = now.map(|mut now| {
                lens.with_shares(|used| now.follow(&screen.board, used));
                now
            });
        });
    });
    let click = move |event: MouseEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let hit = page
            .screen
            .with_untracked(|screen| untrack(places).hit(&screen.board, x, y));
        if let Some(what) = hit {
            page.select(what);
        }
    };
    view! {
        <canvas class="dense" node_ref=node aria-hidden="true" on:click=click></canvas>
        <DenseTable />
    }
}

/// The text alternative: zones with their counts, instances as buttons.
#[component]
fn DenseTable() -> impl IntoView {
    let page = use_page();
    let lens = use_lens();
    let frame = now_and_then(page, TABLE_EVERY);
    let rows = Memo::new(move |_| {
        frame.get();
        page.screen.with_untracked(|screen| {
            let zones = screen.board.zones.iter();
            zones
                .map(|zone| summary(zone, lens))
                .collect::<Vec<Summary>>()
        })
    });
    let quay = Memo::new(move |_| {
        frame.get();
        let counts = page.screen.with_untracked(|one| one.board.quay_counts);
        counts.iter().sum::<u32>()
    });
    let on_fargate = move || format::count(u64::from(quay.get()), "task");
    let head = TaskStatus::ALL.map(|status| view! { <th scope="col">{status.name()}</th> });
    let body = move || {
        let row = |(name, counts, used): Summary| {
            let cells = counts.map(|count| view! { <td>{format::number(u64::from(count))}</td> });
            let used = used.map(|used| view! { <td>{used}</td> });
            view! { <tr><th scope="row">{name}</th>{used} {cells.collect_view()}</tr> }
        };
        rows.get().into_iter().map(row).collect_view()
    };
    view! {
        <div class="dense-table" tabindex="0" role="group" aria-label="Tasks by zone">
            <table>
                <caption class="vh">"Tasks by zone and last status"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Zone"</th>
                        <Show when=move || lens.of.with(Option::is_some)>
                            <th scope="col">"In use"</th>
                        </Show>
                        {head.collect_view()}
                    </tr>
                </thead>
                <tbody>{live(body)}</tbody>
            </table>
            <Show when=move || { quay.get() > 0 }>
                <p class="note">{live(on_fargate)} " on Fargate"</p>
            </Show>
        </div>
    }
}

/// A zone: its name, its tasks by state, and what of it is in use where the lens shows that.
type Summary = (String, [u32; 8], Option<String>);

fn summary(zone: &ZoneLane, lens: Lens) -> Summary {
    let mut counts = [0; 8];
    for mini in &zone.minis {
        for (count, more) in counts.iter_mut().zip(mini.counts) {
            *count += more;
        }
    }
    let used = lens.instances(zone.minis.iter().map(|mini| mini.instance));
    (zone.name.clone(), counts, used.map(per_cent))
}
