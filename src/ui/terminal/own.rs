//! What the page itself answers for: calls of the API, and commands of Drydock's own.

use super::super::run;
use super::super::state::Page;
use crate::aws::outside::{Answer, Text};
use crate::shell::own;
use crate::sim::SimTime;

/// Calls the API of a service.
pub fn call(page: Page, service: &str, action: &str, body: &str) -> Answer {
    let answer = page.ask(action, body);
    let _ = service;
    Answer {
        status: answer.status,
        body: answer.body,
    }
}
