//! A task: what it waits for and until when, why it is where it is, its containers and times.

use super::super::chunks::{Chunk, Part};
use super::super::icons::{Icon, glyph, icon, state_class};
use super::super::parts::{Refusal, refusal};
use super::super::prelude::*;
use super::super::say::{Act, CommandLine};
use super::super::state::{Selection, use_page};
use super::{Absent, Described, Head, follow, part_of, protection, stage_class, verdicts};
use crate::model::{TaskId, TaskStatus};
use crate::view::WHOLE;
use crate::view::format;
use crate::view::health::TargetRow;
use crate::view::task::{ContainerRow, Place, TaskView, task_view};
use serde_json::{Value, json};

/// The task as it is shown; None where there is none.
pub type Shown = Memo<Option<TaskView>>;

/// The panel.
#[component]
pub fn TaskPanel(
    /// The task.
    id: TaskId,
) -> impl IntoView {
    let page = use_page();
    let shown: Shown = follow(page, move |timeline| {
        task_view(timeline.world(), id, timeline.now())
    });
    let there = Memo::new(move |_| shown.with(Option::is_some));
    let head = move || {
        shown.with_untracked(|task| {
            let (id, arn) = task
                .as_ref()
                .map(|task| (task.id.clone(), task.arn.clone()))
                .unwrap_or_default();
            let short = id.get(..8).unwrap_or_default().to_owned();
            view! { <Head title="Task" name=short arn=arn /> }
        })
    };
    view! {
        {move || {
            there.track();
            head()
        }}
        <Show
            when=move || there.get()
            fallback=|| view! { <Absent what="This task does not exist at this moment." /> }
        >
            <div class="scroll" tabindex="0" role="group" aria-label="Task details">
                <Who shown />
                <Waits shown />
                <verdicts::WhyHere />
                <Containers shown />
                <Part chunk=Chunk::Load quiet=true />
                <Targets shown />
                <Times shown />
                <protection::Protection shown />
                <Described action="DescribeTasks" body=Signal::derive(move || request(shown)) />
                <CommandLine
                    act=Signal::derive(move || {
                        Act::new("Describe", "DescribeTasks", request(shown))
                    })
                    others=Signal::derive(move || stop(shown).into_iter().collect::<Vec<Act>>())
                />
            </div>
            <Foot shown />
        </Show>
    }
}

fn request(shown: Shown) -> Value {
    shown.with(|task| match task {
        Some(task) => json!({ "cluster": task.cluster, "tasks": [task.id] }),
        None => Value::Null,
    })
}

#[component]
fn Who(shown: Shown) -> impl IntoView {
    let status = Memo::new(move |_| {
        shown.with(|task| {
            task.as_ref()
                .map_or(TaskStatus::Stopped, |task| task.status)
        })
    });
    let text = move |look: fn(&TaskView) -> String| shown.with(|task| task.as_ref().map(look));
    let stopped =
        Memo::new(move |_| shown.with(|task| task.as_ref().and_then(|task| task.stopped.clone())));
    let stages = part_of(shown, |task| task.stages.clone());
    let stage_list = move || {
        let stage = |stage: crate::view::task::Stage| {
            let now = stage.place == Place::Now;
            view! {
                <li class=stage_class(stage.place)>
                    {stage.status.name()}
                    <b>{move || now.then(|| text(|task| task.dwell.clone()))}</b>
                </li>
            }
        };
        stages.get().into_iter().map(stage).collect_view()
    };
    view! {
        <section class="sect">
            <div class="who">
                {move || glyph(status.get())}
                <div class="grow">
                    <h3>
                        {move || text(|task| format!("{} is {}", task.name, task.status.name()))}
                    </h3>
                    <p>{move || text(|task| task.line.clone())}</p>
                    <Links shown />
                </div>
            </div>
            <ol class=move || format!("path {}", state_class(status.get()))>{live(stage_list)}</ol>
            {move || stopped.get().map(|(code, reason)| {
                view! {
                    <div class="ended">
                        <b>{code}</b>
                        ": "
                        {reason}
                    </div>
                }
            })}
        </section>
    }
}

/// To the task's service and instance.
#[component]
fn Links(shown: Shown) -> impl IntoView {
    let page = use_page();
    let service =
        Memo::new(move |_| shown.with(|task| task.as_ref().and_then(|task| task.service.clone())));
    let instance =
        Memo::new(move |_| shown.with(|task| task.as_ref().and_then(|task| task.instance.clone())));
    view! {
        <p class="links">
            {move || service.get().map(|(id, name)| {
                let go = move |_| page.select(Selection::Service(id));
                view! { <button class="link" on:click=go>"service " {name}</button> }
            })}
            {move || instance.get().map(|(id, name)| {
                let go = move |_| page.select(Selection::Instance(id));
                view! { <button class="link" on:click=go>"instance " <code>{name}</code></button> }
            })}
        </p>
    }
}

#[component]
fn Waits(shown: Shown) -> impl IntoView {
    let waiting =
        Memo::new(move |_| shown.with(|task| task.as_ref().and_then(|task| task.waiting.clone())));
    let status = Memo::new(move |_| {
        shown.with(|task| {
            task.as_ref()
                .map_or(TaskStatus::Stopped, |task| task.status)
        })
    });
    let text = move |look: fn(&crate::view::task::Waiting) -> String| {
        waiting.with(|waiting| waiting.as_ref().map(look))
    };
    // The ring has radius 18, so its circumference is 113.1.
    let dashes = move || {
        let ahead = waiting.with(|waiting| waiting.as_ref().and_then(|one| one.ahead));
        format!(
            "{} 113.1",
            format::tenths(ahead.unwrap_or(0) * 1_131 / WHOLE)
        )
    };
    let known = move || text(|one| one.left.clone()).is_some_and(|left| !left.is_empty());
    view! {
        <Show when=move || waiting.with(Option::is_some)>
            <section class="sect">
                <h3>"Waits for"</h3>
                <div class=move || format!("wait {}", state_class(status.get()))>
                    <svg class="ring" viewBox="0 0 40 40" aria-hidden="true">
                        <circle cx="20" cy="20" r="18"></circle>
                        <circle cx="20" cy="20" r="18" stroke-dasharray=live(dashes)></circle>
                    </svg>
                    <p>
                        <b>{move || text(|one| one.what.clone())}</b>
                    </p>
                    <Show when=known fallback=|| view! { <p class="left-s"></p> }>
                        <p class="left-s">
                            {move || text(|one| one.left.clone())}
                            <small>"left"</small>
                        </p>
                    </Show>
                    <p>{move || text(|one| one.detail.clone())}</p>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Containers(shown: Shown) -> impl IntoView {
    let rows = part_of(shown, |task| task.containers.clone());
    let row = |row: ContainerRow| {
        let essential = if row.essential {
            ""
        } else {
            " · not essential"
        };
        view! {
            <tr>
                <th scope="row">
                    <code>{row.name}</code>
                    <small class="block muted">{row.image} {essential}</small>
                    {(!row.ports.is_empty())
                        .then(|| view! { <small class="block">"port " {row.ports}</small> })}
                </th>
                <td>
                    {row.status}
                    {(!row.health.is_empty())
                        .then(|| view! { <small class="block">{row.health}</small> })}
                    <small class="block muted">{row.ended}</small>
                </td>
            </tr>
        }
    };
    view! {
        <section class="sect">
            <h3>"Containers"</h3>
            <table class="containers">
                <caption class="vh">"Containers"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Last status"</th>
                    </tr>
                </thead>
                <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}

/// Where load balancers know of it.
#[component]
fn Targets(shown: Shown) -> impl IntoView {
    let rows = part_of(shown, |task| task.targets.clone());
    let row = |row: TargetRow| {
        let left = if row.left.is_empty() {
            String::new()
        } else {
            format!("{} left", row.left)
        };
        view! {
            <tr>
                <th scope="row">
                    <code>{row.group}</code>
                    <small class="block muted">"port " {row.port}</small>
                </th>
                <td>
                    {row.state} <small class="block muted">{row.reason}</small>
                    <small class="block">{left}</small>
                </td>
            </tr>
        }
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <section class="sect">
                <h3>"Targets"</h3>
                <table class="containers">
                    <caption class="vh">"Targets"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Target group"</th>
                            <th scope="col">"State"</th>
                        </tr>
                    </thead>
                    <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        </Show>
    }
}

#[component]
fn Times(shown: Shown) -> impl IntoView {
    let page = use_page();
    let rows = part_of(shown, |task| task.timestamps.clone());
    let row = move |(name, at): (&'static str, Option<crate::sim::SimTime>)| {
        let value = match at {
            Some(at) => {
                let go = move |_| {
                    page.playing.set(false);
                    page.seek(at);
                };
                let text = format::moment(at);
                view! { <button class="link" on:click=go><code>{text}</code></button> }.into_any()
            }
            None => view! { <span class="muted">"not yet"</span> }.into_any(),
        };
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    };
    view! {
        <section class="sect">
            <h3>"Timestamps" <span class="muted">"simulated, click to go there"</span></h3>
            <dl class="facts">{move || rows.get().into_iter().map(row).collect_view()}</dl>
        </section>
    }
}

/// What ends it; nothing where it is not wanted any more.
fn stop(shown: Shown) -> Option<Act> {
    shown.with(|task| {
        let task = task.as_ref().filter(|task| task.wanted)?;
        let reason = "Stopped by hand";
        let body = json!({ "cluster": task.cluster, "task": task.id, "reason": reason });
        Some(Act::new("Stop task", "StopTask", body))
    })
}

#[component]
fn Foot(shown: Shown) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let wanted =
        Memo::new(move |_| shown.with(|task| task.as_ref().is_some_and(|task| task.wanted)));
    let stop = move |_| {
        for (action, body) in untrack(|| stop(shown)).into_iter().flat_map(|act| act.asks) {
            refused.set(refusal(&page.ask(&action, &body.to_string())));
        }
    };
    view! {
        <Refusal what="Not stopped." refused />
        <div class="foot">
            <Show
                when=move || wanted.get()
                fallback=|| view! { <span class="muted grow">"Desired status STOPPED"</span> }
            >
                <button class="btn grow" on:click=stop>
                    {icon(Icon::Stop)}
                    "Stop task"
                </button>
            </Show>
        </div>
    }
}
