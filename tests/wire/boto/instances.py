"""Container instances and attributes."""

from services import register
from stories import story


@story(
    "RegisterContainerInstance DescribeContainerInstances ListContainerInstances"
    " UpdateContainerInstancesState DeregisterContainerInstance"
)
def instances(account):
    ecs = account.ecs
    account.cluster()
    made = register(ecs)
    arn = made["containerInstanceArn"]
    assert made["status"] == "ACTIVE" and made["agentConnected"], made
    account.instances(2)
    listed = ecs.list_container_instances(cluster="harbor")["containerInstanceArns"]
    assert len(listed) == 3 and arn in listed
    racks = ecs.list_container_instances(cluster="harbor", filter="attribute:rack == 7")
    assert racks["containerInstanceArns"] == [arn]
    shown = ecs.describe_container_instances(
        cluster="harbor",
        containerInstances=[arn, listed[1].rsplit("/")[-1], "0" * 32],
        include=["TAGS", "CONTAINER_INSTANCE_HEALTH"],
    )
    assert len(shown["containerInstances"]) == 2 and len(shown["failures"]) == 1, shown
    assert shown["containerInstances"][0]["tags"] == [{"key": "team", "value": "pier"}]
    drained = ecs.update_container_instances_state(
        cluster="harbor", containerInstances=[arn], status="DRAINING"
    )
    assert drained["containerInstances"][0]["status"] == "DRAINING", drained
    draining = ecs.list_container_instances(cluster="harbor", status="DRAINING")
    assert draining["containerInstanceArns"] == [arn]
    account.definition_for_instances()
    started = ecs.start_task(
        cluster="harbor", taskDefinition="worker", containerInstances=[listed[1]]
    )
    assert started["failures"] == [], started
    one = {"cluster": "harbor", "containerInstance": listed[1]}
    account.refuses("InvalidParameterException", "deregister_container_instance", **one)
    gone = ecs.deregister_container_instance(force=True, **one)["containerInstance"]
    assert gone["status"] == "INACTIVE", gone
    account.refuses(
        "InvalidParameterException",
        "list_container_instances",
        cluster="harbor",
        filter="rack equals seven",
    )


@story("UpdateContainerAgent")
def agents(account):
    account.cluster()
    # Its agent is an old one.
    instance = register(account.ecs)["containerInstanceArn"]
    ask = {"cluster": "harbor", "containerInstance": instance}
    answer = account.ecs.update_container_agent(**ask)["containerInstance"]
    assert answer["agentUpdateStatus"] == "PENDING", answer
    account.refuses("UpdateInProgressException", "update_container_agent", **ask)
    account.advance(120)
    account.refuses("NoUpdateAvailableException", "update_container_agent", **ask)
    ask["cluster"] = "nowhere"
    account.refuses("ClusterNotFoundException", "update_container_agent", **ask)


@story("PutAttributes ListAttributes DeleteAttributes")
def attributes(account):
    ecs = account.ecs
    account.cluster()
    (instance,) = account.instances(1)
    rack = {"name": "rack", "value": "7", "targetId": instance}
    put = ecs.put_attributes(cluster="harbor", attributes=[rack])["attributes"]
    assert put[0]["name"] == "rack", put
    listed = ecs.list_attributes(
        cluster="harbor", targetType="container-instance", attributeName="rack"
    )["attributes"]
    assert [attribute["value"] for attribute in listed] == ["7"], listed
    gone = ecs.delete_attributes(
        cluster="harbor", attributes=[{"name": "rack", "targetId": instance}]
    )["attributes"]
    assert gone[0]["name"] == "rack", gone
    listed = ecs.list_attributes(
        cluster="harbor", targetType="container-instance", attributeName="rack"
    )
    assert listed["attributes"] == []
    missing = {**rack, "targetId": instance.rsplit("/", 1)[0] + "/" + "0" * 32}
    code = "TargetNotFoundException"
    account.refuses(code, "put_attributes", cluster="harbor", attributes=[missing])
