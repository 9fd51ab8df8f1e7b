//! Modules that make task definitions, and containers in `locals`.
//! Sources: Terraform Registry, terraform-aws-modules/ecs/aws, modules/service and
//! modules/container-definition, Inputs; cloudposse/ecs-container-definition/aws, Inputs.

use super::hcl::{self, Body, of_json};
use super::resource;
use crate::shapes::{Kind, definition};
use crate::taskdef::import::{Definition, Format, Source};
use crate::taskdef::rules::shape::misspelt;
use serde_json::{Map, Value, json};

/// A configuration without a resource, but with containers.
pub const FORMAT: Format = Format {
    what: "Terraform module or locals",
    read,
};

/// What the module calls otherwise than the API.
const NAMES: &[(&str, &str)] = &[
    ("dependencies", "dependsOn"),
    ("container_depends_on", "dependsOn"),
    ("container_name", "name"),
    ("container_image", "image"),
    ("container_memory", "memory"),
    ("container_memory_reservation", "memoryReservation"),
    ("container_cpu", "cpu"),
    ("map_environment", "environment"),
    ("map_secrets", "secrets"),
    ("volume", "volumes"),
    ("tasks_iam_role_arn", "taskRoleArn"),
    ("task_exec_iam_role_arn", "executionRoleArn"),
];

/// Arguments of every module.
const ITS_OWN: &[&str] = &[
    "source",
    "version",
    "providers",
    "count",
    "for_each",
    "depends_on",
];

/// What the module of services sets where nothing is said.
const DEFAULTS: [(&str, &str); 4] = [
    ("cpu", "1024"),
    ("memory", "2048"),
    ("networkMode", "awsvpc"),
    ("executionRoleArn", "${task_exec_iam_role_arn}"),
];

fn read(source: &Source) -> Option<Vec<Definition>> {
    let text = source.text;
    if source.json.is_some()
        || !["module ", "locals "]
            .iter()
            .any(|word| text.contains(word))
    {
        return None;
    }
    let file = hcl::read(text)?;
    let mut found = Vec::new();
    for block in &file.blocks {
        match block.kind.as_str() {
            "module" => {
                let name = block.labels.first().map_or("", String::as_str);
                found.extend(of_module(name, &block.body));
            }
            "locals" => found.extend(block.body.attributes.iter().filter_map(of_local)),
            _ => {}
        }
    }
    Some(found)
}

fn of_module(name: &str, body: &Body) -> Option<Definition> {
    let mut members: Map<String, Value> = body.attributes.iter().cloned().collect();
    let what = format!("Terraform module {name}");
    let mut notes = Vec::new();
    if members.contains_key("container_image") {
        let container = container_of(members, "", &mut notes);
        let request = super::around(&Value::Array(vec![container]), &mut notes);
        return Some(resource::definition(name, what, request, &mut notes));
    }
    let containers = members.remove("container_definitions")?;
    let containers = match containers {
        Value::Object(by_name) => {
            let one = |(name, one): (String, Value)| match one {
                Value::Object(one) => container_of(one, &name, &mut notes),
                other => other,
            };
            by_name.into_iter().map(one).collect()
        }
        list => of_json(list)?,
    };
    let family = members.get("family").or_else(|| members.get("name"));
    let family = family.cloned().unwrap_or_else(|| Value::from(name));
    let mut request = known(members, "RegisterTaskDefinition", &mut Vec::new());
    request.insert("family".into(), family);
    for (name, value) in DEFAULTS {
        request.entry(name).or_insert_with(|| Value::from(value));
    }
    let fargate = || json!(["FARGATE"]);
    request
        .entry("requiresCompatibilities")
        .or_insert_with(fargate);
    request.insert("containerDefinitions".into(), containers);
    notes.push("The module adds roles, log groups and defaults of its own to this.".to_owned());
    Some(resource::definition(name, what, request, &mut notes))
}

/// A container as the API has it.
fn container_of(given: Map<String, Value>, name: &str, notes: &mut Vec<String>) -> Value {
    let mut lost = Vec::new();
    let mut members = known(given, "ContainerDefinition", &mut lost);
    if !name.is_empty() {
        members.entry("name").or_insert_with(|| Value::from(name));
    }
    if !lost.is_empty() {
        let lost = lost.join(", ");
        notes.push(format!("Only the module knows {lost}: left out."));
    }
    Value::Object(members)
}

/// The members that the API has, and the names of the others.
fn known(given: Map<String, Value>, of: &str, lost: &mut Vec<String>) -> Map<String, Value> {
    let request = definition();
    let shape = match of {
        "ContainerDefinition" => {
            let containers = request.member("containerDefinitions");
            match containers.map(|member| &member.shape.get().kind) {
                Some(Kind::List { of, .. }) => of.get(),
                Some(_) | None => return given,
            }
        }
        _ => request,
    };
    let mut members = Map::new();
    for (name, value) in given {
        let renamed = NAMES.iter().find(|(module, _)| *module == name);
        let name = renamed.map_or(name.as_str(), |(_, api)| api).to_owned();
        let spelt = || misspelt(&name, shape).map(|(_, member)| member.name);
        match shape.member(&name).map(|member| member.name).or_else(spelt) {
            Some(known) => {
                members.insert(known.to_owned(), pairs_of(known, value));
            }
            None if ITS_OWN.contains(&name.as_str()) => {}
            None => lost.push(name),
        }
    }
    members
}

/// Modules take maps for the API's lists of pairs, and of volumes.
fn pairs_of(name: &str, value: Value) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    match name {
        "environment" => resource::pairs(Value::Object(members), ["name", "value"]),
        "secrets" => resource::pairs(Value::Object(members), ["name", "valueFrom"]),
        "tags" => resource::pairs(Value::Object(members), ["key", "value"]),
        "volumes" => {
            let one = |(name, one): (String, Value)| {
                let mut one = one.as_object().cloned().unwrap_or_default();
                one.entry("name").or_insert_with(|| Value::from(name));
                Value::Object(one)
            };
            let volumes = members.into_iter().map(one).collect();
            resource::volumes(volumes)
        }
        _ => Value::Object(members),
    }
}

/// Containers under a name.
fn of_local((name, value): &(String, Value)) -> Option<Definition> {
    let one = |value: &Value| value.get("image").is_some() && value.get("name").is_some();
    let list = match value {
        Value::Object(_) if one(value) => Value::Array(vec![value.clone()]),
        value => of_json(value.clone())?,
    };
    if !list.as_array()?.first().is_some_and(one) {
        return None;
    }
    let mut notes = Vec::new();
    let request = super::around(&list, &mut notes);
    let what = format!("Terraform local {name}");
    Some(resource::definition(name, what, request, &mut notes))
}
