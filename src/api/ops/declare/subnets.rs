//! Subnets. Source of the members: Amazon EC2 API, `Subnet`.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::surroundings::subnet::Subnet;
use crate::model::{World, Zone};
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["subnetId", "vpcId", "availabilityZone"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let id = super::id(request, "subnetId", "subnet-")?;
    let vpc_id = super::vpc(world, request)?;
    let zone = match own::text(request, "availabilityZone")? {
        "" => Zone::of_subnet(id),
        name => Zone::named(name, &world.settings.region)
            .ok_or_else(|| Refusal::invalid(format!("There is no Availability Zone {name}.")))?,
    };
    let answer = json!({
        "subnetId": id, "vpcId": &*vpc_id, "availabilityZone": zone.name(&world.settings.region),
    });
    let subnet = Subnet { vpc_id, zone };
    let all = Arc::make_mut(&mut world.surroundings);
    all.subnets.insert(id.into(), subnet);
    Ok(answer)
}
