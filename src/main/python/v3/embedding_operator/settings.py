"""Settings from the environment variable EMBEDDING_OPERATOR_SETTINGS, a JSON object written by the operator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VARIABLE = "EMBEDDING_OPERATOR_SETTINGS"


@dataclass(frozen=True)
class Settings:
    """What the service's spec asks for.

    Attributes:
        model_path: directory of the model.
        endpoints: ``Embeddings``: only what embeds is reachable; ``All``: all that SGLang serves, except administration.
        pooling: ``FromModel``, ``Engine`` (SGLang's own), or the name of a pooling, as in spec.model.pooling.
        prompts: prefixes of texts by name, in addition to the model's.
        max_texts: max. texts of a request.
        max_bytes: max. size of a request's body.
        long_input: ``Refuse`` or ``Truncate`` texts with more tokens than the model takes.
        api_keys: directory with a file for each valid API key; None if requests need no key.
        certificate: directory with tls.crt and tls.key; None for plain HTTP.
        priorities: whether requests may have a priority.
    """

    model_path: str
    endpoints: str = "Embeddings"
    pooling: str = "FromModel"
    prompts: Mapping[str, str] = field(default_factory=dict)
    max_texts: int = 2048
    max_bytes: int = 16 * 1024 * 1024
    long_input: str = "Refuse"
    api_keys: str | None = None
    certificate: str | None = None
    priorities: bool = False

    @property
    def closed(self) -> bool:
        """Whether only what embeds is reachable."""
        return self.endpoints == "Embeddings"


def read(environ: Mapping[str, str]) -> Settings:
    """Reads the settings.

    Raises:
        ValueError: the variable is missing or not as the operator writes it.
    """
    try:
        given: dict[str, Any] = json.loads(environ[VARIABLE])
        return Settings(
            model_path=given["modelPath"],
            endpoints=given["endpoints"],
            pooling=given["pooling"],
            prompts=dict(given["prompts"]),
            max_texts=int(given["maxTextsPerRequest"]),
            max_bytes=int(given["maxRequestBytes"]),
            long_input=given["longInput"],
            api_keys=given.get("apiKeyDirectory"),
            certificate=given.get("certificateDirectory"),
            priorities=bool(given.get("priorities")),
        )
    except (KeyError, TypeError, ValueError) as e:
        raise ValueError(f"the variable {VARIABLE} cannot be read: {e!r}") from e
