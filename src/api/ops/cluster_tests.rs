//! Transcripts of UpdateCluster and UpdateClusterSettings.

use crate::api::testing::Asked;
use serde_json::{Value, json};

fn asked() -> Asked {
    let mut asked = Asked::default();
    asked.granted("CreateCluster", json!({"clusterName": "web"}));
    asked
}

fn shown(asked: &mut Asked) -> Value {
    let include = json!(["CONFIGURATIONS", "SETTINGS"]);
    let body = json!({"clusters": ["web"], "include": include});
    asked.granted("DescribeClusters", body)["clusters"][0].clone()
}

#[test]
fn a_cluster_is_updated() {
    let mut asked = asked();
    let configuration = json!({"executeCommandConfiguration": {"logging": "DEFAULT"}});
    let body = json!({
        "cluster": "web", "configuration": configuration,
        "settings": [{"name": "containerInsights", "value": "enhanced"}],
        "serviceConnectDefaults": {"namespace": "internal"},
    });
    let answer = asked.granted("UpdateCluster", body);
    assert_eq!(answer["cluster"]["clusterName"], "web");
    let cluster = shown(&mut asked);
    assert_eq!(cluster["configuration"], configuration);
    assert_eq!(cluster["settings"][0]["value"], "enhanced");
    let namespace = cluster["serviceConnectDefaults"]["namespace"].as_str();
    let (head, id) = namespace
        .unwrap_or_default()
        .split_once("/ns-")
        .unwrap_or_default();
    assert_eq!(
        head,
        "arn:aws:servicediscovery:us-east-1:123456789012:namespace"
    );
    assert_eq!(id.len(), 16);
    let listed = asked.granted("ListServicesByNamespace", json!({"namespace": namespace}));
    assert_eq!(listed["serviceArns"], json!([]));
    let settings = json!([{"name": "containerInsights", "value": "disabled"}]);
    let body = json!({"cluster": "web", "settings": settings});
    asked.granted("UpdateClusterSettings", body);
    let cluster = shown(&mut asked);
    assert_eq!(cluster["settings"], settings);
    assert_eq!(cluster["configuration"], configuration);
}

#[test]
fn what_no_cluster_can_be_is_refused() {
    let mut asked = asked();
    for action in ["UpdateCluster", "UpdateClusterSettings"] {
        let settings = json!([{"name": "containerInsights", "value": "on"}]);
        let refused = asked.refused(action, json!({"cluster": "web", "settings": settings}));
        assert_eq!(
            refused,
            "InvalidParameterException: Invalid value 'on' for the cluster setting \
             containerInsights."
        );
        for body in [json!({}), json!({"cluster": "other"})] {
            let refused = asked.refused(action, body);
            assert_eq!(refused, "ClusterNotFoundException: Cluster not found.");
        }
    }
    assert_eq!(
        asked.refused("UpdateClusterSettings", json!({"cluster": "web"})),
        "InvalidParameterException: Settings cannot be empty."
    );
}
