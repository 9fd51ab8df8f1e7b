//! The lattice of Fargate sizes: see where the definition stands, choose another pair.

mod drawing;

use self::drawing::Drawing;
use super::definition::check::Edit;
use super::definition::desk::{Desk, use_desk};
use super::prelude::*;
use crate::view::format;
use crate::view::sizes::text::{self, Sized};
use crate::view::sizes::{self, Size};

/// What the panel knows. Copy it into closures.
#[derive(Clone, Copy)]
pub struct Sizes {
    desk: Desk,
    sized: Memo<Sized>,
    windows: RwSignal<bool>,
}

impl Sizes {
    fn new(desk: Desk) -> Sizes {
        let sized = Memo::new(move |before: Option<&Sized>| {
            desk.checked.with(|checked| match &checked.request {
                Some(definition) => text::read(definition),
                // While the text does not parse, its last size stays.
                None if checked.syntax_error => before.cloned().unwrap_or_default(),
                None => Sized::default(),
            })
        });
        let windows = RwSignal::new(false);
        let written = Memo::new(move |_| sized.with(|sized| sized.windows));
        Effect::new(move |_| windows.set(written.get()));
        Sizes {
            desk,
            sized,
            windows,
        }
    }

    /// The pair in the text, if both are there.
    fn current(self) -> Option<Size> {
        self.sized.with(|sized| {
            Some(Size {
                cpu_units: sized.cpu_units?,
                memory_mib: sized.memory_mib?,
            })
        })
    }

    fn is_legal(self, size: Size) -> bool {
        sizes::legal(self.windows.get()).contains(&size)
    }

    /// The smallest pair that holds what the containers ask for, if they ask for anything.
    fn smallest(self) -> Option<Size> {
        let need = self.sized.with(|sized| sized.containers)?;
        if need.cpu_units == 0 && need.memory_mib == 0 {
            return None;
        }
        sizes::smallest(need, self.windows.get())
    }

    /// Writes a pair into the text.
    fn choose(self, size: Size) {
        let writes = self
            .desk
            .page
            .draft
            .with_untracked(|draft| text::write(draft, size));
        let edits: Vec<Edit> = writes
            .into_iter()
            .map(|write| Edit {
                range: write.from..write.to,
                text: write.text,
            })
            .collect();
        if !edits.is_empty() {
            self.desk.apply(&edits);
        }
    }
}

/// The panel; nothing for a definition that does not ask for Fargate.
#[component]
pub fn FargateSizes() -> impl IntoView {
    let state = Sizes::new(use_desk());
    let fargate = Memo::new(move |_| state.sized.with(|sized| sized.fargate));
    let pairs = move || format!("{} legal pairs", sizes::legal(state.windows.get()).len());
    let system = move |windows: bool, name: &'static str| {
        view! {
            <button
                aria-pressed=move || (state.windows.get() == windows).to_string()
                on:click=move |_| state.windows.set(windows)
            >
                {name}
            </button>
        }
    };
    view! {
        <Show when=move || fargate.get()>
            <section class="sect sizes" aria-label="Fargate sizes">
                <div class="sect-head">
                    <h3>"Fargate sizes"</h3>
                    <span class="muted">{live(pairs)}</span>
                    <span class="seg sm end" role="group" aria-label="Operating system">
                        {system(false, "Linux")}
                        {system(true, "Windows")}
                    </span>
                </div>
                <Drawing state />
                <Offers state />
                <Facts state />
            </section>
        </Show>
    }
}

/// The pairs that are worth a button: the legal neighbours of an illegal one, and the smallest.
#[component]
fn Offers(state: Sizes) -> impl IntoView {
    let offers = Memo::new(move |_| {
        let current = state.current();
        let mut offers: Vec<(Size, &'static str)> = Vec::new();
        if let Some(size) = current.filter(|size| !state.is_legal(*size)) {
            let near = sizes::neighbours(size, state.windows.get());
            offers.extend(near.into_iter().map(|size| (size, "Use")));
        }
        if let Some(size) = state.smallest().filter(|size| Some(*size) != current) {
            offers.retain(|(offer, _)| *offer != size);
            offers.push((size, "Smallest for the containers:"));
        }
        offers
    });
    let button = move |(size, why): (Size, &'static str)| {
        view! {
            <button class="btn sm" on:click=move |_| state.choose(size)>
                {format!("{why} {} / {}", size.cpu_units, size.memory_mib)}
            </button>
        }
    };
    let buttons = move || offers.get().into_iter().map(button).collect_view();
    view! {
        <Show when=move || !offers.with(Vec::is_empty)>
            <div class="fixes">{live(buttons)}</div>
        </Show>
    }
}

/// What the chosen size means.
#[component]
fn Facts(state: Sizes) -> impl IntoView {
    let platform = move || {
        let architecture = state.sized.with(|sized| sized.platform.1.clone());
        let architecture = architecture.unwrap_or_else(|| "X86_64".to_owned());
        match state.windows.get() {
            true => format!("LATEST = 1.0.0, {architecture}"),
            false => format!("LATEST = 1.4.0, {architecture}"),
        }
    };
    let quota = move || match state.current() {
        Some(size) if !state.windows.get() => {
            let (quota, period) = size.cfs_micros();
            format!("{} / {} µs", format::number(quota), format::number(period))
        }
        Some(_) => "Windows has no CFS".to_owned(),
        None => "set cpu and memory".to_owned(),
    };
    let chosen = move || match state.current() {
        Some(size) if state.is_legal(size) => size.words(),
        Some(size) => format!("{}: no such size", size.words()),
        None => "none in the text".to_owned(),
    };
    view! {
        <dl class="facts">
            <dt>"Chosen"</dt>
            <dd>{live(chosen)}</dd>
            <dt>"Platform"</dt>
            <dd>{live(platform)}</dd>
            <dt>"8 vCPU and larger"</dt>
            <dd>"Linux, 1.4.0 or later"</dd>
            <dt>"CFS quota / period"</dt>
            <dd>{live(quota)}</dd>
        </dl>
    }
}
