//! A resource of a CloudFormation template.
//! Source: CloudFormation Template Reference, AWS::ECS::TaskDefinition.

use super::words;
use crate::shapes::{Kind, Shape, definition};
use serde_json::Value;

/// Members whose CloudFormation name is not that of the API with a capital: the object, the
/// member, the name.
const NAMES: &[(&str, &str, &str)] = &[
    ("Volume", "efsVolumeConfiguration", "EFSVolumeConfiguration"),
    (
        "Volume",
        "fsxWindowsFileServerVolumeConfiguration",
        "FSxWindowsFileServerVolumeConfiguration",
    ),
    ("EFSVolumeConfiguration", "fileSystemId", "FilesystemId"),
    ("EFSAuthorizationConfig", "iam", "IAM"),
    (
        "ProxyConfiguration",
        "properties",
        "ProxyConfigurationProperties",
    ),
];

/// A template with a resource for a request.
pub fn cloudformation(request: &Value) -> String {
    let capitalized = words(request).into_iter().map(|word| capital(&word));
    let name: String = capitalized.collect::<String>() + "TaskDefinition";
    let mut out =
        format!("Resources:\n  {name}:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n");
    members(request, Some(definition()), 6, &mut out);
    out
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The members of an object, a line each; without a shape the names stay as they are.
fn members(object: &Value, shape: Option<&Shape>, indent: usize, out: &mut String) {
    for (index, (name, value)) in object.as_object().into_iter().flatten().enumerate() {
        // The first member of an item stands behind its dash.
        if index > 0 || !out.ends_with("- ") {
            out.push_str(&" ".repeat(indent));
        }
        let member = shape.and_then(|shape| shape.member(name));
        let written = match (shape, member) {
            (Some(shape), Some(member)) => {
                let special = NAMES
                    .iter()
                    .find(|row| (row.0, row.1) == (shape.name, member.name));
                special.map_or_else(|| capital(name), |row| row.2.to_owned())
            }
            (_, _) => scalar(&Value::from(name.as_str())),
        };
        out.push_str(&written);
        out.push(':');
        let inner = member.map(|member| member.shape.get());
        content(
            value,
            inner.filter(|one| !matches!(one.kind, Kind::Map { .. })),
            indent,
            out,
        );
    }
}

/// What stands behind a colon.
fn content(value: &Value, shape: Option<&Shape>, indent: usize, out: &mut String) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            out.push('\n');
            members(value, shape, indent + 2, out);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                out.push_str(&" ".repeat(indent + 2));
                out.push_str("- ");
                match item {
                    Value::Object(object) if !object.is_empty() => {
                        let of = shape.and_then(Shape::item);
                        members(item, of, indent + 4, out);
                    }
                    _ => {
                        out.push_str(&scalar(item));
                        out.push('\n');
                    }
                }
            }
        }
        _ => {
            out.push(' ');
            out.push_str(&scalar(value));
            out.push('\n');
        }
    }
}

/// A value on one line. Texts that YAML would read otherwise stand in quotes; JSON's quotes and
/// escapes are YAML's too.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if is_plain(text) => text.clone(),
        _ => value.to_string(),
    }
}

fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@".contains(letter);
    let starts = text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/');
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    starts && !is_word && !text.ends_with(':') && text.chars().all(is_part)
}
