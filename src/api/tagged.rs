//! Resources that have tags, by their ARNs. Source: ECS API, TagResource, `resourceArn`; Developer
//! Guide, "Tagging Amazon ECS resources".

use super::{Code, Refusal, lookup, task_sets};
use crate::lifecycle::{Turn, service};
use crate::model::arn::Arns;
use crate::model::task_definition::DefinitionStatus;
use crate::model::{
    ClusterId, ClusterStatus, DefinitionId, DeploymentId, InstanceId, ServiceId, ServiceStatus,
    StopCode, TaskId, World,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// A resource that has tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagged {
    /// A cluster.
    Cluster(ClusterId),
    /// A service.
    Service(ServiceId),
    /// A task set of a service.
    TaskSet(ServiceId, DeploymentId),
    /// A task.
    Task(TaskId),
    /// A revision.
    Definition(DefinitionId),
    /// A container instance.
    Instance(InstanceId),
    /// A capacity provider.
    Provider(Arc<str>),
}

/// The resource of an ARN; `missing` is the code of what there is not.
///
/// # Errors
/// No ARN of ECS, a short one, or nothing that can have tags. Sources of the texts: boto/boto3,
/// issues 2774 and 2473; hashicorp/terraform-provider-aws, its tests of inactive clusters.
/// Assumption: the text of what there is not, after that of capacity providers.
pub fn named(world: &World, arn: &str, missing: Code) -> Result<Tagged, Refusal> {
    let invalid = || Refusal::invalid("The ARN provided is invalid.");
    let prefix = Arns::of(world).ecs("");
    let is_ours = arn.starts_with("arn:") && arn.split(':').nth(2) == Some("ecs");
    let resource = arn.splitn(6, ':').nth(5).filter(|_| is_ours);
    let (kind, rest) = resource
        .and_then(|text| text.split_once('/'))
        .ok_or_else(invalid)?;
    let long = ["service", "task", "container-instance"];
    if long.contains(&kind) && !rest.contains('/') {
        let message = "Long arn format must be used for tagging operations";
        return Err(Refusal::invalid(message));
    }
    let found = match arn.strip_prefix(&*prefix) {
        Some(_) => find(world, kind, rest, arn).ok_or_else(invalid)?,
        None => Standing::Missing,
    };
    let word = kind.replace('-', " ");
    match found {
        Standing::There(tagged) => Ok(tagged),
        Standing::Inactive => Err(Refusal::invalid(format!(
            "The specified {word} is inactive. Specify an active {word} and try again."
        ))),
        Standing::Missing => Err(Refusal::new(
            missing,
            format!("The specified {word} was not found. Specify a valid {word} and try again."),
        )),
    }
}

/// What became of a resource.
enum Standing {
    There(Tagged),
    Inactive,
    Missing,
}

/// None if there are no tags on such things.
fn find(world: &World, kind: &str, rest: &str, arn: &str) -> Option<Standing> {
    let there = |tagged: Option<Tagged>| tagged.map_or(Standing::Missing, Standing::There);
    let cluster = rest.split('/').next().unwrap_or("");
    let cluster = lookup::any_cluster(world, cluster);
    Some(match kind {
        "cluster" => match cluster {
            Some(row) if row.status == ClusterStatus::Inactive => Standing::Inactive,
            row => there(row.map(|row| Tagged::Cluster(row.id))),
        },
        "service" => {
            let row = cluster.and_then(|row| lookup::any_service(world, row, arn).ok()?);
            match row {
                Some(row) if row.status == ServiceStatus::Inactive => Standing::Inactive,
                row => there(row.map(|row| Tagged::Service(row.id))),
            }
        }
        "task-set" => {
            let name = rest.split('/').nth(1).unwrap_or("");
            let service = cluster.and_then(|row| world.service_named(row.id, name));
            let set = service.and_then(|row| Some((row.id, task_sets::find(world, row, arn)?.id)));
            there(set.map(|(service, set)| Tagged::TaskSet(service, set)))
        }
        "task" => {
            let id = cluster.and_then(|row| lookup::task(world, row, arn).ok()?);
            there(id.map(Tagged::Task))
        }
        "container-instance" => {
            let id = cluster.and_then(|row| lookup::instance(world, row, arn).ok()?);
            there(id.map(Tagged::Instance))
        }
        "task-definition" => {
            let row = rest.contains(':').then(|| lookup::definition(world, arn));
            let row = row
                .flatten()
                .filter(|row| row.status != DefinitionStatus::Deleted);
            there(row.map(|row| Tagged::Definition(row.id)))
        }
        "capacity-provider" => {
            let name = world
                .providers
                .get_key_value(rest)
                .map(|(name, _)| name.clone());
            there(name.map(Tagged::Provider))
        }
        _ => return None,
    })
}

/// The tags of a resource, a JSON array.
pub fn tags(world: &World, tagged: &Tagged) -> Value {
    let own: Option<Arc<Value>> = match tagged {
        Tagged::Cluster(id) => {
            let row = world.clusters.get(*id);
            row.and_then(|row| row.extra("tags")).map(Arc::new)
        }
        Tagged::Service(id) => world.services.get(*id).map(|row| row.tags.clone()),
        Tagged::TaskSet(service, set) => {
            let service = world.services.get(*service);
            let row = service.and_then(|service| service.deployment(*set));
            let set = row.and_then(|row| row.task_set.as_ref());
            set.map(|set| set.tags.clone())
        }
        Tagged::Task(id) => {
            let row = world.tasks.get(*id);
            // StopTask deletes them. Source: ECS API, StopTask.
            let kept = row.filter(|row| row.stop_code != Some(StopCode::UserInitiated));
            kept.map(|row| row.launch.tags.clone())
        }
        Tagged::Definition(id) => world.definitions.get(*id).map(|row| row.spec.tags.clone()),
        Tagged::Instance(id) => world.instances.get(*id).map(|row| row.tags.clone()),
        Tagged::Provider(name) => world.providers.get(name).map(|row| row.tags.clone()),
    };
    own.map_or_else(|| json!([]), |tags| (*tags).clone())
}

/// Puts these tags in place of those that a resource has. What tasks have inherited stays; tasks
/// of a service that start later inherit the new ones.
pub fn set_tags(turn: &mut Turn, tagged: &Tagged, tags: Value) {
    let world = &mut turn.sim.world;
    match tagged {
        Tagged::Cluster(id) => {
            if let Some(row) = world.clusters.edit(*id) {
                row.put_extra("tags", &tags);
            }
        }
        Tagged::Service(id) => {
            if let Some(row) = world.services.edit(*id) {
                row.tags = Arc::new(tags);
            }
            service::update_launches(turn, *id);
        }
        Tagged::TaskSet(service, set) => {
            let service = world.services.edit(*service);
            let rows = service.into_iter().flat_map(|row| &mut row.deployments);
            let mut rows = rows.filter(|row| row.id == *set);
            if let Some(set) = rows.next().and_then(|row| row.task_set.as_mut()) {
                set.tags = Arc::new(tags);
            }
        }
        Tagged::Task(id) => {
            if let Some(row) = world.tasks.edit(*id) {
                Arc::make_mut(&mut row.launch).tags = Arc::new(tags);
            }
        }
        Tagged::Definition(id) => {
            if let Some(row) = world.definitions.edit(*id) {
                Arc::make_mut(&mut row.spec).tags = Arc::new(tags);
            }
        }
        Tagged::Instance(id) => {
            if let Some(row) = world.instances.edit(*id) {
                row.tags = Arc::new(tags);
            }
        }
        Tagged::Provider(name) => {
            if let Some(row) = world.providers.get_mut(name) {
                Arc::make_mut(row).tags = Arc::new(tags);
            }
        }
    }
}
