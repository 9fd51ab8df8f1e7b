//! `clientToken`: the name by which a request is known when it comes again. The rules refuse what
//! makes no sense. Source: ECS API, RunTask and CreateService, `clientToken`.

use crate::api::Request;
use crate::model::task::KnownRequest;
use serde_json::Value;
use std::sync::Arc;

/// The request under its token; None if it has none.
pub fn known_request(request: Request) -> Option<Arc<KnownRequest>> {
    Some(Arc::new(KnownRequest {
        token: request.filled_text("clientToken")?.into(),
        members: Arc::new(Value::Object(request.members())),
    }))
}
