//! What the run costs: an estimate by list prices.

use super::super::frames::{now_and_then, wall_millis};
use super::super::prelude::*;
use super::super::run;
use super::super::state::{Page, use_page};
use crate::model::ClusterId;
use crate::view::cost::CostView;
use crate::view::prices::AS_OF;

/// What was seen of a cluster, and in which milliseconds to look again.
#[derive(Clone, PartialEq)]
struct Looked {
    cluster: Option<ClusterId>,
    cost: CostView,
    again: f64,
}

/// While the page plays, how much longer it does without a look than the last one took.
const SELDOM: f64 = 200.0;

/// Looks once a second at each host of the cluster, and at a large cluster less often: while the
/// page plays, looking takes no more than a two-hundredth of the time.
fn looked(page: Page) -> Memo<Looked> {
    let look = now_and_then(page, 1_000.0);
    Memo::new(move |before: Option<&Looked>| {
        let (_, now) = look.get();
        let cluster = page.screen.with_untracked(|screen| screen.cluster);
        let before = before.filter(|before| before.cluster == cluster && now < before.again);
        match before {
            Some(before) if page.playing.get_untracked() => before.clone(),
            Some(_) | None => {
                let cost = run::cost(cluster);
                let again = now + SELDOM * (wall_millis() - now);
                Looked {
                    cluster,
                    cost,
                    again,
                }
            }
        }
    })
}

/// The cost of the cluster in front and of the run.
#[component]
pub fn Cost() -> impl IntoView {
    let page = use_page();
    let looked = looked(page);
    let shown = Memo::new(move |_| looked.with(|looked| looked.cost.clone()));
    let facts = move |look: fn(&CostView) -> Vec<(String, String)>| {
        let fact = |(name, value): (String, String)| view! { <dt>{name}</dt><dd>{value}</dd> };
        shown.with(look).into_iter().map(fact).collect_view()
    };
    let some = Memo::new(move |_| shown.with(|cost| !cost.rows.is_empty()));
    let others = Memo::new(move |_| shown.with(|cost| !cost.elsewhere.is_empty()));
    let hosts = Memo::new(move |_| shown.with(|cost| !cost.stranded.is_empty()));
    view! {
        <Show when=move || some.get()>
            <section class="sect cost">
                <h3>"Cost" <span class="muted">"an estimate"</span></h3>
                <dl class="facts">
                    <dt>"this run so far"</dt>
                    <dd>{move || shown.with(|cost| cost.spent.clone())}</dd>
                    {move || facts(now)}
                </dl>
                <Show when=move || others.get()>
                    <h4>"The same tasks"</h4>
                    <dl class="facts">{move || facts(elsewhere)}</dl>
                </Show>
                <Show when=move || hosts.get()>
                    <h4>"Reserved on instances"</h4>
                    <dl class="facts">{move || facts(stranded)}</dl>
                </Show>
                <p class="note">
                    {format!(
                        "List prices of us-east-1, {AS_OF}: Fargate and EC2 On-Demand for Linux. \
                         Fargate Spot at 70\u{a0}% less. Without storage, network and discounts.",
                    )}
                </p>
            </section>
        </Show>
    }
}

fn now(cost: &CostView) -> Vec<(String, String)> {
    let rows = cost.rows.iter();
    rows.map(|(what, count, rate)| (format!("{count} × {what}"), rate.clone()))
        .collect()
}

fn elsewhere(cost: &CostView) -> Vec<(String, String)> {
    owned(&cost.elsewhere)
}

fn stranded(cost: &CostView) -> Vec<(String, String)> {
    owned(&cost.stranded)
}

fn owned(rows: &[(&'static str, String)]) -> Vec<(String, String)> {
    let rows = rows.iter();
    rows.map(|(what, value)| ((*what).to_owned(), value.clone()))
        .collect()
}
