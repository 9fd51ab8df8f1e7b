"""cfn-lint on a task definition, rules loaded beforehand: median microseconds for one check.

usage: check_with_cfn_lint.py DEFINITION.json SECONDS
"""

import json
import statistics
import sys
import time

from cfnlint.api import lint
from cfnlint.core import get_rules

# Maps with keys of the user's choosing: CloudFormation leaves those as they are.
FREE_MAPS = {"options", "dockerLabels", "driverOpts", "labels"}


def for_cloudformation(value, free=False):
    """The same document with CloudFormation's spelling of member names."""
    if isinstance(value, list):
        return [for_cloudformation(item) for item in value]
    if not isinstance(value, dict):
        return value
    spelled = {}
    for name, member in value.items():
        key = name if free else name[0].upper() + name[1:]
        spelled[key] = for_cloudformation(member, name in FREE_MAPS)
    return spelled


def main(path, seconds):
    with open(path, encoding="utf-8") as file:
        definition = for_cloudformation(json.load(file))
    resource = {"Type": "AWS::ECS::TaskDefinition", "Properties": definition}
    template = json.dumps({"Resources": {"Definition": resource}})
    rules = get_rules([], [], [], {}, False)
    found = sorted({match.rule.id for match in lint(template, rules)})
    timings = []
    end = time.perf_counter() + seconds
    while len(timings) < 5 or time.perf_counter() < end:
        began = time.perf_counter()
        lint(template, rules)
        timings.append(time.perf_counter() - began)
    median = statistics.median(timings) * 1e6
    print(json.dumps({"microseconds": median, "runs": len(timings), "found": found}))


main(sys.argv[1], float(sys.argv[2]))
