"""A cluster that moto has in this process, asked through boto3: what its figures share."""

import json
import os
import statistics
import time

os.environ.update(
    AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_DEFAULT_REGION="us-east-1"
)

import boto3

AT_ONCE = 10


def cluster():
    """A client of a cluster with a task definition, and a function that starts ten tasks there."""
    ecs, ec2 = boto3.client("ecs"), boto3.client("ec2")
    ecs.create_cluster(clusterName="bench")
    ecs.register_task_definition(
        family="worker",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "work", "image": "nginx:1.27", "memory": 256}],
    )
    subnets = [ec2.describe_subnets()["Subnets"][0]["SubnetId"]]
    network = {"awsvpcConfiguration": {"subnets": subnets, "securityGroups": []}}

    def start():
        answer = ecs.run_task(
            cluster="bench",
            taskDefinition="worker",
            count=AT_ONCE,
            launchType="FARGATE",
            networkConfiguration=network,
        )
        return answer["tasks"]

    return ecs, start


def tell_rate(call, wanted, seconds):
    """Prints how many tasks a second a call gives, by the median over so many seconds."""

    def timed():
        began = time.perf_counter()
        tasks = call()
        took = time.perf_counter() - began
        if len(tasks) != wanted:
            raise SystemExit(f"moto gave {len(tasks)} of {wanted} tasks")
        return took

    timed()
    timings, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        timings.append(timed())
    print(json.dumps({"tasks_a_second": wanted / statistics.median(timings)}))
