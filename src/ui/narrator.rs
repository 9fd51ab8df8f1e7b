//! The live region: what happens, summed up, at most once in three seconds of real time.

use super::frames::wall_millis;
use super::prelude::*;
use super::state::use_page;
use crate::model::TaskStatus;
use crate::view::screen::Screen;
use std::time::Duration;

/// The least real time between two messages.
const PAUSE_MILLIS: f64 = 3_000.0;

/// One polite live region for the whole page.
#[component]
pub fn Narrator() -> impl IntoView {
    let page = use_page();
    let said = RwSignal::new(String::new());
    let last = StoredValue::new((f64::MIN, 0_u64, false));
    let say = move || {
        let (_, events, _) = last.get_value();
        let (now_events, text) = page
            .screen
            .with_untracked(|screen| (screen.events, summary(screen)));
        last.set_value((wall_millis(), now_events, false));
        if now_events != events {
            said.set(text);
        }
    };
    Effect::new(move |_| {
        page.screen.track();
        let (at, events, waiting) = last.get_value();
        let changed = page.screen.with_untracked(|screen| screen.events) != events;
        if !changed || waiting {
            return;
        }
        let wait = (at + PAUSE_MILLIS - wall_millis()).max(0.0);
        last.update_value(|last| last.2 = true);
        set_timeout(say, Duration::from_millis(wait as u64));
    });
    view! {
        <div class="vh" role="status" aria-live="polite">
            {move || said.get()}
        </div>
    }
}

/// The tasks by state in one sentence.
fn summary(screen: &Screen) -> String {
    let Some(rail) = &screen.rail else {
        return String::new();
    };
    let parts = rail.columns.iter().filter(|column| column.count > 0);
    let parts: Vec<String> = parts
        .filter(|column| column.status != TaskStatus::Stopped)
        .map(|column| format!("{} {}", column.count, column.status.name()))
        .collect();
    let tasks = if parts.is_empty() {
        "no live tasks".to_owned()
    } else {
        parts.join(", ")
    };
    format!("Tasks: {tasks}")
}
