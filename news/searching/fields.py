"""The fields of a query, as tables: which there are, what may stand behind the colon, and where each may stand."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches

from news.searching.pointing import shown

EXAMPLES: Mapping[str, str] = {
    "title": "title:gas",
    "topic": "topic:gas-routes",
    "lang": "lang:az,ru",
    "source": "source:northwind",
    "country": "country:AZ",
    "owner": "owner:state",
    "relevance": "relevance:strong",
    "origin": 'origin:"North Wind Agency"',
    "story": "story:12",
    "since": "since:7d",
    "until": "until:2026-03-01",
    "published": "published:2026-03-01..2026-03-07",
    "partial": "partial:yes",
    "has": "has:copies",
}
"""The fields, each with a query that uses it."""
TITLE = "title"
LIMITS = frozenset({"since", "until", "published"})
"""Fields that limit the time; they cannot stand inside NOT."""
NEVER_IN_OR = LIMITS | {"story", "has"}
PARTIAL_VALUES = ("yes", "no")
HAS_VALUES = ("copies", "versions", "story", "origin", "date")

_SINGLE = LIMITS | {"partial"}
_NOT_LIKE_ENOUGH = 0.75  # "lnag" is as like "lang"; "gas" is 0.67 like "has", and a word of this beat
_ELSEWHERE = {  # what other search boxes call them
    "site": "source",
    "outlet": "source",
    "language": "lang",
    "tag": "topic",
    "intitle": "title",
    "headline": "title",
    "before": "until",
    "after": "since",
    "date": "published",
    "ownership": "owner",
}
_NOWHERE = frozenset({"author", "body", "kind", "text", "url"})

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_AGO = re.compile(r"[0-9]{1,4}[hdw]")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_DATE_REMEDY = "write a date such as 2026-03-01, 2026-03 or 2026, a time ago such as 12h, 7d or 2w, today or yesterday"
_RANGE_REMEDY = "write its first and its last day: published:2026-03-01..2026-03-07"

Problem = tuple[str, str]
"""What is wrong, and the remedy."""


def unknown_field(head: str, rest: str) -> Problem | None:
    """Return what is wrong where a word before a colon was meant as a field and is none; None where it is but a word."""
    name = head.casefold()
    if not (name.isascii() and name.isalpha()):
        return None
    known = {**{field: field for field in EXAMPLES}, **_ELSEWHERE}
    for near in get_close_matches(name, known, n=1, cutoff=_NOT_LIKE_ENOUGH):
        return f"there is no field {head!r}", f"write {known[near]}:{rest}, or put it in quotation marks to look for the words"
    if name in _NOWHERE:
        return f"there is no field {head!r}", f"the fields are {', '.join(EXAMPLES)}; plain words look in title and text"
    return None


def normal_value(field: str, value: str) -> str:
    """Return a value as it is kept: in small letters where the values are ours, as written where they are names."""
    return value.lower() if field in _CHECKS else value


def values_problem(field: str, values: tuple[str, ...]) -> Problem | None:
    """Return what is wrong with the number of a field's values."""
    if field in _SINGLE and len(values) > 1:
        return f"{field} takes one value", f"write one, such as {EXAMPLES[field]}"
    return None


def value_problem(field: str, value: str) -> Problem | None:
    """Return what is wrong with the form of a value; whether a name exists is known elsewhere."""
    check = _CHECKS.get(field)
    return check(value) if check else None


def _story_problem(value: str) -> Problem | None:
    return None if _NUMBER.fullmatch(value) else ("story takes a number", "write story:12; khazri stories prints the numbers")


def _choice(field: str, choices: tuple[str, ...]) -> Callable[[str], Problem | None]:
    remedy = "write " + f"{field}:" + ", ".join(choices[:-1]) + f" or {choices[-1]}"
    return lambda value: None if value in choices else (f"{field} does not take this value", remedy)


def _moment_problem(value: str) -> Problem | None:
    if ".." in value:
        return "since and until take one day", f"for a range write published:{shown(value)}"
    if _AGO.fullmatch(value) or value in {"today", "yesterday"}:
        return None
    return _date_problem(value, _DATE_REMEDY)


def _published_problem(value: str) -> Problem | None:
    first, dots, last = value.partition("..")
    if not dots:
        return _moment_problem(value)
    if problem := _date_problem(first, _RANGE_REMEDY) or _date_problem(last, _RANGE_REMEDY):
        return problem
    is_turned = first > last and not first.startswith(last)
    return ("this range ends before it begins", f"write published:{last}..{first}") if is_turned else None


def _date_problem(value: str, remedy: str) -> Problem | None:
    match = _DATE.fullmatch(value)
    if not match:
        return "this is no date", remedy
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return "this day is not in the calendar", remedy
    return None


_CHECKS: Mapping[str, Callable[[str], Problem | None]] = {
    "story": _story_problem,
    "since": _moment_problem,
    "until": _moment_problem,
    "published": _published_problem,
    "partial": _choice("partial", PARTIAL_VALUES),
    "has": _choice("has", HAS_VALUES),
}
