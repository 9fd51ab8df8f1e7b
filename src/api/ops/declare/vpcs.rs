//! VPCs. Source of the members: Amazon EC2 API, `Vpc`.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::surroundings::vpc::{CIDR_BLOCK, Vpc};
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["vpcId", "cidrBlock"];

/// The sizes that a VPC can have. Source: Amazon VPC User Guide, "VPC CIDR blocks".
const SIZES: std::ops::RangeInclusive<u8> = 16..=28;

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let id = super::id(request, "vpcId", "vpc-")?;
    let block = own::text(request, "cidrBlock")?;
    if !block.is_empty() && !is_block(block) {
        let message = format!("cidrBlock must be like 10.0.0.0/16, from /16 to /28, not {block}.");
        return Err(Refusal::invalid(message));
    }
    let all = Arc::make_mut(&mut world.surroundings);
    let before = all.vpcs.get(id).map_or(CIDR_BLOCK, |row| &row.cidr_block);
    let cidr_block: Arc<str> = if block.is_empty() { before } else { block }.into();
    let answer = json!({"vpcId": id, "cidrBlock": &*cidr_block});
    all.vpcs.insert(id.into(), Vpc { cidr_block });
    Ok(answer)
}

fn is_block(text: &str) -> bool {
    let Some((address, size)) = text.split_once('/') else {
        return false;
    };
    let size: Option<u8> = size.parse().ok();
    address.parse::<Ipv4Addr>().is_ok() && size.is_some_and(|size| SIZES.contains(&size))
}
