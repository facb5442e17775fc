"""Pairs of texts that a person hands over, and what is said of them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from desk.inputs import read_input
from news.beats import Beat, judge
from news.dates import Dating
from news.duplicates import Text, compare_texts
from news.errors import UsageError
from news.gists import Gist, gist_of
from news.languages import language_of
from news.stories import compare_gists


class GivenPair(NamedTuple):
    """Two texts to be compared."""

    id: Any
    one: Text
    other: Text


def given_pairs(file: Path) -> Iterator[GivenPair | str]:
    """Return the pairs of a file of JSON lines, or for a line that is none, what is wrong with it and the remedy."""
    for number, line in enumerate(read_input(file).split(b"\n"), start=1):
        if line.strip():
            try:
                yield read_pair(json.loads(line))
            except (ValueError, UsageError, RecursionError) as error:
                said = error if isinstance(error, UsageError) else "not JSON in UTF-8"
                yield f"{file}:{number}: {said}; write an object with id, a and b, each with title and text"


def compare_pair(beat: Beat, pair: GivenPair) -> dict[str, Any]:
    """Say how two texts are related: the same, one edited from the other, on the same event, or different."""
    likeness = compare_texts(pair.one, pair.other)
    relation, similarity, why = likeness.relation, likeness.similarity, likeness.why
    if relation == "different":
        bond = compare_gists(_gist(beat, pair.one), _gist(beat, pair.other))
        similarity = max(similarity, bond.score)
        why = bond.why
        if bond.is_same:
            return {"id": pair.id, "relation": "same-story", "similarity": round(similarity, 3), "why": why}
    return {"id": pair.id, "relation": relation, "similarity": round(similarity, 3), "why": why}


def _gist(beat: Beat, given: Text) -> Gist:
    judgement = judge(beat, given.title, given.text, given.lang)
    at = given.published_at
    dating = Dating(at.date() if at and given.is_day else at, "none" if at is None else "day" if given.is_day else "exact", None)
    topics = [tag.topic for tag in judgement.tags if tag.rank != "background"]
    return gist_of(beat, given.title, given.text, given.lang, dating, topics)


def read_pair(given: Any) -> GivenPair:
    """Read a pair from its object; raises UsageError."""
    if not isinstance(given, dict):
        raise UsageError("not a JSON object")
    return GivenPair(given.get("id"), _given_text("a", given.get("a")), _given_text("b", given.get("b")))


def _given_text(name: str, given: Any) -> Text:
    if not isinstance(given, dict):
        raise UsageError(f"{name} is no JSON object")
    values = [given.get(key) or "" for key in ("title", "text", "url", "published_at", "lang")]
    if not all(isinstance(value, str) for value in values):
        raise UsageError(f"title, text, url, published_at and lang of {name} must be strings")
    title, text, url, published, lang = values
    at, is_day = _moment(name, published)
    return Text(title, text, url or None, at, is_day, lang or language_of(f"{title}\n{text}"))


def _moment(name: str, published: str) -> tuple[datetime | None, bool]:
    """Read a publication date; one without an hour is a day."""
    if not published:
        return None, False
    try:
        at = datetime.fromisoformat(published)
    except ValueError as error:
        raise UsageError(f"published_at of {name} is no date: {published!r}") from error
    return (at if at.tzinfo else at.replace(tzinfo=UTC)), "T" not in published and " " not in published
