//! The foot of the column: what keeps the definition from being registered, or the button that
//! registers it.

use super::super::parts::{Refusal, Refused, refusal};
use super::super::prelude::*;
use super::super::run;
use super::desk::{Desk, use_desk};

/// The number that the next revision of a family gets, as far as the page can see.
pub fn next_revision(desk: Desk, family: &str) -> u32 {
    desk.page.screen.with(|screen| {
        let revisions = screen.definitions.iter().filter_map(|row| {
            let (name, revision) = row.name.rsplit_once(':')?;
            (name == family).then(|| revision.parse::<u32>().ok())?
        });
        revisions.max().map_or(1, |newest| newest.saturating_add(1))
    })
}

/// What the foot says beside its button.
fn state_line(desk: Desk) -> String {
    if desk.page.draft.with(|text| text.trim().is_empty()) {
        return "Nothing to register".to_owned();
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
    let refused = RwSignal::new(None);
    let said = RwSignal::new(String::new());
    let ready = Memo::new(move |_| {
        desk.checked
            .with(|checked| checked.request.is_some() && checked.errors() == 0)
    });
    let name = Memo::new(move |_| {
        let family = desk
            .checked
            .with(|checked| checked.family().map(str::to_owned));
        family.map(|family| format!("{family}:{}", next_revision(desk, &family)))
    });
    Effect::new(move |_| {
        // A refusal belongs to the text that was refused.
        desk.page.draft.track();
        refused.set(None);
        said.set(String::new());
    });
    let register = move |_| {
        if !ready.get_untracked() {
            desk.go_to_first_error();
            return;
        }
        let wanted = name.get_untracked().unwrap_or_default();
        run::soon(move || match register(desk, wanted) {
            Ok(registered) => said.set(format!("Registered {registered}")),
            Err(reason) => refused.set(Some(reason)),
        });
    };
    let line = move || {
        let said = said.get();
        if said.is_empty() {
            state_line(desk)
        } else {
            said
        }
    };
    view! {
        <Refusal what="Not registered." refused />
        <div class="foot">
            <span class="muted grow cut" role="status">
                {live(line)}
            </span>
            <button
                class="btn fill cut"
                aria-disabled=move || (!ready.get()).to_string()
                on:click=register
            >
                {move || match name.get() {
                    Some(name) => format!("Register {name}"),
                    None => "Register".to_owned(),
                }}
            </button>
        </div>
    }
}

/// Asks for the registration of the draft; gives `family:revision`, or `wanted` where the answer
/// has none.
fn register(desk: Desk, wanted: String) -> Result<String, Refused> {
    let request = desk
        .checked
        .with_untracked(|checked| checked.request.clone());
    let request = request.unwrap_or_default().to_string();
    let answer = desk.page.ask("RegisterTaskDefinition", &request);
    match refusal(&answer) {
        Some(reason) => Err(reason),
        None => Ok(registered(&answer.body).unwrap_or(wanted)),
    }
}

/// `family:revision` of an answer.
fn registered(body: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    let definition = body.get("taskDefinition")?;
    let family = definition.get("family")?.as_str()?;
    let revision = definition.get("revision")?.as_u64()?;
    Some(format!("{family}:{revision}"))
}
