"""What a sentence states that an analyst would look at twice: numbers, dates, money, names, negation, denial, doubt, who speaks."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, NamedTuple

from news.comparing import fact_words
from news.texts import word_set
from news.words import Word, analyse

_DIGITS = re.compile(r"(?<![^\W\d_])(?<!\d)(?:\d{1,3}(?:[ \u00a0\u2009\u202f.,'’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,:/٫]\d+)*)")
_SEPARATORS = re.compile(r"[ \u00a0\u2009\u202f'’]|[.,](?=\d{3}(?!\d))")
_LONGEST_NUMBER = 40
"""Characters of a number that is worth counting with; account numbers and keys are compared as they stand."""
_SYMBOLS = {"$": "usd", "€": "eur", "₼": "azn", "₽": "rub", "₺": "try", "₴": "uah", "£": "gbp", "֏": "amd", "₾": "gel"}
_PERCENT = word_set("percent pct процента процент процентов процентами проценту відсотка відсотків відсотки faiz faizi faize yuzde procent")
_PERCENT_BEGINS = ("procent", "proc", "prozent", "տոկոս", "პროცენტ", "درصد", "faiz", "процент", "відсот", "percent")
_NEGATIVE_VERB = re.compile(
    r"\w{2,}m(?:[ae](?:d[iu]|yib|y[ae]c[ae]|mis|maq|mek|mak|mal[iu]|mel[iu]|y[ae]n|yaraq|yerek|z$|zl[ae]r|zd[iu]|zs[ae]n|sin$|d[ae]n$)"
    r"|[iu]yor|[iu]r(?:[ae]m|s[ae]n|l[ae]r|[iu][qk]|d[iu])?$)"
)
_ONE = word_set(fact_words.ONE)
_NOT_ONLY = word_set(fact_words.NOT_ONLY)
_NO_VERBS = word_set(fact_words.NO_NEGATIVE_VERBS)
_TURKIC: Final = frozenset(("az", "tr"))


class Fact(NamedTuple):
    """One fact: facts of the same kind and value are the same, however they are written."""

    kind: str
    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What both versions of a text, taken together, tell about their words."""

    lang: str | None
    lower: frozenset[str]
    """Folded words that are somewhere written small: their capitals tell nothing."""
    capital: frozenset[str]
    """Beginnings of words that stand with a capital inside a sentence."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its facts."""

    facts: tuple[Fact, ...]
    names: tuple[str, ...]
    """The words of its names in order, as written."""
    offices: tuple[str, ...]
    is_speech: bool


class _Table:
    """A table of words and of beginnings of words."""

    def __init__(self, words: str) -> None:
        each = words.replace("|", " ").split()
        self._words = frozenset(word for word in each if not word.endswith("*"))
        self._beginnings = tuple(word[:-1] for word in each if word.endswith("*"))

    def holds(self, word: str) -> bool:
        return word in self._words or word.startswith(self._beginnings)


_DENIALS, _HEDGES = _Table(fact_words.DENIALS), _Table(fact_words.HEDGES)
_SPEECH, _OFFICES, _PLACES = _Table(fact_words.SPEECH), _Table(fact_words.OFFICES), _Table(fact_words.PLACES)
_GROUPS = {
    kind: tuple((group.split()[0], _Table(group)) for group in table.split("|"))
    for kind, table in (
        ("money", fact_words.CURRENCIES),
        ("month", fact_words.MONTHS),
        ("weekday", fact_words.WEEKDAYS),
        ("day", fact_words.DAYS),
        ("magnitude", fact_words.MAGNITUDES),
    )
}
_NEGATIONS = {lang: _Table(words) for lang, words in fact_words.NEGATIONS.items()}
_NUMBERS = {
    lang: {word: int(group.split()[0]) for group in table.split("|") for word in group.split()[1:]}
    for lang, table in fact_words.NUMBERS.items()
}


def state(text: str, scene: Scene, names: Sequence[str]) -> Statement:
    """Read the facts of a sentence; its names are given."""
    words = [word for word in analyse(text) if not word.text.isdigit()]
    facts = [*_numbers(text, words, scene.lang), *_dates(text, words, scene.lang), *_attitudes(text, words, scene.lang)]
    offices = tuple(word.text for word in words if _is_office(word.folded))
    return Statement(tuple(facts), tuple(names), offices, any(_is_speech(word.folded) for word in words))


def is_place(folded: str) -> bool:
    """Tell whether a folded word is a place that the beat is about."""
    return _is_place(folded)


def is_no_name(folded: str) -> bool:
    """Tell whether a word is none of a name's even with a capital: an office, a month, a day of the week."""
    return _is_office(folded) or any(_group(kind, folded) for kind in ("month", "weekday", "day", "money")) or folded in _ONE


def negated_pair(removed: Sequence[str], added: Sequence[str]) -> tuple[str, str] | None:
    """Give a removed and an added folded word of which one is the other with a prefix or suffix that denies it."""
    for words, others, is_added in ((removed, frozenset(added), True), (added, frozenset(removed), False)):
        for word in words:
            negated = next((form for form in _negated(word) if form in others), None)
            if negated:
                return (word, negated) if is_added else (negated, word)
    return None


def _negated(word: str) -> Iterator[str]:
    if len(word) >= 3:
        yield from (prefix + word for prefix in fact_words.NEGATIVE_PREFIXES)
        yield from (word + suffix for suffix in fact_words.NEGATIVE_SUFFIXES)


def has_one(words: Sequence[str]) -> bool:
    """Tell whether *one* is among folded words."""
    return any(word in _ONE or word == "1" for word in words)


_is_office = lru_cache(maxsize=1 << 14)(_OFFICES.holds)
_is_speech = lru_cache(maxsize=1 << 14)(_SPEECH.holds)
_is_place = lru_cache(maxsize=1 << 14)(_PLACES.holds)


@lru_cache(maxsize=1 << 14)
def _group(kind: str, folded: str) -> str:
    return next((name for name, table in _GROUPS[kind] if table.holds(folded)), "")


@cache
def _negations(lang: str | None) -> tuple[_Table, ...]:
    return (_NEGATIONS[lang],) if lang in _NEGATIONS else ()


def _numbers(text: str, words: Sequence[Word], lang: str | None) -> Iterator[Fact]:
    """Read the numbers of a sentence in order, in digits and in words, with their thousands, millions and percent signs."""
    table = _NUMBERS.get(lang or "", {})
    digits = [(found.start(), found.end()) for found in _DIGITS.finditer(text)]
    inside = {at for start, end in digits for at in range(start, end)}
    items: list[tuple[int, int, str]] = [(start, end, "") for start, end in digits]
    items += [(word.start, word.end, word.folded) for word in words if word.start not in inside]
    items.sort()
    at = 0
    while at < len(items):
        start, end, folded = items[at]
        before = items[at - 1][2] if at else ""
        at += 1
        if folded and folded not in table:
            continue
        value = Decimal(table[folded]) if folded else _value(text, start, end)
        lowest = table.get(folded, 0)
        while value is not None and at < len(items) and (step := _step(items[at][2], table, lowest, bool(folded))):
            value, lowest = (value * step, 0) if step > value or step >= 1000 else (value + step, int(step))
            end, at = items[at][1], at + 1
        percent = (
            _is_percent(items[at][2] if at < len(items) else "") or before == "yuzde" or bool(re.match(r"\s?[%٪]", text[end : end + 2]))
        )
        percent = percent or text[max(0, start - 1) : start] == "%"
        shown = text[start:end] + (" %" if percent else "")
        yield Fact("number", (str(value.normalize()) if value is not None else text[start:end]) + "%" * percent, shown)
        yield from (
            Fact("money", _SYMBOLS[sign], sign) for sign in text[max(0, start - 2) : start] + text[end : end + 2] if sign in _SYMBOLS
        )


def _step(folded: str, table: dict[str, int], lowest: int, in_words: bool) -> Decimal | None:  # noqa: FBT001
    """Give what the next word adds to a number, or multiplies it by: *thousand* after 5, 5 after *twenty*."""
    if magnitude := _group("magnitude", folded):
        return Decimal(magnitude)
    value = table.get(folded, 0)
    if value in {100, 1000}:
        return Decimal(value)
    return (
        Decimal(value) if in_words and 0 < value < 100 and lowest > value and (lowest >= 100 or (lowest % 10 == 0 and value < 10)) else None
    )


def _value(text: str, start: int, end: int) -> Decimal | None:
    """Read digits of any script as a number; None for times, dates and what is too long to be one."""
    if end - start > _LONGEST_NUMBER:
        return None
    plain = "".join(str(unicodedata.digit(sign, sign)) for sign in text[start:end])
    is_clock_or_date = len(re.findall(r"[.:/]", plain)) > 1 or ":" in plain or "/" in plain
    if is_clock_or_date and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        return None
    grouped = _SEPARATORS.sub("", plain) if re.match(r"\d{1,3}[^\d:/]\d{3}", plain) else plain
    grouped = grouped.replace(",", ".").replace("٫", ".")
    sign = "-" if re.search(r"(?:^|[\s(])[-−]$", text[max(0, start - 2) : start]) else ""
    return Decimal(sign + grouped) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", grouped) else None


def _is_percent(folded: str) -> bool:
    return folded in _PERCENT or folded.startswith(_PERCENT_BEGINS)


def _dates(text: str, words: Sequence[Word], lang: str | None) -> Iterator[Fact]:
    for word in words:
        small = word.text[:1].islower()
        if month := _group("month", word.folded):
            beside = any(sign.isdigit() for sign in text[max(0, word.start - 6) : word.start] + text[word.end : word.end + 4])
            if beside or lang not in {"en", "tr"} or not small:
                yield Fact("date", month, word.text)
        elif (
            (day := _group("weekday", word.folded))
            and not (small and lang in {"en", "de"})
            and (lang not in {"az", "tr"} or day != "sunday")
        ):
            yield Fact("date", day, word.text)
        elif day := _group("day", word.folded):
            yield Fact("day", day, word.text)
        elif currency := _group("money", word.folded):
            yield Fact("money", currency, word.text)


def _attitudes(text: str, words: Sequence[Word], lang: str | None) -> Iterator[Fact]:
    """Find negation, denial and doubt."""
    for number, word in enumerate(words):
        if any(table.holds(word.folded) for table in _negations(lang)):
            around = {words[at].folded for at in (number - 1, number + 1) if 0 <= at < len(words)}
            is_rest = word.folded == "t" and not re.match(r"n['’]$", text[max(0, word.start - 2) : word.start], re.IGNORECASE)
            if not around & _NOT_ONLY and not is_rest:
                yield Fact("negation", "", word.text)
        elif lang in _TURKIC and _is_negative_verb(word):
            yield Fact("negation", "", word.text)
        elif _DENIALS.holds(word.folded):
            yield Fact("denial", "", word.text)
        elif _HEDGES.holds(word.folded) or (lang == "en" and word.text == "may"):
            yield Fact("hedge", "", word.text)


def _is_negative_verb(word: Word) -> bool:
    return not word.text[:1].isupper() and word.folded not in _NO_VERBS and _NEGATIVE_VERB.match(word.folded) is not None
