//! The wire: AWS JSON 1.1 request texts in, response texts out.
//!
//! One operation is one file in `ops/` and one line in its table. An operation reads its request,
//! asks the world, acts through the turn, and renders what it did; it refuses before it acts.

mod known;
pub mod lookup;
pub mod ops;
pub mod paging;
pub mod read;
mod records;
mod refusal;
pub mod render;
mod request;
pub mod rules;
pub mod tagged;
pub mod task_sets;
#[cfg(any(test, feature = "fixtures"))]
pub mod testing;

use crate::lifecycle::Turn;
use crate::shapes::{self, wire};
use serde_json::Value;

pub use refusal::{Code, Refusal};
pub use request::Request;

/// An answer on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status: 200, 400 for a refusal, 500 for a failure of ours.
    pub status: u16,
    /// The JSON text of the response or of the error.
    pub body: String,
}

/// Whether an action only looks: it is answered without entering the command log.
pub fn is_read(action: &str) -> bool {
    ops::named(action).is_some_and(|operation| operation.only_reads)
}

/// Carries out one action at the present moment. Never fails: a user's mistake is an answer.
pub fn call(turn: &mut Turn, action: &str, body: &str) -> Answer {
    let Some(operation) = ops::named(action) else {
        let unknown = || {
            let message = format!("Operation {action} is unknown.");
            Refusal::new(Code::UnknownOperation, message)
        };
        let refusal = ops::not_simulated::refusal(action);
        return refusal.unwrap_or_else(unknown).answer();
    };
    let request = parse(body).and_then(|request| {
        fits_model(action, &request)?;
        Ok(known_members(action, request))
    });
    let run = |request: Value| {
        #[cfg(test)]
        request::watch::begin(&request);
        let request = Request::new(&request);
        match operation.run {
            ops::Run::Tree(run) => run(turn, request).map(|response| text_of(&response)),
            ops::Run::Text(run) => run(turn, request),
        }
    };
    match request.and_then(run) {
        Ok(body) => Answer { status: 200, body },
        Err(refusal) => refusal.answer(),
    }
}

/// The text of a response. Its own `to_string` goes through a formatter, which takes twice as long.
fn text_of(response: &Value) -> String {
    serde_json::to_string(response).unwrap_or_else(|_| response.to_string())
}

/// An empty body is an empty request.
fn parse(body: &str) -> Result<Value, Refusal> {
    if body.trim().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    serde_json::from_str(body).map_err(|error| Refusal::new(Code::Serialization, error.to_string()))
}

/// Members of another JSON type, and values outside of their enums, are refused before the
/// operation looks. Which exception carries the enums is assumed: that of the operation's others;
/// of launch types ECS speaks in other words.
fn fits_model(action: &str, request: &Value) -> Result<(), Refusal> {
    let Some(shape) = shapes::input(action) else {
        return Ok(());
    };
    if let Some(message) = wire::wrong_type(shape, request) {
        return Err(Refusal::new(Code::Serialization, message));
    }
    // Where there are rules, one of them speaks.
    let ruled = rules::Action::named(action).is_some();
    if !ruled && !read::launch::is_known(Request::new(request)) {
        return Err(Refusal::client(read::launch::UNKNOWN_LAUNCH_TYPE));
    }
    match wire::outside_of_enum(shape, request) {
        Some(message) if action == "RegisterTaskDefinition" => Err(Refusal::client(message)),
        Some(message) => Err(Refusal::invalid(message)),
        None => Ok(()),
    }
}

/// The request without what the model does not know. Of a registration all is kept: its own check
/// tells what is unknown from what is not.
fn known_members(action: &str, request: Value) -> Value {
    match shapes::input(action) {
        Some(shape) if action != "RegisterTaskDefinition" => known::known(shape, request),
        Some(_) | None => request,
    }
}
