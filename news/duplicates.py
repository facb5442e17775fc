"""Whether two texts are the same, word for word."""

from hashlib import sha256

from news.words import analyse

_FEW = 20
"""Words under which a text alone does not tell two articles apart: rates, weather and one-line flashes."""


def fingerprint(title: str, text: str) -> str:
    """Give the hex SHA-256 of a text's words, whatever their case, marks and spacing; the title counts only beside a very short text."""
    words = analyse(text).folded
    if len(words) < _FEW:
        words = (*analyse(title).folded, "\n", *words)
    return sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()
