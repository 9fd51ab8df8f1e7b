//! Task definitions deep inside other data: states and programs of Pulumi, templates in the files
//! of other frameworks, state machines, events of CloudTrail.
//! Sources: Pulumi YAML language reference; AWS Step Functions Developer Guide, "AWS SDK service
//! integrations"; AWS CloudTrail User Guide, "CloudTrail record contents"; Ansible,
//! community.aws.ecs_taskdefinition.

use super::terraform::of_json;
use super::{Definition, Format, Source, cloudformation, described};
use crate::taskdef::parse::DEEPEST;
use serde_json::{Map, Value};

/// Whatever has containers in it.
pub const FORMAT: Format = Format {
    what: "data with a task definition in it",
    read,
};

/// What says the same once more: the member, and the one beside it that is enough.
const AGAIN: &[(&str, &str)] = &[
    ("outputs", "inputs"),
    ("responseElements", "requestParameters"),
    ("prior_state", "planned_values"),
];

/// Keys that name nothing.
const NAMELESS: &[&str] = &[
    "Properties",
    "properties",
    "Parameters",
    "Arguments",
    "inputs",
    "requestParameters",
    "taskDefinition",
];

fn read(source: &Source) -> Option<Vec<Definition>> {
    let tree = source.tree()?;
    let is_request = ["containerDefinitions", "ContainerDefinitions"];
    if is_request.iter().any(|name| tree.get(name).is_some()) {
        return None;
    }
    let mut found = Vec::new();
    walk(tree, "", 0, &mut found);
    Some(found)
}

fn walk(value: &Value, name: &str, depth: usize, found: &mut Vec<Definition>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Object(members) => {
            if let Some(definition) = definition(members, name) {
                found.push(definition);
                return;
            }
            for (key, value) in members {
                let mut again = AGAIN.iter().filter(|(again, _)| again == key);
                if !again.any(|(_, first)| members.contains_key(*first)) {
                    let is_name = !NAMELESS.contains(&key.as_str());
                    walk(value, if is_name { key } else { name }, depth + 1, found);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                walk(item, name, depth + 1, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Arguments of Ansible that say what it does.
const ITS_OWN: &[&str] = &[
    "state",
    "force_create",
    "region",
    "profile",
    "arn",
    "revision",
];

/// The arguments of Ansible's module.
fn of_ansible(members: &Map<String, Value>) -> Option<Definition> {
    let containers = members.get("containers")?.as_array()?;
    let are_containers = containers.first()?.get("image").is_some();
    members.get("family").filter(|_| are_containers)?;
    let mut members = members.clone();
    members.retain(|name, _| !ITS_OWN.contains(&name.as_str()));
    let containers = members.shift_remove("containers")?;
    members.insert("containerDefinitions".into(), containers);
    if let Some(kind) = members.shift_remove("launch_type") {
        members.insert("requiresCompatibilities".into(), Value::Array(vec![kind]));
    }
    Some(described::definition(&members, FORMAT.what))
}

/// An object with containers, which may be a text of JSON, or said to become one.
fn definition(members: &Map<String, Value>, name: &str) -> Option<Definition> {
    let what = FORMAT.what;
    if members
        .get("ContainerDefinitions")
        .is_some_and(Value::is_array)
    {
        let what = format!("{what}: {name}");
        return Some(cloudformation::definition(name, members, what));
    }
    let Some(containers) = members.get("containerDefinitions") else {
        return of_ansible(members);
    };
    let written = containers.get("fn::toJSON").unwrap_or(containers);
    let list = of_json(written.clone())?;
    let mut members = members.clone();
    members.insert("containerDefinitions".into(), list);
    Some(described::definition(&members, what))
}
