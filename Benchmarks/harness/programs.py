"""The programs that are measured: started on free ports, watched through /proc, always stopped."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PERENNIAL = ROOT / ".build/release/perennial"
YARDSTICKS = ROOT / ".build/release/yardsticks"
NATIVE = ROOT / ".build/benchmarks"


def run(*words):
    """Runs a program that prints one JSON object."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


class Server:
    """A program that listens, while the block runs."""

    def __init__(self, folder, words, ready):
        self.port = free_port()
        self.log = folder / f"server-{self.port}.log"
        with self.log.open("w") as log:
            command = [str(word).replace("{port}", str(self.port)) for word in words]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self.ready = ready

    def __enter__(self):
        try:
            self.wait_until_ready()
        except BaseException:
            self.process.kill()
            raise
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until_ready(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended at once: {self.log.read_text()[-2000:]}")
            try:
                if self.request("GET", self.ready)[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{self.ready} did not answer 200 within a minute")

    def request(self, method, path, body=None, key=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def load(self, seconds, method, path, *words, connections=16):
        return run(NATIVE / "load", self.port, connections, seconds, method, path, *words)

    def processor_seconds(self):
        """User and system seconds since the start: fields 14 and 15 of /proc/PID/stat, behind the name."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, field):
        """Bytes: VmRSS is what is resident now, VmHWM the most that ever was."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+) kB", status).group(1)) * 1024


def hello(folder):
    return Server(folder, [YARDSTICKS, "hello", "{port}"], "/hello")


class Perennial(Server):
    """`perennial serve` over a fresh workspace of its own."""

    def __init__(self, engine):
        created = run(PERENNIAL, "workspace", "create", engine.next_name(), "--json", *engine.place)
        self.key = created["secret_key"]
        words = [PERENNIAL, "serve", "--host", "127.0.0.1", "--port", "{port}", "--log-format", "json"]
        super().__init__(engine.folder, [*words, *engine.place], "/health")

    def durability(self):
        return stored_durability(self.log)

    def post(self, path, body):
        status, answer = self.request("POST", path, body, self.key)
        if status != 200:
            raise RuntimeError(f"POST {path}: {status} {answer[:500]}")
        return json.loads(answer)

    def load(self, seconds, method, path, *words, connections=16):
        return super().load(seconds, method, path, *words, "--key", self.key, connections=connections)


def stored_durability(log):
    """What the program itself says about its commits when it starts."""
    for line in log.read_text().splitlines():
        if '"durability"' in line:
            return json.loads(line)["durability"]
    raise RuntimeError("the program does not say how durable it is")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
