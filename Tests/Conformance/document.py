"""The published OpenAPI document, read as JSON Schema."""

import json
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

import jsonschema_rs

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS = "/components/schemas/"


@dataclass(frozen=True)
class Node:
    """One JSON object inside a response, with the schema that describes it."""

    owner: str  # the nearest object with a name of its own, such as "invoice"
    path: str  # below the owner, such as "parent.subscription_details"; "" is the owner itself
    steps: tuple  # keys and indices from the response's root
    value: dict
    schema: dict

    def name(self, key):
        return ".".join(part for part in (self.owner, self.path, key) if part)


class Document:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.source = json.load(file)
        self.version = self.source["info"]["version"]
        self.schemas = self.source["components"]["schemas"]
        self.routes = sorted(
            ((pattern(template), template) for template in self.source["paths"]),
            key=lambda route: route[1].count("{"),
        )
        resource = {"$schema": DIALECT, **json_schema(self.source)}
        self.registry = jsonschema_rs.Registry([("urn:document", resource)])

    def template(self, method, path):
        """The document's name for a path, such as /v1/prices/{price}; None when it knows none."""
        for regex, template in self.routes:
            if regex.fullmatch(path) and method.lower() in self.source["paths"][template]:
                return template
        return None

    def response_pointer(self, method, template, status):
        verb = method.lower()
        responses = self.source["paths"][template][verb]["responses"]
        known = str(status) if str(status) in responses else "default"
        keys = ("paths", template, verb, "responses", known, "content", "application/json", "schema")
        return "".join("/" + escape(key) for key in keys)

    @cache
    def validator(self, pointer):
        schema = {"$schema": DIALECT, "$ref": "urn:document#" + quote(pointer)}
        return jsonschema_rs.validator_for(schema, registry=self.registry)

    def problems(self, value, pointer):
        """What the schema at the pointer finds wrong, as lines of text."""
        for whole in self.validator(pointer).iter_errors(value):
            for error in causes(whole):
                place = ".".join(str(key) for key in error.instance_path) or "the whole body"
                yield f"{re.sub(r'[.]?[0-9]+(?=[.]|$)', '[]', place)}: {error.message[:160]}"

    def at(self, pointer):
        schema = self.source
        for key in pointer.split("/")[1:]:
            schema = schema[key.replace("~1", "/").replace("~0", "~")]
        return schema

    def resolve(self, schema, value):
        """The one object schema, among references and alternatives, that describes this value."""
        if "$ref" in schema:
            return self.resolve(self.schemas[schema["$ref"].removeprefix("#" + SCHEMAS)], value)
        if "anyOf" not in schema:
            return schema
        options = [self.resolve(option, value) for option in schema["anyOf"]]
        return max(options, key=lambda option: likeness(option, value), default={})

    def nodes(self, value, schema, owner="", path="", steps=()):
        """Every JSON object inside a response, expanded objects and published events included."""
        if isinstance(value, list):
            items = schema.get("items", {})
            for index, element in enumerate(value):
                yield from self.nodes(element, items, owner, path + "[]", steps + (index,))
        if not isinstance(value, dict):
            return
        schema = self.resolve(schema, value)
        properties = schema.get("properties", {})
        if "object" in properties and isinstance(value.get("object"), str):
            owner, path = value["object"], ""
        if not properties:
            return
        yield Node(owner, path, steps, value, schema)
        for key, inner in value.items():
            described = properties.get(key, {})
            if schema.get("x-resourceId") is None and schema.get("title") == "NotificationEventData":
                described = self.schemas.get(inner.get("object"), {}) if key == "object" else {}
            below = f"{path}.{key}" if path else key
            yield from self.nodes(inner, described, owner, below, steps + (key,))


def causes(error):
    """What is wrong in the alternative that was meant, rather than that none of them fits."""
    if error.kind.name != "anyOf":
        yield error
        return
    alternatives = error.kind.context
    meant = min(alternatives, key=lambda errors: sum(is_another_kind(inner, error) for inner in errors))
    for inner in meant:
        yield from causes(inner)


def is_another_kind(error, whole):
    """Whether an alternative does not fit because it describes another kind of thing."""
    misnamed = error.kind.name == "enum" and error.instance_path[-1:] == ["object"]
    undeleted = error.kind.name == "required" and '"deleted"' in error.message
    return misnamed or undeleted or (error.kind.name == "type" and error.instance == whole.instance)


def likeness(schema, value):
    """How well an object schema fits a value: by the name of its object first, then by its keys."""
    properties = schema.get("properties", {})
    if not isinstance(value, dict) or not properties:
        return -1
    named = value.get("object") in properties.get("object", {}).get("enum", ())
    deleted = ("deleted" in value) == ("deleted" in properties)
    return 1000 * named + 100 * deleted + len(value.keys() & properties.keys())


def pattern(template):
    return re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)))


def escape(key):
    return key.replace("~", "~0").replace("/", "~1")


def json_schema(part):
    """OpenAPI 3.0 says `nullable`, JSON Schema says a type more."""
    if isinstance(part, list):
        return [json_schema(element) for element in part]
    if not isinstance(part, dict):
        return part
    schema = {key: json_schema(value) for key, value in part.items()}
    if part.get("nullable") is not True:
        return schema
    del schema["nullable"]
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "anyOf" in schema:
        schema["anyOf"].append({"type": "null"})
    if "enum" in schema:
        schema["enum"].append(None)
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    return schema
