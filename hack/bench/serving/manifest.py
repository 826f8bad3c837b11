"""The server's command and environment from the rendered Deployment, changed so that it runs as a process on this machine."""
import base64
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

CORES = len(os.sched_getaffinity(0))
# These exist on this machine with the same paths.
SHARED = {"/tmp", "/dev/shm"}
# What template versions 2 and 3 added on CPU, with the number of values. Without it the command is that of version 1.
ADDED_FLAGS = {"--dtype": 1, "--chunked-prefill-size": 1, "--disable-overlap-schedule": 0, "--sleep-on-idle": 0, "--enable-metrics": 0}
ADDED_VARIABLES = {"PYTHONPATH", "EMBEDDING_OPERATOR_SETTINGS", "OMP_NUM_THREADS"}


@dataclass(frozen=True)
class Command:
    arguments: list[str]
    environment: dict[str, str]

    def at_port(self, port: int) -> "Command":
        arguments = list(self.arguments)
        arguments[arguments.index("--port") + 1] = str(port)
        arguments[arguments.index("--host") + 1] = "127.0.0.1"
        return replace(self, arguments=arguments)

    def of_template_1(self) -> "Command":
        kept: list[str] = []
        skip = 0
        for argument in self.arguments:
            if skip:
                skip -= 1
            elif argument in ADDED_FLAGS:
                skip = ADDED_FLAGS[argument]
            else:
                kept.append(argument)
        return Command(kept, {k: v for k, v in self.environment.items() if k not in ADDED_VARIABLES})

    def with_threads(self, threads: int) -> "Command":
        return replace(self, environment=self.environment | {"OMP_NUM_THREADS": str(threads)})


def read_command(rendered: Path, model: Path, directory: Path) -> Command:
    """Volumes become directories: the model's is model, all others are made in directory."""
    objects = [each for each in yaml.safe_load_all(rendered.read_text()) if each]
    pod = next(each for each in objects if each["kind"] == "Deployment")["spec"]["template"]["spec"]
    config_maps = {each["metadata"]["name"]: each for each in objects if each["kind"] == "ConfigMap"}
    container = next(each for each in pod["containers"] if each["name"] == "server")
    volumes = {each["name"]: each for each in pod["volumes"]}
    paths: dict[str, str] = {}
    for mount in container["volumeMounts"]:
        path, volume = mount["mountPath"], volumes[mount["name"]]
        if mount["name"] == "model":
            paths[path] = str(model)
        elif "configMap" in volume:
            paths[path] = str(_write_files(volume["configMap"], config_maps, directory / mount["name"]))
        elif "emptyDir" in volume and path not in SHARED:
            paths[path] = str(directory / mount["name"])
            (directory / mount["name"]).mkdir(parents=True)
    arguments = [*container["command"], *container.get("args", [])]
    environment = {each["name"]: _value(each, container) for each in container.get("env", [])}
    return Command(
        [_local(each, paths) for each in arguments],
        {name: _local(value.replace("$$(", "$("), paths) for name, value in environment.items()},
    )


def _write_files(volume: dict[str, Any], config_maps: dict[str, Any], directory: Path) -> Path:
    config_map = config_maps[volume["name"]]
    files = {key: text.encode() for key, text in config_map.get("data", {}).items()}
    files |= {key: base64.b64decode(text) for key, text in config_map.get("binaryData", {}).items()}
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (directory / name).write_bytes(content)
    return directory


def _value(variable: dict[str, Any], container: dict[str, Any]) -> str:
    """Without a CPU limit, Kubernetes gives the number of the node's cores."""
    reference = variable.get("valueFrom", {}).get("resourceFieldRef")
    if reference is None:
        return str(variable.get("value", ""))
    if reference["resource"] != "limits.cpu":
        raise ValueError(f"the variable {variable['name']} refers to {reference['resource']}, which has no value here")
    limit = str(container.get("resources", {}).get("limits", {}).get("cpu", CORES))
    cores = int(limit[:-1]) / 1000 if limit.endswith("m") else float(limit)
    return str(-int(-cores // 1))  # rounded up, as Kubernetes does


def _local(value: str, paths: dict[str, str]) -> str:
    for path, local in paths.items():
        value = local.join(re.split(rf"(?<![\w./-]){re.escape(path)}(?![\w.-])", value))
    return value
