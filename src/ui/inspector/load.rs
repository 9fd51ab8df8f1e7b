//! What lies under the selection: hosts, demand, traffic, scaling, cost. Its code comes apart from
//! that of the page.

use super::super::prelude::*;
use super::super::state::{Page, Selection};
use super::cost::Cost;
use super::demand::DemandSection;
use super::follow;
use super::host::HostSection;
use super::scaling::ScalingSection;
use super::traffic::{ServiceChart, TrafficSection};
use crate::model::host::HostId;
use crate::view::demand::{Subject, named};
use serde_json::{Value, json};

/// What belongs to what is selected now. Whoever shows it is made anew for another selection.
pub fn room(page: Page) -> AnyView {
    match page.selection.get_untracked() {
        Some(Selection::Task(id)) => {
            let subject = Subject::Task(id);
            let named = names(page, subject);
            view! {
                <DemandSection subject named />
                <HostSection host=HostId::Fargate(id) named=Signal::derive(|| Value::Null) />
            }
            .into_any()
        }
        Some(Selection::Instance(id)) => {
            let named = names(page, Subject::Instance(id));
            view! { <HostSection host=HostId::Instance(id) named /> }.into_any()
        }
        Some(Selection::Service(id)) => {
            let subject = Subject::Service(id);
            let named = names(page, subject);
            view! {
                <ServiceChart id />
                <TrafficSection id named />
                <ScalingSection id />
                <DemandSection subject named />
            }
            .into_any()
        }
        None => view! { <Cost /> }.into_any(),
    }
}

/// What names it in requests.
fn names(page: Page, subject: Subject) -> Signal<Value> {
    let found = follow(page, move |timeline| named(timeline.world(), subject));
    Signal::derive(move || {
        found.with(|found| match found {
            Some((cluster, member, name)) => {
                let mut body = json!({ "cluster": cluster });
                body[*member] = json!(name);
                body
            }
            None => Value::Null,
        })
    })
}
