"""A user's own sources beside those that ship: read, joined with them, and written as TOML."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from news.discovery import same_address
from news.sources import Feed, Source, read_sources
from news.tables import read_table

HEADING = """\
# Sources of our own, read beside those that ship; docs/how-to/add-a-source.md says what each key means.
# `khazri sources add` and `khazri sources import` write at the end; everything here may be edited by hand.
"""


def read_own_sources(path: Path) -> tuple[Source, ...]:
    """Read a file of own sources; one without a source yet is no mistake.

    Raises InputError where the file cannot be read, TableError for the first thing in it that is wrong.
    """
    return read_sources(path) if read_table(path).values else ()


def with_own(listed: Sequence[Source], own: Sequence[Source]) -> tuple[Source, ...]:
    """Join own sources with the listed ones: own sources stand in place of listed ones with the same id, and first for an address.

    A listed feed whose address an own source has goes, and a listed source that has no other feed with it: a pack that learns of
    an outlet later shall not make its news arrive twice.
    """
    by_id = {source.id: source for source in own}
    taken = {same_address(feed.url) for source in own for feed in source.feeds}
    joined = [by_id.pop(source.id) if source.id in by_id else _without(source, taken) for source in listed]
    return (*(source for source in joined if source is not None), *by_id.values())


def as_toml(sources: Iterable[Source]) -> str:
    """Write sources as the text of a sources file, which `read_sources` reads as the same values."""
    return "\n".join("\n".join(_source_lines(source)) + "\n" for source in sources)


def one_line(text: str) -> str:
    """Make a name that may stand in a sources file: signs that cannot be seen become spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _without(source: Source, taken: set[str]) -> Source | None:
    left = tuple(feed for feed in source.feeds if same_address(feed.url) not in taken)
    return source if left == source.feeds else replace(source, feeds=left) if left else None


def _source_lines(source: Source) -> Iterator[str]:
    yield "[[source]]"
    for key in ("id", "name", "homepage", "country"):
        yield _line(key, getattr(source, key))
    yield f"languages = [{', '.join(map(_quoted, source.languages))}]"
    yield _line("timezone", source.timezone)
    yield _line("ownership", source.ownership)
    if source.delay != 1.0:
        yield f"delay = {source.delay}"
    if source.agency:
        yield "agency = true"
    if not source.enabled:
        yield "enabled = false"
    if source.reason:
        yield _line("reason", source.reason)
    for feed in source.feeds:
        yield ""
        yield from (f"  {line}" for line in _feed_lines(feed))


def _feed_lines(feed: Feed) -> Iterator[str]:
    yield "[[source.feed]]"
    name = feed.id.partition("/")[2]
    if name != feed.kind:
        yield _line("id", name)
    yield _line("kind", feed.kind)
    yield _line("url", feed.url)
    for key in ("lang", "links", "pattern", "story", "link", "content"):
        if value := getattr(feed, key):
            yield _line(key, value)


def _line(key: str, value: str) -> str:
    return f"{key} = {_quoted(value)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # a basic string of TOML, but for this sign, is one of JSON
