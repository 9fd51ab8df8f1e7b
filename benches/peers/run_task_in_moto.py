"""RunTask of ten tasks on Fargate through boto3, answered by moto in the same process.

usage: run_task_in_moto.py SECONDS
"""

import sys

from moto import mock_aws
from moto_cluster import AT_ONCE, cluster, tell_rate


@mock_aws
def main(seconds):
    _, start = cluster()
    tell_rate(start, AT_ONCE, seconds)


main(float(sys.argv[1]))
