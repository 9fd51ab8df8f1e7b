//! A network configuration. Source: ECS API, NetworkConfiguration.

use crate::model::NetworkConfiguration;
use serde_json::{Value, json};

/// `networkConfiguration` as ECS shows it.
pub fn network(row: &NetworkConfiguration) -> Value {
    let texts = |list: &[std::sync::Arc<str>]| -> Value { list.iter().map(|id| &**id).collect() };
    let public = if row.assign_public_ip {
        "ENABLED"
    } else {
        "DISABLED"
    };
    json!({
        "awsvpcConfiguration": {
            "subnets": texts(&row.subnets),
            "securityGroups": texts(&row.security_groups),
            "assignPublicIp": public,
        },
    })
}
