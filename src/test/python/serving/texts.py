"""Seeded texts in eight scripts, with emoji and blanks."""

from __future__ import annotations

import random
from collections.abc import Callable

WORDS = {
    "latin": "the river bank lends money while a quick brown fox jumps over lazy dogs and naïve café owners embed meaning of sentences across domains",
    "cyrillic": "быстрая коричневая лиса прыгает через ленивую собаку векторы слова смысл предложения",
    "greek": "η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί",
    "arabic": "الثعلب البني السريع يقفز فوق الكلب الكسول معنى الجملة",
    "hebrew": "השועל החום המהיר קופץ מעל הכלב העצלן",
    "devanagari": "तेज भूरी लोमड़ी आलसी कुत्ते के ऊपर कूदती है अर्थ वाक्य",
    "han": "快速 的 棕色 狐狸 跳过 懒狗 向量 表示 句子 意思",
    "hangul": "빠른 갈색 여우가 게으른 개를 뛰어넘는다 문장의 의미",
    "emoji": "🦊 🐶 🚀 👩‍💻 ❤️ 🇩🇪 ok 👍🏽",
}
BLANKS = (" ", " ", "  ", "\n", "\t ")


def texts(count: int, max_tokens: int, tokens: Callable[[str], int], seed: int = 7) -> list[str]:
    """Texts of 1 to max_tokens tokens, without special tokens; short ones are more frequent.

    Args:
        tokens: number of tokens of a text.
    """
    random_ = random.Random(seed)
    scripts = sorted(WORDS)
    found: list[str] = []
    while len(found) < count:
        words = WORDS[scripts[len(found) % len(scripts)]].split()
        size = 1 if len(found) < len(scripts) else round(max_tokens ** random_.random())
        blank = random_.choice(BLANKS)
        text = random_.choice(words)
        while tokens(text) < size:
            text += blank + random_.choice(words)
        while tokens(text) > max_tokens:
            text = text[:-1].rstrip()
        found.append(f"  {text} \n" if len(found) % 13 == 0 else text)
    return found
