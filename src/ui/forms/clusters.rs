//! Clusters: choose the one in front, create another, delete one.

use super::super::column::FormHead;
use super::super::parts::{Field, Refusal, TextInput};
use super::super::say::{Act, CommandLine};
use super::super::state::{Page, use_page};
use super::submit;
use crate::ui::prelude::*;
use serde_json::json;

/// The panel.
#[component]
pub fn Clusters() -> impl IntoView {
    let page = use_page();
    let name = RwSignal::new(String::new());
    let refused = RwSignal::new(None);
    let body = move || json!({"clusterName": name.get().trim()});
    let create = move || {
        let wanted = name.get_untracked().trim().to_owned();
        if submit(page, "CreateCluster", &untrack(body), refused) {
            choose(page, &wanted);
            name.set(String::new());
        }
    };
    let names = Memo::new(move |_| page.screen.with(|screen| screen.clusters.clone()));
    let current = Memo::new(move |_| page.screen.with(|screen| screen.cluster_name.clone()));
    let delete = move |name: &str| {
        for (action, body) in deletes(name).asks {
            submit(page, &action, &body, refused);
        }
    };
    let act = Signal::derive(move || Act::new("Create cluster", "CreateCluster", body()));
    let others = Signal::derive(move || {
        names.with(|names| names.iter().map(|name| deletes(name)).collect::<Vec<Act>>())
    });
    let row = move |name| row_view(page, name, current, delete);
    view! {
        <FormHead title="Clusters" />
        <div class="scroll" tabindex="0" role="group" aria-label="Clusters panel">
            <Refusal what="Not done." refused />
            <form
                class="form"
                aria-label="Create cluster"
                on:submit=move |event| {
                    event.prevent_default();
                    create();
                }
            >
                <Field id="cluster-name" label="New cluster">
                    <TextInput id="cluster-name" value=name placeholder="harbor" />
                </Field>
                <button class="btn fill" type="submit">
                    "Create cluster"
                </button>
            </form>
            <ul class="sect revisions">
                {move || names.get().into_iter().map(row).collect_view()}
            </ul>
            <CommandLine act others />
        </div>
    }
}

/// A cluster, with what can be done to it.
fn row_view(
    page: Page,
    name: String,
    current: Memo<String>,
    delete: impl Fn(&str) + Send + Sync + 'static,
) -> impl IntoView {
    let is_current = current.with(|current| *current == name);
    let (shown, gone) = (name.clone(), name.clone());
    view! {
        <li class="revision">
            <b class="mono what">{name.clone()}</b>
            <button
                class="btn sm"
                aria-pressed=is_current.to_string()
                aria-label=format!("Show {name}")
                on:click=move |_| choose(page, &shown)
            >
                {if is_current { "Shown" } else { "Show" }}
            </button>
            <button
                class="btn sm"
                aria-label=format!("Delete {name}")
                on:click=move |_| delete(&gone)
            >
                "Delete"
            </button>
        </li>
    }
}

/// What the button beside a cluster does.
fn deletes(name: &str) -> Act {
    let body = json!({"cluster": name});
    Act::new(format!("Delete {name}"), "DeleteCluster", body)
}

/// Puts a cluster in front; an empty name is the one that ECS calls `default`.
fn choose(page: Page, name: &str) {
    let name = if name.is_empty() { "default" } else { name };
    page.cluster.set(Some(name.to_owned()));
    page.refresh();
}
