"""Paragraphs that an outlet prints on page after page: learnt by counting, and taken out of its articles.

A paragraph counts as repeated once it has stood on several pages with different texts, and on a good part of all pages read since it
was first seen: a paragraph of background that a newsroom repeats in each story of one affair stands on few of its pages.
"""

import re
from hashlib import blake2b

from news.texts import label

LEARNT = 4
"""Pages with different texts on which a paragraph must have stood: two are a coincidence, three an affair of one day."""
SHARE = 3
"""One page in so many, of all read from the host since, must have carried it."""
_LONGEST = 60
"""Words of a promotion, a notice or an author's box; longer paragraphs that return are the text's own."""
_COUNTER = 4
"""Words of a line that counts readers or comments."""
_LEFT = 25
"""Words that must be left of an article; what would leave less is its only text."""

_NUMBER = re.compile(r"\d+")


def block_key(paragraph: str) -> str:
    """Give the key of a paragraph, the same whatever its case and the marks around it, and for a short line whatever its numbers.

    Counters count on; but a sentence in which only the number changes from day to day ("45 drones were shot down") is news.
    """
    line = label(paragraph)
    if len(line.split()) <= _COUNTER:
        line = _NUMBER.sub("#", line)
    return blake2b(line.encode("utf-8", "replace"), digest_size=8).hexdigest()


def blocks_of(text: str) -> dict[str, str]:
    """Map the keys of the paragraphs that may be repeated ones to the paragraphs."""
    return {block_key(line): line for line in text.split("\n") if 0 < len(line.split()) <= _LONGEST}


def is_learnt(pages: int, pages_since: int) -> bool:
    """Tell whether a paragraph is a repeated one: it stood on ``pages`` of the ``pages_since`` read since it was first seen."""
    return pages >= LEARNT and pages * SHARE >= pages_since


def without_repeats(text: str, known: frozenset[str]) -> str:
    """Take the known repeated paragraphs out of a text, unless hardly anything would be left."""
    if not known:
        return text
    lines = text.split("\n")
    kept = [line for line in lines if len(line.split()) > _LONGEST or block_key(line) not in known]
    return "\n".join(kept) if len(kept) < len(lines) and sum(len(line.split()) for line in kept) >= _LEFT else text
