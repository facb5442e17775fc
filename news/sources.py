"""Sources and their feeds: the outlets that are watched, and the addresses looked at again and again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, TypeVar, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from cssselect import HTMLTranslator, SelectorError

from news.errors import TableError, UnknownSource
from news.tables import Table, read_table
from news.urls import canonical_url, host_of

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
LONGEST_DELAY = 3600.0  # seconds; more between two pages is milliseconds written by mistake

_Choice = TypeVar("_Choice", bound=str)
_SOURCE_NEEDS = ("id", "name", "homepage", "country", "languages", "timezone", "ownership", "feed")
_FEED_NEEDS = ("kind", "url")
_KIND_KEYS: dict[FeedKind, tuple[str, ...]] = {
    "listing": ("links", "pattern"),
    "sitemap": ("pattern",),
    "shared-stories": ("story", "link", "content"),
}
_ID = re.compile(r"[a-z0-9-]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_ID_REMEDY = 'use small letters, digits and hyphens: "north-wind"'
_COUNTRY_REMEDY = 'write the two capital letters of ISO 3166: "AZ"'
_LANGUAGE_REMEDY = 'write the two small letters of ISO 639-1: "az"'


def read_sources(path: Path | None = None) -> tuple[Source, ...]:
    """Read and check a sources file; without a path, the one that ships with the Azerbaijan–Russia beat.

    Raises InputError where the file cannot be read, TableError for the first thing in it that is wrong.
    """
    table = read_table(path or SHIPPED_SOURCES)
    whole = _Fields(table, (), table.values)
    if not table.values:
        raise whole.wrong((), "nothing in this file", "write a [[source]] for each outlet")
    whole.check_keys(needs=("source",))
    first_lines: dict[str, int] = {}
    sources: list[Source] = []
    for fields in whole.tables("source"):
        source = _read_source(fields)
        fields.refuse_repeated("id", f'the id "{source.id}"', "give each outlet an id of its own", first_lines)
        for feed, feed_fields in zip(source.feeds, fields.tables("feed"), strict=True):
            feed_fields.refuse_repeated("url", f"the address {_without_scheme(feed.url)}", "keep one of the two", first_lines)
        sources.append(source)
    return tuple(sources)


def select_sources(sources: Sequence[Source], names: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources with these ids, in the order of the ids and each once; all sources where no id is given.

    Raises UnknownSource, which names the nearest ids.
    """
    if not names:
        return tuple(sources)
    by_id = {source.id: source for source in sources}
    for name in names:
        if name not in by_id:
            raise UnknownSource(f"no source {name!r}", _nearest_ids(name, sources))
    return tuple(by_id[name] for name in dict.fromkeys(names))


def _nearest_ids(name: str, sources: Sequence[Source]) -> str:
    wanted = name.strip().casefold()
    ids = {spelling: source.id for source in sources for spelling in (source.name.casefold(), source.id)}
    near = [ids[spelling] for spelling in get_close_matches(wanted, ids, n=3)]
    near += [source.id for source in sources if wanted and wanted in source.id]
    found = list(dict.fromkeys(near))[:3]
    return f"did you mean {' or '.join(found)}?" if found else "khazri sources list shows every id"


def _read_source(fields: "_Fields") -> Source:
    fields.check_keys(needs=_SOURCE_NEEDS, may_have=("delay",))
    source_id = fields.matching("id", _ID, _ID_REMEDY)
    return Source(
        id=source_id,
        name=fields.text("name"),
        homepage=fields.address("homepage"),
        country=fields.matching("country", _COUNTRY, _COUNTRY_REMEDY),
        languages=fields.languages("languages"),
        timezone=fields.timezone("timezone"),
        ownership=fields.choice("ownership", OWNERSHIPS),
        delay=fields.seconds("delay", default=1.0),
        feeds=_read_feeds(fields, source_id),
    )


def _read_feeds(source: "_Fields", source_id: str) -> tuple[Feed, ...]:
    feeds: dict[str, Feed] = {}
    for fields in source.tables("feed"):
        feed = _read_feed(fields, source_id)
        if feed.id in feeds:
            name = feed.id.partition("/")[2]
            raise fields.wrong("id", f'a second feed named "{name}" in one source', 'give one an id: id = "politics"')
        feeds[feed.id] = feed
    return tuple(feeds.values())


def _read_feed(fields: "_Fields", source_id: str) -> Feed:
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
        lang=fields.matching("lang", _LANGUAGE, _LANGUAGE_REMEDY) if "lang" in fields.values else None,
        links=fields.selector("links"),
        pattern=fields.path_pattern("pattern"),
        story=fields.selector("story"),
        link=fields.selector("link"),
        content=fields.selector("content"),
    )


def _check_kind_keys(fields: "_Fields", kind: FeedKind) -> None:
    own = _KIND_KEYS.get(kind, ())
    for owner, keys in _KIND_KEYS.items():
        for key in keys:
            if key in fields.values and key not in own:
                raise fields.wrong(key, f'"{key}" says nothing to a feed of kind "{kind}"', f'take it out, or write kind = "{owner}"')
    if kind == "shared-stories":
        fields.check_needs(own)


@dataclass(frozen=True, slots=True)
class _Fields:
    """One table of the file while it is read: every value comes out checked, or as an error with its line."""

    table: Table
    place: tuple[str | int, ...]
    values: dict[str, object]

    def wrong(self, key: str | tuple[()], what: str, remedy: str) -> TableError:
        return self.table.error((*self.place, key) if isinstance(key, str) else self.place, what, remedy)

    def check_keys(self, needs: tuple[str, ...], may_have: tuple[str, ...] = ()) -> None:
        known = (*needs, *may_have)
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                remedy = f'did you mean "{near[0]}"?' if near else f"the keys here are {', '.join(known)}"
                raise self.wrong(key, f"unknown key {key!r}", remedy)
        self.check_needs(needs)

    def check_needs(self, needs: tuple[str, ...]) -> None:
        for key in needs:
            if key not in self.values:
                tables = key in {"source", "feed"}
                header = f"[[{'.'.join(str(name) for name in (*self.place[::2], key))}]]"
                raise self.wrong((), f'no "{key}" here', f"add a {header}" if tables else f"add {key} = …")

    def text(self, key: str) -> str:
        value = self.values[key]
        if not isinstance(value, str):
            raise self.wrong(key, f'"{key}" is not text', "put it in quotation marks")
        if not value.strip():
            raise self.wrong(key, f'"{key}" is empty', "fill it in")
        if not value.isprintable():
            raise self.wrong(key, f'"{key}" holds a line break or another character that cannot be seen', "type it anew")
        return value.strip()

    def matching(self, key: str, form: re.Pattern[str], remedy: str) -> str:
        value = self.text(key)
        if not form.fullmatch(value):
            raise self.wrong(key, f'"{key}" cannot be {value!r}', remedy)
        return value

    def choice(self, key: str, allowed: Sequence[_Choice]) -> _Choice:
        value = self.text(key)
        for choice in allowed:
            if choice == value:
                return choice
        near = get_close_matches(value, allowed, n=1)
        remedy = f'did you mean "{near[0]}"?' if near else f"write one of {', '.join(allowed)}"
        raise self.wrong(key, f'unknown {key} "{value}"', remedy)

    def address(self, key: str) -> str:
        value = self.text(key)
        if canonical_url(value) is None:
            raise self.wrong(key, f'"{key}" is no web address: {value}', "write it whole: https://host/path, without name and password")
        return value

    def languages(self, key: str) -> tuple[str, ...]:
        values = self.values[key]
        if not isinstance(values, list) or not values:
            raise self.wrong(key, f'"{key}" is not a list with something in it', f'write {key} = ["az", "ru"], the main one first')
        for value in values:
            if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
                said = repr(value) if isinstance(value, str) else "something that is not text"
                raise self.wrong(key, f'"{key}" holds {said}', _LANGUAGE_REMEDY)
        return tuple(dict.fromkeys(values))

    def timezone(self, key: str) -> str:
        value = self.text(key)
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):  # not found; not a relative path; a folder of zones, such as "Europe"
            near = get_close_matches(value, available_timezones(), n=1)
            remedy = f'did you mean "{near[0]}"?' if near else 'write an IANA name: "Asia/Baku"'
            raise self.wrong(key, f'no time zone "{value}"', remedy) from None
        return value

    def seconds(self, key: str, default: float) -> float:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, f'"{key}" is not a number', f"write seconds: {key} = {default}")
        if not 0 <= value <= LONGEST_DELAY:
            raise self.wrong(key, f'"{key}" is below 0 or above an hour', f"write seconds, from 0 to {LONGEST_DELAY:.0f}")
        return float(value)

    def selector(self, key: str) -> str | None:
        if key not in self.values:
            return None
        value = self.text(key)
        try:
            HTMLTranslator().css_to_xpath(value)
        except (SelectorError, RecursionError) as error:
            raise self.wrong(key, f'"{key}" is no CSS selector: {error}', 'write one that names elements: "main h2 a"') from error
        return value

    def path_pattern(self, key: str) -> str | None:
        if key not in self.values:
            return None
        value = self.text(key)
        if not value.startswith(("/", "*", "?")):
            raise self.wrong(key, f'"{key}" can match no path: {value}', 'begin with a slash: "/news/*.html"')
        return value

    def tables(self, key: str) -> tuple["_Fields", ...]:
        values = self.values[key]
        header = ".".join(str(name) for name in (*self.place[::2], key))
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, f'"{key}" is not a list of tables', f"write [[{header}]] above each")
        if not values:
            raise self.wrong(key, f'"{key}" is empty', f"add a [[{header}]]")
        return tuple(_Fields(self.table, (*self.place, key, number), value) for number, value in enumerate(values))

    def refuse_repeated(self, key: str, what: str, remedy: str, first_lines: dict[str, int]) -> None:
        """Refuse what stood higher up in the file already."""
        line = self.table.line(*self.place, key)
        if what in first_lines:
            raise self.wrong(key, f"{what} is on line {first_lines[what]} already", remedy)
        first_lines[what] = line


def _without_scheme(address: str) -> str:
    """Spell a checked address so that http or https makes no difference; its query stays whole, for ``?rss`` may be the feed of a page."""
    parts = urlsplit(address)
    return f"{host_of(address)}{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
