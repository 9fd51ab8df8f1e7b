"""Tasks of ECS in a pipeline of luigi, for the test beside it: each names its endpoint by the
environment. Ends with 1 if one of them did not come to its end as it should."""

import logging
import warnings

import luigi
from luigi.contrib.ecs import ECSTask

logging.disable()
# Of tasks without outputs, which these are.
warnings.simplefilter("ignore", UserWarning)


class Registered(ECSTask):
    """A task definition that luigi registers, run as it is."""

    task_def = {
        "family": "hello",
        "volumes": [],
        "containerDefinitions": [
            {"name": "hello", "image": "ubuntu", "memory": 16, "command": ["/bin/echo", "hello"]}
        ],
    }


class Overridden(ECSTask):
    """A task definition that is there, with another command, on Fargate."""

    task_def_arn = "net"
    cluster = "harbor"

    @property
    def command(self):
        return [{"name": "net", "command": ["/bin/sleep", "30"]}]

    @property
    def run_task_kwargs(self):
        subnets = ["subnet-0d0c1a00000000001"]
        return {
            "launchType": "FARGATE",
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets}},
            "overrides": {"containerOverrides": [{"name": "net", "environment": []}]},
        }


class Refused(ECSTask):
    """One that asks for more than any instance has: RunTask places nothing."""

    task_def = {
        "family": "large",
        "containerDefinitions": [{"name": "large", "image": "ubuntu", "memory": 1_000_000}],
    }


def main():
    done = luigi.build([Registered(), Overridden()], local_scheduler=True)
    refused = luigi.build([Refused()], local_scheduler=True)
    print("done" if done else "failed", "refused" if not refused else "placed")
    raise SystemExit(0 if done and not refused else 1)


main()
