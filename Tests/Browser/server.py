"""Starts the built program with its demo business, asks it, and stops it."""

import base64
import json
import signal
import subprocess
import tempfile
import threading
import urllib.parse
import urllib.request
from pathlib import Path


class Server:
    """`perennial demo` on a free port, with what it printed: address, sign-in, key."""

    def __init__(self, binary, storage):
        self.binary = str(Path(binary).resolve())
        self.storage = storage

    def __enter__(self):
        self.log = tempfile.TemporaryFile(mode="w+")
        command = [self.binary, "demo", "--port", "0", "--json", *self.storage]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        # Making two years of business takes a while on a busy machine.
        guard = threading.Timer(600, self.process.kill)
        guard.start()
        line = self.process.stdout.readline()
        guard.cancel()
        if not line:
            self.log.seek(0)
            raise RuntimeError(f"the demo did not start: {self.log.read()[-2000:]}")
        told = json.loads(line)
        self.address, self.key = told["url"], told["secret_key"]
        self.email, self.password = told["email"], told["password"]
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()

    def api(self, path, **parameters):
        """The answer to a GET of the API, or to a POST of parameters."""
        body = urllib.parse.urlencode(parameters).encode() if parameters else None
        request = urllib.request.Request(self.address + path, body)
        token = base64.b64encode(f"{self.key}:".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)

    def command(self, *words):
        """What a command prints as JSON."""
        done = subprocess.run(
            [self.binary, *words, "--json", *self.storage], capture_output=True, text=True, timeout=300
        )
        if done.returncode != 0:
            raise RuntimeError(f"{words}: {done.stderr.strip()[-2000:]}")
        return json.loads(done.stdout)

    def output(self):
        """Everything the program logged so far."""
        self.log.seek(0)
        text = self.log.read()
        self.log.seek(0, 2)
        return text
