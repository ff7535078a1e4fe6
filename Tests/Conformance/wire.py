"""What goes over the wire: a recording HTTP client for the SDK, and plain requests beside it."""

import base64
import http.client
import json
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import stripe


@dataclass(frozen=True)
class Exchange:
    method: str
    path: str  # without the query
    status: int
    headers: dict  # lower-case names
    text: str

    @property
    def body(self):
        return json.loads(self.text)

    @property
    def error(self):
        return self.body["error"]


class Recorder:
    """Everything that one engine's server answered."""

    def __init__(self, address):
        self.address = address
        self.prefix = urlsplit(address).path
        self.exchanges = []

    def record(self, method, url, status, headers, text):
        path = urlsplit(url).path.removeprefix(self.prefix)
        names = {name.lower(): value for name, value in dict(headers).items()}
        self.exchanges.append(Exchange(method.upper(), path, status, names, text))
        return self.exchanges[-1]


class RecordingClient(stripe.RequestsClient):
    """The SDK's own HTTP client, which never leaves this machine and remembers each answer."""

    def __init__(self, recorder):
        super().__init__()
        self.recorder = recorder

    def request(self, method, url, headers, post_data=None):
        assert url.startswith(self.recorder.address), f"the SDK tried to reach {url}"
        content, status, answered = super().request(method, url, headers, post_data)
        text = content.decode() if isinstance(content, bytes) else content
        self.recorder.record(method, url, status, answered, text)
        return content, status, answered


class Plain:
    """Requests that no SDK would send."""

    def __init__(self, recorder, key):
        self.recorder = recorder
        self.key = key

    def get(self, path, parameters=(), **options):
        return self.send("GET", f"{path}?{urlencode(parameters)}" if parameters else path, **options)

    def post(self, path, parameters=(), **options):
        return self.send("POST", path, body=urlencode(parameters), **options)

    def delete(self, path, **options):
        return self.send("DELETE", path, **options)

    def send(self, method, path, body=None, headers=None, idempotency_key=None):
        sent = {"Authorization": f"Bearer {self.key}", **(headers or {})}
        sent = {name: value for name, value in sent.items() if value is not None}
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        if idempotency_key is not None:
            sent["Idempotency-Key"] = idempotency_key
        url = urlsplit(self.recorder.address)
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=60)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                # A server may refuse a long body before it has read all of it: its answer is waiting.
                connection.request(method, self.recorder.prefix + path, body=body, headers=sent)
            response = connection.getresponse()
            text = response.read().decode()
            return self.recorder.record(method, path, response.status, response.getheaders(), text)
        finally:
            connection.close()


def basic(user, password=""):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
