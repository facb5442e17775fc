"""What the invented press prints: outlets, pieces and shared stories, read from the TOML files beside this module."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from news.sources import FeedKind

FOLDER = Path(__file__).parent
FIRST_DAY = date(2026, 3, 2)
ROUND_DAYS = 2
LAST_ROUND = 6  # seven rounds of two days: 2 to 15 March 2026

Answers = Literal["article", "consent wall", "soft 404", "gone", "challenge", "listing", "private"]
Fault = Literal["cut", "html", "empty"]


def round_of(at: datetime) -> int:
    """Return the round in which a moment lies; rounds change at midnight UTC."""
    return (at.astimezone(UTC).date() - FIRST_DAY).days // ROUND_DAYS


@dataclass(frozen=True, slots=True)
class Channel:
    """One way in which an outlet announces its pieces."""

    name: str
    kind: FeedKind
    path: str
    fault: Fault | None = None
    full: bool = False
    """RSS: whether items carry the whole text."""
    links: str | None = None
    pattern: str | None = None
    story: str | None = None
    link: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet."""

    id: str
    name: str
    tagline: str
    country: str
    languages: tuple[str, ...]
    timezone: str
    ownership: str
    template: str
    path: str
    """The path of a piece, with ``{slug}`` in it."""
    channels: tuple[Channel, ...]
    trackers: str = ""
    """A query that the outlet's feeds append to every link."""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Edit:
    """A later text of a piece, at the same address."""

    at: datetime
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One address of an outlet, and the text that stands there."""

    outlet_id: str
    slug: str
    path: str
    published: datetime
    title: str
    paragraphs: tuple[str, ...]
    beat: bool
    topics: tuple[str, ...]
    thread: str | None = None
    """The matter over days and weeks: a rumour, the note about it, the denial."""
    event: str | None = None
    """The one act of it that the piece tells; pieces of one event make one story."""
    author: str | None = None
    credit: str | None = None
    """The agency named beside the author line."""
    copy_of: str | None = None
    """The ``ref`` of the piece whose body this one repeats word for word."""
    answers: Answers = "article"
    edit: Edit | None = None

    @property
    def ref(self) -> str:
        """The piece's name among all outlets: ``gilavar/consular-protocol-signed``."""
        return f"{self.outlet_id}/{self.slug}"

    @property
    def round(self) -> int:
        """The round in which it is published."""
        return round_of(self.published)

    def updated_at(self, round_: int) -> datetime:
        """Return when the text that stands there in a round was written."""
        return self.edit.at if self.edit and round_of(self.edit.at) <= round_ else self.published

    def as_of(self, round_: int) -> "Piece":
        """Return the piece with the title and text that stand there in a round."""
        if self.edit and round_of(self.edit.at) <= round_:
            return replace(self, title=self.edit.title, paragraphs=self.edit.paragraphs)
        return self


@dataclass(frozen=True, slots=True)
class Share:
    """One story on the shared-stories page."""

    shared_at: datetime
    title: str
    paragraphs: tuple[str, ...]
    beat: bool
    topics: tuple[str, ...]
    lang: str
    thread: str | None = None
    event: str | None = None
    piece: str | None = None
    """The ``ref`` of the piece that is shared, where an outlet here publishes it at that very address."""
    url: str | None = None
    """The address, where the outlet is none of ours."""
    copy_of: str | None = None

    @property
    def round(self) -> int:
        """The round in which it is shared."""
        return round_of(self.shared_at)


@dataclass(frozen=True, slots=True)
class Phrases:
    """What stands around a text on its page, in one language."""

    nav: tuple[str, ...]
    related: str
    share: tuple[str, ...]
    cookies: str
    notice: str
    updated: str
    gone: str
    gone_text: str
    consent: str
    consent_text: str
    accept: str
    months: tuple[str, ...]
    teasers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything the press prints."""

    outlets: tuple[Outlet, ...]
    pieces: tuple[Piece, ...]
    shares: tuple[Share, ...]
    phrases: Mapping[str, Phrases] = field(repr=False)
    """By language."""

    def outlet(self, outlet_id: str) -> Outlet:
        """Return the outlet of an id; KeyError where there is none."""
        for outlet in self.outlets:
            if outlet.id == outlet_id:
                return outlet
        raise KeyError(outlet_id)

    def piece(self, ref: str) -> Piece:
        """Return the piece of a name; KeyError where there is none."""
        for piece in self.pieces:
            if piece.ref == ref:
                return piece
        raise KeyError(ref)

    def published(self, outlet_id: str, round_: int) -> tuple[Piece, ...]:
        """Return what an outlet has published up to a round, as it stands then, newest first."""
        own = (piece for piece in self.pieces if piece.outlet_id == outlet_id and piece.round <= round_)
        return tuple(piece.as_of(round_) for piece in sorted(own, key=lambda piece: (piece.published, piece.slug), reverse=True))

    def shared(self, round_: int) -> tuple[Share, ...]:
        """Return what stands on the shared-stories page in a round, newest first."""
        there = (share for share in self.shares if share.round <= round_)
        return tuple(sorted(there, key=lambda share: share.shared_at, reverse=True))


def read_contents(folder: Path = FOLDER) -> Contents:
    """Read the outlets, phrases and stories of a folder."""
    outlets = tuple(_outlet(table) for table in _toml(folder / "outlets.toml")["outlet"])
    paths = {outlet.id: outlet.path for outlet in outlets}
    files = [_toml(path) for path in sorted((folder / "stories").glob("*.toml"))]
    pieces = _with_copies(tuple(_piece(table, file, paths) for file in files for table in file.get("piece", [])))
    languages = {outlet.id: outlet.languages[0] for outlet in outlets}
    by_ref = {piece.ref: piece for piece in pieces}
    shares = tuple(_share(table, by_ref, languages) for file in files for table in file.get("share", []))
    phrases = {lang: Phrases(**_tuples(table)) for lang, table in _toml(folder / "phrases.toml").items()}
    return Contents(outlets, pieces, shares, phrases)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _outlet(table: dict[str, Any]) -> Outlet:
    channels = tuple(Channel(**{"name": channel["kind"], **channel}) for channel in table.pop("channel"))
    return Outlet(**_tuples(table), channels=channels)


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip())


def _piece(table: dict[str, Any], file: dict[str, Any], paths: dict[str, str]) -> Piece:
    """Read one piece; ``thread``, ``beat`` and ``topics`` stand at the head of the file for all pieces in it."""
    edit = table.get("edit")
    return Piece(
        outlet_id=table["outlet"],
        slug=table["slug"],
        path=table.get("path") or paths[table["outlet"]].format(slug=table["slug"]),
        published=table["published"],
        title=table.get("title", ""),
        paragraphs=_paragraphs(table.get("body", "")),
        beat=table.get("beat", file["beat"]),
        topics=tuple(table.get("topics", file.get("topics", ()))),
        thread=file.get("thread"),
        event=table.get("event"),
        author=table.get("author"),
        credit=table.get("credit"),
        copy_of=table.get("copy_of"),
        answers=table.get("answers", "article"),
        edit=Edit(edit["at"], edit["title"], _paragraphs(edit["body"])) if edit else None,
    )


def _with_copies(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Give copies the body and the event of their original, and its title where they have none of their own."""
    originals = {piece.ref: piece for piece in pieces}

    def filled() -> Iterator[Piece]:
        for piece in pieces:
            if piece.copy_of is None:
                yield piece
            else:
                original = originals[piece.copy_of]
                yield replace(piece, title=piece.title or original.title, paragraphs=original.paragraphs, event=original.event)

    return tuple(filled())


def _share(table: dict[str, Any], pieces: dict[str, Piece], languages: dict[str, str]) -> Share:
    """Read one shared story; one that repeats a piece takes text and labels from it."""
    repeated = table.get("piece") or table.get("copy_of")
    if repeated is None:
        own = {key: table[key] for key in ("title", "beat", "lang", "url")} | {key: table.get(key) for key in ("thread", "event")}
        return Share(table["shared"], paragraphs=_paragraphs(table["body"]), topics=tuple(table["topics"]), **own)
    piece = pieces[repeated]
    return Share(
        shared_at=table["shared"],
        title=table.get("title", piece.title),
        paragraphs=piece.paragraphs,
        beat=piece.beat,
        topics=piece.topics,
        lang=languages[piece.outlet_id],
        thread=piece.thread,
        event=piece.event,
        piece=table.get("piece"),
        url=table.get("url"),
        copy_of=table.get("copy_of"),
    )
