"""The HTML pages of the invented press, rendered from templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.contents import Contents, Outlet, Phrases, Piece, Share
from demo.feeds import Headline


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a text on a page of an outlet."""

    outlet: Outlet
    base: str
    phrases: Phrases
    related: tuple[Headline, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedStory:
    """A shared story with the address its title links to."""

    share: Share
    url: str


def frame_of(contents: Contents, outlet: Outlet, base: str, related: tuple[Headline, ...] = ()) -> Frame:
    """Return the frame of an outlet's pages, in its main language."""
    return Frame(outlet, base, contents.phrases[outlet.languages[0]], related)


def article_page(frame: Frame, piece: Piece, updated_at: datetime) -> bytes:
    """Return the page of a piece."""
    zone = ZoneInfo(frame.outlet.timezone)
    published = piece.published.astimezone(zone)
    edited = updated_at.astimezone(zone) if updated_at > piece.published else None
    return _rendered(
        f"{frame.outlet.template}.html",
        frame,
        piece=piece,
        url=frame.base.rstrip("/") + piece.path,
        published=published,
        updated=edited,
        shown=_in_words(published, frame.phrases),
        shown_update=_in_words(edited, frame.phrases) if edited else None,
    )


def front_page(frame: Frame, headlines: Sequence[Headline]) -> bytes:
    """Return a page that lists headlines with the beginning of their texts."""
    return _rendered("front.html", frame, headlines=_dated(frame, headlines))


def section_page(frame: Frame, headlines: Sequence[Headline], section: Piece) -> bytes:
    """Return a page that lists headlines under the section's title, and the older ones that are its paragraphs."""
    return _rendered("section.html", frame, headlines=_dated(frame, headlines), section=section)


def _dated(frame: Frame, headlines: Sequence[Headline]) -> list[tuple[Headline, str]]:
    zone = ZoneInfo(frame.outlet.timezone)
    return [(headline, _in_words(headline.published.astimezone(zone), frame.phrases)) for headline in headlines]


def shelf_page(frame: Frame, stories: Sequence[SharedStory]) -> bytes:
    """Return the shared-stories page."""
    return _rendered("shelf.html", frame, stories=stories)


def gone_page(frame: Frame) -> bytes:
    """Return the page that says that there is no such page."""
    return _rendered("gone.html", frame)


def consent_page(frame: Frame) -> bytes:
    """Return the page that asks for consent and shows nothing else."""
    return _rendered("consent.html", frame)


def challenge_page(frame: Frame) -> bytes:
    """Return the page by which a protection service keeps programs out."""
    return _rendered("challenge.html", frame)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _rendered(template: str, frame: Frame, **values: object) -> bytes:
    text = _environment().get_template(template).render(frame=frame, outlet=frame.outlet, phrases=frame.phrases, **values)
    return text.encode(frame.outlet.encoding, "xmlcharrefreplace")


def _in_words(at: datetime, phrases: Phrases) -> str:
    """Write a moment as readers of the outlet see it: 4 mart 2026, 17:20."""
    return f"{at.day} {phrases.months[at.month - 1]} {at.year}, {at:%H:%M}"
