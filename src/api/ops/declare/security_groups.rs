//! Security groups. Source of the members: Amazon EC2 API, `SecurityGroup`.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::surroundings::security_group::SecurityGroup;
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["groupId", "groupName", "vpcId"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let id = super::id(request, "groupId", "sg-")?;
    let name = own::text(request, "groupName")?;
    let vpc_id = super::vpc(world, request)?;
    let group = SecurityGroup {
        name: if name.is_empty() { id } else { name }.into(),
        vpc_id,
    };
    let answer = json!({"groupId": id, "groupName": &*group.name, "vpcId": &*group.vpc_id});
    let all = Arc::make_mut(&mut world.surroundings);
    all.security_groups.insert(id.into(), group);
    Ok(answer)
}
