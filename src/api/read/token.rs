//! `clientToken`: the name by which a request is known when it comes again.
//! Source: ECS API, RunTask and CreateService, `clientToken`.

use crate::api::{Refusal, Request};
use crate::model::task::KnownRequest;
use serde_json::Value;
use std::sync::Arc;

/// The request under its token; None if it has none. Assumption: the text, built like the one for
/// a long `startedBy`, and that other characters than visible ASCII get a sentence of their own.
pub fn known_request(
    request: Request,
    longest: usize,
) -> Result<Option<Arc<KnownRequest>>, Refusal> {
    let Some(token) = request.filled_text("clientToken") else {
        return Ok(None);
    };
    if token.len() > longest {
        let message = format!("clientToken longer than {longest}.");
        return Err(Refusal::invalid(message));
    }
    if !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Refusal::invalid("Invalid clientToken."));
    }
    Ok(Some(Arc::new(KnownRequest {
        token: token.into(),
        members: Arc::new(Value::Object(request.members())),
    })))
}
