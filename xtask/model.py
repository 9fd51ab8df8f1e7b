"""Prints what the API model that botocore ships says of Amazon ECS: src/shapes/definition.txt with
the shapes that RegisterTaskDefinition is given, when called with `definition`, else
src/shapes/model.txt with all the rest.

Facts only: names, kinds, required members, enums, bounds, patterns, unions, documents; which
operations there are and the errors of each; how clients page and wait. `cargo xtask model` runs it.
src/shapes/table.rs says how the text is read. What this does not know stops it.
"""

import json
import sys

import botocore
from botocore.loaders import Loader

SCALARS = {
    "boolean": "b",
    "double": "n",
    "integer": "i",
    "long": "l",
    "string": "t",
    "timestamp": "z",
}
MATCHERS = ("path", "pathAll", "pathAny")
STATES = ("success", "failure")


def word(text):
    """A text that is one word of a line."""
    if not text or any(letter.isspace() for letter in text):
        raise ValueError(f"{text!r} is no word")
    return text


def whole(number):
    if number != int(number):
        raise ValueError(f"a bound of {number}")
    return str(int(number))


def bounds(shape):
    """As `1..50`, with one side open as `1..`; none at all if there are none."""
    if "min" not in shape and "max" not in shape:
        return []
    least, most = (whole(shape[side]) if side in shape else "" for side in ("min", "max"))
    return [f"{least}..{most}"]


def member(name, shape, required):
    """`name` is a String, `name:` a shape of the same name, `!` marks what is required."""
    mark = "!" if required else ""
    if shape == "String":
        return word(name) + mark
    same = shape == name[0].upper() + name[1:]
    return f"{word(name)}{mark}:{'' if same else word(shape)}"


def row(name, shape):
    """The words of a shape's line."""
    kind = shape["type"]
    if shape.get("document"):
        return [name, "d"]
    if kind == "structure":
        required = shape.get("required", [])
        members = shape["members"].items()
        parts = [member(key, of["shape"], key in required) for key, of in members]
        return [name, "u" if shape.get("union") else "s", *parts]
    if kind == "list":
        return [name, "a", shape["member"]["shape"], *bounds(shape)]
    if kind == "map":
        if shape["key"]["shape"] != "String":
            raise ValueError(f"{name} has keys that are no Strings")
        return [name, "m", shape["value"]["shape"]]
    if "enum" in shape:
        if bounds(shape) or "pattern" in shape:
            raise ValueError(f"{name} is an enum with bounds")
        return [name, "e", *map(word, shape["enum"])]
    pattern = [word(shape["pattern"])] if "pattern" in shape else []
    if pattern and not bounds(shape):
        raise ValueError(f"{name} has a pattern and no bounds")
    if kind in ("boolean", "long", "timestamp") and bounds(shape):
        raise ValueError(f"{name} has bounds")
    return [name, SCALARS[kind], *bounds(shape), *pattern]


def operation(name, model):
    """An operation and its errors, without the word that all of them end with."""
    for side, ending in (("input", "Request"), ("output", "Response")):
        if model[side]["shape"] != name + ending:
            raise ValueError(f"the {side} of {name} is {model[side]['shape']}")
    ending = "Exception"
    errors = [error["shape"] for error in model["errors"]]
    if not all(error.endswith(ending) for error in errors):
        raise ValueError(f"an error of {name} is called otherwise")
    return [name, *(error[: -len(ending)] for error in errors)]


def paginator(name, model):
    keys = model["result_key"]
    keys = keys if isinstance(keys, list) else [keys]
    return [name, model["input_token"], model["output_token"], model["limit_key"], *keys]


def waiter(name, model):
    """A line of its own, then one for each acceptor: the argument last, as it may have blanks."""
    yield [name, model["operation"], whole(model["delay"]), whole(model["maxAttempts"])]
    for acceptor in model["acceptors"]:
        expected, matcher, state = (acceptor[key] for key in ("expected", "matcher", "state"))
        if matcher not in MATCHERS or state not in STATES or not isinstance(expected, (str, bool)):
            raise ValueError(f"an acceptor of {name} is of another kind")
        expected = word(json.dumps(expected))
        yield [">", state, matcher, expected, acceptor["argument"]]


def parts(shape):
    """The names of the shapes that a shape is made of."""
    kind = shape["type"]
    if kind == "structure":
        return [of["shape"] for of in shape["members"].values()]
    return [shape[side]["shape"] for side in ("member", "key", "value") if side in shape]


def below(shapes, name):
    """The names of a shape and of all that it is made of."""
    found, left = set(), [name]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += parts(shapes[name])
    return found


def definition(model):
    """The part that a check of task definitions needs: a page can do so before the rest is there."""
    head(model, "service-2.json", "RegisterTaskDefinitionRequest and all that it holds")
    names = sorted(below(model["shapes"], "RegisterTaskDefinitionRequest"))
    section("shapes", [row(name, model["shapes"][name]) for name in names])


def head(model, files, what):
    version = model["metadata"]["apiVersion"]
    print(f"# Amazon ECS API model {version}, from botocore {botocore.__version__}:")
    print(f"# {files}: {what}.")
    print("# Written by `cargo xtask model`, read by src/shapes/table.rs.")


def section(title, lines):
    print(f"\n# {title}")
    for line in lines:
        print(" ".join(line))


def main():
    load = Loader().load_service_model
    model = load("ecs", "service-2")
    if sys.argv[1:] == ["definition"]:
        definition(model)
    else:
        rest(load, model)


def rest(load, model):
    paginators = load("ecs", "paginators-1")["pagination"]
    waiters = load("ecs", "waiters-2")["waiters"]
    head(
        model,
        "service-2.json, paginators-1.json, waiters-2.json",
        "all but what definition.txt has",
    )
    elsewhere = below(model["shapes"], "RegisterTaskDefinitionRequest")
    shapes = sorted(item for item in model["shapes"].items() if item[0] not in elsewhere)
    section("shapes", [row(*item) for item in shapes])
    section("operations", [operation(*item) for item in sorted(model["operations"].items())])
    section("paginators", [paginator(*item) for item in sorted(paginators.items())])
    section("waiters", [line for item in sorted(waiters.items()) for line in waiter(*item)])


if __name__ == "__main__":
    main()
