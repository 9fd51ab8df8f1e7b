//! What a service says of a request that does not fit its model, before the operation runs.
//!
//! Known of ECS: "STRING_VALUE cannot be converted to Integer" (aws-cdk-cli, pull request 973;
//! amazon-ecs-deploy-task-definition, issue 587) and "Unrecognized collection type class
//! com.amazonaws.madison.frontend.RegisterTaskDefinitionRequest" (the same, issue 610). DynamoDB
//! gives exactly these two, and the tests of its emulator dynalite, which also run against the real
//! service, have the whole family: the other texts are taken from there. That ECS gives them too,
//! that all its structures live in the package of the one that is known, and that a time is a Date,
//! is assumed.
//!
//! Members that are null or unknown are ignored. Missing members are left to the operations: where
//! ECS's answer is known it is a sentence of the operation's own, not of this framework.

use super::place::Place;
use super::{Kind, Ref, Shape};
use serde_json::{Map, Value};

const OBJECT: &str = "Start of structure or map found where not expected";
const MEMBER: &str = "Unexpected field type";
const PACKAGE: &str = "com.amazonaws.madison.frontend";

/// The text of the SerializationException for the first value of another JSON type.
pub fn wrong_type(shape: &Shape, value: &Value) -> Option<String> {
    check(shape, value, "Unexpected value type in payload")
}

/// The same of a value that is a member, or an item, of something.
pub fn wrong_type_at(place: &Place, shape: &Shape, value: &Value) -> Option<String> {
    match place {
        Place::Member(..) => check(shape, value, MEMBER),
        Place::Request | Place::Item(..) => wrong_type(shape, value),
    }
}

/// `unexpected` is said of a scalar where a structure, list or map has to be.
fn check(shape: &Shape, value: &Value, unexpected: &str) -> Option<String> {
    if value.is_null() {
        return None;
    }
    match &shape.kind {
        Kind::Structure { .. } => match value {
            Value::Object(members) => in_structure(shape, members),
            Value::Array(_) => Some(collection(&format!("class {PACKAGE}.{}", shape.name))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Some(unexpected.to_owned())
            }
        },
        Kind::List { of, .. } => match value {
            Value::Array(items) => in_values(*of, items.iter()),
            Value::Object(_) => Some(OBJECT.to_owned()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Some(unexpected.to_owned())
            }
        },
        Kind::Map { value: of } => match value {
            Value::Object(members) => in_values(*of, members.values()),
            Value::Array(_) => {
                let strings = "java.util.Map<java.lang.String, java.lang.String>";
                Some(collection(strings))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Some(unexpected.to_owned())
            }
        },
        Kind::Text { .. } => scalar(value, "String", value.is_string()),
        Kind::Integer { .. } => scalar(value, "Integer", value.is_number()),
        Kind::Long => scalar(value, "Long", value.is_number()),
        Kind::Number { .. } => scalar(value, "Double", value.is_number()),
        Kind::Truth if value.is_string() => Some("Unexpected token received from parser".into()),
        Kind::Truth => scalar(value, "Boolean", value.is_boolean()),
        Kind::Time => scalar(value, "Date", value.is_number()),
        Kind::Document => None,
    }
}

fn in_structure(shape: &Shape, members: &Map<String, Value>) -> Option<String> {
    members.iter().find_map(|(name, value)| {
        let member = shape.member(name)?;
        check(member.shape.get(), value, MEMBER)
    })
}

fn in_values<'v>(of: Ref, mut values: impl Iterator<Item = &'v Value>) -> Option<String> {
    values.find_map(|value| wrong_type(of.get(), value))
}

fn scalar(value: &Value, class: &str, fits: bool) -> Option<String> {
    if fits {
        return None;
    }
    let token = match value {
        Value::Array(_) => return Some(collection(&format!("class java.lang.{class}"))),
        Value::Object(_) => return Some(OBJECT.to_owned()),
        Value::Null => "NULL_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Number(number) if number.is_f64() => "DECIMAL_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::String(_) => "STRING_VALUE",
    };
    Some(format!("{token} cannot be converted to {class}"))
}

fn collection(java_type: &str) -> String {
    format!("Unrecognized collection type {java_type}")
}

/// What ECS says of all values outside their enums, in the order of the request.
pub fn outside_of_enum(shape: &Shape, value: &Value) -> Option<String> {
    let mut broken = Vec::new();
    find_enums(shape, value, &Place::Request, &mut broken);
    violations(&broken)
}

fn find_enums(shape: &Shape, value: &Value, place: &Place, broken: &mut Vec<String>) {
    match shape.kind {
        Kind::Structure { .. } => {
            for (name, value) in value.as_object().into_iter().flatten() {
                if let Some(member) = shape.member(name) {
                    let place = Place::Member(place, name);
                    find_enums(member.shape.get(), value, &place, broken);
                }
            }
        }
        Kind::List { of, .. } => {
            let items = value.as_array().map_or(&[][..], Vec::as_slice);
            if let Kind::Text { .. } = of.get().kind {
                let texts = items.iter().filter_map(Value::as_str);
                broken.extend(item_not_in_enum(texts, of.get(), place));
                return;
            }
            for (index, item) in items.iter().enumerate() {
                find_enums(of.get(), item, &Place::Item(place, index), broken);
            }
        }
        Kind::Text { .. } => {
            if let Some(text) = value.as_str()
                && let Some(one_of) = refuses(shape, text)
            {
                broken.push(not_in_enum(text, place, one_of));
            }
        }
        // The values of the API's maps are plain strings.
        Kind::Map { .. }
        | Kind::Integer { .. }
        | Kind::Long
        | Kind::Number { .. }
        | Kind::Truth
        | Kind::Time
        | Kind::Document => {}
    }
}

/// The enum that a text is not in, if ECS insists on it. Three it does not refuse in these words:
/// any protocol but `udp` counts as `tcp` (ECS API, PortMapping `protocol`), of a definition's
/// placement constraints "constraint.type 'distinctInstance' is not supported." is the answer, and
/// launch types have a sentence of their own (moto, `ecs/models.py`).
pub fn refuses(shape: &Shape, text: &str) -> Option<&'static [&'static str]> {
    let Kind::Text { one_of, .. } = shape.kind else {
        return None;
    };
    if one_of.is_empty() || one_of.contains(&text) {
        return None;
    }
    let excepted = match shape.name {
        "TransportProtocol" | "LaunchType" => true,
        "TaskDefinitionPlacementConstraintType" => text == "distinctInstance",
        _ => false,
    };
    (!excepted).then_some(one_of)
}

/// The violation of a member that is an enum.
pub fn not_in_enum(text: &str, place: &Place, one_of: &[&str]) -> String {
    let constraint = enum_constraint(one_of);
    violation(&format!("'{text}'"), place, &constraint)
}

/// The violation of a list of enums: the framework names the whole list.
/// Source: AWS Lambda, CreateFunction: "Value '[x]' at 'architectures' failed to satisfy
/// constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64,
/// arm64], Member must not be null]"; that ECS says the same is assumed.
pub fn item_not_in_enum<'t>(
    texts: impl Iterator<Item = &'t str> + Clone,
    of: &Shape,
    place: &Place,
) -> Option<String> {
    let one_of = texts.clone().find_map(|text| refuses(of, text))?;
    let all: Vec<&str> = texts.collect();
    let inner = enum_constraint(one_of);
    let constraint = format!("Member must satisfy constraint: [{inner}, Member must not be null]");
    let shown = format!("'[{}]'", all.join(", "));
    Some(violation(&shown, place, &constraint))
}

fn enum_constraint(one_of: &[&str]) -> String {
    format!(
        "Member must satisfy enum value set: [{}]",
        one_of.join(", ")
    )
}

/// One violation of the model.
pub fn violation(shown: &str, place: &Place, constraint: &str) -> String {
    let place = place.of_service();
    format!("Value {shown} at '{place}' failed to satisfy constraint: {constraint}")
}

/// The message that violations make together, if there are any.
pub fn violations(broken: &[String]) -> Option<String> {
    let errors = match broken.len() {
        0 => return None,
        1 => "error",
        _ => "errors",
    };
    let count = broken.len();
    Some(format!(
        "{count} validation {errors} detected: {}",
        broken.join("; ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::input;
    use serde_json::json;

    fn of(operation: &str, value: Value) -> Option<String> {
        wrong_type(input(operation).unwrap(), &value)
    }

    #[test]
    fn another_json_type_is_named() {
        let said = |value| of("CreateService", value).unwrap_or_default();
        assert_eq!(
            said(json!({"desiredCount": "2"})),
            "STRING_VALUE cannot be converted to Integer"
        );
        assert_eq!(
            said(json!({"cluster": 1.5})),
            "DECIMAL_VALUE cannot be converted to String"
        );
        assert_eq!(
            said(json!({"loadBalancers": {}})),
            "Start of structure or map found where not expected"
        );
        assert_eq!(
            said(json!({"loadBalancers": "none"})),
            "Unexpected field type"
        );
        assert_eq!(
            said(json!({"loadBalancers": ["none"]})),
            "Unexpected value type in payload"
        );
        assert_eq!(
            said(json!({"enableExecuteCommand": "true"})),
            "Unexpected token received from parser"
        );
        assert_eq!(
            of("RegisterTaskDefinition", json!([])).unwrap(),
            "Unrecognized collection type class \
             com.amazonaws.madison.frontend.RegisterTaskDefinitionRequest"
        );
    }

    #[test]
    fn nulls_and_unknown_members_are_ignored() {
        let value = json!({"desiredCount": null, "colour": [1], "tags": [null]});
        assert_eq!(of("CreateService", value), None);
    }

    #[test]
    fn values_outside_of_enums_are_said_together() {
        let shape = input("RegisterTaskDefinition").unwrap();
        let value = json!({
            "networkMode": "bridged",
            "containerDefinitions": [{"portMappings": [{"protocol": "TCP", "appProtocol": "ftp"}]}],
            "requiresCompatibilities": ["EC2", "Fargate"],
        });
        assert_eq!(
            outside_of_enum(shape, &value).unwrap(),
            "3 validation errors detected: \
             Value 'bridged' at 'networkMode' failed to satisfy constraint: \
             Member must satisfy enum value set: [bridge, host, awsvpc, none]; \
             Value 'ftp' at 'containerDefinitions.1.member.portMappings.1.member.appProtocol' \
             failed to satisfy constraint: Member must satisfy enum value set: \
             [http, http2, grpc]; \
             Value '[EC2, Fargate]' at 'requiresCompatibilities' failed to satisfy constraint: \
             Member must satisfy constraint: [Member must satisfy enum value set: \
             [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES], Member must not be null]"
        );
        assert_eq!(
            outside_of_enum(shape, &json!({"networkMode": "host"})),
            None
        );
    }
}
