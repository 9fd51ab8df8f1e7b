//! `networkConfiguration`. The rules have refused what makes no sense.
//! Source: ECS API, `AwsVpcConfiguration`.

use crate::api::Request;
use crate::model::surroundings::subnet;
use crate::model::{NetworkConfiguration, World};
use std::sync::Arc;

/// `networkConfiguration.awsvpcConfiguration` of a request, if it is there.
pub fn network(world: &World, request: Request) -> Option<Arc<NetworkConfiguration>> {
    let outer = request.object("networkConfiguration")?;
    let inner = outer.object("awsvpcConfiguration")?;
    let subnets = || inner.texts("subnets");
    Some(Arc::new(NetworkConfiguration {
        subnets: subnets().map(Arc::from).collect(),
        subnet_zones: subnets().map(|id| subnet::zone(world, id)).collect(),
        security_groups: inner.texts("securityGroups").map(Arc::from).collect(),
        assign_public_ip: inner.text("assignPublicIp") == Some("ENABLED"),
    }))
}
