//! `aws ecs wait`: calls again and again until a state is reached, in simulated time.
//! Source: botocore, `waiter.py`, by behaviour.

use super::{Caller, ServiceError};
use crate::aws::failure::Failure;
use crate::aws::query::Query;
use crate::shapes::Operation;
use crate::shapes::client::{Acceptor, Expected, Matcher, State, Waiter};
use crate::shapes::names::kebab;
use crate::sim::Span;
use serde_json::{Map, Value};

/// Waits; the operation is the waiter's.
pub async fn wait(
    caller: &Caller,
    waiter: &'static Waiter,
    operation: &'static Operation,
    request: &Map<String, Value>,
) -> Result<(), Failure> {
    let failed = |reason: String| {
        Err(Failure::general(format!(
            "Waiter {} failed: {reason}",
            waiter.name
        )))
    };
    let acceptors: Vec<(&Acceptor, Query)> = waiter
        .acceptors
        .iter()
        .filter_map(|one| Some((one, Query::new(one.argument).ok()?)))
        .collect();
    for attempt in 1.. {
        let answer = caller.call(operation, request).await;
        match decided(&acceptors, &answer).map_err(Failure::general)? {
            Some(one) if one.state == State::Success => return Ok(()),
            Some(one) => {
                let why = explained(one);
                return failed(format!(
                    "Waiter encountered a terminal failure state: {why}"
                ));
            }
            None => {}
        }
        if let Err(ServiceError { code, message, .. }) = answer {
            return failed(format!("An error occurred ({code}): {message}"));
        }
        if attempt >= waiter.max_attempts {
            break;
        }
        let (name, most) = (kebab(waiter.name), waiter.max_attempts);
        let why = format!("{name}, try {} of {most}", attempt + 1);
        caller
            .outside
            .sleep(Span::seconds(waiter.delay.into()), &why)
            .await;
    }
    failed("Max attempts exceeded".to_owned())
}

/// The first acceptor that holds; the error is of a query that the answer does not suit.
fn decided<'a>(
    acceptors: &[(&'a Acceptor, Query)],
    answer: &Result<Value, ServiceError>,
) -> Result<Option<&'a Acceptor>, String> {
    let Ok(answer) = answer else { return Ok(None) };
    for (one, query) in acceptors {
        let found = query.search(answer)?;
        let holds = match one.matcher {
            Matcher::Path => is(&found, one.expected),
            Matcher::PathAll => match found.as_array() {
                Some(items) => !items.is_empty() && items.iter().all(|item| is(item, one.expected)),
                None => false,
            },
            Matcher::PathAny => match found.as_array() {
                Some(items) => items.iter().any(|item| is(item, one.expected)),
                None => false,
            },
        };
        if holds {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

fn is(value: &Value, expected: Expected) -> bool {
    match expected {
        Expected::Text(text) => value.as_str() == Some(text),
        Expected::Truth(truth) => value.as_bool() == Some(truth),
    }
}

fn explained(one: &Acceptor) -> String {
    let expected = match one.expected {
        Expected::Text(text) => text,
        Expected::Truth(true) => "True",
        Expected::Truth(false) => "False",
    };
    let argument = one.argument;
    let matched = match one.matcher {
        Matcher::Path => format!("we matched expected path: \"{expected}\""),
        // The word is the CLI's.
        Matcher::PathAll => format!("all members matched excepted path: \"{expected}\""),
        Matcher::PathAny => format!("we matched expected path: \"{expected}\" at least once"),
    };
    format!("For expression \"{argument}\" {matched}")
}
