//! Terraform: resources `aws_ecs_task_definition`, and the containers that they take as JSON.
//! Source: Terraform AWS provider, aws_ecs_task_definition.

mod hcl;
mod module;
pub(super) mod resource;

use super::{Definition, Format, Source, fill, templated};
use crate::sim::sort;
use hcl::Block;
pub use hcl::{arguments, of_json, value_of};
pub use module::FORMAT as MODULE;
use serde_json::{Map, Value, json};

const TYPE: &str = "aws_ecs_task_definition";

/// A configuration.
pub const HCL: Format = Format {
    what: "Terraform configuration",
    read: configuration,
};

/// Containers alone: an array of them as JSON, with `${…}` anywhere, or `jsonencode([…])`.
pub const CONTAINERS: Format = Format {
    what: "containers without their task definition",
    read: containers_alone,
};

/// A plan or a state as JSON. Source: Terraform, "JSON output format".
pub const SHOWN: Format = Format {
    what: "output of terraform show -json",
    read: shown,
};

fn configuration(source: &Source) -> Option<Vec<Definition>> {
    if source.json.is_some() || !source.text.contains(TYPE) {
        return None;
    }
    let file = hcl::read(source.text)?;
    let (locals, defaults) = (locals(&file), defaults(&file));
    let is_one = |block: &&Block| {
        let label = block.labels.first();
        block.kind == "resource" && label.is_some_and(|label| label == TYPE)
    };
    let resources = file.blocks.iter().filter(is_one);
    let definitions = resources.map(|block| {
        let name = block.labels.get(1).map_or("", String::as_str);
        let (members, mut notes) = resource::members(&block.body, &locals);
        let what = format!("{}: {TYPE} resource {name}", HCL.what);
        let mut one = resource::definition(name, what, members, &mut notes);
        fill::known(&mut one, &defaults);
        one
    });
    Some(definitions.collect())
}

/// The defaults of the variables.
fn defaults(file: &hcl::Body) -> Vec<(String, String)> {
    let blocks = file.blocks.iter().filter(|block| block.kind == "variable");
    let defaults = blocks.filter_map(|block| {
        let mut attributes = block.body.attributes.iter();
        let (_, value) = attributes.find(|(name, _)| name == "default")?;
        fill::pair(format!("${{var.{}}}", block.labels.first()?), value)
    });
    defaults.collect()
}

/// The values of the blocks `locals`.
fn locals(file: &hcl::Body) -> Map<String, Value> {
    let blocks = file.blocks.iter().filter(|block| block.kind == "locals");
    let values = blocks.flat_map(|block| &block.body.attributes);
    values
        .map(|(name, value)| (format!("${{local.{name}}}"), value.clone()))
        .collect()
}

fn containers_alone(source: &Source) -> Option<Vec<Definition>> {
    let list = match &source.json {
        Some(value) => value.clone(),
        None => templated::tree(source.text).or_else(|| hcl::lone(source.text))?,
    };
    let is_one = |one: &Value| one.get("image").is_some() && one.get("name").is_some();
    // One container alone is a list of it. A request has these members too, if they are misplaced.
    let list = match list {
        Value::Object(members) => {
            let members = Value::Object(members);
            let mut request = ["family", "containerDefinitions", "ContainerDefinitions"].iter();
            let alone = is_one(&members) && request.all(|name| members.get(name).is_none());
            alone.then(|| Value::Array(vec![members]))?
        }
        list => list,
    };
    let first = list.as_array()?.first()?.as_object()?;
    if !first.contains_key("image") && !first.contains_key("name") {
        return None;
    }
    let mut notes = Vec::new();
    let request = around(&list, &mut notes);
    let what = CONTAINERS.what.to_owned();
    Some(vec![resource::definition("app", what, request, &mut notes)])
}

/// A request around containers: what they need of it is filled in later.
fn around(containers: &Value, notes: &mut Vec<String>) -> Map<String, Value> {
    let list = containers.as_array().map_or(&[][..], Vec::as_slice);
    let mut request = Map::from_iter([("containerDefinitions".to_owned(), containers.clone())]);
    let needs_size = |one: &Value| one["memory"].is_null() && one["memoryReservation"].is_null();
    if list.iter().any(needs_size) {
        request.insert("memory".into(), json!("${memory}"));
    }
    if list.iter().any(|one| !one["secrets"].is_null()) {
        request.insert("executionRoleArn".into(), json!("${execution_role_arn}"));
    }
    let points = list.iter().filter_map(|one| one["mountPoints"].as_array());
    let names = points
        .flatten()
        .filter_map(|point| point["sourceVolume"].as_str());
    let mut names: Vec<&str> = names.collect();
    sort::sort(&mut names);
    names.dedup();
    if !names.is_empty() {
        let volumes = names.into_iter().map(|name| json!({"name": name}));
        request.insert("volumes".into(), volumes.collect());
    }
    let added: Vec<&str> = request.keys().skip(1).map(String::as_str).collect();
    if !added.is_empty() {
        let note = "The resource around the containers is not here: put in its";
        notes.push(format!("{note} {}.", added.join(", ")));
    }
    request
}

fn shown(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.json.as_ref()?.as_object()?;
    let is_shown = whole.contains_key("format_version") || whole.contains_key("terraform_version");
    if !is_shown {
        return None;
    }
    let mut found = Vec::new();
    let whole = Value::Object(whole.clone());
    collect(&whole, "", &mut found);
    let planned = found.iter().any(|(_, planned, _)| *planned);
    // A plan also has the state before it and the changes one by one.
    found.retain(|(_, one, _)| *one == planned);
    let definitions = found.into_iter().map(|(name, _, values)| {
        let what = format!("{}: {TYPE} resource {name}", SHOWN.what);
        let (members, mut notes) = resource::shown(values);
        resource::definition(&name, what, members, &mut notes)
    });
    Some(definitions.collect())
}

/// The resources of a tree, with whether they are of the planned values.
fn collect(tree: &Value, above: &str, found: &mut Vec<(String, bool, Map<String, Value>)>) {
    let children: Vec<(&str, &Value)> = match tree {
        Value::Object(members) => {
            let members = members.iter().filter(|(name, _)| *name != "prior_state");
            members
                .map(|(name, value)| (name.as_str(), value))
                .collect()
        }
        Value::Array(items) => items.iter().map(|item| (above, item)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
    };
    if tree["type"] == json!(TYPE) && tree["mode"] != json!("data") {
        let name = tree["name"].as_str().unwrap_or_default().to_owned();
        let states = tree["instances"].as_array().map_or(&[][..], Vec::as_slice);
        let states = states.iter().map(|one| &one["attributes"]);
        for values in std::iter::once(&tree["values"]).chain(states) {
            if let Some(values) = values.as_object() {
                found.push((name.clone(), above == "planned_values", values.clone()));
            }
        }
        return;
    }
    for (name, child) in children {
        let above = if above == "planned_values" {
            above
        } else {
            name
        };
        collect(child, above, found);
    }
}
