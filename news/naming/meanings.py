"""What one word of a text may mean: concepts, a number, an ordinal, a month, a weekday, a name's skeleton.

A word's meaning depends on how it is written and on the language alone, and is kept: most words of an article are known from the last one.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from news.comparing import fact_words
from news.naming import count_words
from news.naming.concepts import concepts_of
from news.naming.skeletons import skeleton
from news.remembering import Tables
from news.texts import word_set
from news.vocabulary import families
from news.words import analyse, stem

_KEPT = 1 << 16  # words of a week's news
_SHORTEST_NAME = 3  # letters
_SHORTEST_STEM = 4  # letters; shorter words are particles, or have their meaning from a table
_CUT: Final = {"az": 6, "tr": 6, "pl": 6, "de": 7, "fr": 6, "hy": 5, "ka": 5, "fa": 5}
"""Letters that are kept of a word in languages whose endings ``stem`` does not know."""
_LONGEST_STEM = 8


class Meaning(NamedTuple):
    """All that a word may stand for."""

    stem: str
    """Empty for words that tell nothing."""
    weight: float
    """Of the stem, within its language."""
    concepts: tuple[str, ...]
    number: int
    """0 for none."""
    magnitude: int
    ordinal: int
    month: int
    weekday: int
    """From 0 for Monday; -1 for none."""
    is_percent: bool
    skeleton: str
    """Empty where the word cannot be a name."""
    is_capital: bool
    is_usual: bool
    """Whether it is no name even with a capital: a word of the language's vocabulary, or of every article."""
    is_name: bool
    """Whether it is written as a name."""
    is_more: bool
    """Whether it may stand for anything beside its stem and a name, as one word in ten does."""


class _Table:
    """Numbers for words and for beginnings of words."""

    def __init__(self, *tables: str, numbered: bool = True) -> None:
        self._words: dict[str, int] = {}
        self._beginnings: list[tuple[str, int]] = []
        for table in tables:
            for number, group in enumerate(table.split("|")):
                words = group.split()
                value = int(words.pop(0)) if numbered else number
                for word in words:
                    if word.endswith("*"):
                        self._beginnings.append((word[:-1], value))
                    else:
                        self._words[word] = value

    def get(self, folded: str, default: int) -> int:
        value = self._words.get(folded)
        if value is not None:
            return value
        return next((number for beginning, number in self._beginnings if folded.startswith(beginning)), default)


_MONTHS = (_Table(fact_words.MONTHS, numbered=False), _Table(count_words.MONTHS_MORE))
_WEEKDAYS = (_Table(fact_words.WEEKDAYS, numbered=False), _Table(count_words.WEEKDAYS_MORE))
_ORDINALS, _MAGNITUDES = _Table(count_words.ORDINALS), _Table(fact_words.MAGNITUDES)
_FILLERS = word_set(count_words.FILLERS)
_PERCENT = ("percent", "процент", "відсот", "faiz", "yuzde", "procent", "proc", "prozent", "pourcent", "տոկոս", "პროცენტ", "درصد")
_AMBIGUOUS: Final = {"en": word_set("may march second"), "tr": word_set("ocak pazar ekim"), "az": word_set("bazar")}
"""Words that are more often something else where they are written small."""


@cache
def _numbers(lang: str | None) -> Mapping[str, int]:
    tables = (fact_words.NUMBERS.get(lang or "", ""), count_words.NUMBERS_MORE.get(lang or "", ""))
    return {word: int(group.split()[0]) for table in tables for group in table.split("|") if group for word in group.split()[1:]}


@cache
def _common(lang: str | None) -> frozenset[str]:
    """Return the stems of a language's vocabulary: the words that news prose is made of."""
    return frozenset(cut_stem(form.folded, lang) for family in families(lang or "") for word in family for form in analyse(word).forms[:1])


def cut_stem(folded: str, lang: str | None) -> str:
    """Return the beginning that the forms of a word share, in its language."""
    return stem(folded)[: _CUT.get(lang or "", _LONGEST_STEM)]


def meaning_of(written: str, lang: str | None) -> Meaning:
    """Return what a word of a text in some language may stand for."""
    return meanings_in(lang)[written]


def meanings_in(lang: str | None) -> Mapping[str, Meaning]:
    """Return what the words of texts in some language may stand for: every word has an entry."""
    return _meanings.of(lang)


def _meaning(written: str, lang: str | None) -> Meaning:
    forms = analyse(written).forms
    folded = forms[0].folded if forms else ""
    is_capital = written[:1].isupper()
    is_unsure = not is_capital and folded in _AMBIGUOUS.get(lang or "", ())
    month = -1 if is_unsure else _calendar(_MONTHS[0], folded, -1)
    month = month + 1 if month >= 0 else 0 if is_unsure else _calendar(_MONTHS[1], folded, 0)
    ordinal = 0 if is_unsure or month else _ORDINALS.get(folded, 0)
    number = 0 if month or ordinal else _numbers(lang).get(folded, 0)
    is_unsure = is_unsure or bool(ordinal or number)
    weekday = -1 if is_unsure else _calendar(_WEEKDAYS[0], folded, -1)
    weekday = weekday if weekday >= 0 or is_unsure else _calendar(_WEEKDAYS[1], folded, -1)
    root = cut_stem(folded, lang) if len(folded) >= _SHORTEST_STEM else ""
    if root in _FILLERS or folded in _FILLERS or month or weekday >= 0 or number:
        root = ""
    concepts = () if month or weekday >= 0 else concepts_of(folded, lang)
    consonants = "" if month or weekday >= 0 else skeleton(written, lang)
    is_usual = not root or root in _common(lang)
    return Meaning(
        stem=root,
        weight=_stem_weight(folded, root, lang),
        concepts=concepts,
        number=number,
        magnitude=_MAGNITUDES.get(folded, 0),
        ordinal=ordinal,
        month=month,
        weekday=weekday,
        is_percent=folded.startswith(_PERCENT),
        skeleton=consonants,
        is_capital=is_capital,
        is_usual=is_usual,
        is_name=is_capital and bool(consonants) and len(written) >= _SHORTEST_NAME and not ordinal and not is_usual,
        is_more=bool(concepts or number or ordinal or month) or weekday >= 0,
    )


def _calendar(table: _Table, folded: str, default: int) -> int:
    return table.get(folded, default) if len(folded) >= 2 else default


def _stem_weight(folded: str, root: str, lang: str | None) -> float:
    """Weigh a stem: words of the general vocabulary and short ones tell little."""
    if not root:
        return 0.0
    rarity = 0.6 if root in _common(lang) else 1.0
    return rarity * (0.4 if len(folded) <= 4 else 0.8 if len(folded) <= 5 else 1.0)


_meanings = Tables(_meaning, _KEPT)
