"""Starts the built program on a database of its own, and stops it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


class Server:
    """`perennial serve` with one fresh workspace, on a free port of this machine."""

    def __init__(self, binary, storage):
        self.binary = str(Path(binary).resolve())
        self.storage = storage
        self.process = None

    @classmethod
    def on_sqlite(cls, binary, folder):
        return cls(binary, ["--data", str(folder)])

    @classmethod
    def on_postgres(cls, binary, url):
        return cls(binary, ["--postgres", url])

    def __enter__(self):
        create = [self.binary, "workspace", "create", f"conformance-{os.getpid()}", "--json", *self.storage]
        created = subprocess.run(create, capture_output=True, text=True, timeout=120)
        if created.returncode != 0:
            raise RuntimeError(f"workspace create: {created.stderr.strip()[-2000:]}")
        self.key = json.loads(created.stdout)["secret_key"]
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = tempfile.TemporaryFile(mode="w+")
        serve = [self.binary, "serve", "--host", "127.0.0.1", "--port", str(self.port), *self.storage]
        self.process = subprocess.Popen(serve, stdout=self.log, stderr=subprocess.STDOUT)
        try:
            self.wait_until_healthy()
        except BaseException:
            self.process.kill()
            raise
        return self

    def wait_until_healthy(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended at once: {self.log_tail()}")
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"/health did not answer 200 within a minute: {self.log_tail()}")

    def stop(self):
        """Asks the server to end; answers how many seconds it took and its exit code."""
        asked = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        return time.monotonic() - asked, code

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def log_tail(self):
        self.log.seek(0)
        return self.log.read()[-2000:]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
