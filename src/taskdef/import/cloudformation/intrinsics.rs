//! Functions of CloudFormation, as placeholders: `${Name}`, `${Resource.Attribute}`.
//! Source: CloudFormation User Guide, "Intrinsic function reference" and "Pseudo parameters
//! reference".

use crate::taskdef::rules::shape::is_intrinsic;
use serde_json::{Map, Value};

/// What a function comes to.
#[derive(Debug, PartialEq)]
pub enum Resolved<'v> {
    /// The member is not there: `AWS::NoValue`.
    Nothing,
    /// A text, with placeholders for what is not known.
    Text(String),
    /// A value that is known.
    Value(Value),
    /// A condition, and what is there if it holds and if not.
    Branches(&'v str, &'v Value, &'v Value),
}

/// Whether an object is a call of a function.
pub fn is_one(members: &Map<String, Value>) -> bool {
    members.len() == 1 && members.keys().all(|name| is_intrinsic(name))
}

/// What a value comes to, if it is a function.
pub fn resolve(value: &Value) -> Option<Resolved<'_>> {
    let members = value.as_object().filter(|members| is_one(members))?;
    let (name, argument) = members.iter().next()?;
    let items = argument.as_array().map_or(&[][..], Vec::as_slice);
    Some(match (name.as_str(), items) {
        ("Ref", _) if argument == "AWS::NoValue" => Resolved::Nothing,
        ("Ref", _) => variable(&text_of(argument)),
        ("Fn::GetAtt", []) => variable(&text_of(argument)),
        ("Fn::GetAtt" | "Fn::FindInMap", [_, _, ..]) => {
            let names: Vec<String> = items.iter().take(3).map(text_of).collect();
            variable(&names.join("."))
        }
        ("Fn::Sub", [text, values, ..]) => Resolved::Text(substituted(text, values)),
        ("Fn::Sub", _) => Resolved::Text(substituted(argument, &Value::Null)),
        ("Fn::Join", [between, Value::Array(parts)]) => {
            let parts: Vec<String> = parts.iter().map(text_of).collect();
            Resolved::Text(parts.join(between.as_str().unwrap_or_default()))
        }
        ("Fn::Join", [_, list]) => Resolved::Text(text_of(list)),
        ("Fn::If", [condition, yes, no]) => {
            Resolved::Branches(condition.as_str().unwrap_or("?"), yes, no)
        }
        ("Fn::Select", [place, Value::Array(list)]) => {
            let place = text_of(place).parse::<usize>().ok();
            match place.and_then(|place| list.get(place)) {
                Some(item) => Resolved::Value(item.clone()),
                None => variable(name),
            }
        }
        ("Fn::Select", [place, list]) => variable(&format!("{}.{}", text_of(list), text_of(place))),
        ("Fn::Split", [_, text]) => variable(&text_of(text)),
        ("Fn::ImportValue" | "Fn::Base64" | "Fn::ToJsonString", _) if !argument.is_array() => {
            variable(&text_of(argument))
        }
        (_, _) => variable(name),
    })
}

/// What a value is inside a text.
pub fn text_of(value: &Value) -> String {
    match resolve(value) {
        Some(Resolved::Nothing) => String::new(),
        Some(Resolved::Text(text)) => text,
        Some(Resolved::Value(value)) => text_of(&value),
        Some(Resolved::Branches(condition, yes, no)) => {
            let (yes, no) = (text_of(yes), text_of(no));
            if yes == no {
                yes
            } else {
                format!("${{{condition}}}")
            }
        }
        None => match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(truth) => truth.to_string(),
            Value::Null => String::new(),
            Value::Array(_) | Value::Object(_) => "${value}".to_owned(),
        },
    }
}

/// A placeholder; those inside its name lose their braces.
fn variable(name: &str) -> Resolved<'static> {
    let bare = name.replace("${", "").replace('}', "");
    Resolved::Text(format!("${{{bare}}}"))
}

/// The text of `Fn::Sub` with the values that it gives itself; `${!Literal}` loses its mark.
fn substituted(text: &Value, values: &Value) -> String {
    let text = text.as_str().unwrap_or_default();
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = from.find('}') else {
            rest = from;
            break;
        };
        let name = from[2..end].trim();
        match values.get(name) {
            Some(value) => out.push_str(&text_of(value)),
            None => out.push_str(&format!("${{{}}}", name.trim_start_matches('!'))),
        }
        rest = &from[end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn functions_become_placeholders() {
        for (value, expected) in [
            (json!({"Ref": "Cpu"}), "${Cpu}"),
            (json!({"Ref": "AWS::Region"}), "${AWS::Region}"),
            (json!({"Fn::GetAtt": ["Role", "Arn"]}), "${Role.Arn}"),
            (json!({"Fn::GetAtt": "Role.Arn"}), "${Role.Arn}"),
            (json!({"Fn::Sub": "a-${B}-${!C}"}), "a-${B}-${C}"),
            (
                json!({"Fn::Sub": ["${A}:${B}", {"A": {"Ref": "X"}}]}),
                "${X}:${B}",
            ),
            (json!({"Fn::Sub": "${A"}), "${A"),
            (
                json!({"Fn::Join": ["/", ["a", {"Ref": "B"}, 3]]}),
                "a/${B}/3",
            ),
            (json!({"Fn::Join": [",", {"Ref": "List"}]}), "${List}"),
            (
                json!({"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "k"]}),
                "${M.AWS::Region.k}",
            ),
            (
                json!({"Fn::ImportValue": {"Fn::Sub": "${Stack}-role"}}),
                "${Stack-role}",
            ),
            (json!({"Fn::Select": [1, ["a", {"Ref": "B"}]]}), "${B}"),
            (
                json!({"Fn::Select": ["0", {"Fn::Split": [",", {"Ref": "L"}]}]}),
                "${L.0}",
            ),
            (json!({"Fn::If": ["Prod", "a", "b"]}), "${Prod}"),
            (json!({"Fn::If": ["Prod", "a", "a"]}), "a"),
            (json!({"Fn::GetAZs": ""}), "${Fn::GetAZs}"),
            (json!({"Ref": "AWS::NoValue"}), ""),
            (json!({"Fn::Join": 1}), "${Fn::Join}"),
            (json!(256), "256"),
        ] {
            assert_eq!(text_of(&value), expected, "{value}");
        }
        assert_eq!(resolve(&json!({"Ref": "A", "B": 1})), None);
    }
}
