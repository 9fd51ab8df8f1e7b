//! A container instance: what it has, what runs on it, and what can be done to it.

use super::super::chunks::{Chunk, Part};
use super::super::icons::{Icon, glyph, icon};
use super::super::parts::{Refusal, refusal};
use super::super::prelude::*;
use super::super::say::{Act, CommandLine};
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
                <CommandLine
                    act=Signal::derive(move || {
                        Act::new("Describe", "DescribeContainerInstances", request(shown))
                    })
                    others=Signal::derive(move || acts(shown))
                />
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

/// What can be done to it: to drain it or to let it work again, and to end it.
fn acts(shown: Shown) -> Vec<Act> {
    let of = |row: &InstanceView| {
        let (name, status) = match row.status == InstanceStatus::Draining {
            true => ("Activate", "ACTIVE"),
            false => ("Drain", "DRAINING"),
        };
        let drain = json!({
            "cluster": row.cluster, "containerInstances": [row.id], "status": status,
        });
        let end = json!({ "cluster": row.cluster, "containerInstance": row.id });
        vec![
            Act::new(name, "UpdateContainerInstancesState", drain),
            Act::new("Terminate", "Drydock.TerminateInstance", end),
        ]
    };
    shown.with(|row| row.as_ref().map(of).unwrap_or_default())
}

#[component]
fn Foot(shown: Shown) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let name = Memo::new(move |_| acts(shown).first().map(|act| act.name.clone()));
    let ask = move |at: usize| {
        for (action, body) in untrack(|| acts(shown))
            .get(at)
            .into_iter()
            .flat_map(|act| &act.asks)
        {
            refused.set(refusal(&page.ask(action, &body.to_string())));
        }
    };
    view! {
        <Refusal what="Not done." refused />
        <div class="foot">
            <button class="btn grow" on:click=move |_| ask(0)>
                {name}
            </button>
            <button class="btn grow" on:click=move |_| ask(1)>
                {icon(Icon::Fault)}
                "Terminate"
            </button>
        </div>
    }
}
