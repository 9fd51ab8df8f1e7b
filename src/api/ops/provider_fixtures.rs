//! Accounts for transcripts of capacity providers.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::cluster_of;
use crate::model::Zone;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The ARN of an Auto Scaling group.
pub fn group(name: &str) -> String {
    format!(
        "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:a:autoScalingGroupName/{name}"
    )
}

/// A provider of a group of the same name, scaled or not.
pub fn create(asked: &mut Asked, name: &str, scaled: bool) -> Value {
    let scaling = json!({"status": if scaled { "ENABLED" } else { "DISABLED" }});
    let body = json!({
        "name": name,
        "autoScalingGroupProvider": {
            "autoScalingGroupArn": group(name), "managedScaling": scaling,
        },
    });
    asked.granted("CreateCapacityProvider", body)["capacityProvider"].clone()
}

/// Puts providers and a default strategy on the cluster.
pub fn put(asked: &mut Asked, names: &[&str], strategy: Value) -> Value {
    let body = json!({
        "cluster": "default", "capacityProviders": names,
        "defaultCapacityProviderStrategy": strategy,
    });
    asked.granted("PutClusterCapacityProviders", body)["cluster"].clone()
}

/// The cluster `default`, `app:1` for EC2 and `net:1` for Fargate.
pub fn asked() -> Asked {
    let mut asked = Asked::new(cluster_of(&[]).0);
    // The groups are there whatever they are called.
    asked.sim.world.settings.permissive = true;
    let container = json!({"name": "app", "image": "nginx", "memory": 512, "cpu": 256});
    let body = json!({"family": "app", "containerDefinitions": [container]});
    asked.granted("RegisterTaskDefinition", body);
    let body = json!({
        "family": "net", "containerDefinitions": [{"name": "app", "image": "nginx"}],
        "cpu": "256", "memory": "512", "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
    });
    asked.granted("RegisterTaskDefinition", body);
    asked
}

/// Subnets in all zones.
pub fn network() -> Value {
    let subnets: Vec<&str> = Zone::all().map(Zone::subnet_id).collect();
    json!({"awsvpcConfiguration": {"subnets": subnets}})
}

/// How many tasks each provider has.
pub fn by_provider(asked: &mut Asked) -> BTreeMap<String, usize> {
    let arns = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    let tasks = asked.granted("DescribeTasks", json!({"tasks": arns}));
    let mut counts = BTreeMap::new();
    for task in tasks["tasks"].as_array().expect("a list") {
        let name = task["capacityProviderName"].as_str().unwrap_or("none");
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    counts
}

/// What [`by_provider`] gives.
pub fn counts(pairs: &[(&str, usize)]) -> BTreeMap<String, usize> {
    let pairs = pairs
        .iter()
        .map(|(name, count)| ((*name).to_owned(), *count));
    pairs.collect()
}

/// Base 1 and weight 1 on FARGATE, weight 3 on FARGATE_SPOT.
pub fn one_to_three() -> Value {
    json!([
        {"capacityProvider": "FARGATE", "base": 1, "weight": 1},
        {"capacityProvider": "FARGATE_SPOT", "weight": 3},
    ])
}
