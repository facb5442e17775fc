"""The gist of an article: what its event is told by, comparable from language to language.

The order of work: names of the beat; one pass over the words for concepts, figures, days and names nobody listed; each becomes a term with
a weight, the static rarity of its kind times the prominence of its place; the weightiest are kept.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import islice, takewhile
from math import log10
from typing import Any, Final

from news.articles import Article
from news.beats import ON_BEAT, Beat, Judgement
from news.dates import Dating
from news.documents import Document
from news.name_lists import Name
from news.naming.concepts import ACTS, concept_weight
from news.naming.meanings import meaning_of
from news.naming.profiles import Profile, profile_of
from news.naming.readings import FIRST, HEAD, LEAD, NEXT, REST, TITLE, Figure, Reading, read_text
from news.words import analyse

MOST_KEYS = 24
_MOST_WORDS, _MOST_OTHERS = 70, 60  # terms kept: an article of 450 words has as many that tell anything, and fits in 4 kB
_PLACES: Final = (1.3, 1.0, 1.0, 0.6)  # title, first sentence, rest of the lead, rest
_KINDS: Final = {"person": 2.0, "place": 2.0, "organisation": 1.6, "thing": 1.6}
_WEIGHED_NAMES: Final = {"common": 0.15, "frequent": 0.8}
_CAPITAL, _OPENER = 1.5, 0.7
_GERMAN = 0.4  # of the weight: there every noun has a capital
_TOPIC, _DAY, _MONTH, _ORDINAL, _CODE = 0.4, 1.0, 0.6, 0.5, 1.2
_LARGEST = 4096  # bytes
_MOST_DAYS = 12  # a text that names more is a calendar
_NEVER = 9.0
_RARE: Final = {"n": 0.5, "s": 0.9, "k": 0.7, "#": 0.9, "%": 0.6, "c": 0.9, "w": 0.6}
"""The least weight with which a term of a kind is worth an entry in the index."""
HEAD_TERMS, HEAD_WORDS, TITLE_WORDS = "head", "head-words", "title-words"
WORD, NAME, CAPITAL, CONCEPT, NUMBER, PERCENT, CODE = "w", "n", "s", "c", "#", "%", "k"
_TOLD: Final = frozenset((NAME, CAPITAL, CONCEPT, NUMBER, PERCENT, CODE))


@dataclass(frozen=True, slots=True)
class Gist:
    """What an article's event is told by."""

    lang: str | None
    published_at: datetime | None
    is_day: bool
    """Whether only the day of publication is known; ``published_at`` is its noon."""
    terms: Mapping[str, float]
    """``n:`` names, ``s:`` skeletons of other names, ``c:`` concepts, ``t:`` topics, ``#:`` numbers, ``%:`` percentages, ``k:`` codes,
    ``d:`` days, ``m:`` months, ``o:`` ordinals, ``w:ru:`` stems of a language."""
    title_terms: frozenset[str]
    head: frozenset[str] = frozenset()
    """The terms of title and first sentence."""
    lead: frozenset[str] = frozenset()
    """The names, days, months and ordinals of title and lead, and what was done."""
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """``lead`` by the first letter of the term."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """``person``, ``place``, ``organisation`` or ``thing`` for the listed names of title and lead that are not common."""
    days: frozenset[str] = frozenset()
    """Days that title and lead name; without a year, where that is unknown, as ``0004-11-20``."""
    news_days: frozenset[str] = frozenset()
    """Those of them that title and first sentence name."""
    weekdays: frozenset[int] = frozenset()
    """From 0 for Monday, where nobody knows in which week."""
    totals: Mapping[str, float] = field(default_factory=dict)
    """The sums of the weights by the first letter of the term; by ``head``, ``head-words`` and ``title-words`` those of head and title."""
    profile: Profile = field(default_factory=lambda: profile_of({}))


def gist_of_article(beat: Beat, article: Article, judgement: Judgement, outlet: str = "") -> Gist | None:
    """Return the gist of an article that was judged; None off the beat, where nothing has a story.

    ``outlet`` is the name of who published it: an outlet that speaks of itself says nothing of the event.
    """
    if judgement.relevance not in ON_BEAT:
        return None
    shown = [tag.topic for tag in judgement.tags if tag.rank != "background"]
    return gist_of(beat, article.title, article.text, article.lang, article.published, shown, outlet)


def gist_of(  # noqa: PLR0913, PLR0917 - what a text consists of
    beat: Beat, title: str, text: str, lang: str | None, published: Dating, topics: Sequence[str], outlet: str = ""
) -> Gist:
    """Return the gist of an article; ``topics`` are the ids of those it is about, not those in its background."""
    at = published.at
    day = at.date() if isinstance(at, datetime) else at
    reading = read_text(title, text, lang, day)
    names = list(_names(beat, title, text, lang, reading))
    terms: dict[str, tuple[float, int]] = {f"{NAME}:{name.id}": (_name_weight(name), where) for name, where in names}
    terms.update(_common_terms(reading, lang, topics))
    own = _terms_of_outlet(beat, outlet, lang)
    terms = {term: told for term, told in terms.items() if term not in own}
    others = _weightiest(((term, weight * _PLACES[where]) for term, (weight, where) in terms.items()), _MOST_OTHERS)
    prefix = f"{WORD}:{lang or ''}:"
    stems = ((prefix + stem, reading.weights[stem] * _PLACES[where]) for stem, where in reading.stems.items() if stem not in own)
    weights = dict([*others, *_weightiest(stems, _MOST_WORDS)])
    places = {term: where for term, (_, where) in terms.items()} | {prefix + stem: where for stem, where in reading.stems.items()}
    return _assembled(
        Gist(
            lang=lang,
            published_at=_moment(at),
            is_day=at is not None and not isinstance(at, datetime),
            terms=weights,
            title_terms=frozenset(),
            kinds={f"{NAME}:{name.id}": name.kind for name, where in names if where < REST},
            days=frozenset(sorted(day.isoformat() for day in reading.days)[:_MOST_DAYS]),
            news_days=frozenset(sorted(day.isoformat() for day, where in reading.days.items() if where <= FIRST)[:_MOST_DAYS]),
            weekdays=frozenset(reading.weekdays),
        ),
        places,
    )


def _terms_of_outlet(beat: Beat, outlet: str, lang: str | None) -> frozenset[str]:
    """Return the names and stems that an outlet's own name gives."""
    if not outlet:
        return frozenset()
    meanings = [meaning_of(word.text, lang) for word in analyse(outlet)]
    listed = {f"{NAME}:{name.id}" for name, _, _ in beat.names.find(Document(outlet, "", lang))}
    codes = {f"{CODE}:{float(word.text):.3g}" for word in analyse(outlet) if word.text.isdecimal()}
    return frozenset(listed | codes | {f"{CAPITAL}:{each.skeleton}" for each in meanings} | {each.stem for each in meanings})


def _assembled(gist: Gist, places: Mapping[str, int]) -> Gist:
    """Complete a gist from the places of its terms."""
    terms = gist.terms
    head = frozenset(term for term in terms if places[term] <= FIRST)
    lead = frozenset(term for term in terms if places[term] <= NEXT and term[0] != WORD and (term[0] != CONCEPT or term[2:] in ACTS))
    totals = _totals(terms)
    totals[HEAD_WORDS] = sum(terms[term] for term in head if term[0] == WORD)
    totals[HEAD_TERMS] = sum(terms[term] for term in head if term[0] in _TOLD)
    totals[TITLE_WORDS] = sum(terms[term] for term in head if term[0] == WORD and places[term] == TITLE)
    return replace(
        gist,
        title_terms=frozenset(term for term in terms if places[term] == TITLE),
        head=head,
        lead=lead,
        marks={letter: frozenset(term for term in lead if term[0] == letter) for letter in {term[0] for term in lead}},
        totals=totals,
        profile=profile_of({term: places[term] for term in terms}),
    )


def keys_of(gist: Gist) -> tuple[str, ...]:
    """Return the rarest terms of a gist, at most 24: an article on the same event has several of them.

    Two thirds of the room are for what is the same in every language, the rest for words of its own.
    """
    rare = [(term, weight) for term, weight in gist.terms.items() if weight >= _RARE.get(term[0], _NEVER)]
    own = _weightiest((each for each in rare if each[0][0] == WORD), MOST_KEYS // 3)
    others = _weightiest((each for each in rare if each[0][0] != WORD), MOST_KEYS - len(own))
    return tuple(term for term, _ in (*others, *own))


def to_json(gist: Gist) -> str:
    """Return a gist as JSON of at most 4 kB in UTF-8: words that tell least are left out where it would be longer."""
    prefix = f"{WORD}:{gist.lang or ''}:"
    head = {
        "lang": gist.lang,
        "at": gist.published_at.isoformat() if gist.published_at else None,
        "day": gist.is_day,
        "kinds": dict(gist.kinds),
        "days": sorted(gist.days),
        "news_days": sorted(gist.news_days),
        "weekdays": sorted(gist.weekdays),
    }
    terms = sorted(gist.terms.items(), key=lambda each: (each[0][0] == WORD, -each[1], each[0]))
    rows = (
        _compact([term.removeprefix(prefix), round(weight * 100), _place_of(gist, term), int(term.startswith(prefix))])
        for term, weight in terms
    )
    begun = _compact(head)[:-1] + ',"terms":['
    room = _LARGEST - len(begun.encode()) - len("]}")
    kept = takewhile(lambda row: row[1] <= room, _measured(rows))
    return f"{begun}{','.join(row for row, _ in kept)}]}}"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _measured(rows: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Return each row with the bytes of all up to it, with the commas."""
    size = 0
    for row in rows:
        size += len(row.encode()) + 1
        yield row, size


def from_json(stored: str) -> Gist:
    """Return the gist that ``to_json`` wrote."""
    values: dict[str, Any] = json.loads(stored)
    prefix = f"{WORD}:{values['lang'] or ''}:"
    terms: dict[str, float] = {}
    places: dict[str, int] = {}
    for name, weight, place, is_word in values["terms"]:
        term = prefix + name if is_word else name
        terms[term], places[term] = weight / 100, place
    gist = Gist(
        lang=values["lang"],
        published_at=datetime.fromisoformat(values["at"]) if values["at"] else None,
        is_day=values["day"],
        terms=terms,
        title_terms=frozenset(),
        kinds=values["kinds"],
        days=frozenset(values["days"]),
        news_days=frozenset(values["news_days"]),
        weekdays=frozenset(values["weekdays"]),
    )
    return _assembled(gist, places)


def _place_of(gist: Gist, term: str) -> int:
    if term in gist.title_terms:
        return TITLE
    if term in gist.head:
        return FIRST
    return NEXT if term in gist.lead else REST


def _moment(at: datetime | date | None) -> datetime | None:
    return at if at is None or isinstance(at, datetime) else datetime.combine(at, time(12), UTC)


def _names(beat: Beat, title: str, text: str, lang: str | None, reading: Reading) -> Iterator[tuple[Name, int]]:
    """Return the listed names with their places, and take them out of those found by their capitals."""
    document = Document(title, text, lang)
    for name, span, words in beat.names.find(document):
        for word in words.replace("-", " ").split():
            for found in (reading.names, reading.openers):
                found.pop(meaning_of(word, lang).skeleton, None)
        after = span.last - document.text_at
        yield name, TITLE if after < 0 else FIRST if after < HEAD else NEXT if after < LEAD else REST


def _name_weight(name: Name) -> float:
    return _WEIGHED_NAMES.get(name.weight) or _KINDS[name.kind]


def _common_terms(reading: Reading, lang: str | None, topics: Sequence[str]) -> Iterator[tuple[str, tuple[float, int]]]:
    """Return the terms that mean the same in every language, with weight and place."""
    part = _GERMAN if lang == "de" else 1.0
    yield from ((f"{CAPITAL}:{name}", (_OPENER * part, where)) for name, where in reading.openers.items())
    yield from ((f"{CAPITAL}:{name}", (_CAPITAL * part, where)) for name, where in reading.names.items())
    yield from ((f"{CONCEPT}:{concept}", (concept_weight(concept), where)) for concept, where in reading.concepts.items())
    yield from (_figure_term(figure) for figure in sorted(reading.figures, key=lambda each: -each.where) if figure.value)
    yield from ((f"d:{day.isoformat()}", (_DAY, where)) for day, where in reading.days.items() if day.year > 4)
    yield from ((f"m:{month}", (_MONTH, where)) for month, where in reading.months.items())
    yield from ((f"o:{ordinal}", (_ORDINAL, where)) for ordinal, where in reading.ordinals.items())
    yield from ((f"t:{topic}", (_TOPIC, NEXT)) for topic in topics)


def _figure_term(figure: Figure) -> tuple[str, tuple[float, int]]:
    value = f"{figure.value:.3g}"
    if figure.is_code:
        return f"{CODE}:{value}", (_CODE, figure.where)
    return f"{PERCENT if figure.is_percent else NUMBER}:{value}", (_figure_weight(figure.value), figure.where)


def _figure_weight(value: float) -> float:
    """Weigh a number: small and round ones stand in many articles."""
    if value != int(value):
        return 1.4
    digits = len(str(int(value)).rstrip("0"))
    size = log10(max(value, 1))
    return min(1.6, (0.15 if value <= 2 else 0.35 if value <= 10 else 0.5 + 0.1 * size) + 0.3 * (digits - 1))


def _weightiest(terms: Iterable[tuple[str, float]], most: int) -> list[tuple[str, float]]:
    ordered = sorted(terms, key=lambda each: (-each[1], each[0]))
    return [(term, round(weight, 2)) for term, weight in islice(ordered, most)]


def _totals(weights: Mapping[str, float]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for term, weight in weights.items():
        totals[term[0]] = totals.get(term[0], 0.0) + weight
    return totals
