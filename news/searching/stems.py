"""What the inflected forms of a word share, by language: found alike in a text and in a question.

A text is in one language, and each of its words has one stem there, which is what the index holds. A question is in any language that is
written so, and its words may stand in any form, with diacritics or without: it asks for several stems. Both work on folded words
(``news.words``); the tables are in ``news/searching/stemming``, a module a language.

1. The language: that of the text, or for a word in another script the usual one of that script.
2. The rules of the language give the token (``stem_of``).
3. A question takes the stem of each of its languages first, then what else texts may hold the word under (``stems_asked``).
"""

from functools import lru_cache
from operator import itemgetter

from news.searching.stemming import STEMMERS
from news.searching.stemming.rules import unique
from news.words import Form

MOST_ASKED = 8  # tokens for one word of a question; each is a look-up in the index
LONGEST_STEMMED = 40  # letters; of longer words nobody knows the endings
_STEMS_KEPT = 1 << 16  # words of a day's news in all languages; some 12 MiB

_LATIN = ("az", "tr", "pl", "en", "de", "fr")
_SCRIPTS = (
    ("\u0041", "\u024f", "en", _LATIN),
    ("\u0400", "\u052f", "ru", ("ru", "uk")),
    ("\u0531", "\u0588", "hy", ("hy",)),
    ("\u0600", "\u06ff", "fa", ("fa",)),
    ("\u10a0", "\u10ff", "ka", ("ka",)),
    ("\u1e00", "\u1eff", "en", _LATIN),
)
"""First and last letter of each script, the usual language of texts written so, and all of them."""
_LETTERS = {
    "ə": "az",
    "ğış": "az tr",
    "x": "az en de fr",
    "q": "az en de fr",
    "w": "pl en de",
    "k": "az tr pl en de",
    "v": "az tr en de fr",
    "öü": "az tr de",
    "ç": "az tr fr",
    "ä": "de",
    "ß": "de",
    "ąćęłńóśźż": "pl",
    "âîû": "tr fr",
    "éèêëàïôùœæÿ": "fr",
    "іїєґ": "uk",
    "ыэъё": "ru",
}
"""Letters that only some languages have; where a word's letters contradict each other they say nothing."""
_PATIENCE = {"en": 3, "fr": 1.2, "de": 0.7}
"""How far behind those of other languages the further tokens of these come: they have fewer forms that need one."""
_LANGUAGES_BY_LETTER = {letter: frozenset(langs.split()) for letters, langs in _LETTERS.items() for letter in letters}


def stem_of(form: Form, lang: str | None) -> str:
    """Return the token under which a word of a text in a language is found."""
    return _stem(form.folded, lang)


def stems_asked(form: Form, langs: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the tokens under which texts may hold a word that is asked for, whatever its language; in these languages if any are named.

    There are at most eight, the likeliest first, and none twice.
    """
    return _stems_asked(form.folded, langs or languages_asked(form))


def languages_asked(form: Form) -> tuple[str, ...]:
    """Return the languages that a word of a question may be written in, by its script and its letters."""
    usual, langs = _script(form.folded)
    left = [lang for lang in langs if all(lang in _LANGUAGES_BY_LETTER.get(letter, langs) for letter in form.exact)]
    return tuple(left) or langs or (usual,)


@lru_cache(maxsize=_STEMS_KEPT)
def _stem(folded: str, lang: str | None) -> str:
    stemmer = STEMMERS.get(_language(folded, lang)) if len(folded) <= LONGEST_STEMMED else None
    return (stemmer.stem(folded) if stemmer else "") or folded


@lru_cache(maxsize=_STEMS_KEPT >> 6)
def _stems_asked(folded: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    if len(folded) > LONGEST_STEMMED:
        return (folded,)
    spoken = unique(_language(folded, lang) for lang in langs)
    found = [
        (place * _PATIENCE.get(lang, 1), token)
        for lang in spoken
        if lang in STEMMERS
        for place, token in enumerate(unique(STEMMERS[lang].asked(folded)))
    ]
    return unique(token for _, token in sorted(found, key=itemgetter(0)))[:MOST_ASKED] or (folded,)


def _language(folded: str, lang: str | None) -> str:
    """Return the language by whose rules a word is read."""
    usual, langs = _script(folded)
    return lang if lang in langs else usual


def _script(folded: str) -> tuple[str, tuple[str, ...]]:
    first = folded[:1]
    return next(((usual, langs) for low, high, usual, langs in _SCRIPTS if low <= first <= high), ("", ()))
