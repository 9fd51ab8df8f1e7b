//! Transcripts of capacity providers as records and on clusters.

use super::provider_fixtures::{asked, create, group, put};
use serde_json::{Value, json};

#[test]
fn a_provider_is_created_and_changed() {
    let mut asked = asked();
    let body = json!({
        "name": "spot", "tags": [{"key": "team", "value": "a"}],
        "autoScalingGroupProvider": {
            "autoScalingGroupArn": group("spot"), "managedScaling": {"targetCapacity": 90},
            "managedTerminationProtection": "ENABLED",
        },
    });
    let created = asked.granted("CreateCapacityProvider", body);
    let arn = "arn:aws:ecs:us-east-1:123456789012:capacity-provider/spot";
    assert_eq!(
        created["capacityProvider"],
        json!({
            "capacityProviderArn": arn, "name": "spot", "status": "ACTIVE",
            "autoScalingGroupProvider": {
                "autoScalingGroupArn": group("spot"),
                "managedScaling": {
                    "status": "ENABLED", "targetCapacity": 90, "minimumScalingStepSize": 1,
                    "maximumScalingStepSize": 10_000, "instanceWarmupPeriod": 300,
                },
                "managedTerminationProtection": "ENABLED", "managedDraining": "ENABLED",
            },
            "tags": [{"key": "team", "value": "a"}], "type": "EC2_AUTOSCALING",
        })
    );
    let body = json!({
        "name": arn,
        "autoScalingGroupProvider": {
            "managedScaling": {"targetCapacity": 100}, "managedDraining": "DISABLED",
        },
    });
    let before = asked.granted("UpdateCapacityProvider", body);
    let before = &before["capacityProvider"];
    assert_eq!(before["updateStatus"], "UPDATE_IN_PROGRESS");
    assert_eq!(
        before["autoScalingGroupProvider"]["managedDraining"],
        "ENABLED"
    );
    asked.wait(10);
    let named = json!({"capacityProviders": ["spot"]});
    let changed = asked.granted("DescribeCapacityProviders", named);
    let changed = &changed["capacityProviders"][0];
    assert_eq!(changed["updateStatus"], "UPDATE_COMPLETE");
    let of_group = &changed["autoScalingGroupProvider"];
    assert_eq!(of_group["managedScaling"]["targetCapacity"], 100);
    assert_eq!(of_group["managedTerminationProtection"], "ENABLED");
    assert_eq!(of_group["managedDraining"], "DISABLED");
}

#[test]
fn a_provider_is_deleted_that_no_cluster_has() {
    let mut asked = asked();
    create(&mut asked, "spot", true);
    let named = json!({"capacityProviders": ["spot"]});
    put(&mut asked, &["spot"], json!([]));
    asked.wait(10);
    let delete = json!({"capacityProvider": "spot"});
    let refused = asked.granted("DeleteCapacityProvider", delete.clone());
    let refused = &refused["capacityProvider"];
    assert_eq!(refused["updateStatus"], "DELETE_FAILED");
    assert_eq!(
        refused["updateStatusReason"],
        "The capacity provider cannot be deleted because it is associated with cluster: default. \
         Remove the capacity provider from the cluster and try again."
    );
    put(&mut asked, &[], json!([]));
    let deleted = asked.granted("DeleteCapacityProvider", delete.clone());
    assert_eq!(
        deleted["capacityProvider"]["updateStatus"],
        "DELETE_IN_PROGRESS"
    );
    asked.wait(10);
    for (action, body) in [
        ("DescribeCapacityProviders", named),
        ("DeleteCapacityProvider", delete),
    ] {
        let answer = asked.granted(action, body);
        let gone = answer.get("capacityProvider");
        let gone = gone.unwrap_or(&answer["capacityProviders"][0]);
        assert_eq!(gone["status"], "INACTIVE", "{action}");
        assert_eq!(gone["updateStatus"], "DELETE_COMPLETE", "{action}");
    }
    let all = asked.granted("DescribeCapacityProviders", json!({}));
    assert_eq!(all["capacityProviders"].as_array().map(Vec::len), Some(2));
    let other = json!({"capacityProvider": "other"});
    assert_eq!(
        asked.refused("DeleteCapacityProvider", other),
        "ClientException: The specified capacity provider does not exist. Specify a valid name or \
         ARN and try again."
    );
}

#[test]
fn what_no_provider_can_be_is_refused() {
    let mut asked = asked();
    create(&mut asked, "mine", true);
    let mut said = |name: &str, group: Value| {
        let body = json!({"name": name, "autoScalingGroupProvider": group});
        asked.refused("CreateCapacityProvider", body)
    };
    assert_eq!(
        said("mine", json!({"autoScalingGroupArn": group("other")})),
        "ClientException: The specified capacity provider already exists. To change the \
         configuration of an existing capacity provider, update the capacity provider."
    );
    assert_eq!(
        said("other", json!({"autoScalingGroupArn": group("mine")})),
        "ClientException: The specified Auto Scaling group ARN is already being used by another \
         capacity provider. Specify a unique Auto Scaling group ARN and try again."
    );
    for name in ["", "aws-a", "ECS", "fargate", "a b"] {
        let refused = said(name, json!({"autoScalingGroupArn": group("other")}));
        let message = "ClientException: The specified capacity provider name is invalid. Up to";
        assert!(refused.starts_with(message), "{refused}");
    }
    for group in [
        json!({}),
        json!({"autoScalingGroupArn": "arn:aws:ecs:us-east-1:1:cluster/a"}),
        json!({"autoScalingGroupArn": group("b"), "managedScaling": {"targetCapacity": 101}}),
    ] {
        let refused = said("other", group);
        assert!(
            refused.starts_with("InvalidParameterException: "),
            "{refused}"
        );
    }
    let steps = json!({"minimumScalingStepSize": 5, "maximumScalingStepSize": 4});
    let backwards = json!({"autoScalingGroupArn": group("b"), "managedScaling": steps});
    assert_eq!(
        said("other", backwards),
        "ClientException: The minimum or maximum scaling step size value is invalid. Specify a \
         minimum scaling step size value that is less than or equal to the maximum scaling step \
         size value and try again."
    );
}

#[test]
fn groups_that_do_not_exist_and_providers_that_are_reserved_are_refused() {
    let mut asked = asked();
    asked.sim.world.settings.permissive = false;
    let body = json!({
        "name": "other", "autoScalingGroupProvider": {"autoScalingGroupArn": group("b")},
    });
    assert_eq!(
        asked.refused("CreateCapacityProvider", body),
        "ClientException: The specified Auto Scaling group was not found. Specify a valid Auto \
         Scaling group and try again."
    );
    asked.sim.world.settings.permissive = true;
    let mut said = |name: &str, group: Value| {
        let body = json!({"name": name, "autoScalingGroupProvider": group});
        asked.refused("CreateCapacityProvider", body)
    };
    let protected = json!({
        "autoScalingGroupArn": group("b"), "managedTerminationProtection": "ENABLED",
    });
    assert!(said("other", protected).starts_with("ClientException: The managed termination"));
    for action in ["DeleteCapacityProvider", "UpdateCapacityProvider"] {
        let body = json!({"name": "FARGATE", "capacityProvider": "FARGATE"});
        let refused = asked.refused(action, body);
        assert!(
            refused.starts_with("InvalidParameterException: "),
            "{refused}"
        );
    }
}

#[test]
fn fargates_own_are_always_described() {
    let mut asked = asked();
    for number in 0..10 {
        create(&mut asked, &format!("p{number}"), true);
    }
    let first = asked.granted("DescribeCapacityProviders", json!({}));
    let all = first["capacityProviders"].as_array().expect("a list");
    assert_eq!(all.len(), 10);
    assert_eq!(
        (&all[0]["name"], &all[0]["type"]),
        (&json!("FARGATE"), &json!("FARGATE"))
    );
    assert_eq!(all[1]["type"], "FARGATE_SPOT");
    let rest = json!({"nextToken": first["nextToken"]});
    let rest = asked.granted("DescribeCapacityProviders", rest);
    assert_eq!(rest["capacityProviders"].as_array().map(Vec::len), Some(2));
    put(&mut asked, &["FARGATE", "p3"], json!([]));
    let own = asked.granted("DescribeCapacityProviders", json!({"cluster": "default"}));
    let own = own["capacityProviders"].as_array().expect("a list");
    let names: Vec<&Value> = own.iter().map(|row| &row["name"]).collect();
    assert_eq!(names, ["FARGATE", "p3"]);
}

#[test]
fn a_cluster_has_providers_and_a_default() {
    let mut asked = asked();
    create(&mut asked, "mine", true);
    let strategy = json!([{"capacityProvider": "mine", "weight": 1, "base": 0}]);
    let cluster = put(&mut asked, &["FARGATE", "mine"], strategy.clone());
    assert_eq!(cluster["capacityProviders"], json!(["FARGATE", "mine"]));
    assert_eq!(cluster["defaultCapacityProviderStrategy"], strategy);
    assert_eq!(cluster["attachmentsStatus"], "UPDATE_IN_PROGRESS");
    let attachment = &cluster["attachments"][0];
    assert_eq!(attachment["type"], "as_policy");
    assert_eq!(attachment["status"], "PRECREATED");
    asked.wait(10);
    assert_eq!(
        attachment["details"][0],
        json!({"name": "capacityProviderName", "value": "mine"})
    );
    let plain = asked.granted("DescribeClusters", json!({}));
    assert!(plain["clusters"][0].get("attachments").is_none());
    let whole = asked.granted("DescribeClusters", json!({"include": ["ATTACHMENTS"]}));
    let whole = &whole["clusters"][0];
    assert_eq!(whole["attachmentsStatus"], "UPDATE_COMPLETE");
    let kinds = whole["attachments"].as_array().into_iter().flatten();
    let kinds: Vec<_> = kinds.map(|row| (&row["type"], &row["status"])).collect();
    let created = json!("CREATED");
    assert_eq!(
        kinds,
        [
            (&json!("as_policy"), &created),
            (&json!("managed_draining"), &created)
        ]
    );
    let other = json!({"clusterName": "other", "capacityProviders": ["mine"]});
    assert_eq!(
        asked.refused("CreateCluster", other),
        "InvalidParameterException: The capacity provider mine has managed scaling and is \
         associated with another cluster."
    );
    let mut said = |names: Value, strategy: Value| {
        let body = json!({
            "cluster": "default", "capacityProviders": names,
            "defaultCapacityProviderStrategy": strategy,
        });
        asked.refused("PutClusterCapacityProviders", body)
    };
    assert!(said(json!(["other"]), json!([])).contains("was not found"));
    assert!(said(json!([]), strategy.clone()).contains("not associated with the cluster"));
    let mixed = json!([{"capacityProvider": "mine"}, {"capacityProvider": "FARGATE"}]);
    assert!(said(json!(["mine", "FARGATE"]), mixed).contains("cannot contain a mix"));
    let bases = json!([
        {"capacityProvider": "FARGATE", "base": 1}, {"capacityProvider": "FARGATE_SPOT", "base": 1},
    ]);
    assert!(said(json!(["FARGATE", "FARGATE_SPOT"]), bases).ends_with("base value defined."));
    let body = json!({
        "clusterName": "other", "capacityProviders": ["FARGATE_SPOT"],
        "defaultCapacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
    });
    let created = asked.granted("CreateCluster", body.clone());
    assert_eq!(
        created["cluster"]["capacityProviders"],
        json!(["FARGATE_SPOT"])
    );
    asked.granted("CreateCluster", body);
    let body = json!({"clusterName": "other", "capacityProviders": ["FARGATE"]});
    assert_eq!(
        asked.refused("CreateCluster", body),
        "InvalidParameterException: Arguments on this idempotent request are inconsistent with \
         arguments used in previous request(s)."
    );
}
