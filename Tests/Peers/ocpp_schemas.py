#!/usr/bin/env python3
"""Judges OCPP payloads by the JSON schemas of PyPI `ocpp`, and makes payloads from them.

    ocpp_schemas.py actions VERSION                 prints the actions that have schemas
    ocpp_schemas.py check VERSION < LINES           judges {"action": .., "kind": .., "payload": ..} per line
    ocpp_schemas.py generate VERSION SEED COUNT [ACTION ...]   prints COUNT such lines per action and kind

VERSION is 1.6 or 2.0.1; a kind is "request" or "confirmation". `check` prints a line per payload that is against its
schema and exits 1 when there is one; it also refuses times that are not RFC 3339. `generate` fills every optional
field in its first payload, none in its second, and throws dice for the others; vendors' customData is left out.
"""

import json
import random
import re
import sys
from decimal import Decimal
from pathlib import Path

import ocpp
from ocpp.messages import get_validator

KINDS = {"request": 2, "confirmation": 3}
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def folder(version):
    return Path(ocpp.__file__).parent / ("v" + version.replace(".", "")) / "schemas"


def actions(version):
    ending = "Response.json"
    return sorted(file.name[: -len(ending)] for file in folder(version).glob("*" + ending))


def validator(version, action, kind):
    return get_validator(KINDS[kind], action, version, Decimal)


def schema(version, action, kind):
    # A copy of its own: the validator above keeps numbers as decimals.
    request = "" if version == "1.6" else "Request"
    name = action + (request if kind == "request" else "Response") + ".json"
    return json.loads((folder(version) / name).read_text(encoding="utf-8-sig"))


def times(node, definitions):
    """The paths of the fields that hold times."""
    node = definitions[node["$ref"].split("/")[-1]] if "$ref" in node else node
    if node.get("format") == "date-time":
        yield ()
    for name, child in node.get("properties", {}).items():
        for path in times(child, definitions):
            yield (name, *path)
    if "items" in node:
        for path in times(node["items"], definitions):
            yield (None, *path)


def values(value, path):
    if not path:
        yield value
    elif path[0] is None:
        for element in value:
            yield from values(element, path[1:])
    elif path[0] in value:
        yield from values(value[path[0]], path[1:])


def faults(version, line):
    message = json.loads(line, parse_float=Decimal)
    action, kind, payload = message["action"], message["kind"], message["payload"]
    for error in validator(version, action, kind).iter_errors(payload):
        yield f"{action} {kind}: {error.message} at {list(error.absolute_path)}"
    form = schema(version, action, kind)
    for path in times(form, form.get("definitions", {})):
        for value in values(payload, path):
            if not TIME.match(value):
                yield f"{action} {kind}: {value!r} is no time"


def check(version):
    count, found = 0, []
    for line in sys.stdin:
        count += 1
        found += faults(version, line)
    print("\n".join(found + [f"{count} payloads, {len(found)} faults"]))
    return 1 if found else 0


class Maker:
    def __init__(self, form, dice, share):
        self.definitions, self.dice, self.share = form.get("definitions", {}), dice, share

    def make(self, node):
        node = self.definitions[node["$ref"].split("/")[-1]] if "$ref" in node else node
        if "enum" in node:
            return self.dice.choice(node["enum"])
        return getattr(self, node["type"])(node)

    def object(self, node):
        required = node.get("required", [])
        wanted = {
            name: child
            for name, child in node.get("properties", {}).items()
            if name != "customData" and (name in required or self.dice.random() < self.share)
        }
        return {name: self.make(child) for name, child in wanted.items()}

    def array(self, node):
        most = min(3, node.get("maxItems", 3))
        return [self.make(node["items"]) for _ in range(self.dice.randint(1, most))]

    def string(self, node):
        if node.get("format") == "date-time":
            fraction = self.dice.choice(["", ".250"])
            return f"20{self.dice.randint(20, 39)}-0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 9)}T12:34:56{fraction}Z"
        if node.get("format") == "uri":
            return f"https://files.example/{self.dice.randint(1, 10 ** 6)}"
        length = self.dice.randint(1, min(node.get("maxLength", 40), 60))
        return "".join(self.dice.choice("abcXYZ0189 -_/\"\\é€") for _ in range(length))

    def integer(self, node):
        return self.dice.randint(node.get("minimum", 0), 1_000_000)

    def number(self, node):
        return float(f"{self.dice.randint(0, 999)}.{self.dice.randint(1, 9)}")

    def boolean(self, node):
        return self.dice.random() < 0.5


def generate(version, seed, count, chosen):
    dice = random.Random(seed)
    for action in chosen or actions(version):
        for kind in KINDS:
            form = schema(version, action, kind)
            for number in range(count):
                payload = Maker(form, dice, [1.0, 0.0, 0.5][min(number, 2)]).make({**form, "type": "object"})
                validator(version, action, kind).validate(json.loads(json.dumps(payload), parse_float=Decimal))
                print(json.dumps({"action": action, "kind": kind, "payload": payload}, ensure_ascii=False))
    return 0


def main():
    verb, version, *rest = sys.argv[1:]
    if verb == "actions":
        print("\n".join(actions(version)))
        return 0
    if verb == "check":
        return check(version)
    return generate(version, int(rest[0]), int(rest[1]), rest[2:])


sys.exit(main())
