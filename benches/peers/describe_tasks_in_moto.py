"""DescribeTasks of a hundred among 3,730 tasks through boto3, answered by moto in this process.

usage: describe_tasks_in_moto.py SECONDS
"""

import sys

from moto import mock_aws
from moto_cluster import cluster, tell_rate

TASKS = 3730
DESCRIBED = 100


@mock_aws
def main(seconds):
    ecs, start = cluster()
    arns = []
    while len(arns) < TASKS:
        arns += [task["taskArn"] for task in start()]
    described = arns[:DESCRIBED]
    tell_rate(
        lambda: ecs.describe_tasks(cluster="bench", tasks=described)["tasks"],
        DESCRIBED,
        seconds,
    )


main(float(sys.argv[1]))
