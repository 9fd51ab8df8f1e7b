"""The real AWS CLI of version 2, loaded once for many command lines:

    /usr/bin/python3 tests/wire/same/real.py

Prints the port on which it listens. `door.sh`, which stands for `aws`, connects, writes its process
id and waits: words, variables, folder and streams are taken from that process, and what comes back
is the exit code. Each line runs in a child of its own, so that nothing is left of it.

`AWS_SERVER` of the environment names the endpoint. When the CLI sleeps, time passes in the run
behind it, and the pause between two tries is the middle of those that it draws by chance. Under the
names `sleep` and `drydock` the door lets time pass, and calls an action of Drydock's own.
"""

import gc
import http.client
import json
import os
import signal
import socket
import sys
import time
import traceback
from urllib.parse import urlsplit

import awscli.clidriver
import botocore.session
from awscli.clidriver import create_clidriver
from botocore.retries.standard import ExponentialBackoff

# Seconds; as in the CLI.
LONGEST_PAUSE = 20
# What stands before the names of operations in requests.
TARGET = "AmazonEC2ContainerServiceV20141113"
# Where the CLI looks for models: it put folders of its own beside ours when it was loaded.
MODELS = os.environ["AWS_DATA_PATH"]


def seen(process):
    """The name of the program that asks, its words and its variables."""

    def texts(name):
        with open(f"/proc/{process}/{name}", "rb") as file:
            return [os.fsdecode(text) for text in file.read().split(b"\0")[:-1]]

    _, program, *words = texts("cmdline")
    return os.path.basename(program), words, dict(text.split("=", 1) for text in texts("environ"))


def stream(process, number, flags):
    """A stream of the process that asks, for ourselves."""
    os.dup2(os.open(f"/proc/{process}/fd/{number}", flags), number)


def ask(server, path, body, headers={}):
    """Asks something of the endpoint that is not asked through the CLI."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc)
    connection.request("POST", path, body.encode(), headers)
    return connection.getresponse().read().decode()


def pass_time(server, seconds):
    ask(server, "/_drydock/advance", json.dumps({"seconds": seconds}))


def aws(server, words):
    time.sleep = lambda seconds: pass_time(server, seconds)
    # Version 2.9 knows no variable for the endpoint.
    sys.argv = ["aws", *(["--endpoint-url", server] if "ecs" in words else []), *words]
    return awscli.clidriver.main()


def sleep(server, words):
    pass_time(server, float(words[0]))


def drydock(server, words):
    """`drydock call ACTION JSON`."""
    print(ask(server, "/", words[2], {"x-amz-target": f"{TARGET}.Drydock.{words[1]}"}))


def run(process):
    """Runs one command line in place of the process that asks; gives its exit code."""
    name, words, variables = seen(process)
    stream(process, 0, os.O_RDONLY)
    stream(process, 1, os.O_WRONLY | os.O_APPEND)
    stream(process, 2, os.O_WRONLY | os.O_APPEND)
    os.chdir(os.readlink(f"/proc/{process}/cwd"))
    os.environ.clear()
    os.environ.update(variables, AWS_DATA_PATH=MODELS)
    program = {"aws": aws, "sleep": sleep, "drydock": drydock}[name]
    try:
        code = program(variables["AWS_SERVER"], words) or 0
    except SystemExit as error:
        code = error.code or 0
    for out in (sys.stdout, sys.stderr):
        out.flush()
    return code


def prepare():
    """Does once what does not depend on the line: reads the models that all need, and makes the
    driver. Children inherit both, and change their own copy."""
    driver = create_clidriver(["ecs"])
    loader = driver.session.get_component("data_loader")
    for kind in ("service-2", "paginators-1", "waiters-2"):
        loader.list_available_services(type_name=kind)
        loader.load_service_model("ecs", kind)
    driver.session.create_client("ecs")
    botocore.session.create_loader = lambda _: loader
    fresh = create_clidriver(["ecs"])
    # It looked for plugins in the settings, which are those of each line.
    fresh.session._config = fresh.session._profile_map = None

    def create(words=None):
        given, _ = awscli.clidriver.FirstPassGlobalArgParser().parse_known_args(words or [])
        return create_clidriver(words) if given.debug else fresh

    awscli.clidriver.create_clidriver = create


def answer(connection):
    process = int(connection.makefile().readline())
    code = 255
    try:
        code = run(process)
    except BaseException:
        traceback.print_exc()
    finally:
        connection.sendall(b"%d\n" % code)
        os._exit(0)


def main():
    ExponentialBackoff.__init__.__defaults__ = (LONGEST_PAUSE, lambda: 0.5)
    prepare()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            answer(connection)
        connection.close()


main()
