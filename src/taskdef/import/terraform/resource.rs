//! From the arguments of an `aws_ecs_task_definition` to the members of a request.
//! Source: Terraform AWS provider, aws_ecs_task_definition, Argument Reference.

use super::Definition;
use super::hcl::{Body, of_json};
use crate::taskdef::import::convert::Conversion;
use crate::taskdef::import::templated::braces;
use crate::taskdef::import::with_family;
use crate::taskdef::rules::is_placeholder;
use serde_json::{Map, Value};

/// Arguments that say what Terraform does, or what it found, and nothing of the definition.
const ITS_OWN: &[&str] = &[
    "arn",
    "arn_without_revision",
    "count",
    "depends_on",
    "for_each",
    "id",
    "lifecycle",
    "provider",
    "provisioner",
    "region",
    "revision",
    "skip_destroy",
    "tags_all",
    "timeouts",
    "track_latest",
];

/// Blocks that stand for an item of a list: the block and the member.
const LISTS: &[(&str, &str)] = &[
    ("volume", "volumes"),
    ("placement_constraints", "placementConstraints"),
    ("inference_accelerator", "inferenceAccelerators"),
];

/// The arguments of a resource as members, with locals filled in, and what is lost.
pub fn members(body: &Body, locals: &Map<String, Value>) -> (Map<String, Value>, Vec<String>) {
    let mut notes = Vec::new();
    let members = of_body(body, locals, &mut notes);
    (arguments(members, &mut notes), notes)
}

/// The attributes of a resource in a state or a plan.
pub fn shown(values: Map<String, Value>) -> (Map<String, Value>, Vec<String>) {
    let mut notes = Vec::new();
    let set = values.into_iter().filter(|(_, value)| is_set(value));
    let set = set.filter(|(name, _)| !ITS_OWN.contains(&name.as_str()));
    let set = set.map(|(name, value)| (name, without_blanks(value)));
    let members = arguments(set.collect(), &mut notes);
    (members, notes)
}

fn is_set(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// A state writes every argument of a block, set or not.
fn without_blanks(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_blanks).collect(),
        Value::Object(members) => {
            let set = members.into_iter().filter(|(_, value)| is_set(value));
            Value::Object(
                set.map(|(name, value)| (name, without_blanks(value)))
                    .collect(),
            )
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// A request of members.
pub fn definition(
    name: &str,
    what: String,
    members: Map<String, Value>,
    notes: &mut Vec<String>,
) -> Definition {
    let mut conversion = Conversion::default();
    let mut request = Map::new();
    for (name, value) in members {
        // The provider reads the containers into what the API has, by the rules of Go's package
        // encoding/json, and coerces its own arguments.
        conversion.coerce = name != "containerDefinitions";
        conversion.passes_over = !conversion.coerce;
        request.extend(conversion.request(Map::from_iter([(name, value)])));
    }
    notes.append(&mut conversion.notes);
    let note = "Every definition has one: write it.";
    let request = with_family(request, name, note, notes);
    Definition::new(name, what, request, std::mem::take(notes))
}

/// A body as an object: blocks of one kind are an array.
fn of_body(
    body: &Body,
    locals: &Map<String, Value>,
    notes: &mut Vec<String>,
) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, value) in &body.attributes {
        if !ITS_OWN.contains(&name.as_str()) {
            members.insert(name.clone(), filled(value.clone(), locals, 0));
        } else if matches!(name.as_str(), "count" | "for_each") {
            notes.push(format!("{name} makes several of it: one is here."));
        }
    }
    for block in &body.blocks {
        if block.kind == "dynamic" {
            let label = block.labels.first().map_or("", String::as_str);
            let note = "depends on values that are known later: left out.";
            notes.push(format!("The dynamic block {label} {note}"));
        } else if !ITS_OWN.contains(&block.kind.as_str()) {
            let inner = Value::Object(of_body(&block.body, locals, notes));
            let list = members.entry(block.kind.clone());
            if let Value::Array(items) = list.or_insert_with(|| Value::Array(Vec::new())) {
                items.push(inner);
            }
        }
    }
    members
}

/// A value with the locals that stand for a whole value.
fn filled(value: Value, locals: &Map<String, Value>, depth: usize) -> Value {
    const CHAIN: usize = 8;
    match value {
        Value::String(text) => match locals.get(&text) {
            Some(local) if depth < CHAIN => filled(local.clone(), locals, depth + 1),
            Some(_) | None => Value::String(text),
        },
        Value::Array(items) => {
            let items = items.into_iter().map(|item| filled(item, locals, depth));
            items.collect()
        }
        Value::Object(members) => {
            let members = members.into_iter();
            let members = members.map(|(name, value)| (name, filled(value, locals, depth)));
            Value::Object(members.collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

/// Arguments under the names and in the forms of the API.
fn arguments(given: Map<String, Value>, notes: &mut Vec<String>) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, value) in given {
        let (name, value) = match name.as_str() {
            "container_definitions" => {
                let containers = containers_of(value, notes);
                let name = "containerDefinitions".to_owned();
                members.extend(containers.map(|containers| (name, containers)));
                continue;
            }
            "tags" => ("tags".to_owned(), pairs(value, ["key", "value"])),
            _ => {
                let list = LISTS.iter().find(|(block, _)| *block == name);
                let name = list.map_or(name.as_str(), |(_, member)| member);
                (name.to_owned(), block(name, value))
            }
        };
        members.insert(name, value);
    }
    members
}

/// The same arguments as Pulumi's provider names them, which is made of Terraform's. The containers
/// are text of JSON, or say that they become one.
pub fn of_pulumi(given: &Map<String, Value>, notes: &mut Vec<String>) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, value) in given {
        let value = value.clone();
        let value = match name.as_str() {
            "containerDefinitions" => {
                let written = value.get("fn::toJSON").cloned().unwrap_or(value);
                match containers_of(written, notes) {
                    Some(containers) => containers,
                    None => continue,
                }
            }
            "tags" => pairs(value, ["key", "value"]),
            "volumes" => volumes(value),
            "skipDestroy" | "trackLatest" => continue,
            "proxyConfiguration" if value.is_object() => block(name, Value::Array(vec![value])),
            _ => value,
        };
        members.insert(name.clone(), value);
    }
    members
}

/// The containers, if they are here.
fn containers_of(value: Value, notes: &mut Vec<String>) -> Option<Value> {
    let source = value.as_str().unwrap_or_default().trim().to_owned();
    let containers = of_json(value);
    if containers.is_none() {
        let is_variable = is_placeholder(&source) && braces(&source) == source.len();
        notes.push(if is_variable {
            let source = source.trim_start_matches("${").trim_end_matches('}');
            format!("The containers come from {source}: paste what that is, too.")
        } else {
            "container_definitions is no JSON, even with its variables in quotes: left out."
                .to_owned()
        });
    }
    containers
}

/// The arguments of a block. One of which there can be one is no list in the API.
fn block(name: &str, value: Value) -> Value {
    match value {
        Value::Array(blocks) if LISTS.iter().any(|(_, list)| *list == name) => {
            let change = if name == "volumes" { volume } else { |one| one };
            blocks.into_iter().map(change).collect()
        }
        Value::Array(mut blocks) if blocks.len() == 1 && blocks[0].is_object() => {
            let mut only = blocks.remove(0);
            if let Some(properties) = only.get_mut("properties") {
                *properties = pairs(properties.take(), ["name", "value"]);
            }
            only
        }
        value => value,
    }
}

/// Volumes, each with its blocks.
pub fn volumes(value: Value) -> Value {
    block("volumes", value)
}

/// A volume: `host_path` is a member of `host`, blocks of one are objects.
fn volume(value: Value) -> Value {
    let Value::Object(given) = value else {
        return value;
    };
    let mut members = Map::new();
    for (name, value) in given {
        match name.as_str() {
            "host_path" | "hostPath" => {
                let host = Map::from_iter([("sourcePath".to_owned(), value)]);
                members.insert("host".into(), Value::Object(host));
            }
            "configure_at_launch" | "configureAtLaunch" => {
                // A state says no where nothing was said.
                members.extend((value != false).then(|| ("configuredAtLaunch".into(), value)));
            }
            _ => {
                members.insert(name, unwrapped(value));
            }
        }
    }
    Value::Object(members)
}

fn unwrapped(value: Value) -> Value {
    match value {
        Value::Array(mut blocks) if blocks.len() == 1 && blocks[0].is_object() => {
            unwrapped(blocks.remove(0))
        }
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(name, value)| (name, unwrapped(value)));
            Value::Object(members.collect())
        }
        value => value,
    }
}

/// A map as a list of pairs.
pub fn pairs(value: Value, [key, second]: [&str; 2]) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    let pair = |(name, value): (String, Value)| {
        let pair = [
            (key.to_owned(), Value::from(name)),
            (second.to_owned(), value),
        ];
        Value::Object(Map::from_iter(pair))
    };
    members.into_iter().map(pair).collect()
}
