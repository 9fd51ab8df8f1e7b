//! The definition as ECS stores it and gives it back: known members only, in the order of the API,
//! with the defaults that ECS writes down.

use crate::shapes::{self, Kind, Shape};
use crate::taskdef::draft::Draft;
use crate::taskdef::node::{self, Node};
use crate::taskdef::units;
use serde_json::{Map, Value, json};

/// The members of a definition that are stored, in the order of the answer.
/// Source: ECS API model, TaskDefinition; those that are missing here are output only.
const ORDER: &[&str] = &[
    "containerDefinitions",
    "family",
    "taskRoleArn",
    "executionRoleArn",
    "networkMode",
    "volumes",
    "placementConstraints",
    "runtimePlatform",
    "requiresCompatibilities",
    "cpu",
    "memory",
    "inferenceAccelerators",
    "pidMode",
    "ipcMode",
    "proxyConfiguration",
    "ephemeralStorage",
    "enableFaultInjection",
    "trustedExecutionConfiguration",
];

/// The document of a draft, and its tags.
pub fn document(draft: &Draft) -> (Value, Value) {
    let stored = Stored {
        mode: draft.network_mode(),
    };
    let whole = stored.value(&draft.root, shapes::definition());
    let Some(Value::Object(mut members)) = whole else {
        return (json!({}), json!([]));
    };
    plain_size(&mut members, "cpu", units::cpu_units);
    plain_size(&mut members, "memory", units::memory_mib);
    for name in ["taskRoleArn", "executionRoleArn"] {
        // An empty one is none.
        if members.get(name).and_then(Value::as_str) == Some("") {
            members.remove(name);
        }
    }
    let tags = members.remove("tags").unwrap_or_else(|| json!([]));
    let ordered = ORDER.iter().filter_map(|name| {
        let value = members.remove(*name)?;
        Some(((*name).to_owned(), value))
    });
    (Value::Object(ordered.collect()), tags)
}

/// A task-level size is stored as a plain whole number, still a string.
/// Source: ECS API, TaskDefinition `cpu` and `memory`.
fn plain_size(
    members: &mut Map<String, Value>,
    name: &str,
    read: fn(&str) -> Result<u32, units::UnitProblem>,
) {
    if let Some(Value::String(text)) = members.get_mut(name)
        && let Ok(size) = read(text)
    {
        *text = size.to_string();
    }
}

/// How values are stored in a definition with this network mode.
struct Stored<'a> {
    mode: &'a str,
}

impl Stored<'_> {
    /// A value without nulls, members that the API does not have, and values of another type.
    fn value(&self, node: &Node, shape: &Shape) -> Option<Value> {
        match &shape.kind {
            Kind::Structure { .. } => self.structure(node, shape),
            Kind::List { of, .. } => {
                let node::Kind::List(items) = &node.kind else {
                    return None;
                };
                let items = items.iter().filter_map(|item| self.value(item, of.get()));
                Some(items.collect())
            }
            Kind::Map { value } => {
                let node::Kind::Object(members) = &node.kind else {
                    return None;
                };
                let pairs = members.iter().filter_map(|member| {
                    let stored = self.value(&member.value, value.get())?;
                    Some((member.name.to_string(), stored))
                });
                Some(Value::Object(pairs.collect()))
            }
            Kind::Text { .. } => node.text().map(Value::from),
            Kind::Truth => node.truth().map(Value::from),
            Kind::Integer { .. } | Kind::Long => node.integer().map(Value::from),
            // No member of a definition is one of these.
            Kind::Number { .. } | Kind::Time | Kind::Document => None,
        }
    }

    fn structure(&self, node: &Node, shape: &Shape) -> Option<Value> {
        if !matches!(node.kind, node::Kind::Object(_)) {
            return None;
        }
        let members = shape.members().iter().filter_map(|member| {
            let given = node.get(member.name);
            let given = given.and_then(|value| self.value(value, member.shape.get()));
            let value = match (shape.name, member.name) {
                ("PortMapping", "hostPort") => self.host_port(node, given),
                (shape, member) => given.or_else(|| default(shape, member)),
            };
            Some((member.name.to_owned(), value?))
        });
        Some(Value::Object(members.collect()))
    }

    /// The same as the container's port where the task has its own addresses or the host's, else
    /// 0: one is picked at start. Source: ECS API, PortMapping `hostPort`.
    fn host_port(&self, mapping: &Node, given: Option<Value>) -> Option<Value> {
        let given = given.filter(|port| *port != json!(0));
        let Some(port) = mapping.integer_of("containerPort") else {
            return given;
        };
        given.or_else(|| match self.mode {
            "awsvpc" | "host" => Some(json!(port)),
            "none" => None,
            _ => Some(json!(0)),
        })
    }
}

/// What ECS stores where the request says nothing. Source: AWS CLI Command Reference, samples of
/// register-task-definition and describe-task-definition; ECS API, HealthCheck.
fn default(shape: &str, member: &str) -> Option<Value> {
    match (shape, member) {
        ("RegisterTaskDefinitionRequest", "volumes" | "placementConstraints") => Some(json!([])),
        ("ContainerDefinition", "cpu") => Some(json!(0)),
        ("ContainerDefinition", "essential") => Some(json!(true)),
        (
            "ContainerDefinition",
            "portMappings" | "environment" | "mountPoints" | "volumesFrom" | "systemControls",
        ) => Some(json!([])),
        ("PortMapping", "protocol") => Some(json!("tcp")),
        // Source: CircleCI-Public/aws-ecs-orb, issue 105.
        ("EFSVolumeConfiguration", "rootDirectory") => Some(json!("/")),
        ("HealthCheck", "interval") => Some(json!(30)),
        ("HealthCheck", "timeout") => Some(json!(5)),
        ("HealthCheck", "retries") => Some(json!(3)),
        _ => None,
    }
}
