//! An instance as a plot: x is CPU, y is memory.

use super::super::icons::{Icon, icon, state_class};
use super::super::prelude::*;
use super::super::state::{Page, Selection, use_page};
use super::BoardWidth;
use super::card::{Card, percent};
use super::lens::{height, per_cent, use_lens, words};
use crate::model::{InstanceId, InstanceStatus, Resources, TaskId};
use crate::view::board::{Plot, TaskBox};
use crate::view::heat::{Of, Use};
use crate::view::{WHOLE, format, share};

fn find(page: Page, zone: usize, instance: InstanceId) -> Option<Plot> {
    page.screen.with(|screen| {
        let plots = &screen.board.zones.get(zone)?.plots;
        plots.iter().find(|row| row.instance == instance).cloned()
    })
}

/// The width of a plot in pixels.
fn plot_width() -> Signal<f64> {
    let width = expect_context::<BoardWidth>().0;
    Signal::derive(move || {
        let columns = match super::super::layout::is_narrow() {
            true => 2.0,
            false => 3.0,
        };
        (width.get() - 12.0 * (columns - 1.0)) / columns - 11.0
    })
}

/// An instance.
#[component]
pub fn PlotView(
    /// The place of its zone.
    zone: usize,
    /// The instance.
    instance: InstanceId,
) -> impl IntoView {
    let page = use_page();
    let plot_width = plot_width();
    let plot = Memo::new(move |_| find(page, zone, instance));
    let tasks = Memo::new(move |_| {
        plot.with(|plot| {
            let boxes = plot
                .as_ref()
                .map(|plot| plot.boxes.iter().map(|one| one.task).collect());
            boxes.unwrap_or_else(Vec::<TaskId>::new)
        })
    });
    let card = move |task: TaskId| {
        let shown = Memo::new(move |_| {
            plot.with(|plot| {
                plot.as_ref()?
                    .boxes
                    .iter()
                    .find(|one| one.task == task)
                    .cloned()
            })
        });
        view! { <Card task shown plot_width on_plot=true /> }
    };
    let draining = move || {
        plot.with(|plot| {
            plot.as_ref()
                .is_some_and(|row| row.status == InstanceStatus::Draining)
        })
    };
    let lens = use_lens();
    let heat = Memo::new(move |_| lens.instance(instance));
    let is_of =
        move |of: Of| move || heat.with(|heat| heat.as_ref().is_some_and(|one| one.0 == of));
    view! {
        <article
            class="inst"
            class:draining=live(draining)
            class:heat-cpu=is_of(Of::Cpu)
            class:heat-memory=is_of(Of::Memory)
            aria-label=move || plot.with(|plot| plot.as_ref().map(label))
            style=("--used", move || heat.get().map(height))
        >
            <PlotHead plot instance />
            <div class="plot">
                <div class="axis mem">
                    <Axis plot />
                </div>
                <div class="area"
                    style=("--grid-cpu", move || grid(plot, 512, |one| one.cpu_units))
                    style=("--grid-memory", move || grid(plot, 2_048, |one| one.memory_mib))
                >
                    <Free plot />
                    <For each=move || tasks.get() key=|task| *task children=card />
                    <Need plot instance />
                </div>
                <div class="axis cpu">
                    <Axis plot />
                </div>
            </div>
            <PlotFoot plot heat />
        </article>
    }
}

fn label(plot: &Plot) -> String {
    format!(
        "Container instance {}, {}, {}",
        plot.short_id,
        plot.instance_type,
        plot.status.name()
    )
}

/// The distance of the grid's lines, a unit or an eighth of the plot, as a share of the plot.
fn grid(plot: Memo<Option<Plot>>, unit: u32, of: fn(Resources) -> u32) -> String {
    let whole = plot.with(|plot| plot.as_ref().map_or(unit * 4, |plot| of(plot.total)));
    let step = unit.max(whole / 8);
    percent(share(u64::from(step), u64::from(whole)).min(WHOLE))
}

#[component]
fn PlotHead(plot: Memo<Option<Plot>>, instance: InstanceId) -> impl IntoView {
    let page = use_page();
    let text = move |look: fn(&Plot) -> String| plot.with(|plot| plot.as_ref().map(look));
    let selected = move || page.selection.get() == Some(Selection::Instance(instance));
    let state = move || {
        plot.with(|plot| match plot {
            Some(plot) if plot.status != InstanceStatus::Active => Some(plot.status.name()),
            Some(plot) if !plot.connected => Some("agent lost"),
            Some(_) | None => None,
        })
    };
    view! {
        <header>
            <button
                class="inst-name"
                class:sel=live(selected)
                aria-pressed=move || selected().to_string()
                on:click=move |_| page.select(Selection::Instance(instance))
            >
                <code>{move || text(|plot| plot.short_id.clone())}</code>
                <span
                    class="muted wide-only"
                >
                    {move || text(|plot| plot.instance_type.to_owned())}
                </span>
            </button>
            <Verdict instance />
            {move || state().map(|state| view! { <span class="chip end">{state}</span> })}
        </header>
    }
}

/// What the placement of the selected task made of this instance.
#[component]
fn Verdict(instance: InstanceId) -> impl IntoView {
    let page = use_page();
    let row = Memo::new(move |_| {
        page.why.with(|why| {
            let rows = &why.as_ref()?.rows;
            rows.iter().find(|row| row.instance == instance).cloned()
        })
    });
    let said = move || {
        row.get()
            .map(|row| match (row.won, row.rank, row.first_refusal) {
                (true, _, _) => {
                    view! { <span class="say yes">{icon(Icon::Tick)} "chosen"</span> }.into_any()
                }
                (false, _, Some(refusal)) => {
                    view! { <span class="say no">{icon(Icon::Cross)} {refusal}</span> }.into_any()
                }
                (false, Some(rank), None) => {
                    view! { <span class="say">{format!("fits, ranked {rank}")}</span> }.into_any()
                }
                (false, None, None) => ().into_any(),
            })
    };
    live(said)
}

/// What the selected task needs, drawn into the free corner where it did not fit.
#[component]
fn Need(plot: Memo<Option<Plot>>, instance: InstanceId) -> impl IntoView {
    let page = use_page();
    let shown = Memo::new(move |_| {
        let total = plot.with(|plot| plot.as_ref().map(|plot| plot.total))?;
        page.why.with(|why| {
            let why = why.as_ref()?;
            let row = why.rows.iter().find(|row| row.instance == instance)?;
            row.first_refusal.as_ref()?;
            let part = |value: u32, of: u32| share(u64::from(value), u64::from(of)).min(WHOLE);
            let size = |size: Resources| {
                (
                    part(size.cpu_units, total.cpu_units),
                    part(size.memory_mib, total.memory_mib),
                )
            };
            Some((size(why.needs), size(row.lacks)))
        })
    });
    let drawn = move || {
        shown.get().map(|((width, height), (cpu, memory))| {
            let cpu_short = (cpu > 0).then(|| {
                let left = percent(width - cpu.min(width));
                view! {
                    <span
                        class="short"
                        style=("--r", left)
                        style=("--t", "0")
                        style=("--w", percent(cpu))
                        style=("--h", percent(height))
                    >
                    </span>
                }
            });
            let memory_short = (memory > 0).then(|| {
                let top = percent(height - memory.min(height));
                view! {
                    <span
                        class="short"
                        style=("--r", "0")
                        style=("--t", top)
                        style=("--w", percent(width))
                        style=("--h", percent(memory))
                    >
                    </span>
                }
            });
            view! {
                <span
                    class="need"
                    style=("--w", percent(width))
                    style=("--h", percent(height))
                >
                </span>
                {cpu_short}
                {memory_short}
            }
        })
    };
    live(drawn)
}

/// The reserved share, task by task.
#[component]
fn Axis(plot: Memo<Option<Plot>>) -> impl IntoView {
    let boxes = Memo::new(move |_| {
        plot.with(|plot| {
            let boxes = plot.iter().flat_map(|plot| &plot.boxes);
            let reserving = boxes.filter(|one| one.reserves);
            reserving.cloned().collect::<Vec<TaskBox>>()
        })
    });
    let piece = |one: TaskBox| {
        view! {
            <i
                class=state_class(one.status)
                style=("--x", percent(one.x))
                style=("--y", percent(one.y))
                style=("--w", percent(one.width))
                style=("--h", percent(one.height))
            ></i>
        }
    };
    let key = |one: &TaskBox| (one.task, one.status as u8, one.x, one.y);
    view! { <For each=move || boxes.get() key=key children=piece /> }
}

/// What one more task may use.
#[component]
fn Free(plot: Memo<Option<Plot>>) -> impl IntoView {
    let part = move |look: fn(&Plot) -> (u32, u32)| {
        plot.with(|plot| {
            let (part, whole) = plot.as_ref().map_or((0, 1), look);
            share(u64::from(part), u64::from(whole)).min(WHOLE)
        })
    };
    let cpu = Memo::new(move |_| part(|plot| (plot.free.cpu_units, plot.total.cpu_units)));
    let memory = Memo::new(move |_| part(|plot| (plot.free.memory_mib, plot.total.memory_mib)));
    let roomy = move || cpu.get() > 3_000 && memory.get() > 2_600;
    let amount = move |look: fn(&Plot) -> u32| {
        plot.with(|plot| format::number(u64::from(plot.as_ref().map_or(0, look))))
    };
    view! {
        <span
            class="free"
            style=("--w", move || percent(cpu.get()))
            style=("--h", move || percent(memory.get()))
        >
            <Show when=roomy>
                <span>
                    {move || amount(|plot| plot.free.cpu_units)}
                    " free"
                    <br />
                    {move || amount(|plot| plot.free.memory_mib)}
                    " MiB"
                </span>
            </Show>
        </span>
    }
}

#[component]
fn PlotFoot(plot: Memo<Option<Plot>>, heat: Memo<Option<(Of, Use)>>) -> impl IntoView {
    let used = move |look: fn(&Plot) -> (u32, u32)| {
        plot.with(|plot| {
            let (free, whole) = plot.as_ref().map_or((1, 1), look);
            let part = share(u64::from(whole - free.min(whole)), u64::from(whole));
            format!("{}\u{a0}%", (part + 50) / 100)
        })
    };
    let cpu = move || used(|plot| (plot.free.cpu_units, plot.total.cpu_units));
    let memory = move || used(|plot| (plot.free.memory_mib, plot.total.memory_mib));
    let ports = Memo::new(move |_| {
        plot.with(|plot| {
            plot.as_ref()
                .map(|plot| plot.ports.clone())
                .unwrap_or_default()
        })
    });
    let interfaces = Memo::new(move |_| {
        plot.with(|plot| {
            plot.as_ref()
                .map_or((0, 0), |row| (row.interfaces, row.interface_limit))
        })
    });
    let tags = move || {
        let ports = ports.get();
        let more = ports.len().saturating_sub(1);
        let shown = ports.into_iter().take(1);
        let shown = shown.map(|port| view! { <span class="port">":" {port}</span> });
        let rest = (more > 0)
            .then(|| view! { <span title=format!("and {more} more host ports")>"…"</span> });
        view! { {shown.collect_view()} {rest} }
    };
    let pips = move || {
        let (used, limit) = interfaces.get();
        let pip = move |nth: u32| view! { <span class="pip" class:on=move || nth < used></span> };
        (0..limit.min(8)).map(pip).collect_view()
    };
    // Ports and interfaces are of different network modes: where there are ports, they have it.
    let no_interfaces = move || interfaces.get().0 == 0 && ports.with(|ports| !ports.is_empty());
    view! {
        <footer>
            {move || match heat.get() {
                Some(heat) => view! {
                    <span title=words(heat)><b>{per_cent(heat)}</b> " in use"</span>
                }
                .into_any(),
                None => view! {
                    <span>"CPU " <b>{live(cpu)}</b></span>
                    <span>"mem " <b>{live(memory)}</b></span>
                }
                .into_any(),
            }}
            <span class="pips">
                <span class="opt">{live(tags)}</span>
                <span class="vh">
                    {move || {
                        let (used, limit) = interfaces.get();
                        format!("{used} of {limit} task ENIs in use")
                    }}
                </span>
                <span aria-hidden="true" hidden=live(no_interfaces)>"ENI"</span>
                <span aria-hidden="true" class="pips" hidden=live(no_interfaces)>
                    {live(pips)}
                </span>
            </span>
        </footer>
    }
}
