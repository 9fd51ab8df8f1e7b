//! Create a service, or update one: CreateService, UpdateService. What is asked for stands as data
//! in `view::service_form`; here it is drawn.

mod field;
mod group;
mod rows;
mod sheet;
mod texts;

use super::super::column::FormHead;
use super::super::layout;
use super::super::parts::Refusal;
use super::super::prelude::*;
use super::super::say::{Act, CommandLine};
use super::super::state::{Page, Selection, use_page};
use super::said::{Said, findings};
use super::{FormFoot, submit, with_definition};
use crate::model::ServiceId;
use crate::view::service_form::request::{action, is_idle};
use crate::view::service_form::{GROUPS, sorted};
use sheet::Sheet;

/// Rules that the advice on the limits shows, with its fixes.
const SHOWN_BY_ADVICE: &[&str] = &["SVC-PCT-BLOCK", "SVC-PCT-ROUNDING"];

/// The panel.
#[component]
pub fn ServiceForm(
    /// The service to update; None to create one.
    service: Option<ServiceId>,
) -> impl IntoView {
    let title = title(service.is_some());
    let form = match service {
        Some(_) => view! { <Form service /> }.into_any(),
        None => with_definition(use_page(), || view! { <Form service=None /> }.into_any()),
    };
    view! {
        <FormHead title />
        {form}
    }
}

fn title(updates: bool) -> &'static str {
    match updates {
        true => "Update service",
        false => "Create service",
    }
}

#[component]
fn Form(service: Option<ServiceId>) -> impl IntoView {
    let page = use_page();
    let updates = service.is_some();
    let sheet = Sheet::new(page, service);
    let refused = RwSignal::new(None);
    let body = Memo::new(move |_| sheet.request());
    let all = findings(page, action(updates), body, SHOWN_BY_ADVICE);
    let parted = Memo::new(move |_| {
        // Asked before the run is looked at, for it looks at the run itself.
        let all = all.get();
        sheet.see("", |seen| sorted(seen, all))
    });
    let errors = Memo::new(move |_| parted.with(|(errors, _)| errors.clone()));
    let rest = Memo::new(move |_| parted.with(|(_, rest)| rest.clone()));
    let sheet = sheet.with_errors(errors);
    let title = title(updates);
    let what = match updates {
        true => "Not updated.",
        false => "Not created.",
    };
    let act = Signal::derive(move || Act::new(title, action(updates), body.get()).in_cluster(page));
    let send = move || {
        page.need_cluster();
        let body = untrack(|| sheet.request());
        if submit(page, action(updates), &body, refused) {
            show(page, &untrack(|| sheet.text("serviceName")));
        }
    };
    let missing = Signal::derive(move || {
        let idle = updates && body.with(is_idle);
        idle.then_some("Nothing is changed yet.")
    });
    let groups = move || {
        let numbers = 0..GROUPS.len();
        numbers
            .map(|number| group::group_view(sheet, number))
            .collect_view()
    };
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label="Service form">
            <form
                class="form service-form"
                id="service-form"
                aria-label=title
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <Refusal what refused />
                {groups()}
                <Said findings=rest />
            </form>
            <CommandLine act />
        </div>
        <FormFoot form="service-form" title missing />
    }
}

/// Shows the service after it was created or updated.
fn show(page: Page, name: &str) {
    let row = page.screen.with_untracked(|screen| {
        let row = screen.services.iter().find(|row| row.name == name.trim());
        row.map(|row| row.service)
    });
    if let Some(id) = row {
        page.selection.set(Some(Selection::Service(id)));
    }
    page.close();
    layout::show_board(page);
}
