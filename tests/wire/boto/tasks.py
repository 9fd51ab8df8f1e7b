"""Task definitions, tasks, and what an agent reports of them."""

from account import CONTAINERS
from stories import story


@story(
    "RegisterTaskDefinition DescribeTaskDefinition ListTaskDefinitions"
    " ListTaskDefinitionFamilies DeregisterTaskDefinition"
)
def definitions(account):
    ecs = account.ecs
    first = account.definition("web", tags=[{"key": "team", "value": "pier"}])
    assert (first["revision"], first["status"]) == (1, "ACTIVE")
    second = account.definition("web")
    account.definition_for_instances("worker")
    shown = ecs.describe_task_definition(taskDefinition="web:1", include=["TAGS"])
    assert shown["tags"] == [{"key": "team", "value": "pier"}]
    assert shown["taskDefinition"]["taskDefinitionArn"] == first["taskDefinitionArn"]
    assert ecs.describe_task_definition(taskDefinition="web")["taskDefinition"]["revision"] == 2
    listed = ecs.list_task_definitions(familyPrefix="web", sort="DESC")["taskDefinitionArns"]
    assert listed == [second["taskDefinitionArn"], first["taskDefinitionArn"]]
    assert ecs.list_task_definition_families(familyPrefix="w")["families"] == ["web", "worker"]
    gone = ecs.deregister_task_definition(taskDefinition="web:1")["taskDefinition"]
    assert gone["status"] == "INACTIVE" and "deregisteredAt" in gone
    inactive = ecs.list_task_definitions(familyPrefix="web", status="INACTIVE")
    assert inactive["taskDefinitionArns"] == [first["taskDefinitionArn"]]
    account.refuses("ClientException", "describe_task_definition", taskDefinition="nowhere")
    account.refuses("ClientException", "deregister_task_definition", taskDefinition="nowhere:1")
    account.refuses(
        "ClientException",
        "register_task_definition",
        family="web",
        containerDefinitions=[{"name": "web", "image": "nginx"}],
    )


@story("DeleteTaskDefinitions")
def deleted_definitions(account):
    ecs = account.ecs
    arn = account.definition("web")["taskDefinitionArn"]
    account.definition("web")
    refused = ecs.delete_task_definitions(taskDefinitions=[arn])
    assert refused["taskDefinitions"] == [] and refused["failures"][0]["arn"] == arn
    ecs.deregister_task_definition(taskDefinition=arn)
    gone = ecs.delete_task_definitions(taskDefinitions=[arn])
    assert gone["failures"] == [], gone
    assert gone["taskDefinitions"][0]["status"] == "DELETE_IN_PROGRESS"
    account.cluster()
    account.refuses(
        "InvalidParameterException", "run_task", taskDefinition=arn, cluster="harbor"
    )


@story("RunTask StopTask DescribeTasks ListTasks")
def tasks(account):
    ecs = account.ecs
    account.cluster()
    account.definition(containerDefinitions=[*CONTAINERS, {"name": "log", "image": "fluentd"}])
    arns = account.tasks(
        2,
        startedBy="nightly",
        group="batch",
        tags=[{"key": "team", "value": "pier"}],
        enableExecuteCommand=False,
        overrides={
            "containerOverrides": [
                {"name": "web", "environment": [{"name": "A", "value": "b"}], "command": ["x"]}
            ]
        },
    )
    account.advance(120)
    shown = ecs.describe_tasks(
        cluster="harbor", tasks=[arns[0], arns[1].rsplit("/")[-1], "0" * 32], include=["TAGS"]
    )
    assert [task["taskArn"] for task in shown["tasks"]] == arns, shown
    assert [failure["reason"] for failure in shown["failures"]] == ["MISSING"]
    task = shown["tasks"][0]
    assert task["startedBy"] == "nightly" and task["tags"], task
    details = {detail["name"] for detail in task["attachments"][0]["details"]}
    assert {"networkInterfaceId", "privateIPv4Address", "privateDnsName"} <= details, details
    for filters in (
        {},
        {"family": "web"},
        {"startedBy": "nightly"},
        {"desiredStatus": "RUNNING"},
        {"launchType": "FARGATE"},
    ):
        assert set(ecs.list_tasks(cluster="harbor", **filters)["taskArns"]) == set(arns), filters
    assert ecs.list_tasks(cluster="harbor", launchType="EC2")["taskArns"] == []
    stopped = ecs.stop_task(cluster="harbor", task=arns[0], reason="enough")["task"]
    assert (stopped["desiredStatus"], stopped["stoppedReason"]) == ("STOPPED", "enough")
    assert stopped["stopCode"] == "UserInitiated"
    account.advance(300)
    after = ecs.describe_tasks(cluster="harbor", tasks=arns[:1])["tasks"][0]
    assert after["lastStatus"] == "STOPPED" and after["containers"][0]["lastStatus"] == "STOPPED"
    assert ecs.list_tasks(cluster="harbor", desiredStatus="STOPPED")["taskArns"] == arns[:1]
    run = {"cluster": "harbor", "taskDefinition": "web"}
    account.refuses("ClusterNotFoundException", "list_tasks", cluster="nowhere")
    account.refuses("ServiceNotFoundException", "list_tasks", cluster="harbor", serviceName="x")
    code = "InvalidParameterException"
    account.refuses(code, "run_task", cluster="harbor", taskDefinition="nowhere")
    account.refuses("InvalidParameterException", "run_task", launchType="FARGATE", **run)
    account.refuses("InvalidParameterException", "stop_task", cluster="harbor", task="0" * 32)
    big = [{**CONTAINERS[0], "memory": 100_000}]
    run["taskDefinition"] = account.definition_for_instances(containerDefinitions=big)["family"]
    account.refuses("InvalidParameterException", "run_task", **run)
    account.instances(1)
    no_room = ecs.run_task(**run)
    assert no_room["tasks"] == [], no_room
    assert [failure["reason"] for failure in no_room["failures"]] == ["RESOURCE:MEMORY"], no_room


def on_instances(account):
    return account.definition_for_instances()["taskDefinitionArn"]


@story("StartTask")
def started_tasks(account):
    account.cluster()
    instances = account.instances(2)
    started = account.ecs.start_task(
        cluster="harbor", taskDefinition=on_instances(account), containerInstances=instances
    )
    assert len(started["tasks"]) == 2 and started["failures"] == [], started
    placed = {task["containerInstanceArn"] for task in started["tasks"]}
    assert placed == set(instances)
    on_first = account.ecs.list_tasks(cluster="harbor", containerInstance=instances[0])
    assert len(on_first["taskArns"]) == 1


@story("ExecuteCommand")
def commands(account):
    account.cluster()
    account.definition(taskRoleArn="arn:aws:iam::123456789012:role/ecsTaskRole")
    (plain,) = account.tasks()
    account.advance(120)
    ask = {"cluster": "harbor", "interactive": True, "command": "/bin/sh"}
    account.refuses("InvalidParameterException", "execute_command", task=plain, **ask)
    account.refuses(
        "InvalidParameterException", "execute_command", task=plain, **{**ask, "interactive": False}
    )
    account.refuses(
        "ClusterNotFoundException", "execute_command", task=plain, **{**ask, "cluster": "nowhere"}
    )


@story("GetTaskProtection UpdateTaskProtection")
def protection(account):
    ecs = account.ecs
    account.cluster()
    account.definition()
    account.service(desiredCount=2)
    account.advance(120)
    arns = ecs.list_tasks(cluster="harbor", serviceName="web")["taskArns"]
    missing = arns[0].rsplit("/", 1)[0] + "/" + "0" * 32
    protect = {"cluster": "harbor", "protectionEnabled": True}
    put = ecs.update_task_protection(tasks=[arns[0], missing], expiresInMinutes=60, **protect)
    assert put["protectedTasks"][0]["protectionEnabled"] is True, put
    assert "expirationDate" in put["protectedTasks"][0], put
    assert [failure["reason"] for failure in put["failures"]] == ["MISSING"], put
    shown = ecs.get_task_protection(cluster="harbor", tasks=arns)["protectedTasks"]
    enabled = {task["taskArn"]: task["protectionEnabled"] for task in shown}
    assert enabled == {arns[0]: True, arns[1]: False}, shown
    (alone,) = account.tasks()
    put = ecs.update_task_protection(tasks=[alone], **protect)
    assert [failure["reason"] for failure in put["failures"]] == ["TASK_NOT_VALID"], put
    code = "InvalidParameterException"
    account.refuses(code, "update_task_protection", tasks=arns, expiresInMinutes=0, **protect)


@story(
    "SubmitTaskStateChange SubmitContainerStateChange SubmitAttachmentStateChanges"
    " DiscoverPollEndpoint"
)
def reports(account):
    ecs = account.ecs
    account.cluster()
    (instance,) = account.instances(1)
    started = ecs.start_task(
        cluster="harbor", taskDefinition=on_instances(account), containerInstances=[instance]
    )
    task = started["tasks"][0]["taskArn"]
    endpoint = ecs.discover_poll_endpoint(cluster="harbor", containerInstance=instance)
    assert endpoint["endpoint"].startswith("https://"), endpoint
    assert endpoint["telemetryEndpoint"].startswith("https://"), endpoint
    told = ecs.submit_container_state_change(
        cluster="harbor", task=task, containerName="web", status="RUNNING"
    )
    assert told["acknowledgment"]
    told = ecs.submit_task_state_change(cluster="harbor", task=task, status="RUNNING")
    assert told["acknowledgment"]
    account.definition()
    account.tasks()
    attachment = ecs.describe_tasks(
        cluster="harbor", tasks=ecs.list_tasks(cluster="harbor", family="web")["taskArns"]
    )["tasks"][0]["attachments"][0]["id"]
    arn = task.replace(":task/", ":attachment/").rsplit("/", 1)[0] + "/" + attachment
    told = ecs.submit_attachment_state_changes(
        cluster="harbor", attachments=[{"attachmentArn": arn, "status": "ATTACHED"}]
    )
    assert told["acknowledgment"]
