"""How sources that were found or tried are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from desk.objects import moment
from desk.printing import print_table, visible, write
from desk.source_probes import Checked, Found, Tried, dated, newest_of
from news.own_sources import as_toml
from news.sources import Source

SAMPLE = 3  # headlines of a feed: enough to see whose news they are
_LONGEST_REASON = 60  # characters; the rest of a problem is its remedy, and stands under the table
GUESSED = "Name, country, languages and zone were guessed from the page, and nothing tells who owns an outlet: mend what is wrong by hand."


def print_found(found: Found, chosen: Sequence[Tried]) -> None:
    """Print the candidates that were tried, with the newest headlines of each that can be used."""
    columns = ("add", "kind", "address", "found in", "entries", "newest", "with dates", "problem")
    print_table(columns, (_found_row(each, each in chosen) for each in found.tried), spare=frozenset({"found in"}))
    for each in found.tried:
        if each.usable:
            write()
            write(f"{each.candidate.url}:")
            for title in _titles(each):
                write(f"  {title}")
    write()


def print_drafts(sources: Sequence[Source]) -> None:
    """Print sources as they would be written."""
    write(as_toml(sources))


def print_checked(checked: Sequence[Checked], sources: Sequence[Source]) -> None:
    """Print what feeds answered, and under the table whatever needs more words."""
    columns = ("feed", "kind", "answer", "entries", "newest", "with dates", "article")
    print_table(columns, (_checked_row(each) for each in checked), spare=frozenset({"kind", "with dates"}))
    for each in checked:
        remark = each.remark if each.state == "ok" else each.state if len(each.state) > _LONGEST_REASON else None
        if remark:
            write(f"{each.feed.id}: {remark}")
    good = sum(each.is_good for each in checked)
    write(f"{len(sources)} sources, {len(checked)} feeds: {good} good, {len(checked) - good} not")


def checked_object(each: Checked) -> dict[str, Any]:
    """Give what a feed answered as an object for programs."""
    return {
        "source": each.feed.source_id,
        "feed": each.feed.id,
        "kind": each.feed.kind,
        "url": each.feed.url,
        "good": each.is_good,
        "state": each.state,
        "remark": each.remark,
        "entries": len(each.entries),
        "newest": moment(newest_of(each.entries)),
        "with_dates": dated(each.entries),
        "page": each.page,
        "body": each.body,
        "blocked_by": each.blocked_by,
    }


CHECKED_COLUMNS = (
    *("source", "feed", "kind", "url", "good", "state", "remark", "entries", "newest"),
    *("with_dates", "page", "body", "blocked_by"),
)


def _found_row(each: Tried, is_chosen: bool) -> list[Any]:  # noqa: FBT001 - a cell of the row
    shown = each.candidate
    row = ["yes" if is_chosen else "no", shown.kind, shown.url, shown.place]
    return [*row, len(each.entries), _minute(newest_of(each.entries)), _dates(each.entries), each.problem or ""]


def _checked_row(each: Checked) -> list[Any]:
    service = f", blocked by {each.blocked_by}" if each.blocked_by else ""
    state = each.state if len(each.state) <= _LONGEST_REASON else "not readable, see below"
    body = f"{each.body}{service}" if each.body else None
    answer = state if each.body else f"{state}{service}"
    return [each.feed.id, each.feed.kind, answer, len(each.entries), _minute(newest_of(each.entries)), _dates(each.entries), body]


def _dates(entries: Sequence[Any]) -> str:
    count = dated(entries)
    return "–" if not entries else "yes" if count == len(entries) else f"{count} of {len(entries)}" if count else "no"


def _minute(at: datetime | None) -> str | None:
    return None if at is None else f"{at:%Y-%m-%d %H:%M}"


def _titles(each: Tried) -> list[str]:
    titles = [entry.title or entry.url for entry in each.entries]
    return [" ".join(visible(title).split()) for title in titles[:SAMPLE]]
