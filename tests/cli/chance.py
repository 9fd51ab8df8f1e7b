"""Makes a folder of command lines that chance wrote, from the API model, for `record.py`:

    python3 tests/cli/chance.py BOTOCORE_DATA FOLDER SEED COUNT
    /usr/bin/python3 FOLDER/record.py BOTOCORE_DATA
    DRYDOCK_CLI=FOLDER cargo test --test it cli::lines

Each line calls an operation or a waiter of ECS with some of its flags, in JSON or shorthand; a part
of the values, names and flags is wrong. The same seed makes the same lines.
"""

import gzip
import json
import pathlib
import random
import re
import shlex
import shutil
import sys

HERE = pathlib.Path(__file__).parent
KEPT = ["record.py", "answers.json", "files.json"]
TEXTS = [
    *["web", "harbor", "a b", "a,b", "a=b", "it's", 'a"b', "a\\b", "-1", "1.5", "", " "],
    *["{x", "[x", "true", "null", "🚢", "日本"],
    *["é", "file://name.txt", "file://none", "@x", "~", "$HOME", "="],
]
NUMBERS = ["0", "1", "10", "-1", "1.5", "1e3", "x", "", " 3", "+5", "0x1f", "010", "1_0", "9" * 11]
DATES = ["2024-01-01", "2024-01-01 10:00", "1 Jan 2024", "1700000000.5", "soon", "2024-13-01", ""]
VALUES = [1, -1, 1.5, 1e20, True, None, "x", "", "🚢", [], {}, [1], {"a": 1}, "it's", 'a"b']
SHORT = ["", "x", "[]", "{}", "[", "{", "a=b", "=", ",", "[a,b]", "{a=b}", "[a,]", "'a", "a\\"]
YAML = [
    *["cluster: a", "- a", "cluster: yes", "cluster: 012", "cluster: ~", "cluster: [a", "a: b: c"],
    *["cluster: 'it''s'", "{cluster: a, cluster: b}", "cluster: !!str 1", "<<: {cluster: a}", "*a"],
]
QUERIES = ["@", "*", "[]", "keys(@)", "length(@)", "*[0]", "x.y[?a=='b']", "[?x", "a b", "`1.50`"]
GLOBALS = [
    *[["--output", form] for form in ("json", "text", "table", "yaml", "yaml-stream", "x")],
    *[["--query", query] for query in QUERIES],
    *[["--region", region] for region in ("eu-west-1", "a b", "", "1")],
    *[["--profile", profile] for profile in ("quay", "pier", "nobody", "")],
    *[["--color", "on"], ["--no-paginate"], ["--no-cli-pager"], ["--o", "json"], ["--output=text"]],
    *[["--cli-read-timeout", "x"], ["--endpoint-url", "x"], ["--cli-binary-format", "x"]],
]
PAGES = [
    *[["--max-items", most] for most in ("0", "1", "3", "x")],
    *[["--page-size", "2"], ["--starting-token", "t1"], ["--starting-token", "x___1"]],
]
ODD = [["--"], ["--", "x"], ["x"], ["-x"], ["--x=y"], ["-"], [""], ["--no-"], ["x", "y"]]


def kebab(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


class Chance:
    """The dice, and the model that they are thrown for."""

    def __init__(self, data, seed):
        version = sorted((data / "ecs").iterdir())[-1]

        def read(name):
            [file] = version.glob(f"{name}.json*")
            return json.loads(gzip.open(file).read() if file.suffix == ".gz" else file.read_text())

        model = read("service-2")
        self.shapes, self.operations = model["shapes"], model["operations"]
        self.pages = read("paginators-1")["pagination"]
        self.waiters = read("waiters-2")["waiters"]
        self.dice = random.Random(seed)

    def wrong(self, share=0.1):
        return self.dice.random() < share

    def some(self, shape, deep=0):
        """Names of members: those that are required, and a few others."""
        names, required = list(shape["members"]), shape.get("required", [])
        share = (2.5 if deep < 3 else 1) / max(3, len(names))
        some = [
            name
            for name in names
            if (name in required and not self.wrong()) or self.dice.random() < share
        ]
        return some[:1] if shape.get("union") else some

    def scalar(self, shape):
        of, kind = self.dice.choice, shape["type"]
        if kind in ("integer", "long", "double", "float"):
            return of(NUMBERS) if self.wrong(0.3) else str(self.dice.randrange(9))
        if kind == "boolean":
            return of(["true", "false", "x", ""]) if self.wrong() else of(["true", "false"])
        if kind == "timestamp":
            return of(DATES)
        if "enum" in shape and not self.wrong():
            return of(shape["enum"])
        return of(TEXTS) if self.wrong(0.3) else of(TEXTS[:2])

    def value(self, name, deep=0):
        """A value for JSON."""
        shape = self.shapes[name]
        kind = shape["type"]
        if self.wrong() or shape.get("document"):
            return self.dice.choice(VALUES)
        if kind == "structure":
            some = self.some(shape, deep)
            members = {
                one: self.value(shape["members"][one]["shape"], deep + 1) for one in some
            }
            return {**members, "colour": 1} if self.wrong(0.05) else members
        if kind == "list":
            count = self.dice.choice([0, 1, 1, 2])
            return [self.value(shape["member"]["shape"], deep + 1) for _ in range(count)]
        if kind == "map":
            return {self.dice.choice(TEXTS): self.value(shape["value"]["shape"], deep + 1)}
        if kind in ("integer", "long", "double", "float"):
            return self.dice.randrange(9)
        return self.dice.random() < 0.5 if kind == "boolean" else self.scalar(shape)

    def short(self, name, deep=0):
        """A value in shorthand."""
        shape = self.shapes[name]
        kind = shape["type"]
        if self.wrong(0.06):
            return self.dice.choice(SHORT)
        if kind == "structure":
            some = self.some(shape, deep) or list(shape["members"])[:1]
            each = [f"{one}={self.short(shape['members'][one]['shape'], deep + 1)}" for one in some]
            text = self.dice.choice([",", ",", ",", ", "]).join(each)
            return text + "," * self.wrong(0.03) if deep == 0 else "{" + text + "}"
        if kind == "list":
            count = self.dice.choice([0, 1, 1, 2])
            each = [self.short(shape["member"]["shape"], deep + 1) for _ in range(count)]
            return "[" + ",".join(each) + "]"
        if kind == "map":
            text = f"{self.dice.choice(TEXTS[:2])}={self.short(shape['value']['shape'], deep + 1)}"
            return text if deep == 0 else "{" + text + "}"
        text = self.scalar(shape)
        forms = [text, text, f"'{text}'", json.dumps(text), text.replace(",", "\\,")]
        return self.dice.choice(forms)

    def flag(self, member, name):
        """The words of a flag."""
        shape, flag = self.shapes[name], "--" + kebab(member)
        kind = shape["type"]
        if self.wrong(0.03):
            flag = flag[: self.dice.randrange(3, len(flag) + 1)]
        if kind == "boolean":
            return [self.dice.choice([flag, flag.replace("--", "--no-", 1)])]
        if kind in ("list", "structure", "map") and self.wrong(0.4):
            words = [json.dumps(self.value(name), ensure_ascii=self.wrong(0.5))]
        elif kind == "list":
            inner = shape["member"]["shape"]
            is_scalar = "members" not in self.shapes[inner]
            one = lambda: self.scalar(self.shapes[inner]) if is_scalar else self.short(inner)
            words = [one() for _ in range(self.dice.choice([0, 1, 1, 2]))]
        elif kind in ("structure", "map"):
            words = [self.short(name)]
        else:
            words = [self.scalar(shape)]
        attached = len(words) == 1 and self.wrong()
        return [f"{flag}={words[0]}"] if attached else [flag, *words]

    def line(self):
        name = self.dice.choice(sorted(self.operations))
        command = [kebab(name)]
        if self.wrong():
            waiter = self.dice.choice(sorted(self.waiters))
            name, command = self.waiters[waiter]["operation"], ["wait", kebab(waiter)]
        if self.wrong(0.02):
            command[-1] = command[-1][:-1] + self.dice.choice(["", "x", "ss"])
        whole = self.operations[name]["input"]["shape"]
        shape = self.shapes[whole]
        words = []
        for member in self.some(shape):
            words += self.flag(member, shape["members"][member]["shape"])
        if self.wrong():
            words = words * self.wrong(0.3) + ["--cli-input-json", json.dumps(self.value(whole))]
        elif self.wrong(0.04):
            words += ["--cli-input-yaml", self.dice.choice(YAML)]
        if self.wrong():
            kinds = [[], ["input"], ["output"], ["x"]]
            words += ["--generate-cli-skeleton", *self.dice.choice(kinds)]
        if name in self.pages and self.wrong(0.4):
            words += self.dice.choice(PAGES)
        if self.wrong(0.05):
            words += self.dice.choice(ODD)
        options = self.dice.choice(GLOBALS) if self.wrong(0.5) else []
        behind = self.wrong(0.5)
        line = ["ecs", *command, *words]
        return ["aws", *line, *options] if behind else ["aws", *options, *line]


def main():
    data, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    chance = Chance(data, int(sys.argv[3]))
    folder.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        shutil.copy(HERE / name, folder)
    lines = []
    while len(lines) < int(sys.argv[4]):
        line = shlex.join(chance.line())
        if "\n" not in line and line not in lines:
            lines.append(line)
    (folder / "lines.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
