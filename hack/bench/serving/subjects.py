"""What is measured: a server behind HTTP, or a model in a process of its own. A subject that is not measured is stopped."""
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import processes
from load import Embed, Sample, Shape, measure
from manifest import Command

START_SECONDS = 300
ANSWER_SECONDS = 300


class Subject:
    def __init__(self, name: str, process: subprocess.Popen[Any]) -> None:
        self.name = name
        self.process = process

    def shapes(self, shapes: list[Shape]) -> list[Shape]:
        return shapes

    def pause(self) -> None:
        processes.signal_all(processes.tree(self.process.pid), signal.SIGSTOP)

    def resume(self) -> None:
        processes.signal_all(processes.tree(self.process.pid), signal.SIGCONT)

    def end(self) -> None:
        pids = processes.tree(self.process.pid)
        processes.signal_all(pids, signal.SIGKILL)
        self.process.wait()

    def embed(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError

    def measure(self, length: str, texts: list[str], shape: Shape, seconds: float) -> Sample:
        raise NotImplementedError


class Server(Subject):
    def __init__(self, name: str, command: Command, log: Path, cgroup: Path | None = None) -> None:
        self.port = free_port()
        self.log = log
        self.command = command.at_port(self.port)
        self.begin = time.monotonic()
        enter = ["sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', str(cgroup)] if cgroup else ["env"]
        with log.open("w") as output:
            super().__init__(
                name,
                subprocess.Popen(
                    [*enter, *self.command.arguments],
                    env=self.command.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                ),
            )

    def await_ready(self) -> float:
        """Returns the seconds since the start."""
        while time.monotonic() - self.begin < START_SECONDS:
            if self.process.poll() is not None:
                break
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return time.monotonic() - self.begin
            except OSError:
                pass
            time.sleep(0.2)
        last = "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])
        raise RuntimeError(f"{self.name} did not become ready. The last lines of {self.log}:\n{last}")

    def connect(self) -> Embed:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)

        def embed(texts: list[str]) -> bytes:
            body = json.dumps({"model": "minilm", "input": texts if len(texts) > 1 else texts[0]})
            connection.request("POST", "/v1/embeddings", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
            if response.status != 200:
                raise RuntimeError(f"{self.name}: {response.status} {answer[:300].decode(errors='replace')}")
            return answer

        return embed

    def embed(self, texts: list[str]) -> list[list[float]]:
        return [each["embedding"] for each in json.loads(self.connect()(texts))["data"]]

    def measure(self, length: str, texts: list[str], shape: Shape, seconds: float) -> Sample:
        return measure(self.connect, texts, shape, seconds)


class InProcess(Subject):
    def __init__(self, kind: str, directory: Path, texts_file: Path) -> None:
        arguments = [sys.executable, str(Path(__file__).with_name("engine.py")), kind, str(directory), str(texts_file)]
        super().__init__(
            f"{kind}, in process",
            subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True),
        )
        self._read()

    def shapes(self, shapes: list[Shape]) -> list[Shape]:
        """Callers of single texts would wait for each other: nobody puts their texts together into a batch."""
        return [each for each in shapes if each != Shape(1, 32)]

    def embed(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._ask({"embed": texts})
        return vectors

    def measure(self, length: str, texts: list[str], shape: Shape, seconds: float) -> Sample:
        task = {"length": length, "texts": shape.texts, "clients": shape.clients, "seconds": seconds}
        return Sample(**self._ask(task))

    def _ask(self, task: dict[str, Any]) -> Any:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} has ended")
        return json.loads(line)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
