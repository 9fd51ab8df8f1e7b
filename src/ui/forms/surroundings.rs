//! What surrounds ECS in the simulated account, and whether anything else may be named.

use super::super::column::FormHead;
use super::super::parts::CopyButton;
use super::super::prelude::*;
use super::super::run;
use super::super::state::{Column, Page, use_page};
use crate::view::surroundings::{Row, Section, sections};

/// The panel.
#[component]
pub fn Surroundings() -> impl IntoView {
    let page = use_page();
    let shown = Memo::new(move |_| {
        page.events.track();
        run::with(|timeline| sections(timeline.world()))
    });
    let sections = move || shown.get().into_iter().map(section_view).collect_view();
    view! {
        <FormHead title="Surroundings" />
        <div class="scroll" tabindex="0" role="group" aria-label="Surroundings">
            <section class="sect">
                <p class="note">
                    "The account has these besides ECS. Requests and task definitions may point \
                     to them."
                </p>
                <Permissive />
            </section>
            {live(sections)}
        </div>
    }
}

/// The setting that lets any id and ARN pass. It holds for the whole run, which is played again.
#[component]
fn Permissive() -> impl IntoView {
    let page = use_page();
    let on = move || {
        page.events.track();
        run::with(|timeline| timeline.world().settings.permissive)
    };
    let change = move |event| {
        set_permissive(page, event_target_checked(&event));
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=on on:change=change />
            <span>"Let requests name anything, declared or not"</span>
        </label>
        <p class="note">
            "Switched off, ECS refuses unknown subnets, security groups, load balancers and roles, \
             and tasks fail for missing secrets, log groups and repositories, in AWS's words."
        </p>
    }
}

fn set_permissive(page: Page, on: bool) {
    let text = run::with(|timeline| timeline.export_as(on));
    page.import(&text, move |result| {
        if let Err(error) = result {
            page.trouble.set(Some(error));
        }
        page.column.set(Column::Surroundings);
    });
}

fn section_view(section: Section) -> impl IntoView {
    let rows = section.rows.into_iter().map(row_view).collect_view();
    view! {
        <section class="sect">
            <h3>{section.title}</h3>
            <ul class="plain-list around">{rows}</ul>
        </section>
    }
}

fn row_view(row: Row) -> impl IntoView {
    view! {
        <li class:faulty=row.faulty>
            <span class="grow">
                <code>{row.name.clone()}</code>
                <span class="muted">{row.detail}</span>
            </span>
            <CopyButton text=row.name label="Copy name" />
        </li>
    }
}
