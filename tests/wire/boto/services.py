"""Services, their deployments and revisions, task sets."""

import json

from account import NETWORK
from stories import story


@story("CreateService UpdateService DeleteService DescribeServices ListServices")
def services(account):
    ecs = account.ecs
    account.cluster()
    account.definition()
    made = account.service(
        desiredCount=3,
        tags=[{"key": "team", "value": "pier"}],
        propagateTags="SERVICE",
        enableECSManagedTags=True,
        healthCheckGracePeriodSeconds=0,
        deploymentConfiguration={
            "maximumPercent": 150,
            "minimumHealthyPercent": 50,
            "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        },
    )
    assert (made["status"], made["desiredCount"]) == ("ACTIVE", 3)
    account.advance(120)
    shown = ecs.describe_services(
        cluster="harbor", services=["web", made["serviceArn"], "nowhere"], include=["TAGS"]
    )
    assert {service["serviceName"] for service in shown["services"]} == {"web"}, shown
    assert [failure["reason"] for failure in shown["failures"]] == ["MISSING"]
    assert shown["services"][0]["runningCount"] == 3
    assert shown["services"][0]["tags"] == [{"key": "team", "value": "pier"}]
    account.definition()
    changed = ecs.update_service(cluster="harbor", service="web", taskDefinition="web:2")["service"]
    assert len(changed["deployments"]) == 2, changed
    ecs.update_service(cluster="harbor", service="web", desiredCount=2)
    ecs.update_service(cluster="harbor", service="web", forceNewDeployment=True)
    account.advance(600)
    (service,) = ecs.describe_services(cluster="harbor", services=["web"])["services"]
    assert (service["runningCount"], len(service["deployments"])) == (2, 1), service
    assert any("steady state" in event["message"] for event in service["events"])
    for filters in ({}, {"launchType": "FARGATE"}, {"schedulingStrategy": "REPLICA"}):
        listed = ecs.list_services(cluster="harbor", **filters)["serviceArns"]
        assert listed == [made["serviceArn"]], filters
    assert ecs.list_services(cluster="harbor", launchType="EC2")["serviceArns"] == []
    name = {"cluster": "harbor", "service": "web"}
    account.refuses("InvalidParameterException", "delete_service", **name)
    ecs.update_service(desiredCount=0, **name)
    gone = ecs.delete_service(**name)["service"]
    assert gone["status"] == "DRAINING"
    account.advance(600)
    (service,) = ecs.describe_services(cluster="harbor", services=["web"])["services"]
    assert service["status"] == "INACTIVE"
    assert ecs.list_services(cluster="harbor")["serviceArns"] == []
    account.refuses("ServiceNotActiveException", "update_service", desiredCount=1, **name)
    account.refuses("ServiceNotFoundException", "update_service", cluster="harbor", service="no")
    account.refuses("ClusterNotFoundException", "describe_services", services=["web"], cluster="n")
    ask = {"cluster": "harbor", "serviceName": "a b", "taskDefinition": "web"}
    account.refuses("InvalidParameterException", "create_service", **ask)


@story("CreateService DescribeServices")
def services_on_instances(account):
    ecs = account.ecs
    account.cluster()
    account.instances(3)
    account.definition_for_instances()
    account.service(
        "spread",
        definition="worker",
        launchType="EC2",
        networkConfiguration=None,
        placementStrategy=[{"type": "spread", "field": "attribute:ecs.availability-zone"}],
        placementConstraints=[{"type": "distinctInstance"}],
    )
    account.advance(300)
    (service,) = ecs.describe_services(cluster="harbor", services=["spread"])["services"]
    assert service["runningCount"] == 2, service


@story("CreateService DescribeServices RegisterContainerInstance")
def daemons(account):
    ecs = account.ecs
    account.cluster()
    account.instances(2)
    account.definition_for_instances()
    account.service(
        "every",
        definition="worker",
        launchType="EC2",
        networkConfiguration=None,
        desiredCount=None,
        schedulingStrategy="DAEMON",
    )
    register(ecs)
    account.advance(300)
    (service,) = ecs.describe_services(cluster="harbor", services=["every"])["services"]
    assert (service["desiredCount"], service["runningCount"]) == (3, 3), service


def register(ecs):
    """A container instance as its agent registers it."""
    document = {
        "instanceId": "i-0d0c1a00000000001",
        "instanceType": "m5.large",
        "availabilityZone": "us-east-1a",
        "region": "us-east-1",
    }
    return ecs.register_container_instance(
        cluster="harbor",
        instanceIdentityDocument=json.dumps(document),
        instanceIdentityDocumentSignature="signed",
        totalResources=[
            {"name": "CPU", "type": "INTEGER", "integerValue": 2048},
            {"name": "MEMORY", "type": "INTEGER", "integerValue": 7680},
            {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2375"]},
        ],
        versionInfo={"agentVersion": "1.90.0", "agentHash": "0d0c1a00", "dockerVersion": "25.0"},
        attributes=[{"name": "rack", "value": "7"}],
        tags=[{"key": "team", "value": "pier"}],
    )["containerInstance"]


@story("ListServicesByNamespace")
def services_of_a_namespace(account):
    account.cluster(serviceConnectDefaults={"namespace": "harbor.local"})
    account.definition(
        containerDefinitions=[
            {
                "name": "web",
                "image": "nginx:1.27",
                "portMappings": [{"name": "http", "containerPort": 80}],
            }
        ]
    )
    made = account.service(
        serviceConnectConfiguration={"enabled": True, "namespace": "harbor.local"}
    )
    listed = account.ecs.list_services_by_namespace(namespace="harbor.local")["serviceArns"]
    assert listed == [made["serviceArn"]], listed
    account.refuses("NamespaceNotFoundException", "list_services_by_namespace", namespace="no")


@story("ListServiceDeployments DescribeServiceDeployments DescribeServiceRevisions")
def deployments(account):
    ecs = account.ecs
    account.cluster()
    account.definition()
    account.service()
    account.advance(120)
    account.definition()
    ecs.update_service(cluster="harbor", service="web", taskDefinition="web:2")
    account.advance(900)
    listed = ecs.list_service_deployments(cluster="harbor", service="web")["serviceDeployments"]
    assert [found["status"] for found in listed] == ["SUCCESSFUL"] * 2, listed
    done = ecs.list_service_deployments(cluster="harbor", service="web", status=["IN_PROGRESS"])
    assert done["serviceDeployments"] == []
    arns = [found["serviceDeploymentArn"] for found in listed]
    missing = arns[0].rsplit("/", 1)[0] + "/0123456789abcdefghijk"
    shown = ecs.describe_service_deployments(serviceDeploymentArns=[*arns, missing])
    assert len(shown["serviceDeployments"]) == 2 and len(shown["failures"]) == 1, shown
    revisions = [found["targetServiceRevisionArn"] for found in listed]
    shown = ecs.describe_service_revisions(serviceRevisionArns=revisions)
    definitions = {revision["taskDefinition"][-5:] for revision in shown["serviceRevisions"]}
    assert definitions == {"web:1", "web:2"}, shown
    ask = {"cluster": "harbor", "service": "nowhere"}
    account.refuses("ServiceNotFoundException", "list_service_deployments", **ask)


@story("StopServiceDeployment ListServiceDeployments")
def stopped_deployments(account):
    ecs = account.ecs
    account.cluster()
    account.definition()
    account.service()
    account.advance(300)
    account.own("InjectFault", type="ImageCannotBePulled", image="nginx:9.99")
    account.definition(containerDefinitions=[{"name": "web", "image": "nginx:9.99"}])
    ecs.update_service(cluster="harbor", service="web", taskDefinition="web:2")
    account.advance(20)
    (running,) = ecs.list_service_deployments(
        cluster="harbor", service="web", status=["IN_PROGRESS"]
    )["serviceDeployments"]
    arn = running["serviceDeploymentArn"]
    stopped = ecs.stop_service_deployment(serviceDeploymentArn=arn, stopType="ROLLBACK")
    assert stopped["serviceDeploymentArn"] == arn
    account.advance(900)
    (after,) = ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"]
    assert after["status"] == "ROLLBACK_SUCCESSFUL", after
    account.refuses("ConflictException", "stop_service_deployment", serviceDeploymentArn=arn)
    missing = arn.rsplit("/", 1)[0] + "/0123456789abcdefghijk"
    code = "ServiceDeploymentNotFoundException"
    account.refuses(code, "stop_service_deployment", serviceDeploymentArn=missing)


@story("ContinueServiceDeployment ListServiceDeployments DescribeServiceDeployments")
def continued_deployments(account):
    ecs = account.ecs
    account.cluster()
    account.definition()
    account.service(
        serviceConnectConfiguration={"enabled": True, "namespace": "harbor"},
        deploymentConfiguration={
            "strategy": "BLUE_GREEN",
            "bakeTimeInMinutes": 0,
            "lifecycleHooks": [
                {"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]},
            ],
        },
    )
    account.advance(900)
    ecs.update_service(cluster="harbor", service="web", forceNewDeployment=True)
    account.advance(900)
    listed = ecs.list_service_deployments(cluster="harbor", service="web")["serviceDeployments"]
    arn = listed[0]["serviceDeploymentArn"]
    (waiting,) = ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"]
    (hook,) = waiting["lifecycleHookDetails"]
    assert hook["status"] == "AWAITING_ACTION", waiting
    ask = {"serviceDeploymentArn": arn, "hookId": hook["hookId"], "action": "CONTINUE"}
    went_on = ecs.continue_service_deployment(**ask)
    assert went_on["serviceDeploymentArn"] == arn
    account.advance(3600)
    (after,) = ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"]
    assert after["status"] == "SUCCESSFUL", after
    account.refuses("InvalidParameterException", "continue_service_deployment", **ask)


@story("CreateTaskSet DescribeTaskSets UpdateTaskSet UpdateServicePrimaryTaskSet DeleteTaskSet")
def task_sets(account):
    ecs = account.ecs
    account.cluster()
    account.definition()
    account.service(
        deploymentController={"type": "EXTERNAL"},
        definition=None,
        launchType=None,
        networkConfiguration=None,
    )
    name = {"cluster": "harbor", "service": "web"}
    made = ecs.create_task_set(
        taskDefinition="web",
        externalId="blue",
        launchType="FARGATE",
        networkConfiguration=NETWORK,
        scale={"unit": "PERCENT", "value": 50.0},
        tags=[{"key": "team", "value": "pier"}],
        **name,
    )["taskSet"]
    # The scheduler works the count out at its next look.
    assert (made["status"], made["computedDesiredCount"]) == ("ACTIVE", 0), made
    account.advance(30)
    (half,) = ecs.describe_task_sets(**name)["taskSets"]
    assert half["computedDesiredCount"] == 1, half
    one = {"taskSet": made["taskSetArn"], **name}
    scaled = ecs.update_task_set(scale={"unit": "PERCENT", "value": 100.0}, **one)["taskSet"]
    assert scaled["scale"] == {"unit": "PERCENT", "value": 100.0}
    first = ecs.update_service_primary_task_set(
        cluster="harbor", service="web", primaryTaskSet=made["id"]
    )["taskSet"]
    assert first["status"] == "PRIMARY"
    account.advance(300)
    shown = ecs.describe_task_sets(taskSets=[made["id"]], include=["TAGS"], **name)["taskSets"]
    assert shown[0]["runningCount"] == 2 and shown[0]["stabilityStatus"] == "STEADY_STATE", shown
    assert shown[0]["tags"] == [{"key": "team", "value": "pier"}]
    gone = ecs.delete_task_set(force=True, **one)["taskSet"]
    assert gone["status"] == "DRAINING"
    one["taskSet"] = "ecs-svc/0000000000000000000"
    account.refuses("TaskSetNotFoundException", "delete_task_set", **one)
