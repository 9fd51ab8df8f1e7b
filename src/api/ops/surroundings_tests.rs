//! What is not declared around ECS, and what ECS says of it.

use super::fault_tests::{end, folded};
use crate::api::testing::Asked;
use expect_test::expect;
use serde_json::{Value, json};

/// A run with an instance, and a task definition with these members for Fargate.
fn asked(permissive: bool, members: Value) -> Asked {
    let mut asked = Asked::with_instances(&[("t3.medium", 0)]);
    asked.sim.world.settings.permissive = permissive;
    let mut definition = json!({
        "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{"name": "app", "image": "nginx"}],
    });
    if let (Some(definition), Value::Object(members)) = (definition.as_object_mut(), members) {
        definition.extend(members);
    }
    asked.granted("RegisterTaskDefinition", definition);
    asked
}

fn run_task(subnet: &str, group: &str) -> Value {
    json!({
        "taskDefinition": "web", "launchType": "FARGATE",
        "networkConfiguration": {"awsvpcConfiguration": {
            "subnets": [subnet], "securityGroups": [group],
        }},
    })
}

const SUBNET: &str = "subnet-0d0c1a00000000001";
const GROUP: &str = "sg-0d0c1a00000000001";

#[test]
fn unknown_subnets_and_security_groups_are_refused_until_they_are_declared() {
    let (subnet, group) = ("subnet-0123456789abcdef0", "sg-0123456789abcdef0");
    let mut asked = asked(false, json!({}));
    let refused = asked.refused("RunTask", run_task(subnet, GROUP));
    expect![[r#"
        InvalidParameterException: Error retrieving subnet information for
            [subnet-0123456789ab]: The subnet ID 'subnet-0123456789ab' does not exist
            (ErrorCode: InvalidSubnetID.NotFound)
    "#]]
    .assert_eq(&folded(&refused));
    let refused = asked.refused("RunTask", run_task(SUBNET, group));
    expect![[r#"
        InvalidParameterException: Error retrieving security group information for
            [sg-0123456789ab]: The security group 'sg-0123456789ab' does not exist
            (ErrorCode: InvalidGroup.NotFound)
    "#]]
    .assert_eq(&folded(&refused));
    let mut service = run_task(subnet, GROUP);
    service["serviceName"] = json!("web");
    service["desiredCount"] = json!(1);
    let refused = asked.refused("CreateService", service);
    assert!(refused.contains("InvalidSubnetID.NotFound"), "{refused}");
    let declared = json!({
        "subnets": [{"subnetId": subnet, "availabilityZone": "us-east-1c"}],
        "securityGroups": [{"groupId": group}],
    });
    asked.granted("Drydock.Declare", declared);
    let task = asked.granted("RunTask", run_task(subnet, group))["tasks"][0].clone();
    assert_eq!(task["availabilityZone"], "us-east-1c");
    assert_eq!(task["attachments"][0]["details"][0]["value"], subnet);
}

#[test]
fn roles_that_cannot_be_assumed_start_no_task() {
    let role = "arn:aws:iam::123456789012:role/shop";
    let mut asked = asked(false, json!({"taskRoleArn": role}));
    let refused = asked.refused("RunTask", run_task(SUBNET, GROUP));
    expect![[r#"
        ClientException: ECS was unable to assume the role
            'arn:aws:iam::123456789012:role/shop' that was provided for this task.
            Please verify that the role being passed has the proper trust relationship
            and permissions and that your IAM user has permissions to pass this role.
    "#]]
    .assert_eq(&folded(&refused));
    let mut service = run_task(SUBNET, GROUP);
    service["serviceName"] = json!("web");
    service["desiredCount"] = json!(1);
    asked.granted("CreateService", service);
    asked.wait(30);
    let described = asked.granted("DescribeServices", json!({"services": ["web"]}));
    let message = described["services"][0]["events"][0]["message"].clone();
    expect![[r#"
        (service web) failed to launch a task with (error ECS was unable to assume the
            role 'arn:aws:iam::123456789012:role/shop' that was provided for this task.
            Please verify that the role being passed has the proper trust relationship
            and permissions and that your IAM user has permissions to pass this role.).
    "#]]
    .assert_eq(&folded(message.as_str().unwrap_or_default()));
    let foreign = json!({"roles": [{"roleName": "shop", "trusts": "ec2.amazonaws.com"}]});
    asked.granted("Drydock.Declare", foreign);
    let refused = asked.refused("RunTask", run_task(SUBNET, GROUP));
    assert!(
        refused.starts_with("ClientException: ECS was unable"),
        "{refused}"
    );
    asked.granted("Drydock.Declare", json!({"roles": [{"roleName": "shop"}]}));
    asked.granted("RunTask", run_task(SUBNET, GROUP));
}

/// A container that writes to a log group and reads a secret.
fn pointing(log_group: &str, secret: &str) -> Value {
    let options = json!({
        "awslogs-group": log_group, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs",
    });
    json!({
        "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
        "containerDefinitions": [{
            "name": "app", "image": "nginx",
            "secrets": [{"name": "KEY", "valueFrom": secret}],
            "logConfiguration": {"logDriver": "awslogs", "options": options},
        }],
    })
}

#[test]
fn missing_log_groups_and_secrets_keep_tasks_from_starting() {
    let secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-key-AbCdEf";
    let mut told = String::new();
    for (log_group, secret) in [
        ("/ecs/shop", "/shop/region"),
        ("/ecs/web", secret),
        ("/ecs/web", "/shop/zone"),
    ] {
        let mut asked = asked(false, pointing(log_group, secret));
        let task = asked.granted("RunTask", run_task(SUBNET, GROUP))["tasks"][0].clone();
        asked.wait(60);
        told += &end(&mut asked, &task["taskArn"]);
        let declared = json!({
            "logGroups": [{"logGroupName": log_group}],
            "secrets": [{"name": "shop-key"}, {"name": "/shop/zone"}],
        });
        asked.granted("Drydock.Declare", declared);
        let task = asked.granted("RunTask", run_task(SUBNET, GROUP))["tasks"][0].clone();
        asked.wait(60);
        told += &end(&mut asked, &task["taskArn"]);
    }
    expect![[r#"
        STOPPED TaskFailedToStart: ResourceInitializationError: failed to validate
            logger args: create stream has been retried 1 times: failed to create
            Cloudwatch log stream: ResourceNotFoundException: The specified log group
            does not exist. : exit status 1
        container:
        RUNNING :
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secret from asm: service call has been retried 1 time(s): failed to fetch
            secret arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-key-AbCdEf
            from secrets manager: ResourceNotFoundException: Secrets Manager can't find
            the specified secret.
        container:
        RUNNING :
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s): invalid ssm
            parameters: /shop/zone
        container:
        RUNNING :
    "#]]
    .assert_eq(&folded(&told));
}

#[test]
fn a_declared_role_may_lack_permissions() {
    let mut asked = asked(false, pointing("/ecs/web", "/shop/region"));
    let role = json!({"roleName": "ecsTaskExecutionRole", "allows": ["logs:CreateLogStream"]});
    asked.granted("Drydock.Declare", json!({"roles": [role]}));
    let task = asked.granted("RunTask", run_task(SUBNET, GROUP))["tasks"][0].clone();
    asked.wait(60);
    expect![[r#"
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s):
            AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/
            ecsTaskExecutionRole/1c3ab5889e88 is not authorized to perform:
            ssm:GetParameters on resource: arn:aws:ssm:us-east-1:123456789012:parameter/
            shop/region because no identity-based policy allows the ssm:GetParameters
            action
        container:
    "#]]
    .assert_eq(&folded(&end(&mut asked, &task["taskArn"])));
    let unknown = json!({"roles": [{"roleName": "a", "allows": ["s3:GetObject"]}]});
    let refused = asked.refused("Drydock.Declare", unknown);
    assert!(refused.contains("allows has some of"), "{refused}");
}

#[test]
fn permissive_runs_take_everything() {
    let mut members = pointing("/ecs/nowhere", "/no/such");
    members["taskRoleArn"] = json!("arn:aws:iam::123456789012:role/nobody");
    let mut asked = asked(true, members);
    let request = run_task("subnet-0123456789abcdef0", "sg-0123456789abcdef0");
    let task = asked.granted("RunTask", request)["tasks"][0].clone();
    asked.wait(60);
    assert!(end(&mut asked, &task["taskArn"]).starts_with("RUNNING"));
}

#[test]
fn subnets_and_security_groups_of_two_vpcs_do_not_go_together() {
    let mut asked = asked(false, json!({}));
    let subnet = json!({"subnetId": "subnet-0123456789abcdef0", "vpcId": "vpc-0a1"});
    assert_eq!(
        asked.refused("Drydock.Declare", json!({"subnets": [subnet]})),
        "InvalidParameterException: The vpc ID 'vpc-0a1' does not exist"
    );
    let declared = json!({
        "vpcs": [{"vpcId": "vpc-0a1", "cidrBlock": "172.16.0.0/16"}], "subnets": [subnet],
    });
    asked.granted("Drydock.Declare", declared);
    assert_eq!(
        asked.refused("RunTask", run_task("subnet-0123456789abcdef0", GROUP)),
        format!(
            "InvalidParameterException: Security group {GROUP} and subnet \
             subnet-0123456789abcdef0 belong to different networks."
        )
    );
    let mut request = run_task(SUBNET, GROUP);
    let subnets = json!([SUBNET, "subnet-0123456789abcdef0"]);
    request["networkConfiguration"]["awsvpcConfiguration"]["subnets"] = subnets;
    assert_eq!(
        asked.refused("RunTask", request),
        "InvalidParameterException: You have specified two resources that belong to different \
         networks."
    );
}

#[test]
fn a_missing_repository_fails_the_pull_until_it_is_declared() {
    let image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop:7";
    let role = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole";
    let members = json!({
        "executionRoleArn": role, "requiresCompatibilities": ["EC2", "FARGATE"],
        "containerDefinitions": [{"name": "app", "image": image}],
    });
    let mut asked = asked(false, members);
    let mut told = String::new();
    for launch_type in ["FARGATE", "EC2"] {
        let mut request = run_task(SUBNET, GROUP);
        request["launchType"] = launch_type.into();
        let task = asked.granted("RunTask", request)["tasks"][0].clone();
        asked.wait(120);
        told += &end(&mut asked, &task["taskArn"]);
    }
    let declared = json!({"repositories": [{"repositoryName": "team/shop"}]});
    let answer = asked.granted("Drydock.Declare", declared);
    assert_eq!(
        answer["repositories"][0]["repositoryUri"],
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop"
    );
    let task = asked.granted("RunTask", run_task(SUBNET, GROUP))["tasks"][0].clone();
    asked.wait(120);
    told += &end(&mut asked, &task["taskArn"]);
    expect![[r#"
        STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has
            been retried 1 time(s): failed to resolve ref
            123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop:7:
            123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop:7: not found
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: The task can’t pull the image. Check
            whether the image exists. Error response from daemon: repository
            123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop not found: name
            unknown: The repository with name 'team/shop' does not exist in the
            registry with id '123456789012'
        RUNNING :
    "#]]
    .assert_eq(&folded(&told));
}

#[test]
fn load_balancers_are_known_by_kind() {
    let mut asked = asked(false, json!({}));
    let rule = json!({"listenerRules": [{"loadBalancerName": "shop", "port": 443}]});
    assert_eq!(
        asked.refused("Drydock.Declare", rule.clone()),
        "InvalidParameterException: Load balancers '[shop]' not found"
    );
    let declared = json!({"loadBalancers": [
        {"loadBalancerName": "shop", "scheme": "internal"},
        {"loadBalancerName": "old", "type": "classic"},
        {
            "loadBalancerArn": "arn:aws:elasticloadbalancing:x:1:loadbalancer/net/edge/0a",
            "type": "network",
        },
    ]});
    let answer = asked.granted("Drydock.Declare", declared)["loadBalancers"].clone();
    let arn = answer[0]["loadBalancerArn"].as_str().unwrap();
    assert!(arn.contains(":loadbalancer/app/shop/"), "{arn}");
    assert_eq!(
        answer[1],
        json!({"loadBalancerName": "old", "type": "classic"})
    );
    assert_eq!(answer[2]["loadBalancerName"], "edge");
    asked.granted("Drydock.Declare", rule);
    let body = json!({
        "family": "old",
        "containerDefinitions": [{
            "name": "app", "image": "nginx", "memory": 64,
            "portMappings": [{"containerPort": 80, "hostPort": 80}],
        }],
    });
    asked.granted("RegisterTaskDefinition", body);
    let service = |name: &str| {
        json!({
            "serviceName": "old", "taskDefinition": "old", "desiredCount": 1,
            "loadBalancers": [{
                "loadBalancerName": name, "containerName": "app", "containerPort": 80,
            }],
        })
    };
    assert_eq!(
        asked.refused("CreateService", service("shop")),
        "InvalidParameterException: Unable to assume role and validate the listeners configured \
         on your load balancer.  Please verify the role being passed has the proper permissions."
    );
    asked.granted("CreateService", service("old"));
}
