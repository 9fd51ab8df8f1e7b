//! A task definition. Source: ECS API, TaskDefinition.

use super::time;
use crate::model::arn::Arns;
use crate::model::task_definition::Compatibility;
use crate::model::{DefinitionId, TaskDefinition, World};
use serde_json::{Map, Value, json};

/// The members in the order of the answer. Source: ECS API model, TaskDefinition, which is also
/// the order of the AWS CLI's samples.
const ORDER: &[&str] = &[
    "taskDefinitionArn",
    "containerDefinitions",
    "family",
    "taskRoleArn",
    "executionRoleArn",
    "networkMode",
    "revision",
    "volumes",
    "status",
    "requiresAttributes",
    "placementConstraints",
    "compatibilities",
    "runtimePlatform",
    "requiresCompatibilities",
    "cpu",
    "memory",
    "inferenceAccelerators",
    "pidMode",
    "ipcMode",
    "proxyConfiguration",
    "registeredAt",
    "deregisteredAt",
    "deleteRequestedAt",
    "registeredBy",
    "ephemeralStorage",
    "enableFaultInjection",
    "trustedExecutionConfiguration",
];

/// A revision as DescribeTaskDefinition shows it; null if there is none.
pub fn task_definition(world: &World, id: DefinitionId) -> Value {
    let Some(row) = world.definitions.get(id) else {
        return Value::Null;
    };
    let mut shown = Map::new();
    for name in ORDER {
        let value = made_up_by_ecs(world, row, name);
        let value = value.or_else(|| row.spec.document.get(*name).cloned());
        if let Some(value) = value {
            shown.insert((*name).to_owned(), value);
        }
    }
    Value::Object(shown)
}

/// A member that is output only; None if it is not, or does not apply.
fn made_up_by_ecs(world: &World, row: &TaskDefinition, name: &str) -> Option<Value> {
    let spec = &row.spec;
    let attribute = |name: &std::sync::Arc<str>| json!({"name": &**name});
    Some(match name {
        "taskDefinitionArn" => Arns::of(world).definition(row.id).into(),
        "revision" => row.revision.into(),
        "status" => row.status.name().into(),
        "requiresAttributes" => spec.requires_attributes.iter().map(attribute).collect(),
        "compatibilities" => {
            let names = spec.compatibilities.iter().copied();
            names.map(Compatibility::name).collect()
        }
        "registeredAt" => time(world, row.registered_at),
        "deregisteredAt" => time(world, row.deregistered_at?),
        "deleteRequestedAt" => time(world, row.delete_requested_at?),
        "registeredBy" => format!("arn:aws:iam::{}:root", world.settings.account_id).into(),
        _ => return None,
    })
}
