//! Subnets. Source of the members: Amazon EC2 API, `Subnet`.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::surroundings::subnet::{Subnet, VPC_ID};
use crate::model::{World, Zone};
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["subnetId", "vpcId", "availabilityZone"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let id = super::id(request, "subnetId", "subnet-")?;
    let vpc_id = own::text(request, "vpcId")?;
    let vpc_id = if vpc_id.is_empty() { VPC_ID } else { vpc_id };
    let zone = match own::text(request, "availabilityZone")? {
        "" => Zone::of_subnet(id),
        name => Zone::named(name, &world.settings.region)
            .ok_or_else(|| Refusal::invalid(format!("There is no Availability Zone {name}.")))?,
    };
    let answer = json!({
        "subnetId": id, "vpcId": vpc_id, "availabilityZone": zone.name(&world.settings.region),
    });
    let subnet = Subnet {
        vpc_id: vpc_id.into(),
        zone,
    };
    let all = Arc::make_mut(&mut world.surroundings);
    all.subnets.insert(id.into(), subnet);
    Ok(answer)
}
