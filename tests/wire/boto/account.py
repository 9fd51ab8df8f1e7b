"""An account that is simulated at an endpoint, and a boto3 client for it."""

import json
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

SUBNETS = ["subnet-0d0c1a00000000001"]
NETWORK = {"awsvpcConfiguration": {"subnets": SUBNETS}}
CONTAINERS = [{"name": "web", "image": "nginx:1.27", "memory": 128}]
ON_FARGATE = {
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "256",
    "memory": "512",
}
TARGET = "AmazonEC2ContainerServiceV20141113."


def post(url, body, headers=()):
    request = urllib.request.Request(url, json.dumps(body).encode(), dict(headers))
    with urllib.request.urlopen(request) as response:
        return json.loads(response.read())


class Account:
    """Starts the run at `url` anew and watches what its client is told."""

    def __init__(self, url, watch, **settings):
        self.url = url
        post(f"{url}/_drydock/reset", {})
        config = Config(retries={"total_max_attempts": 1}, **settings)
        self.ecs = boto3.client("ecs", endpoint_url=url, config=config)
        watch.over(self.ecs)

    def advance(self, seconds):
        """Lets simulated time pass."""
        post(f"{self.url}/_drydock/advance", {"seconds": seconds})

    def own(self, action, **body):
        """Asks an action of Drydock's own."""
        return post(self.url, body, {"x-amz-target": f"{TARGET}Drydock.{action}"})

    def refuses(self, code, operation, **parameters):
        """The operation must be refused with this code; gives the exception's message."""
        try:
            getattr(self.ecs, operation)(**parameters)
        except ClientError as error:
            assert error.response["Error"]["Code"] == code, error
            assert isinstance(error, getattr(self.ecs.exceptions, code, ClientError)), error
            return error.response["Error"]["Message"]
        raise AssertionError(f"{operation} was not refused with {code}")

    # What most stories begin with.

    def cluster(self, name="harbor", **parameters):
        return self.ecs.create_cluster(clusterName=name, **parameters)["cluster"]

    def definition(self, family="web", **parameters):
        """Registers a definition, for Fargate where nothing else is said."""
        wanted = {**ON_FARGATE, "containerDefinitions": CONTAINERS, **parameters}
        answer = self.ecs.register_task_definition(family=family, **wanted)
        return answer["taskDefinition"]

    def definition_for_instances(self, family="worker", **parameters):
        """Registers a definition that needs instances."""
        wanted = {"containerDefinitions": CONTAINERS, **parameters}
        return self.ecs.register_task_definition(family=family, **wanted)["taskDefinition"]

    def instances(self, count=2, cluster="harbor"):
        """Adds instances and gives their ARNs."""
        before = self.ecs.list_container_instances(cluster=cluster)["containerInstanceArns"]
        self.own("AddInstances", cluster=cluster, instanceType="m5.large", count=count)
        self.advance(300)
        now = self.ecs.list_container_instances(cluster=cluster)["containerInstanceArns"]
        added = [arn for arn in now if arn not in before]
        assert len(added) == count, added
        return added

    def tasks(self, count=1, cluster="harbor", definition="web", **parameters):
        """Runs tasks on Fargate and gives their ARNs."""
        answer = self.ecs.run_task(
            cluster=cluster,
            taskDefinition=definition,
            count=count,
            launchType="FARGATE",
            networkConfiguration=NETWORK,
            **parameters,
        )
        assert answer["failures"] == [], answer["failures"]
        return [task["taskArn"] for task in answer["tasks"]]

    def service(self, name="web", cluster="harbor", definition="web", **parameters):
        """Creates a service on Fargate."""
        wanted = {
            "taskDefinition": definition,
            "desiredCount": 2,
            "launchType": "FARGATE",
            "networkConfiguration": NETWORK,
            **parameters,
        }
        wanted = {key: item for key, item in wanted.items() if item is not None}
        return self.ecs.create_service(cluster=cluster, serviceName=name, **wanted)["service"]
