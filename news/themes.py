"""Themes that no topic covers yet: several texts of several outlets that within three days share words which were rare until then.

The order of work: the rare terms at the beginning of each article, with the words that stand for them; of all pairs of terms the one that
most independent texts share within the span; the articles that share what all of those share; then again among the articles that are left.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from typing import NamedTuple

from news.articles import StoredArticle
from news.beats import Beat
from news.gists import CAPITAL, CONCEPT, NAME, WORD, Gist
from news.timelines import first_published, independent_texts
from news.written import called, roots_of, written_terms

SPAN = timedelta(hours=72)  # an event is told within three days; what shares words over weeks is a subject, not a theme
LEAST_TEXTS = 3
LEAST_OUTLETS = 2
KINDS = tuple(f"{kind}:" for kind in (NAME, CAPITAL, WORD, CONCEPT))  # a number or a day is shared by chance
WEIGHTY = 0.55  # under it are names and concepts of every tenth article, and common words that stand far from the title
RARE_SHARE = 0.01  # of the articles counted: what every hundredth article says is stock
LARGE = 300  # articles counted: where none of them has a term, hardly one in a hundred of all can have it
_MOST_TERMS = 150  # compared in pairs: 11,000 of them
_IN_MOST = 0.5  # of the articles of a theme must have a term that is offered
_TERMS_TOLD = 8  # fit into one line


class Unplaced(NamedTuple):
    """An article on the beat that has no topic."""

    stored: StoredArticle
    gist: Gist


class Term(NamedTuple):
    """What the articles of a theme share."""

    key: str
    """As gists have it, with its kind: ``n:lapshin``."""
    written: str
    """As most of the articles write it."""
    articles: int


class Sample(NamedTuple):
    """An article of a theme."""

    article_id: int
    title: str
    source_id: str
    lang: str | None
    seen_at: datetime


class Written(NamedTuple):
    """A rare term in title or first sentences of an article."""

    words: tuple[str, ...]
    """As written there; none for a listed name whose beat is not given."""
    roots: frozenset[str]


Rare = Mapping[int, Mapping[str, Written]]
"""By article: its rare terms."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Articles that share rare words; whether they deserve a topic a person decides."""

    terms: tuple[Term, ...]
    samples: tuple[Sample, ...]
    """In the order in which they were news."""
    texts: int
    """Independent texts."""
    outlets: tuple[str, ...]
    """The ids of the sources."""
    span: timedelta
    """Between the first article and the last."""

    @property
    def last_seen_at(self) -> datetime:
        """When its newest article was seen."""
        return max(sample.seen_at for sample in self.samples)

    @property
    def hours(self) -> int:
        """The span in whole hours, rounded up."""
        return -(-int(self.span.total_seconds()) // 3600)


@dataclass(frozen=True, slots=True)
class Archive:
    """What themes are seen against."""

    term_counts: Mapping[str, int]
    """In how many of the articles counted a term stands."""
    counted: int
    names: Mapping[str, str]
    """The sources' names by id."""
    beat: Beat | None = None
    """Its names are told as written; without it, as they are called."""


def find_themes(unplaced: Sequence[Unplaced], archive: Archive) -> tuple[Theme, ...]:
    """Find the themes of articles without a topic, the one with the most independent texts first."""
    left = {each.stored.id: each for each in sorted(unplaced, key=lambda each: (_moment(each.stored), each.stored.id))}
    shared = shared_terms(left.values())
    rare = {number: _rare_terms(each, shared, archive) for number, each in left.items()}
    found: list[Theme] = []
    while core := _strongest(left, rare, archive.names):
        group = _joined(core, left, rare)
        found.append(_theme(group, rare, archive.names))
        for each in group:
            del left[each.stored.id]
    return tuple(found)


def shared_terms(unplaced: Iterable[Unplaced]) -> frozenset[str]:
    """Return the terms that could make a theme: names, words and concepts of enough articles."""
    counts = Counter(term for each in unplaced for term, weight in each.gist.terms.items() if weight >= WEIGHTY and term.startswith(KINDS))
    return frozenset(term for term, count in counts.items() if count >= LEAST_TEXTS)


def count_texts(articles: Sequence[StoredArticle], names: Mapping[str, str]) -> int:
    """Count independent texts: those that credit one publisher count once, those of its own once a story."""
    stories: dict[str, set[int]] = {}
    for stored in articles:
        if stored.article.origin is None or not stored.article.origin.name:
            stories.setdefault(stored.source_id, set()).add(stored.story or -stored.id)
    return independent_texts(articles, names) + sum(len(own) - 1 for own in stories.values())


def _rare_terms(unplaced: Unplaced, shared: frozenset[str], archive: Archive) -> Mapping[str, Written]:
    most = max(1, int(archive.counted * RARE_SHARE))
    rare = {term for term in shared & unplaced.gist.terms.keys() if archive.term_counts.get(term, 0) <= most}
    article = unplaced.stored.article
    written = written_terms(article, rare, archive.beat, usual=archive.counted >= LARGE)
    untold = {term for term in rare if archive.beat is None and term.startswith(f"{NAME}:")}
    told = sorted(written.keys() | untold)
    return {term: Written(words := written.get(term, ()), roots_of(term, words, article.lang)) for term in told}


def _strongest(left: Mapping[int, Unplaced], rare: Rare, names: Mapping[str, str]) -> Sequence[Unplaced]:
    """Return the articles of the pair of terms that most independent texts share; none where too few share any."""
    best: tuple[tuple[int, float], Sequence[Unplaced]] = (0, 0.0), ()
    for weight, numbers in _groups(left, rare):
        group = _within_span([left[number] for number in numbers], names)
        rank = count_texts([each.stored for each in group], names), weight
        if group and rank > best[0]:
            best = rank, group
    return best[1]


def _groups(left: Mapping[int, Unplaced], rare: Rare) -> Iterator[tuple[float, Sequence[int]]]:
    """Yield the articles that share a pair of rare terms, with the pair's weight; of several pairs with the same articles one."""
    having: dict[str, set[int]] = {}
    for number in left:
        for term in rare[number]:
            having.setdefault(term, set()).add(number)
    weights = {term: sum(left[number].gist.terms[term] for number in numbers) / len(numbers) for term, numbers in having.items()}
    wanted = [term for term, numbers in having.items() if len(numbers) >= LEAST_TEXTS]
    wanted = sorted(wanted, key=lambda term: (-len(having[term]), -weights[term], term))[:_MOST_TERMS]
    found: dict[tuple[int, ...], float] = {}
    for one, other in combinations(wanted, 2):
        both = having[one] & having[other]
        if len(both) >= LEAST_TEXTS:
            numbers = tuple(number for number in left if number in both and rare[number][one].roots.isdisjoint(rare[number][other].roots))
            found[numbers] = max(found.get(numbers, 0.0), weights[one] + weights[other])
    yield from ((weight, numbers) for numbers, weight in found.items() if len(numbers) >= LEAST_TEXTS)


def _within_span(group: Sequence[Unplaced], names: Mapping[str, str]) -> Sequence[Unplaced]:
    """Return the articles of the span in which most independent texts lie; none where they are too few. The group is in order."""
    best: tuple[int, Sequence[Unplaced]] = 0, ()
    for first, each in enumerate(group):
        end = _moment(each.stored) + SPAN
        inside = [other for other in group[first:] if _moment(other.stored) <= end]
        texts = count_texts([other.stored for other in inside], names)
        if texts > best[0] and _is_enough(inside, texts, names):
            best = texts, inside
    return best[1]


def _is_enough(group: Sequence[Unplaced], texts: int, names: Mapping[str, str]) -> bool:
    articles = [each.stored for each in group]
    outlets = {stored.source_id for stored in articles}
    return texts >= LEAST_TEXTS and len(outlets) >= LEAST_OUTLETS and independent_texts(articles, names) >= LEAST_OUTLETS


def _joined(core: Sequence[Unplaced], left: Mapping[int, Unplaced], rare: Rare) -> Sequence[Unplaced]:
    """Return a theme's core with what has two of the terms that all of the core shares, as long as all lies within the span."""
    inside = {each.stored.id for each in core}
    terms = frozenset.intersection(*(frozenset(rare[number]) for number in inside))
    first, last = _moment(core[0].stored), _moment(core[-1].stored)
    near = [each for each in left.values() if each.stored.id not in inside]
    for each in sorted(near, key=lambda each: abs(_moment(each.stored) - first)):
        moment = _moment(each.stored)
        if max(last, moment) - min(first, moment) <= SPAN and _shares_enough(rare[each.stored.id], terms):
            first, last = min(first, moment), max(last, moment)
            inside.add(each.stored.id)
    return [each for number, each in left.items() if number in inside]


def _shares_enough(written: Mapping[str, Written], terms: frozenset[str]) -> bool:
    """Tell whether an article has two of the terms, in different words."""
    own = [written[term].roots for term in terms & written.keys()]
    return any(one.isdisjoint(other) for one, other in combinations(own, 2))


def _common(group: Sequence[Unplaced], rare: Rare) -> frozenset[str]:
    counts = Counter(term for each in group for term in rare[each.stored.id])
    return frozenset(term for term, count in counts.items() if count >= len(group) * _IN_MOST)


def _theme(group: Sequence[Unplaced], rare: Rare, names: Mapping[str, str]) -> Theme:
    articles = [each.stored for each in group]
    return Theme(
        _told(group, rare),
        tuple(Sample(each.id, each.article.title, each.source_id, each.article.lang, each.first_seen_at) for each in articles),
        count_texts(articles, names),
        tuple(dict.fromkeys(stored.source_id for stored in articles)),
        _moment(articles[-1]) - _moment(articles[0]),
    )


def _told(group: Sequence[Unplaced], rare: Rare) -> tuple[Term, ...]:
    """Return the terms that are offered: what most articles share and what weighs most first, no word twice."""
    having = {term: [each for each in group if term in rare[each.stored.id]] for term in _common(group, rare)}
    weights = {term: max(each.gist.terms[term] for each in found) for term, found in having.items()}
    told: list[Term] = []
    roots: set[str] = set()
    for term in sorted(having, key=lambda term: (-len(having[term]), -weights[term], term)):
        own = {root for each in having[term] for root in rare[each.stored.id][term].roots}
        if len(told) < _TERMS_TOLD and own.isdisjoint(roots):
            told.append(Term(term, _written(term, having[term], rare), len(having[term])))
        roots |= own
    return tuple(told)


def _written(term: str, group: Sequence[Unplaced], rare: Rare) -> str:
    """Return a term as most articles write it."""
    counts = Counter(word for each in group for word in dict.fromkeys(rare[each.stored.id][term].words))
    return min(counts, key=lambda word: (-counts[word], len(word), word)) if counts else called(term)


def _moment(stored: StoredArticle) -> datetime:
    """Return when an article was news: when its text was published, or when it was seen where that is not known."""
    at = first_published(stored).published.at
    if at is None:
        return stored.first_seen_at
    moment = at if isinstance(at, datetime) else datetime.combine(at, time.max, UTC)
    return min(moment, stored.first_seen_at)
