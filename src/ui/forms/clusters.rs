//! Clusters: choose the one in front, create another, delete one.

use super::super::column::FormHead;
use super::super::parts::{Field, Refusal, TextInput};
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
    let create = move || {
        let wanted = name.get_untracked().trim().to_owned();
        let body = json!({"clusterName": wanted});
        if submit(page, "CreateCluster", &body, refused) {
            choose(page, &wanted);
            name.set(String::new());
        }
    };
    let names = Memo::new(move |_| page.screen.with(|screen| screen.clusters.clone()));
    let current = Memo::new(move |_| page.screen.with(|screen| screen.cluster_name.clone()));
    let delete = move |name: &str| {
        submit(page, "DeleteCluster", &json!({"cluster": name}), refused);
    };
    let row = move |name: String| {
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
    };
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
        </div>
    }
}

/// Puts a cluster in front; an empty name is the one that ECS calls `default`.
fn choose(page: Page, name: &str) {
    let name = if name.is_empty() { "default" } else { name };
    page.cluster.set(Some(name.to_owned()));
    page.refresh();
}
