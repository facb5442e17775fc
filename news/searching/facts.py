"""What is known of an article besides its words, as the search index holds it: ``lang:az``, ``topic:gas-routes``, ``day:2026-03``."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from news.beats import RELEVANCES, Relevance
from news.words import search_terms

SHOWN = "shown"
"""The fact of every article that may be in an answer."""
DATED = "dated"
PARTIAL = "partial"
CREDITED = "credited"
"""The fact of every article whose page names another publisher as the author."""


def facts_of(  # noqa: PLR0913, PLR0917 - what is known of one article
    relevance: Relevance,
    lang: str | None,
    source_id: str,
    topics: Sequence[str],
    published: date | None,
    origin: str | None,
    kind: str,
) -> list[str]:
    """Return the facts of an article; none for one that is in no answer."""
    if relevance == "none":
        return []
    found = [SHOWN, f"relevance:{relevance}", f"source:{source_id}", f"kind:{kind}"]
    found += [f"topic:{topic}" for topic in topics] or ([UNCLASSIFIED] if relevance != "weak" else [])
    if lang:
        found.append(f"lang:{lang}")
    if published:
        found += [DATED, f"day:{published:%Y}", f"day:{published:%Y-%m}", f"day:{published:%Y-%m-%d}"]
    if origin:
        found += [CREDITED, *origin_facts(origin)]
    if kind == "teaser":
        found.append(PARTIAL)
    return list(dict.fromkeys(found))


UNCLASSIFIED = "topic:none"
"""The fact of an article that is on the beat and has no topic."""


def origin_facts(name: str) -> list[str]:
    """Return how a publisher is found: by its whole name and by each word of it."""
    words = search_terms(name)
    return [f"origin:{each}" for each in dict.fromkeys((" ".join(words), *words)) if each]


def days_between(first: date, last: date) -> list[str]:
    """Return the facts of all days from one to another, both included, as years, months and days: a dozen for most spans."""
    return [f"day:{span}" for span in _spans(first, last)]


def _spans(first: date, last: date) -> Iterator[str]:
    day = first
    while day <= last:
        year_end, month_end = date(day.year, 12, 31), _end_of_month(day)
        if day.month == 1 and day.day == 1 and year_end <= last:
            yield f"{day:%Y}"
            end = year_end
        elif day.day == 1 and month_end <= last:
            yield f"{day:%Y-%m}"
            end = month_end
        else:
            yield f"{day:%Y-%m-%d}"
            end = day
        if end == date.max:
            return
        day = end + timedelta(days=1)


def _end_of_month(day: date) -> date:
    return date(day.year, 12, 31) if day.month == 12 else date(day.year, day.month + 1, 1) - timedelta(days=1)


def relevances() -> Iterable[Relevance]:
    """Return the relevances that an article in an answer may have."""
    return (relevance for relevance in RELEVANCES if relevance != "none")
