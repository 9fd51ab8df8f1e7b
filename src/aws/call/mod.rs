//! Calls: requests out, answers in, pages, and waiting.

pub mod pages;
pub mod response;
pub mod wait;

use crate::aws::failure::{Failure, SERVICE};
use crate::aws::outside::{Answer, Outside};
use crate::aws::times;
use crate::shapes::{Kind, Operation, Shape};
use crate::sim::Span;
use serde_json::{Map, Value};

/// Who calls, and how often it tries.
#[derive(Clone)]
pub struct Caller {
    /// What carries the calls.
    pub outside: Outside,
    /// Tries in all. Source: AWS CLI user guide, "AWS CLI retries": 3, or `AWS_MAX_ATTEMPTS`.
    pub attempts: u32,
    /// Whether times stay seconds: `cli_timestamp_format = wire`.
    pub wire_times: bool,
}

/// What a service says of a request that it does not carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// Such as `ClusterNotFoundException`.
    pub code: String,
    /// What it says.
    pub message: String,
    /// How often it was tried again, if it was tried as often as may be.
    pub retries: Option<u32>,
}

impl ServiceError {
    /// What the CLI says of it.
    pub fn failure(&self, operation: &str) -> Failure {
        let retried = match self.retries {
            Some(retries) => format!(" (reached max retries: {retries})"),
            None => String::new(),
        };
        let (code, message) = (&self.code, &self.message);
        Failure::new(
            SERVICE,
            format!(
                "An error occurred ({code}) when calling the {operation} operation{retried}: \
                 {message}"
            ),
        )
    }
}

/// What is tried again.
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode.
const TRY_AGAIN: &[u16] = &[500, 502, 503, 504];
const THROTTLED: &[&str] = &[
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];

impl Caller {
    /// Calls an operation; gives its answer as the model has it.
    pub async fn call(
        &self,
        operation: &'static Operation,
        request: &Map<String, Value>,
    ) -> Result<Value, ServiceError> {
        let body = on_wire(operation.input.get(), Value::Object(request.clone())).to_string();
        let mut tries = 0;
        loop {
            tries += 1;
            let answer = self
                .outside
                .call(operation.service.name, operation.name, body.clone())
                .await;
            if answer.status < 300 {
                let value = response::json(&answer.body);
                return Ok(response::parsed(
                    operation.output.get(),
                    value,
                    self.wire_times,
                ));
            }
            let mut error = response::error(&answer);
            // As in the CLI: the last try is said to be the last whatever went wrong.
            if tries >= self.attempts {
                error.retries = Some(tries - 1);
            }
            if tries >= self.attempts || !may_pass(&answer, &error) {
                return Err(error);
            }
            // Assumption: half of the greatest pause that the mode allows; it draws one at random.
            let pause = Span::millis(500 << (tries - 1).min(5));
            let why = format!("{}, try {} of {}", operation.name, tries + 1, self.attempts);
            self.outside.sleep(pause, &why).await;
        }
    }
}

fn may_pass(answer: &Answer, error: &ServiceError) -> bool {
    TRY_AGAIN.contains(&answer.status) || THROTTLED.contains(&error.code.as_str())
}

/// The request as it is sent: times are seconds. Source: AWS JSON 1.1 protocol.
fn on_wire(shape: &Shape, value: Value) -> Value {
    match (&shape.kind, value) {
        (Kind::Structure { .. }, Value::Object(members)) => {
            let each = members.into_iter().map(|(name, value)| {
                let value = match shape.member(&name) {
                    Some(member) => on_wire(member.shape.get(), value),
                    None => value,
                };
                (name, value)
            });
            Value::Object(each.collect())
        }
        (Kind::List { of, .. }, Value::Array(items)) => items
            .into_iter()
            .map(|item| on_wire(of.get(), item))
            .collect(),
        (Kind::Time, Value::String(text)) => match times::seconds(&text) {
            Some(seconds) => seconds.into(),
            None => Value::String(text),
        },
        (Kind::Time, Value::Bool(truth)) => u8::from(truth).into(),
        (Kind::Time, Value::Number(number)) => match number.as_f64() {
            Some(seconds) => (seconds.floor() as i64).into(),
            None => Value::Number(number),
        },
        (_, value) => value,
    }
}
