//! Auto Scaling groups. Source of the members: Amazon EC2 Auto Scaling API,
//! CreateAutoScalingGroup; `instanceTypes` stands for its mixed instances policy, and `cluster` for
//! the `ECS_CLUSTER` of the user data.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::instance_types::{INSTANCE_TYPES, InstanceType};
use crate::model::surroundings::auto_scaling_group::AutoScalingGroup;
use crate::model::surroundings::subnet;
use crate::model::{World, Zone};
use crate::sim::sort;
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &[
    "autoScalingGroupName",
    "instanceType",
    "instanceTypes",
    "minSize",
    "maxSize",
    "desiredCapacity",
    "availabilityZones",
    "vpcZoneIdentifier",
    "newInstancesProtectedFromScaleIn",
    "cluster",
];

/// The most instances of a group. Assumption: far beyond what a cluster holds.
const MOST: i64 = 5_000;

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let name = super::filled(request, "autoScalingGroupName")?;
    let known = world.surroundings.auto_scaling_groups.get(name);
    let mut group = known.cloned().unwrap_or_else(AutoScalingGroup::usual);
    if let Some(types) = instance_types(request)? {
        group.instance_types = types;
    }
    let size = |member, before: u32| own::number(request, member, i64::from(before), 0..=MOST);
    group.min_size = size("minSize", group.min_size)? as u32;
    let most = group.max_size.max(group.min_size);
    group.max_size = size("maxSize", most)? as u32;
    if group.min_size > group.max_size {
        return Err(Refusal::invalid("minSize must not be above maxSize."));
    }
    group.desired = match request.get("desiredCapacity") {
        None => None,
        Some(_) => {
            let range = i64::from(group.min_size)..=i64::from(group.max_size);
            Some(own::number(request, "desiredCapacity", 0, range)? as u32)
        }
    };
    if let Some(zones) = zones(world, request)? {
        group.zones = zones;
    }
    group.protects_new = own::truth(
        request,
        "newInstancesProtectedFromScaleIn",
        group.protects_new,
    )?;
    if request.get("cluster").is_some() {
        let cluster = own::text(request, "cluster")?;
        group.cluster = (!cluster.is_empty()).then(|| cluster.into());
    }
    let answer = shown(world, name, &group);
    let all = Arc::make_mut(&mut world.surroundings);
    all.auto_scaling_groups.insert(name.into(), group);
    Ok(answer)
}

fn shown(world: &World, name: &str, group: &AutoScalingGroup) -> Value {
    let region = &world.settings.region;
    let types: Vec<&str> = group.instance_types.iter().map(|row| row.name).collect();
    let zones: Vec<String> = group.zones.iter().map(|zone| zone.name(region)).collect();
    json!({
        "autoScalingGroupName": name, "instanceTypes": types,
        "minSize": group.min_size, "maxSize": group.max_size, "availabilityZones": zones,
        "newInstancesProtectedFromScaleIn": group.protects_new,
    })
}

/// The types of the request, the preferred one first; None if it names none.
fn instance_types(request: Request) -> Result<Option<Vec<&'static InstanceType>>, Refusal> {
    let mut names: Vec<&str> = Vec::new();
    let one = own::text(request, "instanceType")?;
    names.extend(Some(one).filter(|one| !one.is_empty()));
    for name in own::list(request, "instanceTypes")?.unwrap_or_default() {
        names.push(name.as_str().unwrap_or(""));
    }
    let mut types: Vec<&'static InstanceType> = Vec::new();
    for name in names {
        let found = InstanceType::named(name).ok_or_else(|| {
            let known: Vec<&str> = INSTANCE_TYPES.iter().map(|row| row.name).collect();
            let known = known.join(", ");
            Refusal::invalid(format!(
                "The instance type {name} is not simulated. Simulated: {known}."
            ))
        })?;
        if !types.contains(&found) {
            types.push(found);
        }
    }
    Ok((!types.is_empty()).then_some(types))
}

/// The zones of the request, or those of its subnets; None if it names neither.
fn zones(world: &World, request: Request) -> Result<Option<Vec<Zone>>, Refusal> {
    let region = &world.settings.region;
    let mut zones = Vec::new();
    for name in own::list(request, "availabilityZones")?.unwrap_or_default() {
        let name = name.as_str().unwrap_or("");
        zones.push(
            Zone::named(name, region).ok_or_else(|| {
                Refusal::invalid(format!("There is no Availability Zone {name}."))
            })?,
        );
    }
    let subnets = own::text(request, "vpcZoneIdentifier")?;
    let subnets = subnets.split(',').map(str::trim);
    for id in subnets.filter(|id| !id.is_empty()) {
        if !subnet::is_known(world, id) {
            return Err(Refusal::invalid(format!("There is no subnet {id}.")));
        }
        zones.push(subnet::zone(world, id));
    }
    sort::sort(&mut zones);
    zones.dedup();
    Ok((!zones.is_empty()).then_some(zones))
}
