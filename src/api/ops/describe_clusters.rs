//! DescribeClusters. Source: ECS API, DescribeClusters.

use crate::api::lookup::{self, DEFAULT_CLUSTER, includes};
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::model::{ClusterId, World};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let mut names = lookup::named(request, "clusters", "clusters", 100)?;
    if names.is_empty() {
        names.push(DEFAULT_CLUSTER);
    }
    let (mut clusters, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        lookup::check_cluster_arn(world, name)?;
        match lookup::any_cluster(world, name) {
            Some(row) => clusters.push(described(world, row.id, request)),
            None => failures.push(lookup::missing(world, "cluster", name)),
        }
    }
    Ok(render::members!({"clusters": clusters, "failures": failures}).into())
}

/// The cluster with the parts that the request includes; the others are empty or absent.
fn described(world: &World, id: ClusterId, request: Request) -> Value {
    let mut cluster = render::cluster(world, id);
    let Some(object) = cluster.as_object_mut() else {
        return cluster;
    };
    if includes(request, "ATTACHMENTS") {
        object.insert("attachments".into(), render::attachments(world, id));
        if let Some(status) = render::attachments_status(world, id) {
            object.insert("attachmentsStatus".into(), status.into());
        }
    }
    if includes(request, "STATISTICS") {
        object.insert("statistics".into(), render::statistics(world, id));
    }
    for (option, member) in [("SETTINGS", "settings"), ("TAGS", "tags")] {
        if !includes(request, option) {
            object.insert(member.into(), json!([]));
        }
    }
    if !includes(request, "CONFIGURATIONS") {
        object.remove("configuration");
    }
    cluster
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use serde_json::json;

    #[test]
    fn shows_what_is_included() {
        let mut asked = Asked::with_instances(&[("t2.micro", 0)]);
        let body = json!({"clusterName": "web", "tags": [{"key": "team", "value": "a"}]});
        asked.granted("CreateCluster", body);
        let answer = asked.granted("DescribeClusters", json!({}));
        assert_eq!(answer["clusters"][0]["clusterName"], "default");
        assert_eq!(
            answer["clusters"][0]["registeredContainerInstancesCount"],
            1
        );
        assert_eq!(answer["clusters"][0]["statistics"], json!([]));
        let elsewhere = "arn:aws:ecs:eu-west-1:123456789012:cluster/web";
        let answer = asked.granted("DescribeClusters", json!({"clusters": [elsewhere]}));
        assert_eq!(answer["failures"][0]["arn"], elsewhere);
        let body = json!({"clusters": ["web", "nowhere"], "include": ["TAGS", "STATISTICS"]});
        let answer = asked.granted("DescribeClusters", body);
        assert_eq!(answer["clusters"][0]["tags"][0]["key"], "team");
        assert_eq!(answer["clusters"][0]["settings"], json!([]));
        let statistics = answer["clusters"][0]["statistics"].as_array();
        assert_eq!(statistics.map(Vec::len), Some(8));
        assert_eq!(
            answer["failures"],
            json!([{
                "arn": "arn:aws:ecs:us-east-1:123456789012:cluster/nowhere",
                "reason": "MISSING",
            }])
        );
    }
}
