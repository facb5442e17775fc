"""Sources and their feeds: the outlets that are watched, and the addresses looked at again and again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from news.errors import UnknownSource
from news.source_fields import SourceFields
from news.tables import read_table
from news.urls import host_of

FeedKind = Literal["rss", "atom", "sitemap", "news-sitemap", "listing", "shared-stories"]
FEED_KINDS: tuple[FeedKind, ...] = get_args(FeedKind)


@dataclass(frozen=True, slots=True)
class Feed:
    """One address of a source that is looked at again and again."""

    id: str
    """The source's id, a slash and the feed's own name: ``northwind/rss``."""
    source_id: str
    url: str
    kind: FeedKind
    lang: str | None = None
    """The language of everything this feed announces, where the outlet has several."""
    links: str | None = None
    """Listing: CSS selector of the links to articles."""
    pattern: str | None = None
    """Listing or sitemap: a glob (``*`` and ``?``) that the path of an article's address must match."""
    story: str | None = None
    """Shared-stories page: CSS selector of one story's block."""
    link: str | None = None
    """Shared-stories page: CSS selector, inside the block, of the link to the story's own page; its text is the title."""
    content: str | None = None
    """Shared-stories page: CSS selector, inside the block, of the story's text."""


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet."""

    id: str
    name: str
    homepage: str
    country: str
    """ISO 3166 code of the country it works from, in capitals: ``AZ``."""
    languages: tuple[str, ...]
    """ISO 639-1 codes, the main one first."""
    timezone: str
    """IANA name; dates without a zone are read in it."""
    ownership: str
    """Who owns it, in the words of the sources file: ``state``, ``independent``, …"""
    delay: float = 1.0
    """Seconds between two requests to one host of this source."""
    feeds: tuple[Feed, ...] = field(default=())
    """Empty only where the source is not enabled: no feed of it may be known yet."""
    agency: bool = False
    """Whether it is a news agency, whose texts others republish."""
    enabled: bool = True
    """Whether it is watched; one that is not is looked at only when it is named."""
    reason: str | None = None
    """Why it is not watched, None where it is."""


Ownership = Literal[
    "official",
    "state",
    "pro-government",
    "pro-kremlin",
    "business",
    "independent",
    "public-broadcaster",
    "private",
    "tabloid",
    "think-tank",
    "repost",
    "agency",
]
OWNERSHIPS: tuple[Ownership, ...] = get_args(Ownership)
SHIPPED_SOURCES = Path(__file__).parent / "beats" / "azerbaijan_russia" / "sources.toml"

_SOURCE_NEEDS = ("id", "name", "homepage", "country", "languages", "timezone", "ownership")
_FEED_NEEDS = ("kind", "url")
_KIND_KEYS: dict[FeedKind, tuple[str, ...]] = {
    "listing": ("links", "pattern"),
    "sitemap": ("pattern",),
    "shared-stories": ("story", "link", "content"),
}
_ID = re.compile(r"[a-z0-9-]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_ID_REMEDY = 'use small letters, digits and hyphens: "north-wind"'
_COUNTRY_REMEDY = 'write the two capital letters of ISO 3166: "AZ"'


def read_sources(path: Path | None = None) -> tuple[Source, ...]:
    """Read and check a sources file; without a path, the one that ships with the Azerbaijan–Russia beat.

    Raises InputError where the file cannot be read, TableError for the first thing in it that is wrong.
    """
    table = read_table(path or SHIPPED_SOURCES)
    whole = SourceFields(table, (), table.values)
    whole.check_keys(needs=(), may_have=("source",))
    first_lines: dict[str, int] = {}
    sources: list[Source] = []
    for fields in whole.tables("source", needed=True):
        source = _read_source(fields)
        fields.refuse_repeated("id", f'the id "{source.id}"', "give each outlet an id of its own", first_lines)
        for feed, feed_fields in zip(source.feeds, fields.tables("feed"), strict=True):
            feed_fields.refuse_repeated("url", f"the address {_without_scheme(feed.url)}", "keep one of the two", first_lines)
        sources.append(source)
    return tuple(sources)


def select_sources(sources: Sequence[Source], names: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources with these ids, in the order of the ids and each once; all that are enabled where no id is given.

    A source that is not enabled can be named, if it has a feed. Raises UnknownSource, which names the nearest ids.
    """
    if not names:
        return tuple(source for source in sources if source.enabled)
    by_id = {source.id: source for source in sources}
    for name in names:
        if name not in by_id:
            raise UnknownSource(f"no source {name!r}", _nearest_ids(name, sources))
        if not by_id[name].feeds:
            raise UnknownSource(f"no feed of {name} is known ({by_id[name].reason})", "add a [[source.feed]] to it in the sources file")
    return tuple(by_id[name] for name in dict.fromkeys(names))


def _nearest_ids(name: str, sources: Sequence[Source]) -> str:
    wanted = name.strip().casefold()
    ids = {spelling: source.id for source in sources for spelling in (source.name.casefold(), source.id)}
    near = [ids[spelling] for spelling in get_close_matches(wanted, ids, n=3)]
    near += [source.id for source in sources if wanted and wanted in source.id]
    found = list(dict.fromkeys(near))[:3]
    return f"did you mean {' or '.join(found)}?" if found else "khazri sources list shows every id"


def _read_source(fields: SourceFields) -> Source:
    fields.check_keys(needs=_SOURCE_NEEDS, may_have=("delay", "agency", "enabled", "reason", "feed"))
    source_id = fields.matching("id", _ID, _ID_REMEDY)
    enabled = fields.switch("enabled", default=True)
    return Source(
        id=source_id,
        name=fields.text("name"),
        homepage=fields.address("homepage"),
        country=fields.matching("country", _COUNTRY, _COUNTRY_REMEDY),
        languages=fields.languages("languages"),
        timezone=fields.timezone("timezone"),
        ownership=fields.choice("ownership", OWNERSHIPS),
        delay=fields.seconds("delay", default=1.0),
        feeds=_read_feeds(fields, source_id, needed=enabled),
        agency=fields.switch("agency"),
        enabled=enabled,
        reason=fields.reason(enabled=enabled),
    )


def _read_feeds(source: SourceFields, source_id: str, *, needed: bool) -> tuple[Feed, ...]:
    feeds: dict[str, Feed] = {}
    for fields in source.tables("feed", needed=needed):
        feed = _read_feed(fields, source_id)
        if feed.id in feeds:
            name = feed.id.partition("/")[2]
            raise fields.wrong("id", f'a second feed named "{name}" in one source', 'give one an id: id = "politics"')
        feeds[feed.id] = feed
    return tuple(feeds.values())


def _read_feed(fields: SourceFields, source_id: str) -> Feed:
    kind_keys = {key for keys in _KIND_KEYS.values() for key in keys}
    fields.check_keys(needs=_FEED_NEEDS, may_have=("id", "lang", *sorted(kind_keys)))
    kind = fields.choice("kind", FEED_KINDS)
    _check_kind_keys(fields, kind)
    name = fields.matching("id", _ID, _ID_REMEDY) if "id" in fields.values else kind
    return Feed(
        id=f"{source_id}/{name}",
        source_id=source_id,
        url=fields.address("url"),
        kind=kind,
        lang=fields.language("lang"),
        links=fields.selector("links"),
        pattern=fields.path_pattern("pattern"),
        story=fields.selector("story"),
        link=fields.selector("link"),
        content=fields.selector("content"),
    )


def _check_kind_keys(fields: SourceFields, kind: FeedKind) -> None:
    own = _KIND_KEYS.get(kind, ())
    for owner, keys in _KIND_KEYS.items():
        for key in keys:
            if key in fields.values and key not in own:
                raise fields.wrong(key, f'"{key}" says nothing to a feed of kind "{kind}"', f'take it out, or write kind = "{owner}"')
    if kind == "shared-stories":
        fields.check_needs(own)


def _without_scheme(address: str) -> str:
    """Spell a checked address so that http or https makes no difference; its query stays whole, for ``?rss`` may be the feed of a page."""
    parts = urlsplit(address)
    return f"{host_of(address)}{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
