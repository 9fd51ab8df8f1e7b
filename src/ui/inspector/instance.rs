//! A container instance: what it has, what runs on it, and what can be done to it.

use super::super::chunks::{Chunk, Part};
use super::super::icons::{Icon, glyph, icon};
use super::super::parts::{CommandLine, Refusal, refusal};
use super::super::prelude::*;
use super::super::state::{Selection, use_page};
use super::{Absent, Described, Facts, Head, follow, part_of};
use crate::model::{InstanceId, InstanceStatus};
use crate::view::instance::{InstanceView, TaskRow, instance_view};
use serde_json::{Value, json};

type Shown = Memo<Option<InstanceView>>;

/// The panel.
#[component]
pub fn InstancePanel(
    /// The instance.
    id: InstanceId,
) -> impl IntoView {
    let page = use_page();
    let shown: Shown = follow(page, move |timeline| instance_view(timeline.world(), id));
    let there = Memo::new(move |_| shown.with(Option::is_some));
    let head = move || {
        there.track();
        let (id, arn) = shown.with_untracked(|row| {
            row.as_ref()
                .map(|row| (row.id.clone(), row.arn.clone()))
                .unwrap_or_default()
        });
        view! { <Head title="Instance" name=id.get(..8).unwrap_or_default().to_owned() arn /> }
    };
    view! {
        {live(head)}
        <Show
            when=move || there.get()
            fallback=|| view! { <Absent what="This instance does not exist at this moment." /> }
        >
            <div class="scroll" tabindex="0" role="group" aria-label="Instance details">
                <Facts
                    title="Container instance"
                    status=part_of(shown, |row| row.status.name())
                    facts=part_of(shown, |row| row.facts.clone())
                />
                <Part chunk=Chunk::Load quiet=true />
                <Tasks shown />
                <Attributes shown />
                <Described
                    action="DescribeContainerInstances"
                    body=Signal::derive(move || request(shown))
                />
                <CommandLine request=Signal::derive(move || {
                    ("DescribeContainerInstances".to_owned(), request(shown))
                }) />
            </div>
            <Foot shown />
        </Show>
    }
}

fn request(shown: Shown) -> Value {
    shown.with(|row| match row {
        Some(row) => json!({ "cluster": row.cluster, "containerInstances": [row.id] }),
        None => Value::Null,
    })
}

#[component]
fn Tasks(shown: Shown) -> impl IntoView {
    let rows = part_of(shown, |row| row.tasks.clone());
    view! {
        <section class="sect">
            <h3>"Tasks" <span class="muted">{move || rows.with(Vec::len)}</span></h3>
            <TaskList rows />
        </section>
    }
}

/// Tasks as buttons.
#[component]
pub fn TaskList(
    /// The tasks.
    rows: Memo<Vec<TaskRow>>,
) -> impl IntoView {
    let page = use_page();
    let row = move |row: TaskRow| {
        let go = move |_| page.select(Selection::Task(row.task));
        view! {
            <li>
                <button class="task-row" on:click=go>
                    {glyph(row.status)}
                    <code>{row.short_id}</code>
                    <span class="grow cut">{row.name}</span>
                    <small>{row.status.name()}</small>
                </button>
            </li>
        }
    };
    view! {
        <ul class="task-rows">
            <For each=move || rows.get() key=|row| (row.task, row.status as u8) children=row />
        </ul>
    }
}

#[component]
fn Attributes(shown: Shown) -> impl IntoView {
    let rows = part_of(shown, |row| row.attributes.clone());
    let row = |text: String| view! { <li><code>{text}</code></li> };
    view! {
        <section class="sect">
            <details>
                <summary>{move || rows.with(Vec::len)} " attributes"</summary>
                <ul class="plain-list">{move || rows.get().into_iter().map(row).collect_view()}</ul>
            </details>
        </section>
    }
}

#[component]
fn Foot(shown: Shown) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let draining = Memo::new(move |_| {
        shown.with(|row| {
            row.as_ref()
                .is_some_and(|row| row.status == InstanceStatus::Draining)
        })
    });
    let ask = move |action: &str, more: Value| {
        let target = shown.with_untracked(|row| {
            row.as_ref()
                .map(|row| (row.cluster.clone(), row.id.clone()))
        });
        let Some((cluster, id)) = target else {
            return;
        };
        let mut body = json!({ "cluster": cluster });
        if action == "Drydock.TerminateInstance" {
            body["containerInstance"] = json!(id);
        } else {
            body["containerInstances"] = json!([id]);
            body["status"] = more;
        }
        refused.set(refusal(&page.ask(action, &body.to_string())));
    };
    let drain = move |_| {
        let status = if draining.get_untracked() {
            "ACTIVE"
        } else {
            "DRAINING"
        };
        ask("UpdateContainerInstancesState", json!(status));
    };
    view! {
        <Refusal what="Not done." refused />
        <div class="foot">
            <button class="btn grow" on:click=drain>
                {move || if draining.get() { "Activate" } else { "Drain" }}
            </button>
            <button
                class="btn grow"
                on:click=move |_| ask("Drydock.TerminateInstance", Value::Null)
            >
                {icon(Icon::Fault)}
                "Terminate"
            </button>
        </div>
    }
}
