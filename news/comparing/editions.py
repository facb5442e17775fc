"""Whether two texts that share most of their words are one text, edited: they begin alike, and nothing in them conflicts.

The order of work: sentences are paired; the beginnings must be a pair; headlines and pairs are looked through for conflicts, which only the
same address or a correction that names both facts excuses; texts published far apart must be the same nearly word for word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from news.comparing import opposites
from news.comparing.boilerplate import COMPARED
from news.comparing.conflicts import Conflicts, Telling, are_forms, replaced_words
from news.comparing.name_words import scene_of
from news.comparing.sentence_changes import Edits, edits_between
from news.comparing.sentence_facts import Scene, state
from news.comparing.sentences import Sentence, sentences_of
from news.comparing.title_marks import are_alike
from news.texts import word_set
from news.words import analyse

_EARLY = 3
"""Sentences at the beginning of a text in which the first of the other may stand: behind a standfirst, or an editor's remark."""
_SAME_FAR = 0.04
"""Part of the words that may have been exchanged between texts published days apart: a repost mends a word or two."""
_SAME_SHORT, _SAME_LONG, _SHORT = 0.2, 0.33, 60
"""Part of the words of a text of fewer and of more than so many words that an edition may exchange; beyond, other news fills a frame."""
_REWRITTEN = 0.15
"""Part of a text that its first sentence and little more takes."""
_READ = 30_000
"""Characters of each text that are looked through for conflicts: those of a long text show in its first 4,000 words."""
_CORRECTIONS = tuple(word[:-1] for word in opposites.CORRECTIONS.split() if word.endswith("*"))
_CORRECTED = word_set(" ".join(word for word in opposites.CORRECTIONS.split() if not word.endswith("*")))


class Setting(NamedTuple):
    """What is known of two texts beside their words."""

    is_far: bool
    """They were published so far apart that the same words may tell another event."""
    is_near: bool
    """They are known to have been published in the same hours."""
    is_one_address: bool
    lang: str | None


class Edition(NamedTuple):
    """One of two texts: its headline and the paragraphs of its news."""

    title: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The sentences of two texts, those of them that are alike, and the headlines."""

    titles: tuple[Sentence, Sentence] | None
    one: list[Sentence]
    other: list[Sentence]
    edits: Edits

    @property
    def are_titles_alike(self) -> bool:
        return self.titles is not None and are_alike(self.titles[0].words, self.titles[1].words)


def separates(one: Edition, other: Edition, setting: Setting) -> str | None:
    """Tell what makes two texts that share most of their words two texts, in a few words, or None where they are one, edited."""
    pairs = _paired(one, other)
    if not _begin_alike(pairs, is_near=setting.is_near):
        return "they begin differently"
    if setting.is_one_address and (not setting.is_far or _says_corrected(pairs)):
        return None
    tellings = _telling(pairs.titles and pairs.titles[0], pairs.one), _telling(pairs.titles and pairs.titles[1], pairs.other)
    scene = scene_of((each.text for telling in tellings for each in telling.sentences), setting.lang)
    conflict = next(_conflicts(pairs, Conflicts(*tellings, scene, is_strict=not setting.is_near), setting, scene), None)
    if conflict:
        return conflict
    count = min(_count(pairs.one), _count(pairs.other))
    exchanged = _exchanged(pairs)
    if setting.is_far and exchanged > _SAME_FAR * count:
        return "published far apart and worded differently"
    if exchanged > (_SAME_SHORT if count < _SHORT else _SAME_LONG) * count:
        return "too many words stand for others"
    return None


def _paired(one: Edition, other: Edition) -> _Pairs:
    first, second = (list(_sentences("\n".join(each.lines)[:_READ])) for each in (one, other))
    titles = [sentences_of([each.title])[:1] for each in (one, other)]
    heads = (titles[0][0], titles[1][0]) if all(titles) else None
    if heads is not None:
        heads = _whole(one.title, heads[0]), _whole(other.title, heads[1])
    return _Pairs(heads, first, second, edits_between(first, second))


@lru_cache(maxsize=COMPARED)
def _sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(sentences_of(text.split("\n")))


def _whole(title: str, sentence: Sentence) -> Sentence:
    return Sentence(title, sentence.key, 0, analyse(title).folded)


def _telling(title: Sentence | None, sentences: list[Sentence]) -> Telling:
    every = (title, *sentences) if title else tuple(sentences)
    return Telling(every, frozenset(word for each in every for word in each.words))


def _begin_alike(pairs: _Pairs, *, is_near: bool) -> bool:
    """Tell whether the first sentences are a pair; a standfirst or another first sentence is borne under the same headline only."""
    if not pairs.one or not pairs.other:
        return False
    first, second = pairs.one[0], pairs.other[0]
    if first.key == second.key or (first, second) in pairs.edits.edited:
        return True
    if not pairs.are_titles_alike:
        return False
    if is_near and _is_lead_rewritten(pairs):
        return True
    return _stands_early(first, pairs.other, pairs.edits.edited) or _stands_early(
        second, pairs.one, [(there, here) for here, there in pairs.edits.edited]
    )


def _is_lead_rewritten(pairs: _Pairs) -> bool:
    """Tell whether two texts differ in little more than their first sentence."""
    if min(len(pairs.one), len(pairs.other)) < 3 or pairs.one[1].key != pairs.other[1].key:
        return False
    few = _REWRITTEN * min(_count(pairs.one), _count(pairs.other))
    return max(_count(pairs.edits.removed), _count(pairs.edits.added)) <= few


def _stands_early(lead: Sentence, others: list[Sentence], edited: Iterable[tuple[Sentence, Sentence]]) -> bool:
    early = others[:_EARLY]
    twin = next((there for here, there in edited if here is lead), None)
    return any(each.key == lead.key or each is twin for each in early)


def _says_corrected(pairs: _Pairs) -> bool:
    sentences = (*(pairs.titles or ()), *pairs.edits.removed, *pairs.edits.added)
    return any(map(_is_correction, sentences))


def _is_correction(sentence: Sentence) -> bool:
    return any(word in _CORRECTED or word.startswith(_CORRECTIONS) for word in sentence.words)


def _conflicts(pairs: _Pairs, conflicts: Conflicts, setting: Setting, scene: Scene) -> Iterator[str]:
    corrected = [] if setting.is_far else [each for each in (*pairs.edits.removed, *pairs.edits.added) if _is_correction(each)]
    told = {fact.shown for each in corrected for fact in state(each.text, scene, ()).facts if fact.kind == "number"}
    for conflict in _all_conflicts(pairs, conflicts):
        kind, _, facts = conflict.partition(" ")
        if kind != "number" or not told.issuperset(facts.split(" / ")):
            yield conflict
    if pairs.are_titles_alike and pairs.titles is not None:
        themes = replaced_words(*pairs.titles)
        same = (theme for edited in pairs.edits.edited for theme in sorted(replaced_words(*edited)) if _is_among(theme, themes))
        yield from (f"subject {gone}… / {come}…" for gone, come in same)


def _is_among(theme: tuple[str, str], themes: Iterable[tuple[str, str]]) -> bool:
    return any(are_forms(theme[0], gone) and are_forms(theme[1], come) for gone, come in themes)


def _all_conflicts(pairs: _Pairs, conflicts: Conflicts) -> Iterator[str]:
    if pairs.titles is not None:
        if pairs.are_titles_alike:
            yield from conflicts.between(*pairs.titles, is_lead=True, is_title=True)
        else:
            yield from conflicts.of_headlines(*pairs.titles)
    if pairs.one[0] in pairs.edits.removed and pairs.other[0] in pairs.edits.added:
        yield from conflicts.between(pairs.one[0], pairs.other[0], is_lead=True)
    leads = {id(pairs.one[0]), id(pairs.other[0])}
    for one, other in pairs.edits.edited:
        yield from conflicts.between(one, other, is_lead=bool({id(one), id(other)} & leads))


def _exchanged(pairs: _Pairs) -> int:
    """Count the words that stand for others: not those of sentences that only came or only went."""
    count = 0
    for one, other in pairs.edits.edited:
        lost, gained = len(one.words), len(other.words)
        shared = len(set(one.words) & set(other.words))
        count += max(0, min(lost, gained) - shared)
    removed, added = _count(pairs.edits.removed), _count(pairs.edits.added)
    return count + min(removed, added)


def _count(sentences: Iterable[Sentence]) -> int:
    return sum(len(each.words) for each in sentences)
