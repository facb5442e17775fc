"""How values become a page: the templates with their filters, in the reader's zone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from desk.archive import Archive
from desk.objects import moment
from desk.web import labels
from desk.web.charts import spark
from news.dates import Dating
from news.sources import Source
from news.timelines import Publication, Story, publications_of

STATIC = Path(__file__).parent / "static"


class Piece(NamedTuple):
    """A piece of a text, with what is to be said of it; nothing for the most."""

    text: str
    notes: tuple[Any, ...] = ()


class Stretch(NamedTuple):
    """A stretch of a text with a note on it: code points, the end excluded."""

    start: int
    end: int
    note: Any = ""


def pieces(text: str, stretches: Iterable[Sequence[Any]]) -> Iterator[Piece]:
    """Cut a text at the bounds of stretches (start, end, and a note where there is one), in order; a piece has the notes of all over it."""
    inside = ((max(0, each[0]), min(len(text), each[1]), each[2] if len(each) > 2 else True) for each in stretches)
    told = [Stretch(*each) for each in inside if each[0] < each[1]]
    bounds = sorted({0, len(text), *(each.start for each in told), *(each.end for each in told)})
    for start, end in pairwise(bounds):
        notes = tuple(dict.fromkeys(each.note for each in told if each.start <= start and end <= each.end))
        yield Piece(text[start:end], notes)


def paragraphs(text: str, stretches: Iterable[Sequence[Any]]) -> list[list[Piece]]:
    """Cut a text into its paragraphs, each as pieces; what ends in one paragraph ends there."""
    found: list[list[Piece]] = [[]]
    for piece in pieces(text, stretches):
        first, *rest = piece.text.split("\n")
        found[-1] += [Piece(first, piece.notes)] if first else []
        found += [[Piece(line, piece.notes)] if line else [] for line in rest]
    return [each for each in found if each]


def web_only(url: str | None) -> str:
    """Return an address only where a browser may follow it."""
    return url if url and url.startswith(("http://", "https://")) else ""


def link(path: str, **values: Any) -> str:
    """Write a path with a query of what is given."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True)
class Clock:
    """How moments are written for a reader: in their zone, the year only where it is another than this."""

    archive: Archive
    now: datetime

    def local(self, at: datetime) -> datetime:
        """Return a moment in the reader's zone."""
        return at.astimezone(self.archive.zone)

    def day(self, at: datetime | date) -> str:
        """Write a day: ``9 Mar``."""
        day = self.local(at).date() if isinstance(at, datetime) else at
        return f"{day.day} {day:%b}" + ("" if day.year == self.local(self.now).year else f" {day.year}")

    def time(self, at: datetime) -> str:
        """Write the time of a day: ``07:05``."""
        return f"{self.local(at):%H:%M}"

    def full(self, at: datetime) -> str:
        """Write a moment: ``9 Mar 07:05``."""
        return f"{self.day(at)} {self.time(at)}"

    def dating(self, dating: Dating) -> str:
        """Write a publication date as exactly as it is known."""
        if isinstance(dating.at, datetime):
            return self.full(dating.at)
        return self.day(dating.at) if isinstance(dating.at, date) else "undated"

    def ago(self, at: datetime) -> str:
        """Write how long ago a moment was."""
        minutes = max(0, int((self.now - at).total_seconds() // 60))
        if minutes < 60:
            return f"{minutes} min ago" if minutes else "just now"
        return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // 1440} days ago"

    @property
    def ahead(self) -> timedelta:
        """How far the reader's clock is ahead of UTC now; a change to summer time in between moves an hour about midnight."""
        return self.local(self.now).utcoffset() or timedelta()

    @property
    def zone(self) -> str:
        """The zone's name and its offset: ``Asia/Baku, UTC+04:00``."""
        offset = f"{self.local(self.now):%z}"
        return f"{self.archive.zone.key}, UTC{offset[:3]}:{offset[3:]}"


@dataclass(frozen=True)
class Desk:
    """What every page speaks of."""

    archive: Archive
    clock: Clock

    @cached_property
    def outlets(self) -> dict[str, Source]:
        """The outlets by id."""
        return self.archive.outlets

    @cached_property
    def topics(self) -> dict[str, str]:
        """The titles of topics by id."""
        return {topic.id: topic.title for topic in self.archive.beat.topics}

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of outlets by id."""
        return {source.id: source.name for source in self.outlets.values()}

    def outlet(self, source_id: str) -> str:
        """Return an outlet's name."""
        return self.names.get(source_id, source_id)

    def standing(self, source_id: str) -> str:
        """Say who owns an outlet, and where it works."""
        source = self.outlets.get(source_id)
        return f"{labels.owner(source.ownership)}, {labels.country(source.country)}" if source else "unknown outlet"

    def topic(self, topic_id: str) -> str:
        """Return a topic's title."""
        return self.topics.get(topic_id, topic_id)

    def texts(self, story: Story) -> int:
        """Count the independent texts of a story."""
        return story.independent_texts(self.names)

    def publications(self, stored: Any) -> tuple[Publication, ...]:
        """Return where an article's text was published, the earliest first."""
        return publications_of(stored)


class Pages:
    """Renders the templates for one archive."""

    def __init__(self, archive: Archive) -> None:
        """Take the archive, and read the templates' folder."""
        self.archive = archive
        self.environment = Environment(
            loader=PackageLoader("desk.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.filters |= {"web_only": web_only, "pieces": pieces, "moment": moment, "segment": lambda text: quote(text, safe="")}
        self.environment.globals |= {
            "labels": labels,
            "link": link,
            "count": count,
            "asset": asset,
            "paragraphs": paragraphs,
            "spark": spark,
        }

    def desk(self) -> Desk:
        """Return what a page speaks of, now."""
        return Desk(self.archive, Clock(self.archive, datetime.now(UTC)))

    def show(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Render a page; values are what its template speaks of."""
        desk = values.pop("desk", None) or self.desk()
        given = {"q": "", "path": request.url.path, "desk": desk, "clock": desk.clock, **values}
        html = self.environment.get_template(template).render(given)
        return HTMLResponse(html, status)

    def missing(self, request: Request, what: str, remedy: str = "") -> HTMLResponse:
        """Say that there is no such thing, and where to look for it."""
        return self.problem(request, 404, what, remedy)

    def problem(self, request: Request, status: int, what: str, remedy: str = "") -> HTMLResponse:
        """Say what went wrong, and what to do about it."""
        return self.show(request, "problem.html", status, what=what, remedy=remedy, code=status)


_VERSIONS: dict[str, str] = {}


def asset(name: str) -> str:
    """Return the address of a static file, which changes with what is in it."""
    if name not in _VERSIONS:
        _VERSIONS[name] = blake2b((STATIC / name).read_bytes(), digest_size=5).hexdigest()
    return f"/static/{name}?v={_VERSIONS[name]}"
