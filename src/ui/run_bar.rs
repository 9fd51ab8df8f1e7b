//! The bar over the board: which cluster, what it has, and the actions.

use super::frames::now_and_then_where;
use super::icons::{Icon, icon};
use super::layout;
use super::prelude::*;
use super::state::{Column, Page, Selection, use_page};
use crate::view::screen::Screen;

/// The bar.
#[component]
pub fn RunBar() -> impl IntoView {
    let page = use_page();
    let name = Memo::new(move |_| page.screen.with(|screen| screen.cluster_name.clone()));
    let line = Memo::new(move |_| page.screen.with(|screen| screen.cluster_line.clone()));
    let faults = Memo::new(move |_| page.screen.with(|screen| screen.faults.len()));
    let heading = move || {
        let name = name.get();
        if name.is_empty() {
            "Cluster".to_owned()
        } else {
            name
        }
    };
    view! {
        <div class="board-bar">
            <h2 class="name nowrap">
                <button
                    class="link plain"
                    title="Clusters: choose, create, delete"
                    on:click=move |_| toggle(page, Column::Clusters)
                >
                    {live(heading)}
                </button>
            </h2>
            <ClusterChoice />
            <span class="muted nowrap cut grow" title=line>
                {line}
            </span>
            <ServiceChoice />
            <ActionButton column=Column::Faults drawing=Icon::Fault>
                "Faults"
                {move || match faults.get() {
                    0 => String::new(),
                    count => format!(" {count}"),
                }}
            </ActionButton>
            <ActionButton column=Column::Instances drawing=Icon::Add>"Instances"</ActionButton>
            <ActionButton column=Column::Capacity drawing=Icon::Add>"Capacity"</ActionButton>
            <ActionButton column=Column::Service(None) drawing=Icon::Add>"Service"</ActionButton>
            <ActionButton column=Column::RunTask drawing=Icon::Play lead=true>
                "Run task"
            </ActionButton>
        </div>
    }
}

/// A button that opens a form in the right column.
#[component]
fn ActionButton(
    column: Column,
    drawing: Icon,
    #[prop(optional)] lead: bool,
    children: Children,
) -> impl IntoView {
    let page = use_page();
    let open = move || page.column.get() == column;
    let does = match column {
        Column::Capacity => "capacity",
        Column::Faults => "faults",
        Column::Instances => "instances",
        Column::Service(_) => "service",
        Column::RunTask => "run-task",
        Column::Inspect
        | Column::Clusters
        | Column::Revisions
        | Column::Compare(_)
        | Column::Schedules
        | Column::Share
        | Column::Surroundings
        | Column::Guesses
        | Column::Help => "",
    };
    view! {
        <button
            class="btn sm"
            class:fill=lead
            class:lead=lead
            aria-expanded=move || open().to_string()
            aria-controls="column"
            data-does=does
            on:click=move |_| toggle(page, column)
        >
            {icon(drawing)}
            {children()}
        </button>
    }
}

fn toggle(page: Page, column: Column) {
    if page.column.get_untracked() == column && !layout::is_narrow() {
        page.open(Column::Inspect);
    } else {
        page.open(column);
    }
}

/// The clusters, where there is more than one.
#[component]
fn ClusterChoice() -> impl IntoView {
    let page = use_page();
    let names = Memo::new(move |_| page.screen.with(|screen| screen.clusters.clone()));
    let current = Memo::new(move |_| page.screen.with(|screen| screen.cluster_name.clone()));
    let options = move || {
        let names = names.get();
        let current = current.get();
        names
            .into_iter()
            .map(|name| {
                let selected = name == current;
                view! { <option selected=selected value=name.clone()>{name.clone()}</option> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || names.with(|names| names.len() > 1)>
            <select
                class="input small"
                aria-label="Cluster"
                on:change=move |event| {
                    page.cluster.set(Some(event_target_value(&event)));
                    page.refresh();
                }
            >
                {live(options)}
            </select>
        </Show>
    }
}

/// Services up to which the list of them follows each frame.
const FEW_SERVICES: usize = 8;
/// Milliseconds between two looks at more of them while the run plays.
const LOOKED_EVERY: f64 = 500.0;

/// The services of the cluster: choosing one shows it.
#[component]
fn ServiceChoice() -> impl IntoView {
    let page = use_page();
    // Each of many is a text that the browser writes anew.
    let many = |screen: &Screen| screen.services.len() > FEW_SERVICES;
    let frame = now_and_then_where(page, LOOKED_EVERY, many);
    let services = Memo::new(move |_| {
        frame.get();
        page.screen.with_untracked(|screen| screen.services.clone())
    });
    let options = move || {
        services
            .get()
            .into_iter()
            .map(|row| {
                let (running, desired) = row.counts;
                let state = if row.rolling { ", rolling out" } else { "" };
                let text = format!("{} · {running} of {desired}{state}", row.name);
                view! { <option value=row.service.0.to_string()>{text}</option> }
            })
            .collect_view()
    };
    let choose = move |event| {
        let id = event_target_value(&event).parse().ok();
        if let Some(id) = id {
            page.select(Selection::Service(crate::model::ServiceId(id)));
        }
    };
    // What is closed can be chosen again.
    let chosen = move || match page.selection.get() {
        Some(Selection::Service(id)) => id.0.to_string(),
        Some(Selection::Task(_) | Selection::Instance(_)) | None => String::new(),
    };
    view! {
        <Show when=move || services.with(|rows| !rows.is_empty())>
            <select
                class="input small services"
                aria-label="Show a service"
                prop:value=chosen
                on:change=choose
            >
                <option value="">
                    {move || services.with(|rows| match rows.len() {
                        1 => "1 service".to_owned(),
                        number => format!("{number} services"),
                    })}
                </option>
                {live(options)}
            </select>
        </Show>
    }
}
