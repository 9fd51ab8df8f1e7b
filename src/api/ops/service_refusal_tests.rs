//! What CreateService and UpdateService refuse, in their words.

use super::service_tests::{asked, merged, network, web};
use crate::model::World;
use crate::model::arn::Arns;
use crate::model::surroundings::target_group::TargetType;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// A refusal broken into short lines.
fn in_lines(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        if width > 0 && width + word.len() > 80 {
            lines.push_str("\n   ");
            width = 3;
        }
        if width > 0 {
            lines.push(' ');
        }
        lines.push_str(word);
        width += word.len() + 1;
    }
    lines
}

/// Asks for a service with each of these changes; what comes back must be as expected.
fn refused(changes: &[Value], expected: Expect) {
    let mut asked = asked();
    let mut refused = |more: &Value| asked.refused("CreateService", web(more.clone()));
    let texts: Vec<String> = changes
        .iter()
        .map(|more| in_lines(&refused(more)))
        .collect();
    expected.assert_eq(&texts.join("\n"));
}

fn fargate(more: Value) -> Value {
    let fargate = json!({"taskDefinition": "app:2", "launchType": "FARGATE"});
    merged(fargate, more)
}

fn balancer(name: &str, port: u16) -> Value {
    let world = World::default();
    let mut groups = world.surroundings.target_groups.rows();
    let group = groups.find(|row| row.target_type == TargetType::Instance);
    let arn = group.map(|row| Arns::of(&world).target_group(row));
    let balancer = json!({"targetGroupArn": arn, "containerName": name, "containerPort": port});
    json!({ "loadBalancers": [balancer] })
}

#[test]
fn a_service_is_named_counted_and_of_an_active_definition() {
    let percent = |minimum, maximum| {
        let percent = json!({"minimumHealthyPercent": minimum, "maximumPercent": maximum});
        json!({ "deploymentConfiguration": percent })
    };
    let changes = [
        json!({"cluster": "nowhere"}),
        json!({"serviceName": "we b"}),
        json!({"taskDefinition": "nothing"}),
        json!({"taskDefinition": "app:4"}),
        json!({"desiredCount": -1}),
        percent(100, 100),
        percent(101, 200),
        percent(0, 99),
    ];
    refused(
        &changes,
        expect![[r#"
            ClusterNotFoundException: Cluster not found.
            InvalidParameterException: ServiceName must match ^[a-zA-Z0-9\-_]{1,255}$, but
                was we b
            ClientException: TaskDefinition not found.
            ClientException: TaskDefinition is inactive
            InvalidParameterException: desiredCount cannot be negative.
            InvalidParameterException: Both maximumPercent and minimumHealthyPercent cannot
                be 100 as this will block deployments.
            InvalidParameterException: minimumHealthyPercent must be at most 100
            InvalidParameterException: maximumPercent must be at least 100"#]],
    );
}

#[test]
fn launch_type_network_and_platform_suit_the_definition() {
    let changes = [
        fargate(json!({})),
        fargate(json!({"networkConfiguration": network(), "platformVersion": "1.5.0"})),
        fargate(json!({
            "networkConfiguration": network(), "placementStrategy": [{"type": "random"}],
        })),
        json!({"networkConfiguration": network()}),
        json!({"taskDefinition": "app:2", "networkConfiguration": network()}),
        json!({"launchType": "EXTERNAL"}),
        json!({"platformVersion": "LATEST"}),
    ];
    refused(
        &changes,
        expect![[r#"
        InvalidParameterException: Network Configuration must be provided when
            networkMode 'awsvpc' is specified.
        PlatformUnknownException: The specified platform does not exist.
        InvalidParameterException: Placement strategies are not supported with FARGATE
            launch type.
        InvalidParameterException: Network Configuration is not valid for the given
            networkMode of this task definition.
        InvalidParameterException: Assign public IP is not supported for this launch
            type.
        InvalidParameterException: Task definition does not support launch_type
            EXTERNAL.
        InvalidParameterException: The platform version must be null when specifying an
            EC2 launch type."#]],
    );
}

#[test]
fn daemons_have_rules_of_their_own() {
    let daemon = |more| merged(json!({"schedulingStrategy": "DAEMON"}), more);
    let changes = [
        daemon(fargate(json!({"networkConfiguration": network()}))),
        daemon(json!({})),
    ];
    refused(
        &changes,
        expect![[r#"
            InvalidParameterException: The daemon scheduling strategy is not supported with
                the FARGATE launch type
            InvalidParameterException: The daemon scheduling strategy does not support a
                desired count for services. Remove the desired count value and try again"#]],
    );
}

#[test]
fn options_need_what_they_build_on() {
    let random = json!([{"type": "random"}]);
    let changes = [
        json!({"enableExecuteCommand": true}),
        json!({"availabilityZoneRebalancing": "ENABLED", "placementStrategy": random}),
        balancer("db", 80),
        balancer("app", 81),
    ];
    refused(
        &changes,
        expect![[r#"
        InvalidParameterException: The service couldn't be created because a valid
            taskRoleArn is not being used. Specify a valid task role in your task
            definition and try again.
        InvalidParameterException: Availability Zone Rebalancing is not available with
            this configuration.
        InvalidParameterException: The container db does not exist in the task
            definition.
        InvalidParameterException: The container app did not have a container port 81
            defined."#]],
    );
}

#[test]
fn an_update_is_judged_as_a_whole() {
    let mut asked = asked();
    let none = asked.refused("UpdateService", json!({"service": "web"}));
    assert_eq!(none, "ServiceNotFoundException: Service not found.");
    asked.granted("CreateService", web(json!({})));
    let changes = [
        json!({"taskDefinition": "app:2"}),
        json!({"taskDefinition": "app:4"}),
        json!({"networkConfiguration": network()}),
        json!({"deploymentConfiguration": {"maximumPercent": 100}}),
        json!({"enableExecuteCommand": true}),
    ];
    let before = asked.sim.world.clone();
    let refused = changes.map(|more| {
        let body = merged(json!({"service": "web"}), more);
        in_lines(&asked.refused("UpdateService", body))
    });
    expect![[r#"
        InvalidParameterException: Network Configuration must be provided when
            networkMode 'awsvpc' is specified.
        ClientException: TaskDefinition is inactive
        InvalidParameterException: Network Configuration is not valid for the given
            networkMode of this task definition.
        InvalidParameterException: Both maximumPercent and minimumHealthyPercent cannot
            be 100 as this will block deployments.
        InvalidParameterException: The service couldn't be updated because a valid
            taskRoleArn is not being used. Specify a valid task role in your task
            definition and try again."#]]
    .assert_eq(&refused.join("\n"));
    assert!(asked.sim.world == before);
}
