"""Checks the tokens of texts: their number, and that the model knows them."""

from __future__ import annotations

import asyncio
from typing import Any

from .errors import BadRequest

# Texts with more characters are tokenized in a thread, so that health checks are answered meanwhile.
SMALL = 50_000
# A text with more characters per token than any real one is not tokenized as a whole.
MAX_CHARACTERS_PER_TOKEN = 100


class TokenLimit:
    """The longest text.

    Args:
        max_tokens: max. tokens of a text, special tokens included.
        truncate: whether longer texts are cut; otherwise they are refused.
        lower_case: whether texts are converted to lower case.
    """

    def __init__(self, max_tokens: int, truncate: bool, lower_case: bool):
        self.max_tokens = max_tokens
        self.truncate = truncate
        self.lower_case = lower_case
        self._suffix: list[int] | None = None

    async def apply(self, manager: Any, request: Any) -> None:
        """Replaces the texts of a request by their token ids.

        Args:
            manager: SGLang's TokenizerManager.
            request: SGLang's EmbeddingReqInput; one without texts, or with images, stays as it is.

        Raises:
            BadRequest: a text is too long; names its index and length.
        """
        if request.text is None or manager.tokenizer is None or request.contains_mm_input():
            return
        single = isinstance(request.text, str)
        texts = [request.text] if single else request.text
        if self.lower_case:
            texts = [text.lower() for text in texts]
        ids = await tokenize(manager, [self._bounded(text, index, single) for index, text in enumerate(texts)])
        for index, tokens in enumerate(ids):
            if len(tokens) > self.max_tokens:
                if not self.truncate:
                    raise self._too_long(f"{len(tokens)} tokens", index, single)
                ids[index] = self._cut(tokens, await self._specials(manager))
        request.text = None
        request.input_ids = ids[0] if single else ids

    def _bounded(self, text: str, index: int, single: bool) -> str:
        most = self.max_tokens * MAX_CHARACTERS_PER_TOKEN
        if len(text) > most and not self.truncate:
            raise self._too_long(f"{len(text)} characters", index, single)
        return text[:most]

    def _too_long(self, size: str, index: int, single: bool) -> BadRequest:
        name = "input" if single else f"input[{index}]"
        return BadRequest(
            name,
            f"{name} has {size}, but the model takes at most {self.max_tokens} tokens: shorten it, or set spec.model.longInput: Truncate",
        )

    def _cut(self, tokens: list[int], suffix: list[int]) -> list[int]:
        """As a tokenizer truncates: special tokens at the end stay."""
        if suffix and tokens[-len(suffix) :] == suffix:
            return tokens[: self.max_tokens - len(suffix)] + suffix
        return tokens[: self.max_tokens]

    async def _specials(self, manager: Any) -> list[int]:
        """The tokens that the tokenizer adds after each text: what two texts end with alike."""
        if self._suffix is None:
            one, other = await tokenize(manager, ["a", "b"])
            length = 0
            while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
                length += 1
            self._suffix = one[len(one) - length :]
        return self._suffix


async def tokenize(manager: Any, texts: list[str]) -> list[list[int]]:
    """The token ids of texts, in one call of the tokenizer."""
    if sum(map(len, texts)) > SMALL:
        ids, _ = await asyncio.to_thread(lambda: asyncio.run(manager._tokenize_texts(texts)))
    else:
        ids, _ = await manager._tokenize_texts(texts)
    return [list(tokens) for tokens in ids]


def checked_ids(request: Any, ids: Any, vocabulary: int, generates: bool) -> None:
    """Checks what any endpoint hands to the model, since one unknown id ends the server.

    Raises:
        ValueError: answered with 400.
    """
    if not generates and type(request).__name__ == "GenerateReqInput":
        raise ValueError("this server only embeds: use /v1/embeddings")
    if not isinstance(ids, list):
        return
    if not ids:
        raise ValueError("the text has no tokens: send another text")
    if not all(type(token) is int for token in ids):
        raise ValueError("token ids must be whole numbers")
    if min(ids) < 0 or max(ids) >= vocabulary:
        wrong = next(token for token in ids if not 0 <= token < vocabulary)
        raise ValueError(f"the token id {wrong} is not in the model's vocabulary (0 to {vocabulary - 1})")


def max_positions(config: dict[str, Any]) -> int | None:
    """The max. tokens by the model's learned positions; None for models without."""
    positions = config.get("max_position_embeddings")
    if not isinstance(positions, int):
        return None
    if config.get("model_type") in ("roberta", "xlm-roberta", "camembert", "xlm-roberta-xl"):
        # their positions start after that of the padding token
        padding = config.get("pad_token_id")
        return positions - (padding if isinstance(padding, int) else 1) - 1
    return positions
