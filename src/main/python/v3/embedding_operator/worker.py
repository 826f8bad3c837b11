"""The application of a tokenizer worker, a process that SGLang starts with --tokenizer-worker-num."""

from sglang.srt.plugins import load_plugins

load_plugins()

from sglang.srt.entrypoints.http_server import app  # noqa: E402

from . import serving  # noqa: E402

assert serving.current is not None, "the plugin was not loaded"
serving.current.protect()
serving.current.plugin.digests.start()

__all__ = ["app"]
