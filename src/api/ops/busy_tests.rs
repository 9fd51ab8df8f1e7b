//! Transcripts of clusters and capacity providers that are busy with a change.

use super::provider_fixtures::{asked, create, group, put};
use crate::api::testing::Asked;
use serde_json::{Value, json};

const BUSY: &str = "UpdateInProgressException: The specified cluster is in a busy state. Cluster \
                    attachments must be in UPDATE_COMPLETE or UPDATE_FAILED state before they can \
                    be updated.";

fn shown(asked: &mut Asked, name: &str) -> Value {
    let body = json!({"clusters": [name], "include": ["ATTACHMENTS"]});
    asked.granted("DescribeClusters", body)["clusters"][0].clone()
}

fn nothing(name: &str) -> Value {
    json!({"cluster": name, "capacityProviders": [], "defaultCapacityProviderStrategy": []})
}

/// The attachments of a cluster, in words.
fn attachments(cluster: &Value) -> Vec<String> {
    let rows = cluster["attachments"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rows.map(|row| {
        let provider = text(&row["details"][0]["value"]);
        format!("{provider} {} {}", text(&row["type"]), text(&row["status"]))
    })
    .collect()
}

#[test]
fn a_cluster_with_providers_is_provisioned_and_deprovisioned() {
    let mut asked = asked();
    let body = json!({"clusterName": "dask", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]});
    let made = asked.granted("CreateCluster", body)["cluster"].clone();
    let state = |cluster: &Value| {
        let text = |name: &str| cluster[name].as_str().unwrap_or("none").to_owned();
        (text("status"), text("attachmentsStatus"))
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(state(&made), pair("PROVISIONING", "UPDATE_IN_PROGRESS"));
    assert_eq!(made["attachments"], json!([]));
    assert_eq!(
        asked.refused("PutClusterCapacityProviders", nothing("dask")),
        "ClientException: Cluster was not ACTIVE."
    );
    assert_eq!(
        asked.refused("DeleteCluster", json!({"cluster": "dask"})),
        BUSY
    );
    asked.wait(10);
    let done = shown(&mut asked, "dask");
    assert_eq!(state(&done), pair("ACTIVE", "UPDATE_COMPLETE"));
    let going = asked.granted("DeleteCluster", json!({"cluster": "dask"}))["cluster"].clone();
    assert_eq!(state(&going), pair("DEPROVISIONING", "UPDATE_IN_PROGRESS"));
    assert_eq!(
        asked.refused(
            "RunTask",
            json!({"cluster": "dask", "taskDefinition": "net"})
        ),
        "ClusterNotFoundException: The referenced cluster was inactive."
    );
    asked.wait(10);
    assert_eq!(shown(&mut asked, "dask")["status"], "INACTIVE");
    let plain = asked.granted("CreateCluster", json!({"clusterName": "plain"}));
    assert_eq!(state(&plain["cluster"]), pair("ACTIVE", "none"));
    let plain = asked.granted("DeleteCluster", json!({"cluster": "plain"}));
    assert_eq!(state(&plain["cluster"]), pair("INACTIVE", "none"));
}

#[test]
fn a_cluster_is_busy_until_its_attachments_are_there() {
    let mut asked = asked();
    create(&mut asked, "old", true);
    create(&mut asked, "new", false);
    let put_old = put(&mut asked, &["old"], json!([]));
    let precreated = [
        "old as_policy PRECREATED",
        "old managed_draining PRECREATED",
    ];
    assert_eq!(attachments(&put_old), precreated);
    let refused = asked.refused("PutClusterCapacityProviders", nothing("default"));
    assert_eq!(refused, BUSY);
    assert_eq!(
        asked.refused("DeleteCluster", json!({"cluster": "default"})),
        BUSY
    );
    asked.wait(10);
    let put_new = put(&mut asked, &["new"], json!([]));
    let changing = [
        "new managed_draining PRECREATED",
        "old as_policy DELETING",
        "old managed_draining DELETING",
    ];
    assert_eq!(attachments(&put_new), changing);
    assert_eq!(put_new["status"], "ACTIVE");
    assert_eq!(attachments(&shown(&mut asked, "default")), changing);
    asked.wait(10);
    let done = shown(&mut asked, "default");
    assert_eq!(attachments(&done), ["new managed_draining CREATED"]);
}

#[test]
fn a_provider_that_goes_is_given_to_no_cluster() {
    let mut asked = asked();
    create(&mut asked, "mine", true);
    let delete = json!({"capacityProvider": "mine"});
    for _ in 0..2 {
        let going = asked.granted("DeleteCapacityProvider", delete.clone());
        assert_eq!(going["capacityProvider"]["status"], "ACTIVE");
        let status = &going["capacityProvider"]["updateStatus"];
        assert_eq!(status, "DELETE_IN_PROGRESS");
    }
    let mut body = nothing("default");
    body["capacityProviders"] = json!(["mine"]);
    assert_eq!(
        asked.refused("PutClusterCapacityProviders", body.clone()),
        "InvalidParameterException: The specified capacity provider 'mine' is not in an ACTIVE \
         state. Specify a valid capacity provider and try again."
    );
    let update = json!({"name": "mine", "autoScalingGroupProvider": {}});
    let refused = asked.refused("UpdateCapacityProvider", update);
    assert!(refused.contains("is being deleted"), "{refused}");
    asked.wait(10);
    let refused = asked.refused("PutClusterCapacityProviders", body.clone());
    assert!(refused.contains("was not found"), "{refused}");
    // Its name is free again.
    create(&mut asked, "mine", true);
    asked.granted("PutClusterCapacityProviders", body);
}

#[test]
fn updates_add_up() {
    let mut asked = asked();
    create(&mut asked, "mine", true);
    for change in [
        json!({"managedScaling": {"targetCapacity": 80}}),
        json!({"managedDraining": "DISABLED"}),
    ] {
        let body = json!({"name": "mine", "autoScalingGroupProvider": change});
        let answer = asked.granted("UpdateCapacityProvider", body);
        let answered = &answer["capacityProvider"]["autoScalingGroupProvider"];
        assert_eq!(answered["managedScaling"]["targetCapacity"], 100);
        assert_eq!(answered["managedDraining"], "ENABLED");
    }
    asked.wait(10);
    let named = json!({"capacityProviders": ["mine"]});
    let answer = asked.granted("DescribeCapacityProviders", named);
    let answered = &answer["capacityProviders"][0]["autoScalingGroupProvider"];
    assert_eq!(answered["autoScalingGroupArn"], group("mine"));
    assert_eq!(answered["managedScaling"]["targetCapacity"], 80);
    assert_eq!(answered["managedDraining"], "DISABLED");
}
