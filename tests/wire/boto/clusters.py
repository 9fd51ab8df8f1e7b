"""Clusters, their capacity providers, account settings, tags."""

from account import NETWORK
from stories import story


@story("CreateCluster DescribeClusters ListClusters DeleteCluster")
def clusters(account):
    ecs = account.ecs
    made = account.cluster("harbor", tags=[{"key": "team", "value": "pier"}])
    assert made["status"] == "ACTIVE" and made["clusterName"] == "harbor"
    again = account.cluster("harbor")
    assert again["clusterArn"] == made["clusterArn"]
    default = ecs.create_cluster()["cluster"]
    assert default["clusterName"] == "default"
    include = ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]
    names = ["harbor", default["clusterArn"], "nowhere"]
    shown = ecs.describe_clusters(clusters=names, include=include)
    assert [cluster["clusterName"] for cluster in shown["clusters"]] == ["harbor", "default"]
    assert shown["clusters"][0]["tags"] == [{"key": "team", "value": "pier"}]
    assert [failure["reason"] for failure in shown["failures"]] == ["MISSING"]
    assert made["clusterArn"] in ecs.list_clusters()["clusterArns"]
    account.refuses("ClusterNotFoundException", "delete_cluster", cluster="nowhere")
    account.refuses("InvalidParameterException", "create_cluster", clusterName="no good!")
    account.definition()
    account.service("web", cluster="harbor")
    code = "ClusterContainsServicesException"
    account.refuses(code, "delete_cluster", cluster="harbor")
    account.tasks(cluster="default")
    account.refuses("ClusterContainsTasksException", "delete_cluster", cluster="default")
    account.cluster("hosts")
    account.instances(1, cluster="hosts")
    code = "ClusterContainsContainerInstancesException"
    account.refuses(code, "delete_cluster", cluster="hosts")
    ecs.delete_service(cluster="harbor", service="web", force=True)
    account.advance(600)
    gone = ecs.delete_cluster(cluster="harbor")["cluster"]
    assert gone["status"] == "INACTIVE"
    assert made["clusterArn"] not in ecs.list_clusters()["clusterArns"]


@story("UpdateCluster UpdateClusterSettings")
def cluster_settings(account):
    ecs = account.ecs
    insights = {"name": "containerInsights", "value": "enabled"}
    made = account.cluster(settings=[insights])
    off = [{"name": "containerInsights", "value": "disabled"}]
    changed = ecs.update_cluster_settings(cluster="harbor", settings=off)["cluster"]
    assert changed["settings"] == off
    logging = {"executeCommandConfiguration": {"logging": "DEFAULT"}}
    changed = ecs.update_cluster(
        cluster=made["clusterArn"], settings=[insights], configuration=logging
    )["cluster"]
    assert changed["settings"] == [insights] and changed["configuration"] == logging
    include = ["SETTINGS", "CONFIGURATIONS"]
    shown = ecs.describe_clusters(clusters=["harbor"], include=include)["clusters"][0]
    assert shown["settings"] == [insights] and shown["configuration"] == logging
    code = "ClusterNotFoundException"
    account.refuses(code, "update_cluster", cluster="nowhere", settings=off)
    account.refuses(code, "update_cluster_settings", cluster="nowhere", settings=off)


GROUP = (
    "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:"
    "0d0c1a00-0000-4000-8000-000000000001:autoScalingGroupName/harbor"
)


@story(
    "CreateCapacityProvider DescribeCapacityProviders UpdateCapacityProvider"
    " DeleteCapacityProvider PutClusterCapacityProviders"
)
def capacity_providers(account):
    ecs = account.ecs
    account.cluster("harbor")
    name = GROUP.rsplit("/", 1)[-1]
    account.own("Declare", autoScalingGroups=[{"autoScalingGroupName": name}])
    made = ecs.create_capacity_provider(
        name="hosts",
        autoScalingGroupProvider={
            "autoScalingGroupArn": GROUP,
            "managedScaling": {"status": "DISABLED"},
            "managedTerminationProtection": "DISABLED",
        },
        tags=[{"key": "team", "value": "pier"}],
    )["capacityProvider"]
    assert made["status"] == "ACTIVE", made
    shown = ecs.describe_capacity_providers(
        capacityProviders=["hosts", "FARGATE", "nowhere"], include=["TAGS"]
    )
    assert {found["name"] for found in shown["capacityProviders"]} == {"hosts", "FARGATE"}
    assert [failure["reason"] for failure in shown["failures"]] == ["MISSING"]
    before = ecs.update_capacity_provider(
        name="hosts",
        autoScalingGroupProvider={"managedScaling": {"status": "ENABLED", "targetCapacity": 90}},
    )["capacityProvider"]
    # The answer is what the provider was, as programs find that wait for it.
    assert before["updateStatus"] == "UPDATE_IN_PROGRESS", before
    assert before["autoScalingGroupProvider"]["managedScaling"]["status"] == "DISABLED"
    account.advance(10)
    hosts = provider(ecs)
    assert hosts["updateStatus"] == "UPDATE_COMPLETE", hosts
    assert hosts["autoScalingGroupProvider"]["managedScaling"]["targetCapacity"] == 90
    strategy = [{"capacityProvider": "FARGATE", "weight": 1, "base": 0}]
    put = ecs.put_cluster_capacity_providers(
        cluster="harbor",
        capacityProviders=["hosts", "FARGATE"],
        defaultCapacityProviderStrategy=strategy,
    )["cluster"]
    assert sorted(put["capacityProviders"]) == ["FARGATE", "hosts"]
    assert put["defaultCapacityProviderStrategy"] == strategy
    assert put["attachmentsStatus"] == "UPDATE_IN_PROGRESS", put
    assert {found["status"] for found in put["attachments"]} == {"PRECREATED"}
    account.advance(10)
    whole = ecs.describe_clusters(clusters=["harbor"], include=["ATTACHMENTS"])["clusters"][0]
    assert whole["attachmentsStatus"] == "UPDATE_COMPLETE", whole
    account.definition()
    task = ecs.run_task(
        cluster="harbor", taskDefinition="web", networkConfiguration=NETWORK
    )
    assert task["tasks"][0]["capacityProviderName"] == "FARGATE", task
    delete = {"capacityProvider": "hosts"}
    # This is no exception.
    kept = ecs.delete_capacity_provider(**delete)["capacityProvider"]
    assert kept["updateStatus"] == "DELETE_FAILED", kept
    none = {"cluster": "harbor", "capacityProviders": [], "defaultCapacityProviderStrategy": []}
    account.refuses("ResourceInUseException", "put_cluster_capacity_providers", **none)
    ecs.stop_task(cluster="harbor", task=task["tasks"][0]["taskArn"])
    account.advance(120)
    ecs.put_cluster_capacity_providers(**none)
    account.advance(10)
    gone = ecs.delete_capacity_provider(**delete)["capacityProvider"]
    assert gone["updateStatus"] == "DELETE_IN_PROGRESS", gone
    account.advance(10)
    gone = provider(ecs)
    assert (gone["status"], gone["updateStatus"]) == ("INACTIVE", "DELETE_COMPLETE"), gone
    account.refuses("ClientException", "delete_capacity_provider", capacityProvider="nobody")


def provider(ecs):
    [found] = ecs.describe_capacity_providers(capacityProviders=["hosts"])["capacityProviders"]
    return found


@story("CreateCluster PutClusterCapacityProviders DeleteCluster")
def busy_clusters(account):
    """What infrastructure as code waits for, and tries again after."""
    ecs = account.ecs
    both = ["FARGATE", "FARGATE_SPOT"]
    made = account.cluster(capacityProviders=both)
    assert (made["status"], made["attachmentsStatus"]) == ("PROVISIONING", "UPDATE_IN_PROGRESS")
    put = {"cluster": "harbor", "capacityProviders": both, "defaultCapacityProviderStrategy": []}
    said = account.refuses("ClientException", "put_cluster_capacity_providers", **put)
    assert "Cluster was not ACTIVE" in said, said
    account.advance(10)
    again = ecs.put_cluster_capacity_providers(**put)["cluster"]
    assert again["status"] == "ACTIVE", again
    busy = "UpdateInProgressException"
    account.refuses(busy, "put_cluster_capacity_providers", **put)
    account.refuses(busy, "delete_cluster", cluster="harbor")
    account.advance(10)
    gone = ecs.delete_cluster(cluster="harbor")["cluster"]
    assert gone["status"] == "DEPROVISIONING", gone
    account.advance(10)
    shown = ecs.describe_clusters(clusters=["harbor"])["clusters"][0]
    assert shown["status"] == "INACTIVE", shown


@story("PutAccountSetting PutAccountSettingDefault ListAccountSettings DeleteAccountSetting")
def account_settings(account):
    ecs = account.ecs
    put = ecs.put_account_setting(name="containerInsights", value="enabled")["setting"]
    assert (put["name"], put["value"]) == ("containerInsights", "enabled")
    put = ecs.put_account_setting_default(name="awsvpcTrunking", value="enabled")["setting"]
    assert put["value"] == "enabled"
    listed = ecs.list_account_settings(effectiveSettings=True, maxResults=10)["settings"]
    assert len(listed) == 10 and all("principalArn" in setting for setting in listed)
    only = ecs.list_account_settings(name="containerInsights", effectiveSettings=True)["settings"]
    assert [setting["value"] for setting in only] == ["enabled"]
    gone = ecs.delete_account_setting(name="containerInsights")["setting"]
    assert gone["name"] == "containerInsights"
    code = "InvalidParameterException"
    account.refuses(code, "put_account_setting", name="containerInsights", value="perhaps")


@story("TagResource UntagResource ListTagsForResource")
def tags(account):
    ecs = account.ecs
    cluster = account.cluster()["clusterArn"]
    definition = account.definition()["taskDefinitionArn"]
    service = account.service()["serviceArn"]
    task = account.tasks()[0]
    instance = account.instances(1)[0]
    for arn in (cluster, definition, service, task, instance):
        ecs.tag_resource(
            resourceArn=arn,
            tags=[{"key": "team", "value": "pier"}, {"key": "stage", "value": "test"}],
        )
        ecs.untag_resource(resourceArn=arn, tagKeys=["stage"])
        listed = ecs.list_tags_for_resource(resourceArn=arn)["tags"]
        assert {"key": "team", "value": "pier"} in listed, (arn, listed)
        assert "stage" not in [tag["key"] for tag in listed], (arn, listed)
    account.refuses(
        "InvalidParameterException", "tag_resource", resourceArn="harbor", tags=[{"key": "a"}]
    )
    account.refuses(
        "InvalidParameterException", "list_tags_for_resource", resourceArn="not-an-arn"
    )
