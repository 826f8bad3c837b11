"""Texts of given lengths, always the same."""
import random
from typing import Any

# Smallest and largest number of tokens. They vary, as those of real texts do.
LENGTHS = {"short": (20, 30), "128": (118, 138), "510": (490, 510)}
TITLES = {"short": "about 25 tokens", "128": "about 128 tokens", "510": "490 to 510 tokens"}
COUNT = 128

WORDS = """a the of and to in is was for on that with as it by from at river winter market engine letter garden doctor
music window travel history number science village paper morning light water history question answer power city
company report system early small large green open quiet several every common modern local public carry build write
follow remain describe produce consider measure between during without against because however therefore""".split()


def make_texts(tokenizer: Any, length: str) -> list[str]:
    """The number of tokens includes those that the tokenizer adds at both ends."""
    generator = random.Random(length)
    least, most = LENGTHS[length]
    return [_text(tokenizer, generator, generator.randint(least, most)) for _ in range(COUNT)]


def _text(tokenizer: Any, generator: random.Random, tokens: int) -> str:
    words = [generator.choice(WORDS) for _ in range(tokens)]
    while (excess := len(tokenizer.encode(" ".join(words)).ids) - tokens) > 0:
        del words[-excess:]
    while len(tokenizer.encode(" ".join(words)).ids) < tokens:
        words.append("a")
    return " ".join(words)
