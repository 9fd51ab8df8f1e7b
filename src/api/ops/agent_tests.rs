//! Transcripts of what agents call, and of what is asked of agents.

use crate::api::testing::Asked;
use serde_json::{Value, json};

/// An instance with this version of the agent.
fn asked(version_info: Value) -> (Asked, Value) {
    let mut asked = Asked::with_instances(&[]);
    let document = json!({"instanceType": "c5.large"});
    let body = json!({
        "instanceIdentityDocument": document.to_string(), "versionInfo": version_info,
    });
    let answer = asked.granted("RegisterContainerInstance", body);
    let arn = answer["containerInstance"]["containerInstanceArn"].clone();
    (asked, arn)
}

fn described(asked: &mut Asked, arn: &Value) -> Value {
    let body = json!({"containerInstances": [arn]});
    asked.granted("DescribeContainerInstances", body)["containerInstances"][0].clone()
}

#[test]
fn an_old_agent_is_updated_in_stages() {
    let (mut asked, arn) = asked(json!({"agentVersion": "1.90.0"}));
    assert_eq!(
        described(&mut asked, &arn)["versionInfo"]["agentVersion"],
        "1.90.0"
    );
    let body = json!({"containerInstance": arn});
    let answer = asked.granted("UpdateContainerAgent", body.clone());
    assert_eq!(answer["containerInstance"]["agentUpdateStatus"], "PENDING");
    assert_eq!(
        asked.refused("UpdateContainerAgent", body.clone()),
        "UpdateInProgressException: There is already an update in progress for the container agent."
    );
    let mut stages = Vec::new();
    for _ in 0..60 {
        asked.wait(1);
        let stage = described(&mut asked, &arn)["agentUpdateStatus"].clone();
        if stages.last() != Some(&stage) {
            stages.push(stage);
        }
    }
    assert_eq!(
        stages,
        ["PENDING", "STAGING", "STAGED", "UPDATING", "UPDATED"]
    );
    assert_eq!(
        described(&mut asked, &arn)["versionInfo"]["agentVersion"],
        "1.105.1"
    );
    assert_eq!(
        asked.refused("UpdateContainerAgent", body),
        "NoUpdateAvailableException: There is no update available for the container agent."
    );
}

#[test]
fn an_agent_of_no_known_version_is_not_updated() {
    let (mut asked, arn) = asked(json!({"agentHash": "abc"}));
    let body = json!({"containerInstance": arn});
    assert_eq!(
        asked.refused("UpdateContainerAgent", body),
        "MissingVersionException: The current version of the container agent cannot be determined."
    );
    let refused = asked.refused("UpdateContainerAgent", json!({"containerInstance": "a"}));
    assert!(refused.contains("was not found"), "{refused}");
}

#[test]
fn what_agents_submit_is_acknowledged() {
    let (mut asked, arn) = asked(json!({"agentVersion": "1.105.1"}));
    for action in [
        "SubmitTaskStateChange",
        "SubmitContainerStateChange",
        "SubmitAttachmentStateChanges",
    ] {
        let answer = asked.granted(action, json!({"task": "a", "status": "RUNNING"}));
        assert_eq!(answer, json!({"acknowledgment": "ACK"}));
        assert_eq!(
            asked.refused(action, json!({"cluster": "other"})),
            "ClusterNotFoundException: Cluster not found."
        );
    }
    let body = json!({"containerInstance": arn, "cluster": "default"});
    let answer = asked.granted("DiscoverPollEndpoint", body);
    assert_eq!(
        answer["endpoint"],
        "https://ecs-a-1.us-east-1.amazonaws.com/"
    );
    let refused = asked.refused("DiscoverPollEndpoint", json!({"containerInstance": "a"}));
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}

#[test]
fn an_instance_has_the_id_of_its_identity_document() {
    let mut asked = Asked::with_instances(&[]);
    let document = json!({"instanceType": "c5.large", "instanceId": "i-0d0c1a00000000001"});
    let body = json!({"instanceIdentityDocument": document.to_string()});
    let made = asked.granted("RegisterContainerInstance", body)["containerInstance"].clone();
    assert_eq!(made["ec2InstanceId"], "i-0d0c1a00000000001");
    let filter = json!({"filter": "ec2InstanceId == i-0d0c1a00000000001"});
    let listed = asked.granted("ListContainerInstances", filter);
    assert_eq!(
        listed["containerInstanceArns"],
        json!([made["containerInstanceArn"]])
    );
}
