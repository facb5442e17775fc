"""Sources: how each outlet is doing; and one outlet, what is expected of it against what it gave."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from desk.statuses import SourceState
from desk.web.charts import Chart, Column, bars, spread
from desk.web.rendering import Pages
from news.health import Alarm, SourceDay
from news.rates import rate_of
from news.sources import Source

_SMALL = 14  # days of the small charts
_LONG = 35  # days of a source's own chart: five weeks, so that weekdays show
_KEPT = 92  # days from which what is usual is learnt
_COVERED = 7
_ARTICLES = 12
_WORST: Final[Sequence[SourceState]] = ("failing", "silent", "troubled", "new", "ok")


class SourceLine(NamedTuple):
    """An outlet in the list."""

    source: Source
    state: SourceState
    alarms: tuple[Alarm, ...]
    days: tuple[int, ...]
    """Pages that were found on each of the last days."""
    today: SourceDay | None


def sources(pages: Pages, request: Request) -> Response:
    """Show every outlet the archive knows a feed of, those that need a look first."""
    desk = pages.desk()
    status = pages.archive.status()
    last = desk.clock.now.date()
    first = last - timedelta(days=_SMALL - 1)
    days = pages.archive.days(first)
    states = status.sources
    lines = [
        SourceLine(
            source,
            states[source.id],
            tuple(alarm for alarm in status.alarms if alarm.source_id == source.id),
            spread([(day.day, day.found) for day in days.get(source.id, ())], first, last),
            status.today.get(source.id),
        )
        for source in desk.outlets.values()
        if source.id in states
    ]
    lines.sort(key=lambda line: (_WORST.index(line.state), line.source.name.casefold()))
    return pages.show(request, "sources.html", desk=desk, lines=lines, health=status)


def source(pages: Pages, request: Request) -> Response:
    """Show one outlet."""
    desk, archive = pages.desk(), pages.archive
    found = desk.outlets.get(request.path_params["name"])
    if found is None:
        return pages.missing(request, "There is no such source in this archive.", "Sources shows those it knows.")
    now = desk.clock.now
    status = archive.status()
    given = archive.days(now.date() - timedelta(days=_KEPT)).get(found.id, ())
    values: dict[str, Any] = {
        "state": status.sources.get(found.id, "new"),
        "alarms": [each for each in archive.alarms(now - timedelta(days=_KEPT)) if each.alarm.source_id == found.id],
        "feeds": [each for each in status.feeds if each.source_id == found.id],
        "gaps": [each for each in status.gaps if each.feed_id.partition("/")[0] == found.id],
        "coverage": archive.coverage(found.id, now.date() - timedelta(days=_COVERED - 1)),
        "usual": usual(given, now.date()),
        "today": next((day for day in given if day.day == now.date()), None),
        "chart": _chart(given, now.date()),
        "newest": archive.search(sources=(found.id,), limit=_ARTICLES).articles,
        "watched": archive.sources.get(found.id),
    }
    return pages.show(request, "source.html", desk=desk, source=found, **values)


def usual(days: Sequence[SourceDay], today: date) -> tuple[float, float] | None:
    """Return how many pages an outlet usually announces on a day like today, and on the average day; nothing of one that is young."""
    rate = rate_of([(day.day, day.found) for day in days[1:] if day.is_observed and day.day < today])
    return (rate.on(today), rate.a_day) if rate else None


def _chart(days: Sequence[SourceDay], last: date) -> Chart | None:
    """Draw what became of the pages of each day."""
    known = {day.day: day for day in days}
    shown = [known.get(last - timedelta(days=ago), SourceDay(last - timedelta(days=ago))) for ago in range(_LONG - 1, -1, -1)]
    if not any(day.read + day.rejected for day in shown):
        return None
    names = ("off the beat", "on the beat", "copies", "not read")
    columns = [Column(f"{day.day.day} {day.day:%b}", (day.off_beat, day.stored, day.copies, day.rejected)) for day in shown]
    return bars("What became of its pages, by day", names, columns, "page")
