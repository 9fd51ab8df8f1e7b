//! The forms of the right column. Each asks one action; a refusal stays where it happened, and the
//! values stay with it.

pub mod faults;
pub mod instances;
mod launch;
pub mod revisions;
pub mod run_task;
pub mod service;
pub mod share;

use super::parts::{Refused, refusal};
use super::state::Page;
use leptos::prelude::*;
use serde_json::Value;

/// Asks, and keeps the refusal. True where it was granted.
fn submit(page: Page, action: &str, body: &Value, refused: RwSignal<Option<Refused>>) -> bool {
    let answer = page.ask(action, &body.to_string());
    let reason = refusal(&answer).or_else(|| failure(&answer.body));
    let granted = reason.is_none();
    refused.set(reason);
    granted
}

/// RunTask may be granted and yet start nothing: its `failures` say why.
fn failure(body: &str) -> Option<Refused> {
    let body: Value = serde_json::from_str(body).ok()?;
    let failures = body["failures"].as_array()?;
    let first = failures.first()?;
    let text = |name: &str| first[name].as_str().unwrap_or_default().to_owned();
    let more = match failures.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Some(Refused {
        name: "failures".to_owned(),
        message: format!(
            "{} {} {}{more}",
            text("reason"),
            text("detail"),
            text("arn")
        ),
    })
}

/// A count in a field; what is no number is sent as it is, so that the API answers for it.
fn count(text: &str) -> Value {
    match text.trim().parse::<i64>() {
        Ok(number) => Value::from(number),
        Err(_) => Value::from(text.trim()),
    }
}
