"""Which officials an article quotes in title and lead: who spoke for Baku, for Moscow, for their neighbours.

1. The names of officials and institutions are found in each sentence; the country beside an institution, or else the outlet's domain,
   says whose it is.
2. A verb of speech takes its speaker from the names in the same sentence: the nearest before it, else right behind it.
3. What stands after "according to", and a name with a colon at the head of a sentence, speaks without a verb.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from news.articles import Article
from news.digesting.known_names import english_of, listed_names, patterns_of
from news.digesting.official_lists import (
    AS_TOLD_BY,
    BODIES,
    CAPITALS,
    COUNTRY_OF,
    LANDS,
    NOT_THE_SPEAKER,
    OTHER_LANDS,
    OWN_BODIES,
    PERSONS,
    ROLES,
    SAID,
    SIDE_OF_DOMAIN,
    SPOKEN_TO,
    THAT,
    Side,
)
from news.digesting.passages import Hit, Passage, Phrases, passages_of, shown
from news.digesting.status_words import CONFIRMED, DENIED
from news.patterns import LANGUAGES
from news.urls import host_of

_BEFORE, _BEFORE_LATE_VERB, _BEHIND = 10, 25, 6  # words between a speaker and the verb
_VERB_LAST: Final = frozenset({"az", "tr", "fa", "ka", "hy", "de"})
_VERB_BEFORE_SPEAKER: Final = frozenset({"ru", "uk", "pl", "de", "fr"})
_COUNTRY_LAST: Final = frozenset({"en", "ru", "uk", "pl", "de", "fr", "fa"})
_LINKS: Final = frozenset({"of", "in", "de", "d", "du", "la", "l", "s", "von"})
_SPEECH, _TOLD, _THAT, _ASIDE = "say", "told", "that", "aside"
_APOSTROPHES: Final = frozenset("'’")
_TURKISH_CASES: Final = frozenset(
    ["a", "e", "ya", "ye", "yi", "yı", "i", "ı", "u", "ü", "dan", "den", "tan", "ten", "la", "le", "in", "ın", "un", "ün", "nin", "nın"]
)
_NOT_SPEAKING: Final = {lang: re.compile(pattern) for lang, pattern in NOT_THE_SPEAKER.items()}
_SHORT: Final = {"Foreign Ministry": "MFA", "Defence Ministry": "MoD", "Interior Ministry": "MIA"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What an official is said to have said."""

    name: str
    """In English: ``Peskov``, ``Foreign Ministry of Russia``."""
    side: Side
    words: str
    """The sentence, as written, at most 200 characters."""


class Actor(NamedTuple):
    """An official or an institution where a sentence names it."""

    name: str
    side: Side
    first: int
    last: int
    kind: str
    """``person``, ``own``, ``body``, ``role`` or ``capital``."""


class Spoken(NamedTuple):
    """A statement with the sentence it was found in."""

    statement: Statement
    passage: Passage
    actor: Actor


def statements_of(article: Article) -> tuple[Statement, ...]:
    """Return what officials say in title and lead, each official once."""
    return tuple(each.statement for each in spoken_in(article))


@lru_cache(maxsize=256)  # the officials of a line and the status of its claim are read from the same articles
def spoken_in(article: Article) -> tuple[Spoken, ...]:
    """Return the statements of title and lead with their places, each official once, in the order of the text."""
    code = _code(article.lang)
    found: dict[tuple[str, str], Spoken] = {}
    for passage in passages_of(article):
        hits = phrases_for(code).find(passage)
        actors = _actors(passage, hits, article.url, code)
        for actor in _speakers(passage, hits, actors, code):
            statement = Statement(actor.name, actor.side, shown(passage, actor.first))
            found.setdefault((actor.name, actor.side), Spoken(statement, passage, actor))
    return tuple(found.values())


def speaker_at(passage: Passage, first: int, last: int, article: Article) -> str | None:
    """Return the official, as written, whose verb stands from one word of a sentence to another; None where it is nobody's known."""
    code = _code(article.lang)
    hits = phrases_for(code).find(passage)
    speakers = _speaker_of(passage, Hit(_SPEECH, first, last), hits, _actors(passage, hits, article.url, code), code)
    return passage.written(speakers[0].first, speakers[0].last) if speakers else None


def side_of_address(url: str) -> Side | None:
    """Return the state whose domain an address is in."""
    return SIDE_OF_DOMAIN.get((host_of(url) or "").rpartition(".")[2])


def names_side(article: Article, side: Side) -> bool:
    """Return whether title or lead of an article name a country or its capital."""
    phrases, tags = phrases_for(_code(article.lang)), {f"land:{side}", f"capital:{side}"}
    return any(hit.tag in tags for passage in passages_of(article) for hit in phrases.find(passage))


def official_sides(statements: Iterable[Statement], *, names_ukraine: bool = False) -> tuple[tuple[Side, tuple[str, ...]], ...]:
    """Return who spoke for Baku and Moscow, and for Kyiv where the story names Ukraine; then for other sides that spoke at all."""
    by_side: dict[Side, dict[str, None]] = {"Baku": {}, "Moscow": {}}
    if names_ukraine:
        by_side["Kyiv"] = {}
    for statement in statements:
        by_side.setdefault(statement.side, {})[_short(statement)] = None
    return tuple((side, tuple(names)) for side, names in by_side.items())


def official_line(sides: Sequence[tuple[Side, Sequence[str]]]) -> str:
    """Return the sides on one line: ``Baku none · Moscow MFA, Peskov``."""
    return " · ".join(f"{side} {', '.join(names) or 'none'}" for side, names in sides)


def _short(statement: Statement) -> str:
    name = statement.name.removesuffix(f" of {COUNTRY_OF[statement.side]}")
    return _SHORT.get(name, name)


def _code(lang: str | None) -> str | None:
    code = (lang or "").lower().partition("-")[0]
    return code if code in LANGUAGES else None


@cache
def phrases_for(code: str | None) -> Phrases:
    """Return the phrases by which officials are found in a language; in an unknown one those of all."""
    pairs = [
        (pattern, f"person:{side}:{each}") for side, ids in PERSONS.items() for each in ids.split() for pattern in _spelled(each, code)
    ]
    pairs += [(pattern, f"own:{each}") for each in OWN_BODIES for pattern in _spelled(each, code)]
    pairs += [(pattern, f"body:{each}") for each in BODIES for pattern in _spelled(each, code)]
    pairs += [(pattern, f"land:{side}") for each, (side, _) in LANDS.items() for pattern in _spelled(each, code)]
    pairs += [(pattern, "land:") for each in OTHER_LANDS.split() for pattern in _spelled(each, code)]
    pairs += [(pattern, f"capital:{side}") for side, patterns in CAPITALS.items() for pattern in patterns.split("|")]
    pairs += [(pattern, f"role:{role}") for role, table in ROLES.items() for pattern in _patterns(table, code)]
    pairs += [(pattern, _SPEECH) for table in (SAID, DENIED, CONFIRMED) for pattern in _patterns(table, code)]
    pairs += [(pattern, _TOLD) for pattern in _patterns(AS_TOLD_BY, code)]
    pairs += [(pattern, _ASIDE) for pattern in _patterns(SPOKEN_TO, code)] if code else []
    return Phrases([*pairs, *((pattern, _THAT) for pattern in THAT.split("|"))])


def _spelled(name_id: str, code: str | None) -> list[str]:
    name = listed_names().get(name_id)
    return [pattern for lang, pattern in patterns_of(name) if code is None or lang in {code, "xx"}] if name else []


def _patterns(table: object, code: str | None) -> list[str]:
    assert isinstance(table, dict)
    return [pattern for lang, patterns in table.items() if code in {None, lang} for pattern in patterns.split("|")]


def _actors(passage: Passage, hits: Sequence[Hit], url: str, code: str | None) -> list[Actor]:
    """Return who may speak: a person's title or ministry beside the person's name is that person."""
    lands = [hit for hit in hits if hit.tag.startswith("land:")]
    found: list[Actor] = []
    for hit in hits:
        kind, _, rest = hit.tag.partition(":")
        if kind == "person":
            side, _, name_id = rest.partition(":")
            found.append(Actor(english_of(name_id), _as_side(side), hit.first, hit.last, kind))
        elif kind == "capital":
            found.append(Actor(rest, _as_side(rest), hit.first, hit.last, kind))
        elif kind in {"own", "body", "role"}:
            found += _institution(passage, hit, lands, url, code)
    return _without_parts(found)


def _institution(passage: Passage, hit: Hit, lands: Sequence[Hit], url: str, code: str | None) -> list[Actor]:
    kind, _, rest = hit.tag.partition(":")
    land = _land_beside(passage, hit, lands, code)
    own_name, own_side = OWN_BODIES.get(rest, (None, None)) if kind == "own" else (None, None)
    side = land.tag.removeprefix("land:") if land else own_side or side_of_address(url)
    if not side:
        return []
    name = own_name if own_name and side == own_side else f"{own_name or BODIES.get(rest, rest)} of {COUNTRY_OF[_as_side(side)]}"
    first, last = (min(hit.first, land.first), max(hit.last, land.last)) if land else (hit.first, hit.last)
    return [Actor(name, _as_side(side), first, last, kind)]


def _land_beside(passage: Passage, hit: Hit, lands: Sequence[Hit], code: str | None) -> Hit | None:
    """Return the country named right before an institution, or behind it where the language has it there."""
    for land in lands:
        if 1 <= hit.first - land.last <= 2 and passage.is_one_clause(land.last, hit.first):
            return land
    for land in lands:
        gap = passage.folded[hit.last + 1 : land.first]
        if (code is None or code in _COUNTRY_LAST) and land.first > hit.last and len(gap) <= 2 and all(word in _LINKS for word in gap):
            return land if passage.is_one_clause(hit.last, land.first) else None
    return None


def _without_parts(actors: list[Actor]) -> list[Actor]:
    """Leave out capitals inside institutions, and institutions and titles right before a person of the same side."""
    persons = [each for each in actors if each.kind == "person"]
    kept: list[Actor] = []
    for each in actors:
        inside = any(other is not each and _covers(other, each) for other in actors)
        title = each.kind != "person" and any(each.side == one.side and 0 < one.first - each.last <= 4 for one in persons)
        if not inside and not title:
            kept.append(each)
    return sorted(kept, key=lambda each: each.first)


def _covers(one: Actor, other: Actor) -> bool:
    if not one.first <= other.first <= other.last <= one.last:
        return False
    longer = one.last - one.first > other.last - other.first
    return longer or (other.kind == "capital" and one.kind != "capital")


def _speakers(passage: Passage, hits: Sequence[Hit], actors: Sequence[Actor], code: str | None) -> list[Actor]:
    speakers: list[Actor] = []
    for hit in hits:
        if hit.tag == _SPEECH:
            speakers += _speaker_of(passage, hit, hits, actors, code)
        elif hit.tag == _TOLD:
            speakers += [each for each in actors if each.kind != "capital" and _is_told_by(each, hit)][:1]
    speakers += [each for each in actors if each.first == 0 and passage.text[passage.words.ends[each.last] :].lstrip().startswith(":")]
    return list(dict.fromkeys(speakers))


def _is_told_by(actor: Actor, hit: Hit) -> bool:
    return 0 < actor.first - hit.last <= _BEHIND or 0 < hit.first - actor.last <= 1


def _speaker_of(passage: Passage, verb: Hit, hits: Sequence[Hit], actors: Sequence[Actor], code: str | None) -> list[Actor]:
    """Return the speaker of a verb: the nearest before it, else the nearest right behind it."""
    able = [each for each in actors if _may_speak(passage, each, hits, code)]
    that = [hit.first for hit in hits if hit.tag == _THAT]
    reach = _BEFORE_LATE_VERB if code in _VERB_LAST else _BEFORE
    before = [
        each
        for each in able
        if 0 < verb.first - each.last <= (reach if each.kind != "capital" or _begins_clause(passage, each, verb, code) else 1)
        and not any(each.last < place < verb.first for place in that)
        and not _another_verb_between(each.last, verb.first, hits)
    ]
    behind = [
        each
        for each in able
        if 0 < each.first - verb.last <= _BEHIND
        and passage.is_one_clause(verb.last, each.first)
        and each.kind != "capital"
        and not any(verb.last < place < each.first for place in that)
    ]
    if before and not (behind and _is_said_after(passage, verb, behind[0], code)):
        return before[-1:]
    return [] if passage.folded[verb.first] in {"told", "tells"} else behind[:1]


def _begins_clause(passage: Passage, actor: Actor, verb: Hit, code: str | None) -> bool:
    """Return whether a sentence of a language whose verbs come last begins with somebody, without a pause up to the verb."""
    return actor.first == 0 and code in _VERB_LAST and code != "de" and passage.is_one_clause(actor.last, verb.first)


def _is_said_after(passage: Passage, verb: Hit, actor: Actor, code: str | None) -> bool:
    """Return whether a verb with its speaker follows what was said: "…, said Peskov", not "Peskov, as before, said Aliyev would come"."""
    if verb.first == 0 or passage.is_one_clause(verb.first - 1, verb.first):
        return False
    after = actor.last + 1
    return code in _VERB_BEFORE_SPEAKER or after >= len(passage.words) or not passage.is_one_clause(actor.last, after)


def _another_verb_between(first: int, last: int, hits: Sequence[Hit]) -> bool:
    return any(hit.tag == _SPEECH and first < hit.first and hit.last < last for hit in hits)


def _may_speak(passage: Passage, actor: Actor, hits: Sequence[Hit], code: str | None) -> bool:
    """Return whether somebody is named as one who speaks: not as one spoken to or of."""
    if actor.kind != "person":
        return True
    if any(hit.tag == _ASIDE and hit.last == actor.first - 1 for hit in hits):
        return False
    ends = _NOT_SPEAKING.get(code or "")
    if ends and ends.search(passage.words.forms[actor.last].exact):
        return False
    following = actor.last + 1
    if code == "tr" and following < len(passage.words) and passage.between(actor.last, following) in _APOSTROPHES:
        return passage.written(following, following) not in _TURKISH_CASES
    return True


def _as_side(side: str) -> Side:
    return next(each for each in COUNTRY_OF if each == side)
