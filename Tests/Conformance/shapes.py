"""Holds every recorded answer against the document and against the classes of the SDK."""

from collections import defaultdict
from fnmatch import fnmatchcase

import stripe

import allowances

# Headers that every answer of the API carries.
HEADERS = ("request-id", "stripe-version")
ERROR = "/components/schemas/error"


def findings(document, exchanges):
    """Yields (sentence, problems) for each operation and each kind of object that was answered."""
    seen = Findings(document)
    for exchange in exchanges:
        if exchange.path.startswith(("/v1/", "/v2/")):
            seen.add(exchange)
    yield "Every answer carries " + " and ".join(HEADERS), seen.bare
    yield "Every refusal is an error object", seen.refusals
    yield "Every event shows its object in the documented shape", seen.events
    for operation, problems in sorted(seen.operations.items()):
        yield f"{operation} answers in the documented shape", problems
    for owner, problems in sorted(seen.absent.items()):
        yield f"Every attribute that the SDK knows of {owner} can be read", problems
    for owner, problems in sorted(seen.unknown.items()):
        yield f"Nothing on {owner} is unknown to the document", problems


class Findings:
    def __init__(self, document):
        self.document = document
        self.bare, self.refusals, self.events = Lines(), Lines(), Lines()
        self.operations = defaultdict(Lines)
        self.absent = defaultdict(Lines)
        self.unknown = defaultdict(Lines)

    def add(self, exchange):
        place = f"{exchange.method} {exchange.path} {exchange.status}"
        for header in HEADERS:
            if header not in exchange.headers:
                self.bare.add(f"{place} has no {header}")
        template = self.document.template(exchange.method, exchange.path)
        if exchange.status >= 400:
            self.refusals.add_all(f"{place}: {problem}" for problem in self.problems(exchange, ERROR))
        elif template is not None:
            pointer = self.document.response_pointer(exchange.method, template, exchange.status)
            self.operations[f"{exchange.method} {template}"].add_all(self.problems(exchange, pointer))
            self.inspect(exchange.body, self.document.at(pointer))

    def problems(self, exchange, pointer):
        try:
            return list(self.document.problems(exchange.body, pointer))
        except ValueError:
            return [f"not JSON: {exchange.text[:80]!r}"]

    def inspect(self, body, schema):
        known_to_sdk = stripe.convert_to_stripe_object(body, api_mode="V1")
        for node in self.document.nodes(body, schema):
            if node.value.get("deleted") is True:
                continue
            self.unknown[node.owner].add_all(unknown_properties(node))
            self.absent[node.owner].add_all(absent_attributes(node, follow(known_to_sdk, node.steps)))
            if (node.owner, node.path) == ("event", "data"):
                shown = node.value["object"]
                problems = self.document.problems(shown, f"/components/schemas/{shown['object']}")
                self.events.add_all(f"{shown['object']}: {problem}" for problem in problems)


class Lines(dict):
    """Lines of text in the order they were first said, each once."""

    def add(self, line):
        self[line] = True

    def add_all(self, lines):
        for line in lines:
            self.add(line)


def unknown_properties(node):
    if node.schema.get("additionalProperties"):
        return
    for key in node.value.keys() - node.schema["properties"].keys():
        if not matches(node.name(key), allowances.SENT_BEYOND_THE_DOCUMENT):
            yield node.name(key)


def absent_attributes(node, sdk_object):
    for key in annotated(type(sdk_object)):
        name = node.name(key)
        if hasattr(sdk_object, key) or name in allowances.INCLUDABLE:
            continue
        described = node.schema["properties"].get(key)
        if described is None:
            allowed = matches(name, allowances.ABSENT_FROM_SDK_OBJECTS)
        else:
            required = key in node.schema.get("required", ())
            optional = not required and described.get("nullable") is not True
            allowed = optional and name not in allowances.ALWAYS_PRESENT
        if not allowed:
            yield name


def annotated(sdk_class):
    """The attributes that a class of the SDK promises, its own helpers left out."""
    names = {}
    for base in reversed(sdk_class.__mro__):
        if base is not stripe.StripeObject and base.__module__.startswith("stripe."):
            names.update(base.__dict__.get("__annotations__", {}))
    return [name for name, kind in names.items() if not name.startswith("_") and "ClassVar" not in str(kind)]


def follow(sdk_object, steps):
    for step in steps:
        sdk_object = sdk_object[step]
    return sdk_object


def matches(name, patterns):
    return any(fnmatchcase(name, pattern) for pattern in patterns)
