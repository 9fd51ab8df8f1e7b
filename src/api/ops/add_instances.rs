//! Drydock.AddInstances: EC2 instances with the ECS agent appear in a cluster.

use crate::api::lookup;
use crate::api::read::own;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::lifecycle::capacity::{self, Arrival};
use crate::model::arn::last_part;
use crate::model::attributes::EXTERNAL;
use crate::model::capacity_provider::is_fargate;
use crate::model::instance_types::{INSTANCE_TYPES, InstanceType};
use crate::model::{ClusterId, World, Zone};
use serde_json::Value;
use std::sync::Arc;

/// The most that one request adds.
const MOST: i64 = 1_000;

/// The quota of container instances per cluster. Source: Amazon ECS endpoints and quotas.
const QUOTA: usize = 5_000;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    own::text(request, "cluster")?;
    let cluster = lookup::cluster_id(turn.world(), request)?;
    let instance_type = instance_type(request)?;
    let count = own::number(request, "count", 1, 1..=MOST)?;
    let world = turn.world();
    check_quota(world, cluster, count as usize)?;
    let zones = zones(&world.settings.region, request)?;
    let capacity_provider = provider(world, cluster, request)?;
    check_group(world, capacity_provider.as_deref(), count as u32)?;
    let agent_version = own::text(request, "agentVersion")?;
    let external = external(request, capacity_provider.is_some())?;
    let mut added = Vec::new();
    for _ in 0..count {
        let zone = capacity::emptiest_zone(turn.world(), cluster, &zones);
        let mut arrival = Arrival::new(cluster, instance_type, zone);
        arrival.capacity_provider = capacity_provider.clone();
        if external {
            arrival.attributes.insert(EXTERNAL.into(), None);
        }
        if !agent_version.is_empty() {
            arrival.agent_version = agent_version.into();
        }
        let id = capacity::register(turn, arrival);
        added.push(render::container_instance(turn.world(), id));
    }
    Ok(render::members!({"containerInstances": added}).into())
}

/// Whether the instances are servers outside of AWS. Capacity providers do not have them.
/// Source: Amazon ECS Developer Guide, "Amazon ECS Anywhere".
fn external(request: Request, of_provider: bool) -> Result<bool, Refusal> {
    let external = own::truth(request, "external", false)?;
    if external && of_provider {
        return Err(Refusal::invalid(
            "External instances belong to no capacity provider.",
        ));
    }
    Ok(external)
}

/// Whether so many more instances may register. Assumption: code and text.
pub(super) fn check_quota(world: &World, cluster: ClusterId, more: usize) -> Result<(), Refusal> {
    if world.settings.quotas && world.instance_count(cluster) + more > QUOTA {
        let message = format!("A cluster can have at most {QUOTA} container instances.");
        return Err(Refusal::client(message));
    }
    Ok(())
}

/// Instances of a capacity provider join its Auto Scaling group, which has a maximum.
/// Source: Amazon EC2 Auto Scaling API, AttachInstances. Assumption: the text.
fn check_group(world: &World, provider: Option<&str>, more: u32) -> Result<(), Refusal> {
    let row = provider.and_then(|name| world.providers.get(name));
    let Some(name) = row.map(|row| row.group_name()) else {
        return Ok(());
    };
    let told = world.surroundings.auto_scaling_groups.get(name);
    let most = told.map_or(0, |told| told.max_size);
    let size = world.scaling_group(name).map_or(0, |row| row.size());
    if size + more > most {
        return Err(Refusal::invalid(format!(
            "The Auto Scaling group {name} has {size} instances and can have at most {most}."
        )));
    }
    Ok(())
}

/// The capacity provider that the instances come from: one of the cluster's.
fn provider(
    world: &World,
    cluster: ClusterId,
    request: Request,
) -> Result<Option<Arc<str>>, Refusal> {
    let name = last_part(own::text(request, "capacityProvider")?);
    if name.is_empty() {
        return Ok(None);
    }
    let row = world.clusters.get(cluster);
    let names = row.map_or(&[][..], |row| &row.capacity_providers);
    let found = names
        .iter()
        .find(|own| ***own == *name && !is_fargate(name));
    found.cloned().map(Some).ok_or_else(|| {
        let message = format!("The cluster has no capacity provider {name} of instances.");
        Refusal::invalid(message)
    })
}

fn instance_type(request: Request) -> Result<&'static InstanceType, Refusal> {
    let name = request.filled_text("instanceType");
    let name = name.ok_or_else(|| Refusal::invalid("instanceType must be given."))?;
    InstanceType::named(name).ok_or_else(|| {
        let known: Vec<&str> = INSTANCE_TYPES.iter().map(|row| row.name).collect();
        let known = known.join(", ");
        Refusal::invalid(format!(
            "The instance type {name} is not simulated. Simulated: {known}."
        ))
    })
}

/// The zones of the request; all if it names none.
fn zones(region: &str, request: Request) -> Result<Vec<Zone>, Refusal> {
    let mut zones = Vec::new();
    for name in own::list(request, "availabilityZones")?.unwrap_or_default() {
        let name = name.as_str().unwrap_or("");
        let zone = Zone::named(name, region).ok_or_else(|| {
            let known: Vec<String> = Zone::all().map(|zone| zone.name(region)).collect();
            let known = known.join(", ");
            Refusal::invalid(format!(
                "There is no Availability Zone {name}. There are: {known}."
            ))
        })?;
        zones.push(zone);
    }
    if zones.is_empty() {
        zones.extend(Zone::all());
    }
    Ok(zones)
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use serde_json::json;

    #[test]
    fn adds_over_the_zones_in_turn() {
        let mut asked = Asked::with_instances(&[]);
        let body = json!({
            "cluster": "default", "instanceType": "t2.medium", "count": 3,
            "availabilityZones": ["us-east-1a", "us-east-1c"],
        });
        let answer = asked.granted("Drydock.AddInstances", body);
        let added = answer["containerInstances"].as_array().expect("a list");
        let zone = |row: &serde_json::Value| {
            let attributes = row["attributes"].as_array().expect("a list");
            let found = attributes
                .iter()
                .find(|row| row["name"] == "ecs.availability-zone");
            found.expect("built in")["value"].clone()
        };
        let zones: Vec<_> = added.iter().map(zone).collect();
        assert_eq!(zones, ["us-east-1a", "us-east-1c", "us-east-1a"]);
        assert_eq!(added[0]["status"], "ACTIVE");
        assert_eq!(added[0]["registeredResources"][0]["integerValue"], 2_048);
        assert_eq!(added[0]["remainingResources"][1]["integerValue"], 3_955);
        assert_eq!(added[0]["versionInfo"]["agentVersion"], "1.105.1");
    }

    #[test]
    fn refuses_what_there_is_not() {
        let mut asked = Asked::with_instances(&[]);
        let body = json!({"cluster": "nowhere", "instanceType": "t2.medium"});
        let refused = asked.refused("Drydock.AddInstances", body);
        assert_eq!(refused, "ClusterNotFoundException: Cluster not found.");
        for body in [
            json!({"instanceType": "t2.huge"}),
            json!({"instanceType": "t2.medium", "count": 0}),
            json!({"instanceType": "t2.medium", "count": "2"}),
            json!({"instanceType": "t2.medium", "cluster": 5}),
            json!({"instanceType": "t2.medium", "availabilityZones": "us-east-1a"}),
            json!({"instanceType": "t2.medium", "availabilityZones": [1]}),
            json!({"instanceType": "t2.medium", "availabilityZones": ["eu-west-1a"]}),
            json!({}),
        ] {
            let refused = asked.refused("Drydock.AddInstances", body);
            assert!(
                refused.starts_with("InvalidParameterException: "),
                "{refused}"
            );
        }
        assert!(asked.sim.world.instances.is_empty());
    }
}
