"""Writes what botocore's validation says of many inputs of RegisterTaskDefinition.

    ask.py COUNT SEED FILE

The inputs are made from the API model: plausible definitions, most of them with a few faults. A
line of the file is JSON: `input`, the text that was validated, and `errors`, each with `path`, a
JSONPath, with `kind`, one of those in KINDS below, and with `message`.
`cargo xtask test` compares it with our own validation, see examples/botocore.rs.
"""

import json
import random
import sys

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

# What botocore calls it, in botocore/validate.py, and what we do.
KINDS = {
    "missing required field": "required",
    "invalid type": "type",
    "unknown field": "unknown",
    "invalid range": "minimum",
    "invalid length": "minimum",
    "empty input": "union",
    "more than one input": "union",
}

# Keys of a definition as ECS answers with it, which a request may not have, and other strangers.
STRANGERS = ["revision", "status", "taskDefinitionArn", "registeredAt", "x", "", "Colour", "memroy"]
STRANGERS += ["hostPortRange", "image", "name", "nvidiaMps", "valueFrom", "my-key", "my_key"]
STRANGERS += ["päth"]

TEXTS = ["", "a", "web", "nginx:1.27", "/var/log", "512", "true", "Zürich 北京", 'it\'s "so"']
TEXTS += ["[1]"]
KEYS = ["a", "awslogs-group", "a.b", "[0]", ""]
NUMBERS = [0, 1, 2, 8, 80, 512, 65535, 65536]

# Values of every JSON type, for places that want another.
OTHERS = [0, 1, -1, 512, 1.0, 0.5, 1e3, -2.5, True, False, "", "512", "true", "a=b", [], ["a"], {}]
OTHERS += [[{}], [[]], {"a": "b"}, {"name": "a", "value": "b"}, '[{"name": "a"}]', "[]"]
OTHERS += [2**31, 2**63, 10**20]
SMALL = [1, 2, 100, 10**10, 10**30]


class Maker:
    """Makes inputs. `random.random` alone gives the same numbers in all versions of Python."""

    def __init__(self, seed):
        self.chance = random.Random(seed).random
        self.structures = []
        self.values = []

    def below(self, count):
        return int(self.chance() * count)

    def pick(self, among):
        return among[self.below(len(among))]

    def make(self, shape):
        """An input, and the faults that it gets: mostly none to three."""
        self.structures, self.values = [], []
        whole = self.value(shape, 0)
        for _ in range(self.below(5)):
            faults = [self.omit, self.retype, self.add, self.lessen, self.break_union, self.void]
            self.pick(faults)()
        return whole

    def value(self, shape, depth):
        """A value of a shape that fits it."""
        if shape.type_name == "structure":
            return self.structure(shape, depth)
        if shape.type_name == "list":
            least = max(1 if depth == 0 else 0, shape.metadata.get("min", 0))
            items = [None] * (least + self.below(3))
            for index in range(len(items)):
                self.put(items, index, shape.member, depth + 1)
            return items
        if shape.type_name == "map":
            found = {}
            for _ in range(self.below(3)):
                self.put(found, self.pick(KEYS), shape.value, depth)
            return found
        if shape.type_name == "boolean":
            return self.chance() < 0.5
        if shape.type_name in ("integer", "long"):
            least = shape.metadata.get("min", 0)
            return max(least, min(self.pick(NUMBERS), shape.metadata.get("max", 2**31 - 1)))
        text = self.pick(shape.enum or TEXTS)
        return text if len(text) >= shape.metadata.get("min", 0) else "key"

    def structure(self, shape, depth):
        found = {}
        self.structures.append((found, shape))
        members = list(shape.members.items())
        if shape.metadata.get("union"):
            members = [self.pick(members)]
        required = members if shape.metadata.get("union") else shape.required_members
        share = 0.9 / (1 + depth) if len(members) < 8 else 0.25
        for name, member in members:
            wanted = name in required or name in ("tags", "resourceRequirements")
            if wanted or shape.metadata.get("union") or self.chance() < share:
                self.put(found, name, member, depth + 1)
        return found

    def put(self, holder, key, shape, depth):
        """Makes a value where it belongs, and remembers the place."""
        self.values.append((holder, key, shape))
        holder[key] = self.value(shape, depth)

    def omit(self):
        """Takes away a member, a required one if there is one."""
        found, shape = self.pick(self.structures)
        names = [name for name in shape.required_members if name in found] or list(found)
        if names:
            found.pop(self.pick(names))

    def retype(self):
        holder, key, _ = self.pick(self.values)
        self.replace(holder, key, self.pick(OTHERS))

    def void(self):
        holder, key, _ = self.pick(self.values)
        self.replace(holder, key, None)

    def replace(self, holder, key, value):
        """Puts in a copy, if an earlier fault has left the place as it was."""
        is_there = key in holder if isinstance(holder, dict) else key < len(holder)
        if is_there:
            holder[key] = json.loads(json.dumps(value))

    def add(self):
        """Adds a stranger, or another spelling of a member in its place."""
        found, shape = self.pick(self.structures)
        name = self.pick(list(shape.members))
        snake = "".join("_" + c.lower() if c.isupper() else c for c in name)
        pascal, kebab = name[0].upper() + name[1:], snake.replace("_", "-")
        new = self.pick([pascal, snake, kebab, name.upper(), name[:-1], *STRANGERS])
        if new not in found:
            moved = found.pop(name, None) if self.chance() < 0.5 else None
            found[new] = self.pick(OTHERS) if moved is None else moved

    def lessen(self):
        """Goes below a minimum, if there is any."""
        places = [place for place in self.values if "min" in place[2].metadata]
        if not places:
            return
        holder, key, shape = self.pick(places)
        if shape.type_name == "integer":
            self.replace(holder, key, shape.metadata["min"] - self.pick(SMALL))
        else:
            self.replace(holder, key, "" if shape.type_name == "string" else [])

    def break_union(self):
        unions = [found for found, shape in self.structures if shape.metadata.get("union")]
        if unions:
            found = self.pick(unions)
            if self.chance() < 0.5:
                found.clear()
            else:
                found[self.pick(STRANGERS)] = self.pick(OTHERS)


def errors(report):
    """The errors of a report. Its list is private, but its text cannot be taken apart."""
    for error in report._errors:
        kind, path, more = error
        member = more.get("required_name", more.get("unknown_param"))
        yield {
            "path": f"${path}" if member is None else f"${path}.{member}",
            "kind": KINDS[kind],
            "message": report._format_error(error),
        }


def main(count, seed, file):
    model = Loader().load_service_model("ecs", "service-2")
    shape = ServiceModel(model).operation_model("RegisterTaskDefinition").input_shape
    maker, validator = Maker(int(seed)), ParamValidator()
    with open(file, "w", encoding="utf-8") as lines:
        for number in range(int(count)):
            # As text and back: two places may hold one value, and what is read is what counts.
            text = json.dumps(maker.make(shape), indent=number % 3 or None, ensure_ascii=False)
            found = list(errors(validator.validate(json.loads(text), shape)))
            line = {"input": text, "errors": found}
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")


main(*sys.argv[1:])
