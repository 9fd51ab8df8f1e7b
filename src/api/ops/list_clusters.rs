//! ListClusters. Source: ECS API, ListClusters.

use crate::api::paging;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::model::arn::Arns;
use crate::model::cluster::ClusterStatus;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let rows = world.clusters.rows();
    let active = rows.filter(|row| row.status == ClusterStatus::Active);
    let arns = active.map(|row| (u64::from(row.id.0), Arns::of(world).cluster(row.id)));
    let (arns, next) = paging::page(world, request, 100, arns)?;
    Ok(paging::answer("clusterArns", arns, next))
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use serde_json::json;

    #[test]
    fn lists_active_clusters_by_page() {
        let mut asked = Asked::default();
        for name in ["a", "b", "c"] {
            asked.granted("CreateCluster", json!({"clusterName": name}));
        }
        asked.granted("DeleteCluster", json!({"cluster": "b"}));
        let first = asked.granted("ListClusters", json!({"maxResults": 1}));
        let arn = |name| format!("arn:aws:ecs:us-east-1:123456789012:cluster/{name}");
        assert_eq!(first["clusterArns"], json!([arn("a")]));
        let rest = asked.granted("ListClusters", json!({"nextToken": first["nextToken"]}));
        assert_eq!(rest, json!({"clusterArns": [arn("c")]}));
    }
}
