//! The foot of the column: what keeps the definition from being registered, or the button that
//! registers it; and what comes next where that is done.

use super::super::icons::{Icon, icon};
use super::super::parts::{Refusal, Refused, refusal};
use super::super::prelude::*;
use super::super::run;
use super::super::state::{Column, Page};
use super::check::Checked;
use super::desk::{Desk, use_desk};
use crate::model::service::ServiceStatus;
use crate::model::task_definition::DefinitionStatus;
use crate::model::{ClusterId, DefinitionId, ServiceId, World};
use crate::taskdef::lower::lower_request;
use std::sync::Arc;

/// The newest registered revision of the draft's family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// `family:revision`.
    pub name: String,
    /// Whether it is what the draft says.
    pub same: bool,
    /// A service that runs another revision of the family, with its name.
    pub behind: Option<(ServiceId, String)>,
}

/// Follows the draft and the run.
pub fn newest(page: Page, checked: RwSignal<Arc<Checked>>) -> Memo<Option<Newest>> {
    // Only what was asked registers or updates anything; frames pass in between.
    let moment = Memo::new(move |_| {
        page.screen.with(|screen| {
            let registered = screen.definitions.len();
            (screen.cluster, screen.commands, screen.branch, registered)
        })
    });
    Memo::new(move |_| {
        let (cluster, ..) = moment.get();
        checked.with(|checked| run::get().newest(cluster, checked))
    })
}

/// The same, at a moment of the world.
pub fn look(world: &World, cluster: Option<ClusterId>, checked: &Checked) -> Option<Newest> {
    let family = checked.family()?;
    let ours = |id: DefinitionId| {
        let row = world.definitions.get(id);
        row.is_some_and(|row| &*row.family == family)
    };
    let mut newest_first = world.definitions.rows().rev();
    let newest = newest_first.find(|row| &*row.family == family)?;
    let behind = world.services.rows().find(|row| {
        let runs = row
            .primary()
            .map(|deployment| deployment.revision.definition);
        let other = runs.is_some_and(|runs| runs != newest.id && ours(runs));
        Some(row.cluster) == cluster && row.status == ServiceStatus::Active && other
    });
    let is_draft = || {
        let spec = checked.request.as_ref().and_then(lower_request);
        spec.as_ref() == Some(&*newest.spec)
    };
    Some(Newest {
        name: newest.name(),
        same: newest.status == DefinitionStatus::Active && is_draft(),
        behind: behind.map(|row| (row.id, row.name.to_string())),
    })
}

/// The name that the draft gets when it is registered: its family with the next revision.
pub fn next_name(desk: Desk) -> Option<String> {
    let family = desk
        .checked
        .with(|checked| checked.family().map(str::to_owned))?;
    let newest = desk.newest.get();
    let newest = newest.and_then(|newest| newest.name.rsplit(':').next()?.parse::<u32>().ok());
    Some(format!(
        "{family}:{}",
        newest.map_or(1, |newest| newest.saturating_add(1))
    ))
}

/// Whether nothing keeps the draft from being registered.
pub fn is_ready(desk: Desk) -> bool {
    desk.checked
        .with(|checked| checked.request.is_some() && checked.errors() == 0)
}

/// What the foot says beside its button.
fn state_line(desk: Desk) -> String {
    if desk.page.draft.with(|text| text.trim().is_empty()) {
        return "Nothing to register".to_owned();
    }
    if !desk.is_checking() {
        return "Not checked yet".to_owned();
    }
    desk.checked.with(|checked| match checked.errors() {
        0 => String::new(),
        1 => "Fix 1 error to register".to_owned(),
        errors => format!("Fix {errors} errors to register"),
    })
}

/// The foot.
#[component]
pub fn Register() -> impl IntoView {
    let desk = use_desk();
    let refused = desk.refused;
    let ready = Memo::new(move |_| is_ready(desk));
    let name = Memo::new(move |_| next_name(desk));
    let done = Memo::new(move |_| {
        desk.newest
            .with(|newest| newest.clone().filter(|row| row.same))
    });
    Effect::new(move |_| {
        // A refusal belongs to the text that was refused.
        desk.page.draft.track();
        refused.set(None);
    });
    let line = move || match done.get() {
        Some(newest) => format!("Registered {}", newest.name),
        None => state_line(desk),
    };
    view! {
        <Refusal what="Not registered." refused />
        <div class="foot">
            <span class="muted grow cut" role="status">
                {live(line)}
            </span>
            <div class="acts">
                <button
                    class="btn cut"
                    class:fill=move || done.with(Option::is_none)
                    aria-disabled=move || (!ready.get()).to_string()
                    on:click=move |_| register(desk)
                >
                    {move || match name.get() {
                        Some(name) => format!("Register {name}"),
                        None => "Register".to_owned(),
                    }}
                </button>
                {move || done.get().map(|newest| view! { <Next newest /> })}
            </div>
        </div>
    }
}

/// What to do with a registered revision: bring a service to it, or run it.
#[component]
fn Next(newest: Newest) -> impl IntoView {
    let page = use_desk().page;
    let (text, column) = match newest.behind {
        Some((id, name)) => (format!("Update {name}"), Column::Service(Some(id))),
        None => ("Run it".to_owned(), Column::RunTask),
    };
    view! {
        <button class="btn fill cut" on:click=move |_| page.open(column)>
            {icon(Icon::Play)}
            {text}
        </button>
    }
}

/// Registers the draft, or goes to what keeps it from being registered.
pub fn register(desk: Desk) {
    if !untrack(|| desk.is_checking()) {
        desk.wait(register);
        return;
    }
    if !untrack(|| is_ready(desk)) {
        desk.go_to_first_error();
        return;
    }
    run::soon(move || desk.refused.set(ask(desk)));
}

/// Asks for the registration of the draft; gives why it was refused.
fn ask(desk: Desk) -> Option<Refused> {
    let request = desk
        .checked
        .with_untracked(|checked| checked.request.clone());
    let request = request.unwrap_or_default().to_string();
    refusal(&desk.page.ask("RegisterTaskDefinition", &request))
}
