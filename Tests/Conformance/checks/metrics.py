"""The page that Prometheus reads, parsed by Prometheus' own client library."""

import urllib.request

from prometheus_client.parser import text_string_to_metric_families

from checks import check, expect


def page(world):
    with urllib.request.urlopen(f"{world.server.address}/metrics", timeout=60) as answer:
        expect(answer.headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8", "the media type")
        return answer.read().decode()


def value(text, name, **labels):
    """What a series counts; 0 while it has nothing to tell."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return sum(sample.value for sample in samples if sample.name == name and sample.labels == labels)


@check("Prometheus can read /metrics, and it counts what happens")
def counts(world):
    post = {"method": "POST", "route": "/v1/subscriptions"}
    names = [
        ("perennial_http_requests_total", {**post, "status": "200"}),
        ("perennial_http_request_duration_seconds_count", post),
        ("perennial_gateway_attempts_total", {"outcome": "succeeded"}),
        ("perennial_transactions_total", {"outcome": "committed"}),
    ]
    before = page(world)
    customer = world.customer()
    world.subscribe(customer, world.price(1_000))
    after = page(world)
    for name, labels in names:
        grown = value(after, name, **labels) - value(before, name, **labels)
        expect(grown >= 1, True, f"{name} {labels} growing")
    expect(value(after, "perennial_http_requests_in_flight"), 0.0, "requests in flight")


@check("Every family of /metrics has a help text and a known type, and no label names a thing or a person")
def families(world):
    customer = world.customer(name="Ada Lovelace")
    world.v1.customers.retrieve(customer.id)
    text = page(world)
    for family in text_string_to_metric_families(text):
        expect(bool(family.documentation), True, f"help of {family.name}")
        expect(family.type in ("counter", "gauge", "histogram"), True, f"type of {family.name}")
    for secret in (customer.id, "Ada", world.server.key):
        expect(secret in text, False, "a name, an id or a key on the page")
