"""Folding: of articles whose texts are one text, edited or not, the first stays and the others become its copies.

Every text keeps a row of its own, with its address, versions and tags; a fold only points from it to the article that is shown, and
hides it. So nothing is lost, a fold can be undone, and the order of arrival makes no difference: whatever two texts of a group are
alike, the group is one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, TextClause, and_, bindparam, case, delete, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger, Integer

from news.beats import RELEVANCES
from news.duplicates import Likeness, Relation, Text, compare_texts, may_be_one, may_share_text
from storage.rows import level_of
from storage.searching.writing import refresh
from storage.statements import add_rows, insert_into
from storage.tables import apart, articles, folds

MOST_COMPARED = 12  # articles that share the most numbers; of a text printed a thousand times any of them will do
_PER_NUMBER = 50  # the newest articles that have a number: what thousands have is a formula, not a text

_SQLITE_ALIKE = text(
    "SELECT article_id, count(*) AS shared FROM json_each(:numbers) AS wanted JOIN sketches ON sketches.number = wanted.value"
    " AND sketches.article_id IN (SELECT article_id FROM sketches WHERE number = wanted.value ORDER BY article_id DESC LIMIT :most)"
    " WHERE article_id <> :own GROUP BY article_id ORDER BY shared DESC, article_id LIMIT :compared"
)
_POSTGRES_ALIKE = text(
    "SELECT article_id, count(*) AS shared FROM unnest(:numbers) AS wanted(value)"
    " JOIN LATERAL (SELECT article_id FROM sketches WHERE number = wanted.value ORDER BY article_id DESC LIMIT :most) AS found ON true"
    " WHERE article_id <> :own GROUP BY article_id ORDER BY shared DESC, article_id LIMIT :compared"
).bindparams(bindparam("numbers", type_=ARRAY(BigInteger)))
_SQLITE_SKETCH = "INSERT INTO sketches (number, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
_POSTGRES_SKETCH = text(
    "INSERT INTO sketches (number, article_id) SELECT value, :own FROM unnest(:numbers) AS wanted(value) ON CONFLICT DO NOTHING"
).bindparams(bindparam("numbers", type_=ARRAY(BigInteger)), bindparam("own", type_=Integer))

_NAMES = ("id", "title", "text", "url", "published_at", "published_precision", "lang")
# What was set aside as a notice or as nothing for us is hidden and no copy: it is not compared.
_SHOWN = ~articles.c.hidden | articles.c.id.in_(select(folds.c.article_id))
_ROWS = select(*(articles.c[name] for name in _NAMES)).where(articles.c.id.in_(bindparam("ids", expanding=True)), _SHOWN)
_SHOWN_FOR = select(folds.c.into_id).where(folds.c.article_id == bindparam("asked"))
_PARTED = select(apart).where(or_(apart.c.one_id == bindparam("asked"), apart.c.other_id == bindparam("asked")))


@dataclass(frozen=True, slots=True)
class Match:
    """Another article with the text, edited or not."""

    article_id: int
    likeness: Likeness


def write_sketch(connection: Connection, article_id: int, numbers: Iterable[int]) -> None:
    """Write what a text is looked up by; those of its earlier versions stay."""
    wanted = sorted(set(numbers))
    if wanted and connection.dialect.name == "sqlite":
        add_rows(connection, _SQLITE_SKETCH, [(number, article_id) for number in wanted])
    elif wanted:
        connection.execute(_POSTGRES_SKETCH, {"own": article_id, "numbers": wanted})


def fold(connection: Connection, article_id: int, numbers: Sequence[int], now: datetime, *, is_new: bool = False) -> int:
    """Fold an article and those with its text into one; return the id of the article that is shown.

    With ``is_new`` it was stored in this very transaction: it is no copy yet.
    """
    matches = _matches(connection, article_id, numbers)
    for match in matches:
        _join(connection, article_id, match, now)
    return shown_for(connection, article_id) if matches or not is_new else article_id


def shown_for(connection: Connection, article_id: int) -> int:
    """Return the article that is shown for one: another where it is a copy."""
    into = connection.scalar(_SHOWN_FOR, {"asked": article_id})
    return article_id if into is None else into


def unfold(connection: Connection, article_id: int) -> list[int]:
    """Show an article by itself again, or all copies of one that has some; they are never folded into each other again.

    Returns the ids of the articles that are shown now and were not; none where nothing was folded.
    """
    group = _group_of(connection, article_id)
    released = [article_id] if group[0] != article_id else group[1:]
    pairs = {tuple(sorted((one, other))) for one in released for other in group if one != other}
    if pairs:
        connection.execute(insert_into(connection, apart).on_conflict_do_nothing(), [{"one_id": a, "other_id": b} for a, b in pairs])
        release(connection, released)
    return released


def release(connection: Connection, article_ids: Sequence[int]) -> None:
    """Show articles that were copies."""
    levels = case({relevance: level_of(relevance) for relevance in RELEVANCES}, value=articles.c.relevance)
    connection.execute(update(articles).where(articles.c.id.in_(article_ids)).values(hidden=False, level=levels))
    connection.execute(delete(folds).where(folds.c.article_id.in_(article_ids)))
    refresh(connection, article_ids)


def join(connection: Connection, one_id: int, other_id: int, now: datetime) -> int:
    """Fold two articles into one because a person says so; return the id of the one that is shown."""
    connection.execute(delete(apart).where(_crossing(connection, one_id, other_id)))
    rows = _rows(connection, [one_id, other_id])
    likeness = compare_texts(_text(rows[one_id]), _text(rows[other_id]))
    relation: Relation = "same-text" if likeness.relation == "same-text" else "near-duplicate"
    _join(connection, one_id, Match(other_id, replace(likeness, relation=relation, why="a person said so")), now)
    return shown_for(connection, one_id)


def _group_of(connection: Connection, article_id: int) -> list[int]:
    """Return an article with all that are folded with it, the one shown first."""
    shown = shown_for(connection, article_id)
    return [shown, *connection.scalars(select(folds.c.article_id).where(folds.c.into_id == shown).order_by(folds.c.article_id))]


def _matches(connection: Connection, article_id: int, numbers: Sequence[int]) -> list[Match]:
    """Return the articles that have the text of one, the most alike first."""
    found = _alike(connection, article_id, numbers)
    if not found:
        return []
    rows = _rows(connection, [article_id, *found])
    own = _text(rows[article_id])
    texts = {each: _text(rows[each]) for each in found if each in rows}
    near = [each for each, other in texts.items() if may_share_text(own.text, other.text, len(numbers), found[each])]
    likely = [(each, texts[each]) for each in near if may_be_one(texts[each], own)]
    parted = _parted(connection, article_id) if likely else set()
    compared = [Match(each, compare_texts(other, own)) for each, other in likely if each not in parted]
    matches = [match for match in compared if match.likeness.relation != "different"]
    return sorted(matches, key=lambda match: (-match.likeness.similarity, match.article_id))


def _alike(connection: Connection, article_id: int, numbers: Sequence[int]) -> dict[int, int]:
    """Return the articles that share the most numbers with one, and how many."""
    asked: dict[str, Any] = {"own": article_id, "most": _PER_NUMBER, "compared": MOST_COMPARED}
    statement: TextClause = _POSTGRES_ALIKE
    if connection.dialect.name == "sqlite":
        statement, asked["numbers"] = _SQLITE_ALIKE, json.dumps(list(numbers))
    else:
        asked["numbers"] = list(numbers)
    return {row.article_id: row.shared for row in connection.execute(statement, asked)}


def _rows(connection: Connection, article_ids: Sequence[int]) -> Mapping[int, Row[*tuple[Any, ...]]]:
    return {row.id: row for row in connection.execute(_ROWS, {"ids": list(article_ids)})}


def _text(row: Row[*tuple[Any, ...]]) -> Text:
    return Text(row.title, row.text, row.url, row.published_at, row.published_precision == "day", row.lang)


def _parted(connection: Connection, article_id: int) -> set[int]:
    """Return the articles that a person took apart from one."""
    pairs = connection.execute(_PARTED, {"asked": article_id})
    return {other for pair in pairs for other in pair if other != article_id}


def _join(connection: Connection, article_id: int, match: Match, now: datetime) -> None:
    """Make two groups one, unless a person took members of them apart; the lowest id is shown."""
    shown, other = sorted((shown_for(connection, article_id), shown_for(connection, match.article_id)))
    if shown == other or _are_apart(connection, shown, other):
        return
    likeness = match.likeness
    told = {"relation": likeness.relation, "similarity": likeness.similarity, "contained": likeness.contained, "why": likeness.why}
    connection.execute(update(folds).where(folds.c.into_id == other).values(into_id=shown))
    connection.execute(insert(folds).values(article_id=other, into_id=shown, **told, folded_at=now))
    connection.execute(update(articles).where(articles.c.id == other).values(hidden=True, level=level_of("none")))
    refresh(connection, [other])


def _are_apart(connection: Connection, one: int, other: int) -> bool:
    """Tell whether a person took any members of two groups apart."""
    return connection.scalar(select(apart.c.one_id).where(_crossing(connection, one, other)).limit(1)) is not None


def _crossing(connection: Connection, one: int, other: int) -> ColumnElement[bool]:
    """Return the condition that a pair taken apart lies between the groups of two articles."""
    here, there = _group_of(connection, one), _group_of(connection, other)
    return or_(
        and_(apart.c.one_id.in_(here), apart.c.other_id.in_(there)),
        and_(apart.c.one_id.in_(there), apart.c.other_id.in_(here)),
    )
