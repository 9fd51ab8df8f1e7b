//! A task set. Source: ECS API, TaskSet; order of the members: AWS CLI, samples of
//! describe-task-sets, and public reports of DescribeServices.

use super::service::{capacity, platform_family};
use super::{balancers, network, time};
use crate::model::arn::Arns;
use crate::model::task_set::Scale;
use crate::model::{Deployment, DeploymentId, Service, ServiceId, World};
use serde_json::{Map, Number, Value, json};

/// The task sets of a service, the one with the traffic first, with their tags if asked.
pub fn task_sets(world: &World, service: &Service, tags: bool) -> Value {
    let primary = service.primary().into_iter();
    let rows = primary.chain(service.others());
    rows.map(|row| task_set(world, service, row, tags))
        .collect()
}

/// The task set of this id, without its tags; null if there is none.
pub fn task_set_of(world: &World, service: ServiceId, id: DeploymentId) -> Value {
    let service = world.services.get(service);
    let row = service.and_then(|service| Some((service, service.deployment(id)?)));
    row.map_or(Value::Null, |(service, row)| {
        task_set(world, service, row, false)
    })
}

/// A task set, with its tags if asked; null for a deployment that is none.
pub fn task_set(world: &World, service: &Service, row: &Deployment, tags: bool) -> Value {
    let Some(set) = &row.task_set else {
        return Value::Null;
    };
    let arns = Arns::of(world);
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        object.insert(name.into(), value);
    };
    put("id", arns.deployment(row.id).into());
    put("taskSetArn", arns.task_set(service.id, row.id).into());
    put("serviceArn", arns.service(service.id).into());
    put("clusterArn", arns.cluster(service.cluster).into());
    for (name, text) in [
        ("startedBy", &set.started_by),
        ("externalId", &set.external_id),
    ] {
        if let Some(text) = text {
            put(name, (&**text).into());
        }
    }
    put("status", row.status.name().into());
    let definition = arns.definition(row.revision.definition);
    put("taskDefinition", definition.into());
    put("computedDesiredCount", row.desired_count.into());
    put("pendingCount", row.tally.starting.into());
    put(
        "runningCount",
        (row.tally.running + row.tally.leaving).into(),
    );
    put("createdAt", time(world, row.created_at));
    put("updatedAt", time(world, row.updated_at));
    let (member, value) = capacity(&row.revision);
    put(member, value);
    if let Some(version) = &row.launch.platform_version {
        put("platformVersion", (&**version).into());
        let family = platform_family(world, &row.revision);
        put("platformFamily", family.into());
    }
    if let Some(shown) = &row.revision.network {
        put("networkConfiguration", network(shown));
    }
    let shown = balancers(world, &row.revision.balancers);
    put("loadBalancers", shown);
    put("serviceRegistries", Value::clone(&set.registries));
    put("scale", scale(set.scale));
    put("stabilityStatus", set.stability.name().into());
    put("stabilityStatusAt", time(world, set.stability_at));
    if tags {
        put("tags", Value::clone(&set.tags));
    }
    Value::Object(object)
}

/// The wire has a share as a number with a fraction; a f64 holds every millionth.
fn scale(scale: Scale) -> Value {
    let percent = f64::from(scale.millionths()) / 1_000_000.0;
    let percent = Number::from_f64(percent).map_or(Value::Null, Value::Number);
    json!({"value": percent, "unit": "PERCENT"})
}
