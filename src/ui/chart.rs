//! Step charts: a lane for each amount, with a table that says the same.

use super::prelude::*;
use crate::view::chart::{Chart, HEIGHT, Lane};

/// A chart; nothing where it has no lanes.
#[component]
pub fn StepChart(
    /// The chart.
    #[prop(into)]
    chart: Signal<Chart>,
) -> impl IntoView {
    let some = Memo::new(move |_| chart.with(|chart| !chart.lanes.is_empty()));
    let title = Memo::new(move |_| chart.with(|chart| (chart.title, chart.beside)));
    let head = move || {
        let (title, beside) = title.get();
        let dashed = (!beside.is_empty()).then(|| format!(" · dashed: {beside}"));
        view! { {title} <small class="muted">{dashed}</small> }
    };
    let lanes = move || chart.get().lanes.into_iter().map(lane_view).collect_view();
    let ends = move || chart.with(|chart| [chart.from.clone(), chart.to.clone()]);
    let table = move || chart.with(table);
    view! {
        <Show when=move || some.get()>
            <figure class="steps">
                <figcaption>{live(head)}</figcaption>
                <div class="step-lanes">{live(lanes)}</div>
                <p class="step-ends" aria-hidden="true">
                    {move || ends().map(|end| view! { <span>{end}</span> }).collect_view()}
                </p>
                <details>
                    <summary>"As a table"</summary>
                    <div class="wide" tabindex="0" role="group" aria-label=move || title.get().0>
                        {live(table)}
                    </div>
                </details>
            </figure>
        </Show>
    }
}

fn lane_view(lane: Lane) -> impl IntoView {
    view! {
        <p class="lab">
            <span class="cut">{lane.name}</span>
            <small>{lane.now}</small>
        </p>
        <svg
            viewBox=format!("0 0 10000 {HEIGHT}")
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <path class="area" d=lane.area></path>
            <path class="beside" d=lane.line></path>
        </svg>
    }
}

fn table(chart: &Chart) -> impl IntoView + use<> {
    let names = chart.lanes.iter();
    let names = names.map(|lane| view! { <th scope="col">{lane.name.clone()}</th> });
    let rows = chart.rows.iter().map(|(at, cells)| {
        let cells = cells.iter().map(|cell| view! { <td>{cell.clone()}</td> });
        view! {
            <tr>
                <th scope="row">{at.clone()}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <table class="numbers">
            <caption class="vh">{chart.title}</caption>
            <thead>
                <tr>
                    <th scope="col">"At"</th>
                    {names.collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
