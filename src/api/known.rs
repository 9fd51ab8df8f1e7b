//! What a service reads of a request: the members that its model knows, as far as they are not
//! null. Everything else is dropped here, so that no operation can echo it or take it for a change.
//! Source: AWS JSON 1.1; see also `shapes::wire`.

use crate::shapes::{Kind, Shape};
use serde_json::{Map, Value};

/// The value with its known members only.
pub fn known(shape: &Shape, value: Value) -> Value {
    match (&shape.kind, value) {
        (Kind::Structure { .. }, Value::Object(members)) => structure(shape, members),
        (Kind::List { of, .. }, Value::Array(items)) => {
            let kept = items.into_iter().filter(|item| !item.is_null());
            kept.map(|item| known(of.get(), item)).collect()
        }
        (Kind::Map { value: of }, Value::Object(members)) => {
            let kept = members.into_iter().filter(|(_, value)| !value.is_null());
            let kept = kept.map(|(name, value)| (name, known(of.get(), value)));
            Value::Object(kept.collect::<Map<_, _>>())
        }
        // What is of another type has been refused; the rest has no members.
        (
            Kind::Structure { .. }
            | Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Long
            | Kind::Number { .. }
            | Kind::Truth
            | Kind::Time
            | Kind::Document,
            value,
        ) => value,
    }
}

fn structure(shape: &Shape, members: Map<String, Value>) -> Value {
    let kept = members.into_iter().filter_map(|(name, value)| {
        let member = shape.member(&name).filter(|_| !value.is_null())?;
        Some((name, known(member.shape.get(), value)))
    });
    Value::Object(kept.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::input;
    use serde_json::json;

    #[test]
    fn drops_what_the_model_does_not_know() {
        let shape = input("CreateService").expect("there is one");
        let value = json!({
            "serviceName": "web", "colour": "red", "cluster": null,
            "tags": [{"key": "a", "shape": "round"}, null],
            "deploymentConfiguration": {"maximumPercent": null, "minimumHealthyPercent": 50},
        });
        let kept = json!({
            "serviceName": "web", "tags": [{"key": "a"}],
            "deploymentConfiguration": {"minimumHealthyPercent": 50},
        });
        assert_eq!(known(shape, value), kept);
    }
}
