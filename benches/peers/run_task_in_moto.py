"""RunTask of ten tasks on Fargate through boto3, answered by moto in the same process.

usage: run_task_in_moto.py SECONDS
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

COUNT = 10


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

    def run():
        began = time.perf_counter()
        answer = ecs.run_task(
            cluster="bench",
            taskDefinition="worker",
            count=COUNT,
            launchType="FARGATE",
            networkConfiguration=network,
        )
        took = time.perf_counter() - began
        if len(answer["tasks"]) != COUNT:
            raise SystemExit(f"moto ran {len(answer['tasks'])} of {COUNT} tasks")
        return took

    run()
    timings, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        timings.append(run())
    print(json.dumps({"tasks_a_second": COUNT / statistics.median(timings)}))


main(float(sys.argv[1]))
