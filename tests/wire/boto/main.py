"""Walks the API with boto3, as one of the parts that the tests on the wire start:

    python tests/wire/boto/main.py stories|pages|waits|retries URL

The endpoint at URL is started anew again and again. Ends with 1 if anything was wrong.
"""

import sys

import boto3
import pages
import stories
import waits
from strict import Watch

# Importing them fills the table.
import clusters  # noqa: F401
import instances  # noqa: F401
import services  # noqa: F401
import tasks  # noqa: F401


def main(part, url):
    watch = Watch()
    wrong = []
    if part == "stories":
        wrong += stories.tell_all(url, watch)
    elif part == "pages":
        pages.check_all(url, watch, stories.known_operations(url, watch))
    elif part == "waits":
        waits.check_all(url, watch)
    elif part == "retries":
        ecs = boto3.client("ecs", endpoint_url=url)
        attempts = ecs.list_clusters()["ResponseMetadata"]["RetryAttempts"]
        assert attempts == 2, attempts
    else:
        raise SystemExit(f"{part} is no part")
    wrong += sorted(set(watch.mistakes))
    for line in wrong:
        print(f"WRONG: {line}")
    sys.exit(1 if wrong else 0)


main(*sys.argv[1:])
