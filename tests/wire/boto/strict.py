"""Looks at each answer of the endpoint before botocore does, and more strictly: a parser skips what
it does not know, this does not."""

import json
import re

# Of any operation. Source: AWS JSON 1.1; Amazon ECS API reference, "Common errors".
COMMON_ERRORS = ("SerializationException", "UnknownOperationException")
REQUEST_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INTEGERS = {"integer": 31, "long": 63}


def mistakes(shape, value, path="$"):
    """What of this JSON value does not fit the model's shape, as sentences."""
    kind = shape.type_name
    if kind == "structure":
        yield from (document if shape.is_document_type else structure)(shape, value, path)
    elif kind == "list":
        if not isinstance(value, list):
            yield f"{path} is no list: {value!r}"
            return
        for index, item in enumerate(value):
            yield from mistakes(shape.member, item, f"{path}[{index}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield f"{path} is no map: {value!r}"
            return
        for key, item in value.items():
            yield from mistakes(shape.value, item, f"{path}.{key}")
    elif not SCALARS[kind](value):
        yield f"{path} is no {kind}: {value!r}"
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path} is none of {shape.name}: {value!r}"


def document(_shape, _value, _path):
    return ()


def structure(shape, value, path):
    if not isinstance(value, dict):
        yield f"{path} is no {shape.name}: {value!r}"
        return
    for name in shape.required_members:
        if name not in value:
            yield f"{path}.{name} is missing, which {shape.name} requires"
    if shape.is_tagged_union and len(value) != 1:
        yield f"{path} is a union and has {sorted(value)}"
    for name, item in value.items():
        if name in shape.members:
            yield from mistakes(shape.members[name], item, f"{path}.{name}")
        else:
            yield f"{path}.{name} is no member of {shape.name}"


def whole(bits):
    def fits(value):
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return is_number and -(2**bits) <= value < 2**bits

    return fits


def number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


SCALARS = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "double": number,
    "float": number,
    # Epoch seconds, with a fraction.
    "timestamp": lambda value: number(value) and value > 0,
    **{kind: whole(bits) for kind, bits in INTEGERS.items()},
}


def error_mistakes(operation, status, body):
    """What is wrong with an error."""
    code = body.get("__type")
    shapes = {shape.name: shape for shape in operation.error_shapes}
    if code not in shapes and code not in COMMON_ERRORS:
        yield f"{operation.name} has no error {code!r}"
    wanted = 500 if code == "ServerException" else 400
    if status != wanted:
        yield f"{code} has status {status}"
    if not isinstance(body.get("message"), str):
        yield f"{code} says nothing"
    own = {key: item for key, item in body.items() if key not in ("__type", "message")}
    if code in shapes:
        yield from mistakes(shapes[code], own, f"$({code})")
    elif own:
        yield f"{code} has {sorted(own)}"


def header_mistakes(headers, body):
    if headers.get("content-type") != "application/x-amz-json-1.1":
        yield f"content-type is {headers.get('content-type')!r}"
    if not REQUEST_ID.fullmatch(headers.get("x-amzn-requestid", "")):
        yield f"x-amzn-requestid is {headers.get('x-amzn-requestid')!r}"
    if headers.get("content-length") != str(len(body)):
        yield f"content-length is {headers.get('content-length')} of {len(body)}"
    if "date" not in headers:
        yield "there is no date"


class Watch:
    """What a client was told: which operations answered, which refused, and all mistakes."""

    def __init__(self):
        self.answered = set()
        self.refused = set()
        self.mistakes = []

    def over(self, client):
        """Watches this client from now on."""
        client.meta.events.register("before-parse.ecs", self.look)

    def look(self, operation_model, response_dict, **_):
        name, status = operation_model.name, response_dict["status_code"]
        raw = response_dict["body"]
        headers = {key.lower(): item for key, item in response_dict["headers"].items()}
        found = list(header_mistakes(headers, raw))
        body = json.loads(raw)
        if status == 200:
            self.answered.add(name)
            found += mistakes(operation_model.output_shape, body)
        else:
            self.refused.add(name)
            found += error_mistakes(operation_model, status, body)
        self.mistakes += (f"{name}: {mistake}" for mistake in found)
