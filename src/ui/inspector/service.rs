//! A service: what it wants and has, its deployments, its tasks, and what can be done to it.

use super::super::chunks::{Chunk, Part};
use super::super::parts::{Refusal, refusal};
use super::super::prelude::*;
use super::super::say::{Act, CommandLine};
use super::super::state::{Column, use_page};
use super::instance::TaskList;
use super::rollout::Rollout;
use super::{Absent, Described, Facts, Head, follow, part_of};
use crate::model::{ServiceId, ServiceStatus};
use crate::view::health::GroupRow;
use crate::view::service::{DeploymentRow, ServiceView, service_view};
use serde_json::{Value, json};

pub(super) type Shown = Memo<Option<ServiceView>>;

/// The panel.
#[component]
pub fn ServicePanel(
    /// The service.
    id: ServiceId,
) -> impl IntoView {
    let page = use_page();
    let shown: Shown = follow(page, move |timeline| service_view(timeline.world(), id));
    let there = Memo::new(move |_| shown.with(Option::is_some));
    let head = move || {
        there.track();
        let (name, arn) = shown.with_untracked(|row| {
            row.as_ref()
                .map(|row| (row.name.clone(), row.arn.clone()))
                .unwrap_or_default()
        });
        view! { <Head title="Service" name arn /> }
    };
    view! {
        {live(head)}
        <Show
            when=move || there.get()
            fallback=|| view! { <Absent what="This service does not exist at this moment." /> }
        >
            <div class="scroll" tabindex="0" role="group" aria-label="Service details">
                <Facts
                    title="Service"
                    status=part_of(shown, |row| row.status.name())
                    facts=part_of(shown, |row| row.facts.clone())
                />
                <Deployments shown />
                <Rollout shown />
                <Groups shown />
                <Part chunk=Chunk::Load quiet=true />
                <Tasks shown />
                <Described action="DescribeServices" body=Signal::derive(move || request(shown)) />
                <CommandLine
                    act=Signal::derive(move || {
                        Act::new("Describe", "DescribeServices", request(shown))
                    })
                    others=Signal::derive(move || deletes(shown))
                />
            </div>
            <Foot id shown />
        </Show>
    }
}

fn request(shown: Shown) -> Value {
    shown.with(|row| match row {
        Some(row) => json!({ "cluster": row.cluster, "services": [row.name] }),
        None => Value::Null,
    })
}

#[component]
fn Deployments(shown: Shown) -> impl IntoView {
    let rows = part_of(shown, |row| row.deployments.clone());
    let row = |row: DeploymentRow| {
        let [desired, running, pending, failed] = row.counts;
        view! {
            <tr>
                <th scope="row">
                    <code>{row.definition}</code>
                    <small class="block muted">{row.status} " · " {row.rollout}</small>
                </th>
                <td>{desired}</td>
                <td>{running}</td>
                <td>{pending}</td>
                <td>{failed}</td>
            </tr>
        }
    };
    view! {
        <section class="sect">
            <h3>"Deployments"</h3>
            <table class="numbers">
                <caption class="vh">"Deployments"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Revision"</th>
                        <th scope="col">"Wants"</th>
                        <th scope="col">"Runs"</th>
                        <th scope="col">"Starts"</th>
                        <th scope="col">"Failed"</th>
                    </tr>
                </thead>
                <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}

/// Its target groups, if it has load balancers.
#[component]
fn Groups(shown: Shown) -> impl IntoView {
    let rows = part_of(shown, |row| row.groups.clone());
    let row = |row: GroupRow| {
        let [initial, healthy, unhealthy, draining] = row.counts;
        view! {
            <tr>
                <th scope="row">
                    <code>{row.name}</code>
                </th>
                <td>{initial}</td>
                <td>{healthy}</td>
                <td>{unhealthy}</td>
                <td>{draining}</td>
            </tr>
        }
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <section class="sect">
                <h3>"Target groups"</h3>
                <table class="numbers">
                    <caption class="vh">"Target groups"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Group"</th>
                            <th scope="col">"Initial"</th>
                            <th scope="col">"Healthy"</th>
                            <th scope="col">"Unhealthy"</th>
                            <th scope="col">"Draining"</th>
                        </tr>
                    </thead>
                    <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        </Show>
    }
}

#[component]
fn Tasks(shown: Shown) -> impl IntoView {
    let rows = part_of(shown, |row| row.tasks.clone());
    let count = move || shown.with(|row| row.as_ref().map_or(0, |row| row.task_count));
    view! {
        <section class="sect">
            <h3>"Tasks" <span class="muted">{live(count)}</span></h3>
            <TaskList rows />
        </section>
    }
}

/// The request of DeleteService.
fn named(row: &ServiceView, force: bool) -> Value {
    let mut body = json!({ "cluster": row.cluster, "service": row.name });
    if force {
        body["force"] = json!(true);
    }
    body
}

/// The ways to delete it.
fn deletes(shown: Shown) -> Vec<Act> {
    let ways = [("Delete", false), ("Delete with force", true)];
    shown.with(|row| {
        let row = row
            .as_ref()
            .filter(|row| row.status == ServiceStatus::Active);
        let acts = row.into_iter().flat_map(|row| {
            ways.map(|(name, force)| Act::new(name, "DeleteService", named(row, force)))
        });
        acts.collect()
    })
}

#[component]
fn Foot(id: ServiceId, shown: Shown) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let active = Memo::new(move |_| {
        shown.with(|row| {
            row.as_ref()
                .is_some_and(|row| row.status == ServiceStatus::Active)
        })
    });
    let delete = move |force: bool| {
        let body = shown.with_untracked(|row| row.as_ref().map(|row| named(row, force)));
        if let Some(body) = body {
            refused.set(refusal(&page.ask("DeleteService", &body.to_string())));
        }
    };
    view! {
        <Refusal what="Not deleted." refused />
        <Show when=move || refused.with(Option::is_some)>
            <div class="fixes pad">
                <button class="btn sm" on:click=move |_| delete(true)>
                    "Delete with force"
                </button>
            </div>
        </Show>
        <Show when=move || active.get()>
            <div class="foot">
                <button class="btn grow" on:click=move |_| delete(false)>
                    "Delete"
                </button>
                <button
                    class="btn fill grow"
                    on:click=move |_| page.open(Column::Service(Some(id)))
                >
                    "Update"
                </button>
            </div>
        </Show>
    }
}
