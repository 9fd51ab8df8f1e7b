"""Runs command lines of the AWS CLI, version 2, against canned answers and writes what it says.

Needs Debian's `awscli` (2.9), which is what `/usr/bin/python3` imports, and the data folder of the
botocore whose model of ECS the table in `src/shapes` has:

    /usr/bin/python3 tests/cli/record.py BOTOCORE_DATA [--new | --check N]

Reads `lines.txt`, `answers.json` and `files.json` next to it and writes `expected.txt`; with
`--new` only the lines that are not there yet are run, with `--check` it compares every Nth line.
All lines run in children of one process, so that the CLI is loaded once. `chance.py` makes other
lines.
"""

import gc
import gzip
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
SERVICES = [
    "ecs",
    *sorted(file.stem for file in (HERE / "../../src/shapes/services").glob("*.txt")),
]
SETTINGS = [".aws/config", ".aws/credentials"]
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
            if key.endswith("Token"):
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


def run(main, words, variables, folder):
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
            code = main() or 0
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


def written(folder, files):
    """The settings that a line changed, whole."""
    out = []
    for name in SETTINGS:
        text = (folder / name).read_text()
        if text != files[name]:
            out += [f"+ ~/{name}", *quoted("+ ", text)]
    return out


def lines():
    """Command lines of the file, with the variables that stand before them."""
    for line in LINES.read_text().splitlines():
        if line and not line.startswith("#"):
            words = shlex.split(line)
            variables = {}
            while "=" in words[0] and words[0] != "aws":
                name, value = words.pop(0).split("=", 1)
                variables[name] = value
            assert words.pop(0) == "aws", line
            yield line, words, variables


def unpacked(data, folder):
    """The models as this CLI wants them: its botocore reads no compressed files."""
    for service in SERVICES:
        version = sorted((data / service).iterdir())[-1]
        target = folder / "models" / service / version.name
        target.mkdir(parents=True)
        for file in version.iterdir():
            opened = gzip.open(file) if file.suffix == ".gz" else file.open("rb")
            text, name = opened.read(), file.name.removesuffix(".gz")
            if name == "service-2.json":
                text = json.dumps(as_json(service, json.loads(text))).encode()
            (target / name).write_bytes(text)
    return folder / "models"


def as_json(service, model):
    """The model as if its service spoke JSON, as that of ECS does: what is said of requests and
    answers is the same, whatever way they go, and one server answers for all."""
    own = {"protocol": "json", "protocols": ["json"], "jsonVersion": "1.1", "targetPrefix": service}
    model["metadata"].update(own)
    for operation in model["operations"].values():
        operation["http"] = {"method": "POST", "requestUri": "/"}
        operation.get("output", {}).pop("resultWrapper", None)
    for shape in model["shapes"].values():
        parts = [*shape.get("members", {}).values()]
        parts += [shape[part] for part in ("member", "key", "value") if part in shape]
        for part in parts:
            for word in ("location", "locationName", "queryName"):
                part.pop(word, None)
        shape.pop("flattened", None)
        shape.pop("payload", None)
    return model


def blocks(text):
    """What is expected of each line."""
    return {block.split("\n", 1)[0]: block.rstrip("\n") for block in re.split(r"(?m)^(?=\$ )", text)}


def main():
    check = "--check" in sys.argv[2:]
    every = int(sys.argv[3]) if check else 1
    new = "--new" in sys.argv[2:]
    folder = pathlib.Path(tempfile.mkdtemp())
    model = str(unpacked(pathlib.Path(sys.argv[1]), pathlib.Path(tempfile.mkdtemp())))
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

    # The first session reads the model; children inherit nothing of it but loaded code.
    awscli.clidriver.create_clidriver(["ecs"])
    gc.freeze()
    files = json.loads((HERE / "files.json").read_text())
    known = blocks(EXPECTED.read_text()) if check or new else {}
    out = []
    for line, words, variables in list(lines())[::every]:
        if new and "$ " + line in known:
            out.append(known["$ " + line])
            continue
        asked.clear()
        Answers.turns.clear()
        shutil.rmtree(folder)
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        if set(SERVICES) & set(words):
            words = ["--endpoint-url", f"http://127.0.0.1:{port}", *words]
        output, errors, code = run(awscli.clidriver.main, words, variables, folder)
        block = ["$ " + line]
        block += [f"& {action} {json.dumps(body)}" for action, body in asked]
        block += quoted("> ", output.replace(str(folder), "~"))
        errors = errors.replace(f"usage: {awscli.argparser.USAGE}", "{usage}\n")
        block += quoted("! ", errors.replace(str(folder), "~"))
        block += written(folder, files)
        block.append(f"= {code}")
        block = "\n".join(block)
        if check and known.get("$ " + line) != block:
            sys.exit(f"the CLI says something else than tests/cli/expected.txt:\n{block}")
        out.append(block)
    shutil.rmtree(folder)
    if not check:
        EXPECTED.write_text("\n".join(out) + "\n")


main()
