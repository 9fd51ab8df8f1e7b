//! `networkConfiguration`. The rules have refused what makes no sense.
//! Source: ECS API, `AwsVpcConfiguration`.

use crate::api::Request;
use crate::model::NetworkConfiguration;
use std::sync::Arc;

/// `networkConfiguration.awsvpcConfiguration` of a request, if it is there.
pub fn network(request: Request) -> Option<Arc<NetworkConfiguration>> {
    let outer = request.object("networkConfiguration")?;
    let inner = outer.object("awsvpcConfiguration")?;
    Some(Arc::new(NetworkConfiguration {
        subnets: inner.texts("subnets").map(Arc::from).collect(),
        security_groups: inner.texts("securityGroups").map(Arc::from).collect(),
        assign_public_ip: inner.text("assignPublicIp") == Some("ENABLED"),
    }))
}
