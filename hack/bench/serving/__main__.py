"""Measures served embeddings: see docs/performance.md and hack/bench-serving.sh, which starts it."""
import argparse
import json
import math
import platform
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tokenizers import Tokenizer

import cgroup
from chart import chart
from figures import Figures
from manifest import CORES, Command, read_command
from names import BEFORE, SERVICE
from report import report, update
from rounds import Rounds, measure_idle
from subjects import InProcess, Server, Subject
from texts import make_texts

BUDGET = 14 * 60  # seconds for everything
LIMITED = 150  # of these, for the measurement with a CPU limit

BEGIN = time.monotonic()


def log(text: str) -> None:
    print(f"==> {time.monotonic() - BEGIN:4.0f} s  {text}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("rendered", "limited", "model", "onnx", "output"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--idle", type=float, required=True)
    parser.add_argument("--lengths", required=True)
    parser.add_argument("--update", type=Path, help="the directory docs/")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="bench-serving-") as temporary:
        try:
            run(options, Path(temporary))
        except RuntimeError as error:
            sys.exit(f"error: {error}")


def run(options: argparse.Namespace, directory: Path) -> None:
    model = long_model(options.model, directory / "model")
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = {length: make_texts(tokenizer, length) for length in options.lengths.split(",")}
    texts_file = directory / "texts.json"
    texts_file.write_text(json.dumps(texts))
    service = read_command(options.rendered, model, directory / "service")
    before = read_command(options.rendered, model, directory / "before").of_template_1()
    started: list[Subject] = []
    try:
        figures = compare(options, {SERVICE: service, BEFORE: before}, [model, options.onnx], texts_file, started)
    finally:
        end(started)
    limited_command = read_command(options.limited, model, directory / "limited")
    try:
        limited = compare_limited(options, limited_command, texts, started)
    except (RuntimeError, OSError) as error:
        log(f"left out: the measurement with a CPU limit ({error})")
        limited = None
    results = {"all": figures.to_json(), "limited": limited.to_json() if limited else None}
    (options.output / "serving.json").write_text(json.dumps(results, indent=1))
    text = report(figures, limited)
    (options.output / "serving.svg").write_text(chart(figures))
    print(text)
    log(f"done; every round is in {options.output / 'serving.json'}, the chart is {options.output / 'serving.svg'}")
    if options.update:
        update(options.update / "performance.md", f"\n![Texts per second](images/serving.svg)\n\n{text}\n")
        (options.update / "images").mkdir(exist_ok=True)
        shutil.copy(options.output / "serving.svg", options.update / "images" / "serving.svg")


def long_model(source: Path, target: Path) -> Path:
    """A copy of the model that accepts 512 tokens. MiniLM's own files cut texts off after 256."""
    shutil.copytree(source, target)
    file = target / "sentence_bert_config.json"
    if file.exists():
        file.write_text(json.dumps(json.loads(file.read_text()) | {"max_seq_length": 512}))
    return target


def compare(
    options: argparse.Namespace, commands: dict[str, Command], models: list[Path], texts_file: Path, started: list[Subject]
) -> Figures:
    texts = json.loads(texts_file.read_text())
    log(f"starting {' and '.join(commands)}")
    servers = [start(name, command, options.output, started) for name, command in commands.items()]
    starts = {server.name: server.await_ready() for server in servers}
    log(f"healthy after {' and '.join(f'{each:.0f} s' for each in starts.values())}")
    for server in servers:
        server.pause()
    engines: list[InProcess] = []
    for kind, model in zip(["transformers", "onnxruntime"], models):
        engine = InProcess(kind, model, texts_file)
        started.append(engine)
        engines.append(engine)
    probes = [text for each in texts.values() for text in each[:8]]
    right = engines[0].embed(probes)
    for engine in engines:
        engine.pause()
    idle = {}
    for server in servers:
        server.resume()
        served = server.embed(probes)
        smallest = min(cosine(one, two) for one, two in zip(served, right))
        log(f"{server.name}: smallest cosine to transformers {smallest:.4f}; measuring it for {options.idle:.0f} s while idle")
        idle[server.name] = measure_idle(server, options.idle, starts[server.name], smallest)
    deadline = BEGIN + BUDGET - LIMITED
    figures = Rounds([*servers, *engines], texts, options.seconds, deadline, log).run(options.rounds)
    figures.idle = idle
    figures.machine = machine()
    busiest = max((sample.client_cpu for (name, _, _), samples in figures.samples.items() if name in idle for sample in samples))
    log(f"the HTTP clients took at most {busiest:.0%} of a core")
    return figures


def compare_limited(
    options: argparse.Namespace, command: Command, texts: dict[str, list[str]], started: list[Subject]
) -> Figures | None:
    """The number of threads that the operator sets, against one thread for each core of the machine."""
    threads = command.environment.get("OMP_NUM_THREADS", "unset")
    commands = {f"{SERVICE} (OMP_NUM_THREADS {threads})": command, f"OMP_NUM_THREADS {CORES}": command.with_threads(CORES)}
    quotas: list[cgroup.CpuQuota] = []
    log("starting two servers for the measurement with a CPU limit")
    try:
        servers = []
        for number, (name, each) in enumerate(commands.items()):
            quota = cgroup.make(f"embedding-operator-bench-{BEGIN:.0f}-{number}")
            if isinstance(quota, str):
                log(f"left out: the measurement with a CPU limit ({quota})")
                return None
            quotas.append(quota)
            servers.append(start(name, each, options.output, started, quota.directory))
        for server in servers:
            server.await_ready()
        for server, quota in zip(servers, quotas):
            server.pause()
            quota.limit(1)
        length = next(iter(texts))
        rounds = Rounds(list(servers), {length: texts[length]}, options.seconds, BEGIN + BUDGET, log)
        return rounds.run(min(2, options.rounds))
    finally:
        end(started)
        for quota in quotas:
            quota.remove()


def start(name: str, command: Command, output: Path, started: list[Subject], quota: Path | None = None) -> Server:
    server = Server(name, command, output / f"serving-{len(started)}.log", quota)
    started.append(server)
    log(f"    {name}: {' '.join(server.command.arguments)}")
    return server


def end(subjects: list[Subject]) -> None:
    for subject in subjects:
        subject.end()
    subjects.clear()


def cosine(one: list[float], two: list[float]) -> float:
    return sum(x * y for x, y in zip(one, two)) / (math.hypot(*one) * math.hypot(*two))


def machine() -> str:
    cpu = platform.processor()
    flags: set[str] = set()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            cpu = value.strip()
        elif key.strip() == "flags":
            flags = set(value.split())
    known = [name for flag, name in (("avx2", "AVX2"), ("avx512f", "AVX-512"), ("amx_tile", "AMX")) if flag in flags]
    return f"Processor: {cpu}, {CORES} cores, {', '.join(known)}. Texts per second, and in parentheses the p50 latency of a request."


if __name__ == "__main__":
    main()
