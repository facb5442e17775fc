"""Whether two texts are the same, word for word."""

import re
import unicodedata
from hashlib import sha256

_WORD = re.compile(r"\w+")
_FEW = 20
"""Words under which a text alone does not tell two articles apart: rates, weather and one-line flashes."""


def fingerprint(title: str, text: str) -> str:
    """Give the hex SHA-256 of a text's words, whatever their case, marks and spacing; the title counts only where the text is very short."""
    words = _folded(text)
    if len(words) < _FEW:
        words = [*_folded(title), "\n", *words]
    return sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()


def _folded(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
