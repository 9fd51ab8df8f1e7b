//! Services on a run, for tests.

use super::{Account, call};
use crate::api::Answer;
use crate::api::testing::Asked;
use crate::aws::call::response;
use crate::model::World;
use crate::shapes;
use serde_json::Value;

impl Account for Asked {
    fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.sim.world)
    }

    fn ask(&mut self, action: &str, body: &str) -> Answer {
        let body = serde_json::from_str(body).expect("a request is JSON");
        let (status, body) = Asked::ask(self, action, body);
        let body = body.to_string();
        Answer { status, body }
    }
}

/// The answer of a service that does not refuse. It has no member that the model does not know.
pub fn granted(asked: &mut Asked, service: &str, action: &str, body: Value) -> Value {
    let answer = call(asked, service, action, &body.to_string());
    assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    let answer: Value = serde_json::from_str(&answer.body).expect("answers are JSON");
    let service = shapes::service(service).expect("a service");
    let operation = service.operation(action).expect("an operation");
    let known = response::parsed(operation.output.get(), answer.clone(), true);
    let whole = |value: &Value| value.to_string().len();
    assert_eq!(whole(&known), whole(&answer), "{known}\n{answer}");
    answer
}

/// `Code: message` of a refusal.
pub fn refused(asked: &mut Asked, service: &str, action: &str, body: Value) -> String {
    let answer = call(asked, service, action, &body.to_string());
    assert_eq!(answer.status, 400, "{action}: {}", answer.body);
    let error = response::error(&answer);
    format!("{}: {}", error.code, error.message)
}
