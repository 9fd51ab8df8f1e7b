//! A service over time, and the requests that come to it.

use super::super::chart::StepChart;
use super::super::parts::{Field, Refusal, Segments, TextInput, refusal};
use super::super::prelude::*;
use super::super::say::{Act, AsCommands};
use super::super::state::use_page;
use super::follow;
use crate::model::ServiceId;
use crate::view::service_chart::{TrafficView, service_chart, traffic_view};
use serde_json::{Value, json};

/// Its tasks and what is measured, over time.
#[component]
pub fn ServiceChart(
    /// The service.
    id: ServiceId,
) -> impl IntoView {
    let page = use_page();
    let chart = follow(page, move |timeline| service_chart(timeline, id));
    view! {
        <section class="sect">
            <StepChart chart=Signal::derive(move || chart.get()) />
        </section>
    }
}

/// The ways in which requests are spread, as Elastic Load Balancing names them.
const ROUTINGS: &[(&str, &str)] = &[
    ("round_robin", "Round robin"),
    ("least_outstanding_requests", "Least outstanding"),
];

const ACTION: &str = "Drydock.SetTraffic";

/// The requests that come to it, to be set.
#[component]
pub fn TrafficSection(
    /// The service.
    id: ServiceId,
    /// What names it in requests: `cluster` and `service`.
    #[prop(into)]
    named: Signal<Value>,
) -> impl IntoView {
    let page = use_page();
    let shown = follow(page, move |timeline| traffic_view(timeline.world(), id));
    let rate = RwSignal::new(String::new());
    let routing = RwSignal::new("round_robin".to_owned());
    let refused = RwSignal::new(None);
    let body = move |rate: String| {
        let mut body = named.get();
        if !rate.trim().is_empty() {
            body["requestsPerMinute"] = json!(rate.trim());
            body["routing"] = json!(routing.get());
        }
        body
    };
    let ask = move |rate: String| {
        let body = untrack(|| body(rate));
        refused.set(refusal(&page.ask(ACTION, &body.to_string())));
    };
    let acts = Signal::derive(move || {
        let none = Act::new("Send none", ACTION, body(String::new()));
        vec![Act::new("Send requests", ACTION, body(rate.get())), none]
    });
    let comes = move || comes_view(shown.get());
    let can = Memo::new(move |_| shown.with(|traffic| traffic.can));
    view! {
        <Show when=move || can.get()>
            <section class="sect">
                <h3>"Traffic"</h3>
                {live(comes)}
                <details>
                    <summary>"Send requests"</summary>
                    <div class="set">
                        <Field id="traffic-rate" label="Requests a minute">
                            <TextInput id="traffic-rate" value=rate placeholder="ramp 0 6000 10m" />
                        </Field>
                        <Segments label="Routing" choices=ROUTINGS value=routing />
                        <Refusal what="Not set." refused />
                        <div class="fixes">
                            <button class="btn sm" on:click=move |_| ask(rate.get_untracked())>
                                "Send requests"
                            </button>
                            <button class="btn sm" on:click=move |_| ask(String::new())>
                                "Send none"
                            </button>
                        </div>
                        <AsCommands acts />
                    </div>
                </details>
            </section>
        </Show>
    }
}

/// What comes now, and what became of the last minute's.
fn comes_view(traffic: TrafficView) -> AnyView {
    if traffic.comes.is_empty() {
        return view! { <p class="note">"Nobody asks anything of it."</p> }.into_any();
    }
    let became = match traffic.last_minute.is_empty() {
        true => "known once a minute is over".to_owned(),
        false => traffic.last_minute,
    };
    view! {
        <dl class="facts">
            <dt>"requests"</dt>
            <dd>{traffic.comes}</dd>
            <dt>"last minute"</dt>
            <dd>{became}</dd>
        </dl>
    }
    .into_any()
}
