//! Answers held against answers of ECS that were recorded: which members there are, at which
//! moment. Newer recordings outrank older ones, as ECS grew members.

use crate::api::testing::Asked;
use crate::model::World;
use crate::model::arn::Arns;
use serde_json::{Value, json};

/// The names of an object's members, sorted.
fn members(object: &Value) -> String {
    let names = object.as_object().expect("an object").keys();
    let mut names: Vec<&str> = names.map(String::as_str).collect();
    crate::sim::sort::sort(&mut names);
    names.join(" ")
}

fn assert_members(object: &Value, recorded: &str) {
    let mut names: Vec<&str> = recorded.split_whitespace().collect();
    crate::sim::sort::sort(&mut names);
    assert_eq!(members(object), names.join(" "));
}

/// A cluster with an instance, a definition for instances, `web` for Fargate and `job`, which
/// ends by itself and has an interface of its own on an instance.
fn asked() -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    let container =
        json!({"name": "web", "image": "nginx:1", "portMappings": [{"containerPort": 80}]});
    let sleep = json!({"family": "sleep360", "containerDefinitions": [
        {"name": "sleep", "image": "busybox", "cpu": 10, "memory": 10},
    ]});
    let web = json!({
        "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [container],
        "taskRoleArn": "arn:aws:iam::123456789012:role/ecsTaskRole",
    });
    let ends = json!({
        "name": "job", "image": "busybox", "cpu": 256, "memory": 512,
        "command": ["sh", "-c", "sleep 20; exit 3"],
    });
    let job = json!({
        "family": "job", "networkMode": "awsvpc", "containerDefinitions": [ends],
    });
    for definition in [sleep, web, job] {
        asked.granted("RegisterTaskDefinition", definition);
    }
    asked
}

fn network() -> Value {
    json!({"awsvpcConfiguration": {"subnets": ["subnet-0d0c1a00000000001"]}})
}

fn run(asked: &mut Asked, body: Value) -> Value {
    asked.granted("RunTask", body)["tasks"][0].clone()
}

fn described(asked: &mut Asked, task: &Value) -> Value {
    let body = json!({"tasks": [task["taskArn"]]});
    asked.granted("DescribeTasks", body)["tasks"][0].clone()
}

/// Source: AWS CLI, sample of run-task of 21 November 2023; `startedBy` was not given.
#[test]
fn a_task_on_an_instance_as_run_task_answers() {
    let mut asked = asked();
    let task = run(&mut asked, json!({"taskDefinition": "sleep360"}));
    assert_members(
        &task,
        "attachments attributes availabilityZone clusterArn containerInstanceArn containers cpu \
         createdAt desiredStatus enableExecuteCommand group lastStatus launchType memory overrides \
         tags taskArn taskDefinitionArn version",
    );
    let container = &task["containers"][0];
    assert_members(
        container,
        "containerArn taskArn name image lastStatus networkInterfaces cpu memory",
    );
    assert_eq!(task["lastStatus"], "PENDING");
    // Described at the same moment, it is connected since it was made.
    let task = described(&mut asked, &task);
    assert_eq!(task["connectivityAt"], task["createdAt"]);
    assert_eq!(task["healthStatus"], "UNKNOWN");
    assert!(task["containers"][0].get("networkBindings").is_none());
}

/// Source: AWS CLI, sample of run-task of 23 January 2025, without its volume.
#[test]
fn a_task_on_fargate_as_run_task_answers() {
    let mut asked = asked();
    let body = json!({
        "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": network(),
    });
    let task = run(&mut asked, body);
    assert_members(
        &task,
        "attachments attributes availabilityZone clusterArn containers cpu createdAt desiredStatus \
         enableExecuteCommand group lastStatus launchType memory overrides platformVersion \
         platformFamily tags taskArn taskDefinitionArn version ephemeralStorage \
         fargateEphemeralStorage",
    );
    let container = &task["containers"][0];
    let names = "containerArn taskArn name image lastStatus networkInterfaces cpu";
    assert_members(container, names);
    assert_eq!(task["attachments"][0]["status"], "PRECREATED");
    // Source: cloud-custodian, `tests/data/placebo/test_ecs_task_subnet`: a task in PROVISIONING
    // has health, but no bindings and no connection.
    let task = described(&mut asked, &task);
    assert_eq!(task["lastStatus"], "PROVISIONING");
    assert_members(&task["containers"][0], &format!("{names} healthStatus"));
    assert!(task.get("connectivity").is_none());
}

/// Source: cartography-cncf/cartography, `tests/data/aws/ecs.py`, a task of 10 February 2026; its
/// `startedBy` is its service's.
#[test]
fn a_task_that_runs_on_fargate() {
    let mut asked = asked();
    let body = json!({
        "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": network(),
        "startedBy": "me",
    });
    let task = run(&mut asked, body);
    asked.wait(60);
    let task = described(&mut asked, &task);
    assert_members(
        &task,
        "attachments attributes availabilityZone clusterArn connectivity connectivityAt containers \
         cpu createdAt desiredStatus enableExecuteCommand group healthStatus lastStatus launchType \
         memory overrides platformVersion platformFamily pullStartedAt pullStoppedAt startedAt \
         startedBy tags taskArn taskDefinitionArn version ephemeralStorage fargateEphemeralStorage",
    );
    assert_members(
        &task["containers"][0],
        "containerArn taskArn name image imageDigest runtimeId lastStatus networkBindings \
         networkInterfaces healthStatus cpu",
    );
    let details = task["attachments"][0]["details"].as_array();
    let names = details.expect("a list").iter().map(|row| &row["name"]);
    let names: Vec<&Value> = names.collect();
    assert_eq!(
        names,
        [
            "subnetId",
            "networkInterfaceId",
            "macAddress",
            "privateDnsName",
            "privateIPv4Address"
        ]
    );
    let stopped = asked.granted("StopTask", json!({"task": task["taskArn"]}));
    // Source: log of an Elastic Beanstalk host of August 2020, which stops its task.
    assert!(stopped["task"].get("healthStatus").is_none());
    assert!(
        stopped["task"]["containers"][0]
            .get("healthStatus")
            .is_none()
    );
}

/// Source: describe-tasks of a task whose container was killed, 3 September 2025 (a report on
/// memory in ap-east-2); `reason` is there where Docker gave one.
#[test]
fn a_task_that_has_stopped_on_an_instance() {
    let mut asked = asked();
    let body = json!({
        "taskDefinition": "job", "networkConfiguration": network(), "startedBy": "me",
    });
    let task = run(&mut asked, body);
    asked.wait(120);
    let task = described(&mut asked, &task);
    assert_members(
        &task,
        "attachments attributes availabilityZone clusterArn connectivity connectivityAt \
         containerInstanceArn containers cpu createdAt desiredStatus enableExecuteCommand \
         executionStoppedAt group healthStatus lastStatus launchType memory overrides \
         pullStartedAt pullStoppedAt startedAt startedBy stopCode stoppedAt stoppedReason \
         stoppingAt tags taskArn taskDefinitionArn version",
    );
    assert_members(
        &task["containers"][0],
        "containerArn taskArn name image imageDigest runtimeId lastStatus exitCode \
         networkBindings networkInterfaces healthStatus cpu memory",
    );
    assert_eq!(task["attachments"][0]["status"], "DELETED");
    assert_eq!(task["connectivityAt"], task["createdAt"]);
    assert_eq!(task["stoppedReason"], "Essential container in task exited");
}

/// What a service on Fargate has in answers of April 2026, apart from `loadBalancers`' targets.
const SERVICE: &str = "serviceArn serviceName clusterArn loadBalancers serviceRegistries status \
    desiredCount runningCount pendingCount launchType platformVersion platformFamily \
    taskDefinition deploymentConfiguration deployments roleArn events createdAt \
    currentServiceRevisions placementConstraints placementStrategy networkConfiguration \
    healthCheckGracePeriodSeconds schedulingStrategy deploymentController createdBy \
    enableECSManagedTags propagateTags enableExecuteCommand availabilityZoneRebalancing \
    resourceManagementType";

fn group_of_web(world: &World) -> String {
    let mut groups = world.surroundings.target_groups.rows();
    let row = groups.find(|row| &*row.name == "web");
    Arns::of(world).target_group(row.expect("there is one"))
}

/// `web` behind the target group of its name, in the answer of CreateService.
fn created(asked: &mut Asked) -> Value {
    let group = group_of_web(&asked.sim.world);
    let body = json!({
        "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "launchType": "FARGATE",
        "networkConfiguration": network(), "healthCheckGracePeriodSeconds": 60,
        "loadBalancers": [
            {"targetGroupArn": group, "containerName": "web", "containerPort": 80},
        ],
    });
    asked.granted("CreateService", body)["service"].clone()
}

/// Source: an answer of CreateService, 25 April 2026, published with a course project.
#[test]
fn a_service_as_create_service_answers() {
    let mut asked = asked();
    let service = created(&mut asked);
    assert_members(&service, SERVICE);
    assert_eq!(
        service["deploymentConfiguration"],
        json!({
            "deploymentCircuitBreaker": {"enable": false, "rollback": false},
            "maximumPercent": 200, "minimumHealthyPercent": 100, "strategy": "ROLLING",
            "bakeTimeInMinutes": 0,
        })
    );
    let deployment = &service["deployments"][0];
    assert_members(
        deployment,
        "id status taskDefinition desiredCount pendingCount runningCount failedTasks createdAt \
         updatedAt launchType platformVersion platformFamily networkConfiguration rolloutState \
         rolloutStateReason",
    );
    // The scheduler has not seen it yet.
    assert_eq!(deployment["desiredCount"], 0);
    assert_eq!(service["desiredCount"], 2);
    let revision = &service["currentServiceRevisions"][0];
    assert_members(
        revision,
        "arn requestedTaskCount runningTaskCount pendingTaskCount",
    );
    assert_eq!(revision["requestedTaskCount"], 0);
    assert_eq!(service["events"], json!([]));
    assert_eq!(service["platformVersion"], "LATEST");
    assert_eq!(deployment["platformVersion"], "1.4.0");
    let arns = json!([service["currentServiceRevisions"][0]["arn"]]);
    let body = json!({"serviceRevisionArns": arns});
    let revision = asked.granted("DescribeServiceRevisions", body)["serviceRevisions"][0].clone();
    assert_eq!(revision["platformVersion"], "1.4.0");
    assert_eq!(service["availabilityZoneRebalancing"], "ENABLED");
    assert_eq!(service["resourceManagementType"], "CUSTOMER");
}

/// Source: an answer of UpdateService with forceNewDeployment, 30 April 2026, published with a
/// workshop on ECS Exec.
#[test]
fn a_service_as_update_service_answers() {
    let mut asked = asked();
    created(&mut asked);
    asked.wait(180);
    let body = json!({
        "service": "web", "taskDefinition": "web", "enableExecuteCommand": true,
        "forceNewDeployment": true,
    });
    let service = asked.granted("UpdateService", body)["service"].clone();
    assert_members(&service, SERVICE);
    assert_eq!(service["runningCount"], 2);
    let counts = |row: &Value| (row["status"].clone(), row["desiredCount"].clone());
    let deployments = service["deployments"].as_array().expect("a list");
    let counts: Vec<(Value, Value)> = deployments.iter().map(counts).collect();
    let expected = [(json!("PRIMARY"), json!(0)), (json!("ACTIVE"), json!(2))];
    assert_eq!(counts, expected);
    let revisions = service["currentServiceRevisions"].as_array();
    let asked_for = |row: &Value| row["requestedTaskCount"].clone();
    let asked_for: Vec<Value> = revisions.expect("a list").iter().map(asked_for).collect();
    assert_eq!(asked_for, [0, 2]);
    // Its events, newest first: a deployment is complete before the service is steady.
    let message = |nth: usize| {
        service["events"][nth]["message"]
            .as_str()
            .unwrap_or_default()
    };
    assert_eq!(message(0), "(service web) has reached a steady state.");
    let id = service["deployments"][1]["id"].as_str().unwrap_or_default();
    let completed = format!("(service web) (deployment {id}) deployment completed.");
    assert_eq!(message(1), completed);
    // Once the scheduler has taken the new deployment up, the service names it.
    asked.wait(30);
    let body = json!({"services": ["web"]});
    let service = asked.granted("DescribeServices", body)["services"][0].clone();
    assert_members(&service, &format!("{SERVICE} currentServiceDeployment"));
}

/// Source: an answer of CreateCluster with capacity providers, 25 April 2026, published with a
/// course project, which has no attachments, where the sample of the AWS CLI and public notes of
/// PutClusterCapacityProviders and DeleteCluster have an empty list under way; with Service Connect
/// defaults: notes of the AWS Cloud Project Bootcamp, 2023.
#[test]
fn a_cluster_as_create_cluster_answers() {
    let mut asked = Asked::default();
    let names = "clusterArn clusterName status registeredContainerInstancesCount \
        runningTasksCount pendingTasksCount activeServicesCount statistics tags settings \
        capacityProviders defaultCapacityProviderStrategy";
    let body = json!({"clusterName": "a", "capacityProviders": ["FARGATE"]});
    let cluster = asked.granted("CreateCluster", body)["cluster"].clone();
    assert_members(&cluster, &format!("{names} attachments attachmentsStatus"));
    let insights = json!([{"name": "containerInsights", "value": "disabled"}]);
    assert_eq!(cluster["settings"], insights);
    let body = json!({"clusterName": "b", "serviceConnectDefaults": {"namespace": "cruddur"}});
    let cluster = asked.granted("CreateCluster", body)["cluster"].clone();
    let more = "attachments attachmentsStatus serviceConnectDefaults";
    assert_members(&cluster, &format!("{names} {more}"));
    assert_eq!(cluster["status"], "PROVISIONING");
    assert_eq!(cluster["attachments"][0]["type"], "sc");
    assert_eq!(cluster["attachments"][0]["status"], "ATTACHING");
    assert_eq!(cluster["attachments"][0]["details"], json!([]));
    assert_eq!(cluster["attachmentsStatus"], "UPDATE_IN_PROGRESS");
}

/// Source: cloud-custodian, `tests/data/placebo/test_ecs_container_instance_subnet` (2022); the
/// order of the ports: a walk through the tutorial for EC2, November 2020; the first attributes:
/// turbot/steampipe-plugin-aws, pull request 340 (2021).
#[test]
fn a_container_instance() {
    let mut asked = asked();
    let port = json!([{"containerPort": 80, "hostPort": 80}]);
    let definition = json!({"family": "static", "containerDefinitions": [
        {"name": "app", "image": "httpd:2.4", "memory": 300, "portMappings": port},
    ]});
    asked.granted("RegisterTaskDefinition", definition);
    run(&mut asked, json!({"taskDefinition": "static"}));
    let listed = asked.granted("ListContainerInstances", json!({}));
    let body = json!({"containerInstances": listed["containerInstanceArns"]});
    let answer = asked.granted("DescribeContainerInstances", body);
    let instance = &answer["containerInstances"][0];
    assert_members(
        instance,
        "containerInstanceArn ec2InstanceId version versionInfo remainingResources \
         registeredResources status agentConnected runningTasksCount pendingTasksCount attributes \
         registeredAt attachments tags",
    );
    let ports = |of: &str| instance[of][2]["stringSetValue"].clone();
    let own = json!(["22", "2376", "2375", "51678", "51679"]);
    assert_eq!(ports("registeredResources"), own);
    let taken = json!(["22", "2376", "2375", "80", "51678", "51679"]);
    assert_eq!(ports("remainingResources"), taken);
    let attributes = instance["attributes"].as_array().into_iter().flatten();
    let names: Vec<&str> = attributes.filter_map(|row| row["name"].as_str()).collect();
    let first = [
        "ecs.capability.secrets.asm.environment-variables",
        "ecs.capability.branch-cni-plugin-version",
        "ecs.ami-id",
        "ecs.capability.secrets.asm.bootstrap.log-driver",
        "ecs.capability.task-eia.optimized-cpu",
    ];
    assert_eq!(names[..first.len()], first);
}
