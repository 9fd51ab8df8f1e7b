"""DescribeTasks of a hundred among 3,730 tasks through boto3, answered by moto in this process.

usage: describe_tasks_in_moto.py SECONDS
"""

import json
import os
import statistics
import sys
import time

os.environ.update(
    AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_DEFAULT_REGION="us-east-1"
)

import boto3
from moto import mock_aws

TASKS = 3730
AT_ONCE = 10
DESCRIBED = 100


@mock_aws
def main(seconds):
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
    arns = []
    while len(arns) < TASKS:
        answer = ecs.run_task(
            cluster="bench",
            taskDefinition="worker",
            count=AT_ONCE,
            launchType="FARGATE",
            networkConfiguration=network,
        )
        arns += [task["taskArn"] for task in answer["tasks"]]

    def look():
        began = time.perf_counter()
        answer = ecs.describe_tasks(cluster="bench", tasks=arns[:DESCRIBED])
        took = time.perf_counter() - began
        if len(answer["tasks"]) != DESCRIBED:
            raise SystemExit(f"moto described {len(answer['tasks'])} of {DESCRIBED} tasks")
        return took

    look()
    timings, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        timings.append(look())
    print(json.dumps({"tasks_a_second": DESCRIBED / statistics.median(timings)}))


main(float(sys.argv[1]))
