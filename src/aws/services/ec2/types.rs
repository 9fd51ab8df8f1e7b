//! Instance types and Availability Zones.
//!
//! Source: Amazon EC2 API, DescribeInstanceTypes and DescribeAvailabilityZones. Of a type is shown
//! what the simulation knows; memory is what its agent registers, less than the type has.

use super::filters;
use super::{chosen, is_dry};
use crate::api::Request;
use crate::aws::services::{Plan, Refused};
use crate::model::instance_types::{INSTANCE_TYPES, InstanceType};
use crate::model::{World, Zone};
use serde_json::{Value, json};

pub(super) fn describe_types(_: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let shown = |row: &InstanceType| {
        json!({
            "InstanceType": row.name,
            "ProcessorInfo": {"SupportedArchitectures": [row.architecture.name()]},
            "VCpuInfo": {"DefaultVCpus": row.vcpus},
            "NetworkInfo": {"MaximumNetworkInterfaces": row.task_interfaces + 1},
        })
    };
    let rows = INSTANCE_TYPES.iter().map(shown).collect();
    let missing = |name: &str| {
        let known: Vec<&str> = INSTANCE_TYPES.iter().map(|row| row.name).collect();
        let said = format!(
            "The following supplied instance types do not exist: [{name}]. Simulated are {}.",
            known.join(", ")
        );
        Refused::new("InvalidInstanceType", said)
    };
    let rows = chosen(
        rows,
        request.texts("InstanceTypes").collect(),
        "InstanceType",
        missing,
    )?;
    let rows = filters::kept(rows, request, filters::TYPES)?;
    Ok(Plan::Answer(json!({"InstanceTypes": rows})))
}

pub(super) fn describe_zones(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let region = &*world.settings.region;
    let shown = |zone: Zone| {
        json!({
            "State": "available",
            "RegionName": region,
            "ZoneName": zone.name(region),
            "ZoneType": "availability-zone",
        })
    };
    let rows: Vec<Value> = Zone::all().map(shown).collect();
    let missing = |name: &str| {
        let said = format!("Invalid availability zone: [{name}]");
        Refused::new("InvalidParameterValue", said)
    };
    let rows = chosen(
        rows,
        request.texts("ZoneNames").collect(),
        "ZoneName",
        missing,
    )?;
    let rows = filters::kept(rows, request, filters::ZONES)?;
    Ok(Plan::Answer(json!({"AvailabilityZones": rows})))
}
