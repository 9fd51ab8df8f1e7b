//! Security groups. Source of the members: Amazon EC2 API, `SecurityGroup`.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::surroundings::security_group::SecurityGroup;
use crate::model::surroundings::subnet::VPC_ID;
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["groupId", "groupName", "vpcId"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let id = super::id(request, "groupId", "sg-")?;
    let name = own::text(request, "groupName")?;
    let vpc_id = own::text(request, "vpcId")?;
    let vpc_id = if vpc_id.is_empty() { VPC_ID } else { vpc_id };
    let group = SecurityGroup {
        name: if name.is_empty() { id } else { name }.into(),
        vpc_id: vpc_id.into(),
    };
    let answer = json!({"groupId": id, "groupName": &*group.name, "vpcId": vpc_id});
    let all = Arc::make_mut(&mut world.surroundings);
    all.security_groups.insert(id.into(), group);
    Ok(answer)
}
