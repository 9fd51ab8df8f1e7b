//! RegisterContainerInstance, as the ECS agent calls it.
//! Source: ECS API, RegisterContainerInstance; amazon-ecs-agent,
//! `ecs-agent/api/ecs/client/ecs_client.go`.

use super::add_instances::check_quota;
use crate::api::{Refusal, Request};
use crate::api::{lookup, read, render};
use crate::lifecycle::Turn;
use crate::lifecycle::capacity::{self, Arrival};
use crate::model::attributes::Attributes;
use crate::model::instance_types::InstanceType;
use crate::model::{Cluster, InstanceId, World, Zone};
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?.clone();
    let arrival = arrival(turn.world(), &cluster, request)?;
    let id = match again(turn.world(), &cluster, request, &arrival)? {
        Some(id) => {
            capacity::set_connected(turn, id, true);
            id
        }
        None => {
            check_quota(turn.world(), cluster.id, 1)?;
            capacity::register(turn, arrival)
        }
    };
    let world = turn.world();
    let mut shown = render::container_instance(world, id);
    if let Some(row) = world.instances.get(id) {
        shown["tags"] = (*row.tags).clone();
    }
    Ok(render::members!({"containerInstance": shown}).into())
}

/// An agent that starts again names the instance that it was.
/// Source of the text: amazon-ecs-agent, `ecs-agent/api/errors`.
fn again(
    world: &World,
    cluster: &Cluster,
    request: Request,
    arrival: &Arrival,
) -> Result<Option<InstanceId>, Refusal> {
    if request.filled_text("containerInstanceArn").is_none() {
        return Ok(None);
    }
    let id = lookup::known_instance(world, cluster, request, "containerInstanceArn")?;
    let row = world.instances.get(id);
    if row.is_some_and(|row| row.instance_type != arrival.instance_type) {
        let message = "Container instance type changes are not supported.";
        return Err(Refusal::client(message));
    }
    Ok(Some(id))
}

/// Reads what the agent says of itself.
fn arrival(world: &World, cluster: &Cluster, request: Request) -> Result<Arrival, Refusal> {
    let document = request.text("instanceIdentityDocument").unwrap_or("{}");
    let document: Value = serde_json::from_str(document)
        .map_err(|_| Refusal::invalid("Invalid instance identity document."))?;
    let document = Request::new(&document);
    let attributes = attributes(request)?;
    let attribute = |name: &str| attributes.get(name).and_then(|value| value.as_deref());
    let type_name = document.filled_text("instanceType");
    let type_name = type_name.or(attribute("ecs.instance-type")).unwrap_or("");
    let instance_type = InstanceType::named(type_name).ok_or_else(|| {
        Refusal::invalid(format!("The instance type '{type_name}' is not simulated."))
    })?;
    let zone_name = document.filled_text("availabilityZone");
    let zone = match zone_name.or(attribute("ecs.availability-zone")) {
        None => capacity::emptiest_zone(world, cluster.id, &Zone::all().collect::<Vec<_>>()),
        Some(name) => Zone::named(name, &world.settings.region)
            .ok_or_else(|| Refusal::invalid(format!("There is no Availability Zone {name}.")))?,
    };
    let mut arrival = Arrival::new(cluster.id, instance_type, zone);
    for resource in request.objects("totalResources") {
        let amount = resource.integer("integerValue").unwrap_or(0);
        let amount = u32::try_from(amount).unwrap_or(0);
        match resource.text("name") {
            Some("CPU") => arrival.registered.cpu_units = amount,
            Some("MEMORY") => arrival.registered.memory_mib = amount,
            // Ports and devices are those of every instance of the type.
            Some(_) | None => {}
        }
    }
    arrival.attributes = attributes;
    arrival.ec2_id = document.filled_text("instanceId").map(Into::into);
    // An agent that says nothing of itself has the newest version; one that says it and leaves the
    // version out has none that is known.
    if let Some(version) = request.object("versionInfo") {
        arrival.agent_version = version.text("agentVersion").unwrap_or("").into();
    }
    arrival.tags = read::tags::tags(request)?;
    Ok(arrival)
}

/// Custom attributes and those that the agent gives.
fn attributes(request: Request) -> Result<Attributes, Refusal> {
    let mut attributes = Attributes::default();
    for row in request.objects("attributes") {
        let (name, value) = read::attribute::checked(row)?;
        attributes.insert(name, value);
    }
    Ok(attributes)
}
