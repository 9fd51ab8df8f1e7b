//! Whose eyes the definition is read with: what it is meant to run on.

use super::super::prelude::*;
use super::super::state::use_page;
use crate::taskdef::Target;

/// The choice in words.
fn words(target: Target) -> &'static str {
    match target {
        Target::Unknown => "as declared",
        Target::Ec2 => "EC2",
        Target::Fargate => "Fargate, Linux",
        Target::FargateWindows => "Fargate, Windows",
        Target::External => "External",
        Target::ManagedInstances => "Managed Instances",
    }
}

/// The choice.
#[component]
pub fn TargetChoice() -> impl IntoView {
    let page = use_page();
    let option = move |(target, name): (Target, &'static str)| {
        let selected = move || page.target.get() == target;
        view! { <option value=name selected=live(selected)>{words(target)}</option> }
    };
    view! {
        <label class="target end">
            "for "
            <select
                class="input small"
                aria-label="Check for"
                on:change=move |event| page.target.set(Target::named(&event_target_value(&event)))
            >
                {Target::ALL.map(option).collect_view()}
            </select>
        </label>
    }
}
