//! The wire: AWS JSON 1.1 request texts in, response texts out.

use crate::lifecycle::Turn;

/// An answer on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status: 200, 400 for a refusal, 500 for a failure of ours.
    pub status: u16,
    /// The JSON text of the response or of the error.
    pub body: String,
}

/// Whether an action only looks: it is answered without entering the command log.
pub fn is_read(_action: &str) -> bool {
    false
}

/// Carries out one action at the present moment. Never fails: a user's mistake is an answer.
pub fn call(_turn: &mut Turn, action: &str, _body: &str) -> Answer {
    Answer {
        status: 400,
        body: format!("{{\"__type\":\"UnknownOperationException\",\"message\":{action:?}}}"),
    }
}
