//! What the page itself answers for: calls of the API, and commands of Drydock's own.

use super::super::state::Page;
use crate::aws::outside::{Answer, Text};

/// Calls the API of a service.
pub fn call(page: Page, _service: &str, action: &str, body: &str) -> Answer {
    let answer = page.ask(action, body);
    Answer {
        status: answer.status,
        body: answer.body,
    }
}

/// Carries out a command of Drydock's own.
pub fn run(_page: Page, words: &[String]) -> Text {
    let name = words.first().map_or("", String::as_str);
    Text {
        code: 127,
        out: String::new(),
        err: format!("{name}: command not found\n"),
    }
}
