//! A resource of Terraform's AWS provider.
//! Source: Terraform AWS provider, aws_ecs_task_definition, Argument Reference; HCL Native Syntax
//! Specification.

use super::words;
use serde_json::{Map, Value};

/// Members that are blocks, one for each item of a list or one for an object.
const BLOCKS: &[(&str, &str)] = &[
    ("volumes", "volume"),
    ("placementConstraints", "placement_constraints"),
    ("inferenceAccelerators", "inference_accelerator"),
    ("proxyConfiguration", "proxy_configuration"),
    ("runtimePlatform", "runtime_platform"),
    ("ephemeralStorage", "ephemeral_storage"),
    ("efsVolumeConfiguration", "efs_volume_configuration"),
    ("dockerVolumeConfiguration", "docker_volume_configuration"),
    (
        "fsxWindowsFileServerVolumeConfiguration",
        "fsx_windows_file_server_volume_configuration",
    ),
    ("s3filesVolumeConfiguration", "s3files_volume_configuration"),
    ("authorizationConfig", "authorization_config"),
];

/// A resource for a request.
pub fn terraform(request: &Value) -> String {
    let name = words(request).join("_").to_ascii_lowercase();
    let letter = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let name = if letter { name } else { format!("task_{name}") };
    let mut out = format!("resource \"aws_ecs_task_definition\" \"{name}\" {{\n");
    body(request.as_object().unwrap_or(&Map::new()), 2, &mut out);
    out.push_str("}\n");
    out
}

/// Arguments, then blocks.
fn body(members: &Map<String, Value>, indent: usize, out: &mut String) {
    let block = |name: &str| BLOCKS.iter().find(|row| row.0 == name).map(|row| row.1);
    let blanks = " ".repeat(indent);
    for (name, value) in members.iter().filter(|(name, _)| block(name).is_none()) {
        let (name, value) = match name.as_str() {
            "containerDefinitions" => {
                let list = expression(value, indent);
                (
                    "container_definitions".to_owned(),
                    format!("jsonencode({list})"),
                )
            }
            "tags" => (
                "tags".to_owned(),
                expression(&map(value, ["key", "value"]), indent),
            ),
            "properties" => {
                let map = map(value, ["name", "value"]);
                ("properties".to_owned(), expression(&map, indent))
            }
            "host" => match value.get("sourcePath") {
                Some(path) => ("host_path".to_owned(), expression(path, indent)),
                None => continue,
            },
            "configuredAtLaunch" => ("configure_at_launch".to_owned(), value.to_string()),
            name => (snake(name), expression(value, indent)),
        };
        out.push_str(&format!("{blanks}{name} = {value}\n"));
    }
    for (name, value) in members {
        let Some(block) = block(name) else {
            continue;
        };
        let items = match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        for item in items.iter().filter_map(Value::as_object) {
            out.push_str(&format!("\n{blanks}{block} {{\n"));
            body(item, indent + 2, out);
            out.push_str(&format!("{blanks}}}\n"));
        }
    }
}

/// Pairs as a map.
fn map(value: &Value, [key, second]: [&str; 2]) -> Value {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let pair = |item: &Value| Some((item[key].as_str()?.to_owned(), item[second].clone()));
    Value::Object(items.iter().filter_map(pair).collect())
}

/// `networkMode` as `network_mode`, `sizeInGiB` as `size_in_gib`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for letter in name.replace("GiB", "Gib").chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// A value; what has several lines is indented like the line that it begins on.
fn expression(value: &Value, indent: usize) -> String {
    let (inner, outer) = (" ".repeat(indent + 2), " ".repeat(indent));
    match value {
        Value::String(_) => text(value),
        Value::Array(items) if items.iter().all(|item| !item.is_object()) => {
            let items: Vec<String> = items.iter().map(|item| expression(item, indent)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| {
                let item = expression(item, indent + 2);
                format!("{inner}{item},\n")
            });
            format!("[\n{}{outer}]", items.collect::<String>())
        }
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let lines = members.iter().map(|(name, value)| {
                let value = expression(value, indent + 2);
                format!("{inner}{} = {value}\n", key(name))
            });
            format!("{{\n{}{outer}}}", lines.collect::<String>())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn key(name: &str) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let starts = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    match starts && name.chars().all(is_part) {
        true => name.to_owned(),
        false => text(&Value::from(name)),
    }
}

/// A string: JSON's, but that HCL would fill in `${` and `%{`, and knows fewer escapes.
fn text(value: &Value) -> String {
    let json = value.to_string();
    let json = json.replace("\\b", "\\u0008").replace("\\f", "\\u000c");
    json.replace("${", "$${").replace("%{", "%%{")
}
