"""Whether two texts are the same, one of them edited, or two texts.

The order of work of ``compare_texts``: what outlets hang around a text is left out; the same words are the same text; texts that share
too few are different; of the rest the beginnings and the facts decide (``comparing/editions.py``). Doubt never makes two texts one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from news.comparing.boilerplate import COMPARED, LEFT, is_ending, news_lines, without_datelines
from news.comparing.editions import Edition, Setting, separates
from news.comparing.sketches import shared_sketches_needed, sketch
from news.comparing.title_marks import is_same_title
from news.languages import language_of
from news.words import analyse, words_in

__all__ = [
    "Likeness",
    "Relation",
    "Text",
    "are_different_headlines",
    "are_related",
    "compare_texts",
    "fingerprint",
    "is_mostly",
    "may_be_one",
    "may_share_text",
    "shared_sketches_needed",
    "sketch",
]

Relation = Literal["same-text", "near-duplicate", "different"]
"""``same-text`` has the same words but for boilerplate; ``near-duplicate`` is one text, trimmed, edited or updated."""

_MOSTLY = 0.6
"""Part of the shorter text's words that another face of a page must hold: AMP pages leave boxes out, print pages add lines."""
_RELATED = 0.45
"""Part of the shorter text's words that the longer holds where one was made from the other; unrelated ones share a third: the, of, and."""
_FEW = 20
"""Words under which a text alone does not tell two articles apart: rates, weather and one-line flashes."""
_KEPT, _KEPT_IN_ROWS = 0.7, 0.5
"""Part of the shorter text's words that the longer holds where an editor made one from the other, and part that stands in rows of three."""
_ROW_KEPT = 3
"""Words in a row that an editor leaves together."""
_DOUBTFUL = 0.1
"""More of both that is asked of very short texts, and where nobody knows how far apart two texts were published."""
_SHORTEST = 12
"""Words of a text that may be another's beginning: a flash of one line is that of many."""
_SURE = 40
"""Words of a text that, word for word another's beginning, is that text cut, whatever the headlines say."""
_LABEL = 6
"""Words of a line at either end that only one of two texts has and that is no news: a rubric, a name, a button."""
_ROW = 5
"""Words in a row that count as contained: three or four are a phrase that any two texts share."""
_FAR = timedelta(hours=36)
"""From here on the same words may tell the next event of their kind."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an article: paragraphs are separated by line breaks."""

    title: str
    text: str
    url: str | None = None
    published_at: datetime | None = None
    is_day: bool = False
    """Only the day of publication is known."""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts relate, and by what."""

    relation: Relation
    similarity: float
    """Share of words that are in both texts, 0 to 1."""
    contained: float
    """Part of the other text's words that stand in the first in rows of five or more, 0 to 1."""
    why: str
    """One line for a person."""


def compare_texts(one: Text, other: Text) -> Likeness:
    """Tell how two texts relate; relation and similarity are the same if they change places.

    Every pair has an answer. What is doubtful is different.
    """
    pair = (one, other) if _rank(one) <= _rank(other) else (other, one)
    words = [_words_of(each.text) for each in pair]
    if may_be_one(one, other):
        lines = without_datelines(*(news_lines(each.title, each.text) for each in pair))
        words = [_words_of("\n".join(each)) for each in lines]
        relation, why = _relation(pair, lines, words)
    else:
        relation, why = "different", "they share too few passages"
    shared = (Counter(words[0]) & Counter(words[1])).total()
    similarity = 2 * shared / (len(words[0]) + len(words[1])) if shared else float(relation == "same-text")
    first, second = words if pair[0] is one else words[::-1]
    return Likeness(relation, similarity, 1.0 if first == second else _in_rows(second, first, _ROW), why)


def may_be_one(one: Text, other: Text) -> bool:
    """Tell whether two texts share so many passages that ``compare_texts`` may find them to be one; if not, they are different."""
    shorter, longer = sorted((_words_of(one.text), _words_of(other.text)), key=len)
    return shorter == longer or _in_rows(shorter, longer, _ROW_KEPT) >= _KEPT_IN_ROWS * LEFT


def may_share_text(one: str, other: str, numbers: int, shared: int) -> bool:
    """Tell from the sketches alone whether a text, whose sketch has so many numbers, may be one with another that has some of them.

    The other's numbers are reckoned from its length: of as many letters a shorter text has at least as many.
    """
    return shared >= shared_sketches_needed(numbers, int(numbers * min(1.0, len(other) / max(1, len(one)))))


@lru_cache(maxsize=2 * COMPARED)  # of each the whole text, and its news
def _words_of(text: str) -> tuple[str, ...]:
    return analyse(text).folded


def fingerprint(title: str, text: str) -> str:
    """Give the hex SHA-256 of a text's words, whatever their case, marks and spacing; the title counts only beside a very short text."""
    words = words_in(text).folded
    if len(words) < _FEW:
        words = (*words_in(title).folded, "\n", *words)
    return sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()


def is_mostly(one: str, other: str) -> bool:
    """Tell whether most words of the shorter of two texts stand in the longer."""
    return _overlap(one, other) >= _MOSTLY


def are_related(title: str, text: str, other_title: str, other_text: str) -> bool:
    """Tell whether two texts at one address may be one article, edited: their headlines are alike, or much of their words is."""
    first, second = (frozenset(analyse(each).folded) for each in (title, other_title))
    alike = len(first & second) * 2 >= min(len(first), len(second)) > 0
    return alike or _overlap(text, other_text) >= _RELATED


def are_different_headlines(titles: Sequence[str]) -> bool:
    """Tell whether three of the titles have hardly a word in common with each other."""
    kinds: list[frozenset[str]] = []
    for title in titles:
        words = frozenset(analyse(title).folded)
        if words and all(len(words & known) * 3 < min(len(words), len(known)) for known in kinds):
            kinds.append(words)
    return len(kinds) >= 3


def _overlap(one: str, other: str) -> float:
    """Give the part of the shorter text's words that stand in the longer."""
    first, second = (Counter(analyse(text).folded) for text in (one, other))
    shorter = min(first.total(), second.total())
    return (first & second).total() / shorter if shorter else 0.0


def _rank(text: Text) -> tuple[str, str]:
    return text.text, text.title


def _relation(pair: Sequence[Text], lines: Sequence[list[str]], words: Sequence[tuple[str, ...]]) -> tuple[Relation, str]:
    one, other = pair
    is_same_headline = is_same_title(one.title, other.title)
    if words[0] == words[1] or (is_same_headline and _differ_in_labels(*lines)):
        if len(words[0]) >= _FEW or (is_same_headline and not _is_far(one, other)):
            return ("same-text", "the same words") if is_same_headline else ("near-duplicate", "the same words under another headline")
        return "different", "too short to be told apart"
    return _edited_relation(pair, lines, words)


def _edited_relation(pair: Sequence[Text], lines: Sequence[list[str]], words: Sequence[tuple[str, ...]]) -> tuple[Relation, str]:
    """Tell whether one of two texts that are not the same was made from the other."""
    one, other = pair
    shorter, longer = sorted(words, key=len)
    if len(shorter) < _SHORTEST:
        return "different", "too short to be told apart"
    share = (Counter(shorter) & Counter(longer)).total() / len(shorter)
    more = 0.0 if _is_near(one, other) and len(shorter) >= _FEW else _DOUBTFUL
    if share < _KEPT + more or _in_rows(shorter, longer, _ROW_KEPT) < _KEPT_IN_ROWS + more:
        return "different", f"{share:.0%} of the shorter text's words are in the other"
    if len(shorter) >= _SURE and longer[: len(shorter)] == shorter:
        return "near-duplicate", "the shorter text is the beginning of the other, word for word"
    lang = one.lang or other.lang or language_of("\n".join(lines[0]))
    setting = Setting(_is_far(one, other), _is_near(one, other), one.url is not None and one.url == other.url, lang)
    if conflict := separates(Edition(one.title, lines[0]), Edition(other.title, lines[1]), setting):
        return "different", conflict
    return "near-duplicate", f"{share:.0%} of the shorter text's words are in the other, and nothing conflicts"


def _is_far(one: Text, other: Text) -> bool:
    """Tell whether two texts were published more than a day and a half apart; of unknown dates it is not known."""
    if one.published_at is None or other.published_at is None:
        return False
    return abs(one.published_at - other.published_at) > _FAR + _DAY * (one.is_day or other.is_day)


def _is_near(one: Text, other: Text) -> bool:
    """Tell whether two texts are known to have been published within a day and a half, or stand at one address."""
    is_dated = one.published_at is not None and other.published_at is not None
    return (is_dated and not _is_far(one, other)) or (one.url is not None and one.url == other.url)


def _differ_in_labels(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two texts are the same but for lines that only one of them has and that are no news."""
    first, second = ([analyse(line).folded for line in lines] for lines in (one, other))
    return _unlabelled(one, first, second) == _unlabelled(other, second, first) != []


def _unlabelled(lines: Sequence[str], words: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> list[str]:
    known = set(others)
    kept = [at for at, line in enumerate(lines) if words[at] in known or not is_ending(line, 1)]
    while kept and words[kept[-1]] not in known and _is_label(lines[kept[-1]], words[kept[-1]]):
        kept.pop()
    while kept and words[kept[0]] not in known and _is_label(lines[kept[0]], words[kept[0]]):
        kept.pop(0)
    return [word for at in kept for word in words[at]]


def _is_label(line: str, words: tuple[str, ...]) -> bool:
    """Tell whether a line has a few words, no figures and no end."""
    is_open = not line.rstrip().endswith((".", "!", "?", "…", ":", "»", "”"))
    return is_open and len(words) <= _LABEL and not any(character.isdigit() for character in line)


def _in_rows(words: Sequence[str], others: Sequence[str], length: int) -> float:
    """Give the part of the words that stand in the others in rows of at least so many."""
    if len(words) < length:
        return 0.0
    rows = set(zip(*(others[at:] for at in range(length)), strict=False))
    count = end = 0
    for at, row in enumerate(zip(*(words[at:] for at in range(length)), strict=False)):
        if row in rows:
            count += at + length - max(at, end)
            end = at + length
    return count / len(words)
