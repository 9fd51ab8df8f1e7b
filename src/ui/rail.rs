//! The lifecycle rail: eight states with live counts and dwell.

use super::frames::{Frame, now_and_then_where};
use super::icons::state_class;
use super::prelude::*;
use super::state::{Page, Selection, use_page};
use crate::model::{TaskId, TaskStatus};
use crate::view::rail::Column;
use crate::view::screen::Screen;
use crate::view::{format, share};

/// Milliseconds between two looks at the rail of many tasks: their counts change with every frame,
/// and each change has the browser lay out the page.
const LOOKED_EVERY: f64 = 100.0;

/// The rail, under the line that says what ECS wants of the tasks below it.
#[component]
pub fn Rail() -> impl IntoView {
    let many = |screen: &Screen| screen.rail.as_ref().is_some_and(|rail| rail.volumes);
    let frame = now_and_then_where(use_page(), LOOKED_EVERY, many);
    let columns = TaskStatus::ALL.map(|status| view! { <RailColumn status frame /> });
    view! {
        <div class="rail-box">
            <div class="desire" aria-hidden="true">
                <span>"desired " <code>"RUNNING"</code></span>
                <span>"desired " <code>"STOPPED"</code></span>
            </div>
            <ol class="rail" aria-label="Tasks by last status">{columns.collect_view()}</ol>
        </div>
    }
}

#[derive(Clone, PartialEq)]
struct Shown {
    column: Column,
    volume: Option<u32>,
}

fn shown(page: Page, status: TaskStatus) -> Option<Shown> {
    page.screen.with_untracked(|screen| {
        let rail = screen.rail.as_ref()?;
        let column = rail.columns.get(status as usize)?.clone();
        let volume = rail
            .volumes
            .then(|| share(u64::from(column.count), u64::from(rail.largest)));
        Some(Shown { column, volume })
    })
}

#[component]
fn RailColumn(status: TaskStatus, frame: Memo<Frame>) -> impl IntoView {
    let page = use_page();
    let shown = Memo::new(move |_| {
        frame.get();
        shown(page, status)
    });
    let count =
        Memo::new(move |_| shown.with(|row| row.as_ref().map_or(0, |row| row.column.count)));
    let dwell = Memo::new(move |_| {
        shown.with(|row| {
            row.as_ref()
                .map(|row| row.column.dwell.clone())
                .unwrap_or_default()
        })
    });
    let volume = Memo::new(move |_| shown.with(|row| row.as_ref().and_then(|row| row.volume)));
    let marks = Memo::new(move |_| {
        shown.with(|row| {
            row.as_ref()
                .map(|row| row.column.marks.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <li class=state_class(status) class:zero=move || count.get() == 0 data-status=status.name()>
            <div class="name">{status.name()}</div>
            <div class="num" class:long=move || { count.get() >= 10_000 }>
                {move || format::number(u64::from(count.get()))}
                <small title=dwell>{dwell}</small>
            </div>
            <Show
                when=move || volume.get().is_some()
                fallback=move || view! { <Marks status marks /> }
            >
                <div class="vol" aria-hidden="true">
                    <i style=("--part", move || part(volume.get().unwrap_or(0)))></i>
                </div>
            </Show>
        </li>
    }
}

fn part(share: u32) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}

#[component]
fn Marks(status: TaskStatus, marks: Memo<Vec<TaskId>>) -> impl IntoView {
    let page = use_page();
    let mark = move |task: TaskId| {
        let selected = move || page.selection.get() == Some(Selection::Task(task));
        view! {
            <span class=format!("mark {}", state_class(status)) class:sel=live(selected)></span>
        }
    };
    view! {
        <div class="marks" aria-hidden="true">
            <For each=move || marks.get() key=|task| *task children=mark />
        </div>
    }
}
