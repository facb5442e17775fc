"""What the inflected forms of a word share, by language: found alike in a text and in a question.

A text is in one language, and each of its words has one stem there, which is what the index holds. A question is in any language that writes so,
and its words may stand there in any form, with or without diacritics: it asks for several stems. Both work on folded words (``news.words``);
the tables are in ``news/searching/stemming``, a module a language.

1. The language: that of the text, or where a word is written in another script, the one that is usual there.
2. The rules of that language give the token (``stem_of``).
3. A question takes the stems of all its languages first, then what else texts may hold the word under (``stems_asked``).
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import Protocol

from news.searching.stemming.rules import unique
from news.searching.stemming import RULES
from news.words import Form

MOST_ASKED = 8  # tokens for one word; each is a look-up in the index
_STEMS_KEPT = 1 << 16  # words of one language each; some 15 MiB

_SCRIPTS = (("\u0400", "\u052f", ("ru", "uk")), ("\u0530", "\u058f", ("hy",)), ("\u0600", "\u06ff", ("fa",)), ("\u10a0", "\u10ff", ("ka",)))
"""First and last letter of scripts, with their languages, the usual one first."""
_LATIN = ("en", "az", "tr", "pl", "de", "fr")

