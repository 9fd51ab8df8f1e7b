"""Runs command lines of the AWS CLI, version 2, against canned answers and writes what it says.

Needs Debian's `awscli` (2.9) and botocore's model of ECS as the table in `src/shapes` has it:

    /usr/bin/python3 tests/cli/record.py FOLDER_WITH_ECS_MODEL [--check]

The model's folder holds `ecs/2014-11-13/service-2.json` and its neighbours, uncompressed. Reads
`lines.txt`, `answers.json` and `files.json` next to it and writes `expected.txt`; with `--check`
it compares instead. All lines run in children of one process, so that the CLI is loaded once.
"""

import base64
import http.server
import json
import os
import pathlib
import re
import shlex
import shutil
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).parent
LINES = HERE / "lines.txt"
EXPECTED = HERE / "expected.txt"
UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
asked = []


def covers(wanted, given):
    if isinstance(wanted, dict):
        return isinstance(given, dict) and all(
            (key in given and covers(value, given[key])) if value is not None else key not in given
            for key, value in wanted.items()
        )
    return wanted == given


class Answers(http.server.BaseHTTPRequestHandler):
    """Gives the first canned answer of an action whose `when` the request covers."""

    protocol_version = "HTTP/1.1"
    canned = json.loads((HERE / "answers.json").read_text())
    turns = {}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or "{}")
        action = self.headers["X-Amz-Target"].split(".")[1]
        for key in [key for key, value in body.items() if isinstance(value, str) and UUID.match(value)]:
            if key == "clientToken":
                del body[key]
        asked.append((action, body))
        for answer in self.canned.get(action, []):
            if covers(answer.get("when", {}), body):
                break
        else:
            answer = {"body": {}}
        bodies = answer.get("bodies") or [answer.get("body")]
        turn = self.turns.get(id(answer), 0)
        self.turns[id(answer)] = turn + 1
        body = bodies[min(turn, len(bodies) - 1)]
        text = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(answer.get("status", 200))
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def run(main, words, variables, folder, port):
    """Output, errors and code of one command line; in a child, so that nothing is left of it."""
    outs = [tempfile.TemporaryFile() for _ in range(2)]
    child = os.fork()
    if child == 0:
        os.dup2(outs[0].fileno(), 1)
        os.dup2(outs[1].fileno(), 2)
        os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
        os.chdir(folder)
        os.environ.update(variables)
        import time

        time.sleep = lambda _: None
        sys.argv = ["aws", *words]
        code = 255
        try:
            code = main()
        except SystemExit as error:
            code = error.code or 0
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    _, status = os.waitpid(child, 0)
    texts = []
    for out in outs:
        out.seek(0)
        texts.append(out.read().decode())
    return texts[0], texts[1], os.waitstatus_to_exitcode(status)


def quoted(mark, text):
    """Each line with a mark; a last line without an end has a mark of its own."""
    lines = text.split("\n")
    last = lines.pop()
    return [mark + line for line in lines] + ([mark + last + "\\"] if last else [])


def lines():
    """Command lines of the file, with the variables that stand before them."""
    for line in LINES.read_text().splitlines():
        if line and not line.startswith("#"):
            words = shlex.split(line.replace("\\n", "\n") if line.startswith("$ ") else line)
            variables = {}
            while "=" in words[0] and words[0] != "aws":
                name, value = words.pop(0).split("=", 1)
                variables[name] = value
            assert words.pop(0) == "aws", line
            yield line, words, variables


def main():
    model, check = sys.argv[1], "--check" in sys.argv[2:]
    folder = pathlib.Path(tempfile.mkdtemp())
    for name, text in json.loads((HERE / "files.json").read_text()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    os.environ.clear()
    os.environ.update(
        {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "AWS_DATA_PATH": model,
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secretEXAMPLEKEY",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_PAGER": "",
        }
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    import awscli.clidriver
    import botocore.session

    # The first session reads the model; children inherit nothing of it but loaded code.
    awscli.clidriver.create_clidriver(["ecs"])
    out = []
    for line, words, variables in lines():
        asked.clear()
        Answers.turns.clear()
        if "ecs" in words:
            words = ["--endpoint-url", f"http://127.0.0.1:{port}", *words]
        output, errors, code = run(awscli.clidriver.main, words, variables, folder, port)
        out.append("$ " + line)
        out += [f"& {action} {json.dumps(body)}" for action, body in asked]
        out += quoted("> ", output.replace(str(folder), "~"))
        out += quoted("! ", errors.replace(str(folder), "~"))
        out.append(f"= {code}")
    shutil.rmtree(folder)
    text = "\n".join(out) + "\n"
    if not check:
        EXPECTED.write_text(text)
    elif EXPECTED.read_text() != text:
        pathlib.Path(tempfile.gettempdir(), "cli-now.txt").write_text(text)
        sys.exit("the CLI says something else than tests/cli/expected.txt")


main()
