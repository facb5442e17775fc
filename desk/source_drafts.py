"""Sources about to be written: what was found, with a person's word over it, as entries of the own sources file."""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from desk.source_probes import Found, Tried
from news.countries import COUNTRIES, Country
from news.discovery import identifier
from news.errors import InputError, UsageError
from news.feeds import Entry
from news.languages import language_of
from news.opml import Outline
from news.own_sources import HEADING, as_toml, one_line, read_own_sources
from news.sources import OWNERSHIPS, Feed, Ownership, Source
from news.urls import owner_of, site_of

UNSURE: Ownership = "private"
"""What an outlet is called until somebody says otherwise: no page tells who owns it."""
_HOSTERS = frozenset({"feedburner.com", "google.com", "feedly.com", "rss.app", "feed43.com", "politepol.com"})
"""Whose addresses say nothing of the outlet: each feed there is one of its own."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of an outlet, over everything found; None and () say nothing."""

    id: str | None = None
    name: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    ownership: str | None = None

    def check(self, known: Iterable[str]) -> None:
        """Refuse what no sources file may hold, or what the list holds already, before anything is asked for."""
        labels = ", ".join(OWNERSHIPS)
        rules: tuple[tuple[str, str | None, Callable[[str], object], str], ...] = (
            ("id", self.id, lambda said: re.fullmatch(r"[a-z0-9-]+", said), 'use small letters, digits and hyphens: "north-wind"'),
            ("id", self.id, lambda said: said not in known, "it is in the list already: give the outlet another"),
            ("country", self.country, lambda said: re.fullmatch("[A-Z]{2}", said), "write the two capital letters of ISO 3166: AZ"),
            ("timezone", self.timezone, lambda said: said in available_timezones(), "write an IANA name: Asia/Baku"),
            ("ownership", self.ownership, lambda said: said in OWNERSHIPS, f"use one of {labels}"),
            *(("language", lang, lambda said: re.fullmatch("[a-z]{2}", said), "write two small letters: az") for lang in self.languages),
        )
        for option, said, holds, remedy in rules:
            if said is not None and not holds(said):
                raise UsageError(f"--{option} cannot be {said!r}", remedy)

    def place(self, guessed: Country | None) -> tuple[str, str] | None:
        """Return country and zone: those said, else those guessed; None where one of them is unknown."""
        code = self.country or (guessed.code if guessed else None)
        usual = COUNTRIES.get(code or "")
        zone = self.timezone or (usual.timezone if usual else None)
        return (code, zone) if code and zone else None


def draft(found: Found, chosen: Sequence[Tried], said: Said, known: Iterable[str]) -> Source:
    """Make the source of an outlet from its chosen feeds.

    Raises UsageError where its country or zone is neither found nor said.
    """
    outlet = found.outlet
    place = said.place(outlet.country)
    if place is None:
        option = "--timezone Europe/London" if said.country else "--country GB"
        raise UsageError(f"nothing on {outlet.homepage} tells its {'zone' if said.country else 'country'}", f"say it: {option}")
    spoken = [_language(each.entries) for each in chosen]
    main = outlet.lang or next((lang for lang in spoken if lang), None) or "en"
    languages = said.languages or tuple(dict.fromkeys([main, *(lang for lang in spoken if lang)]))
    source_id = said.id or identifier(outlet.homepage, known, main)
    addresses = [
        (each.candidate.kind, each.candidate.url, lang if lang != languages[0] else None) for each, lang in zip(chosen, spoken, strict=True)
    ]
    return Source(
        id=source_id,
        name=one_line(said.name or outlet.name) or source_id,
        homepage=outlet.homepage,
        country=place[0],
        languages=languages,
        timezone=place[1],
        ownership=said.ownership or UNSURE,
        feeds=_named_feeds(source_id, addresses),
    )


def drafts_of_outlines(outlines: Sequence[Outline], said: Said, known: Iterable[str]) -> tuple[list[Source], list[str]]:
    """Make sources from the feeds of an OPML file, those of one outlet together, and say which outlets lack what.

    What the file says of an outlet stands over what a person says of all of them, for it is the narrower word.
    """
    taken = set(known)
    groups: dict[str, list[Outline]] = {}
    for each in outlines:
        groups.setdefault(_group(each), []).append(each)
    drafts: list[Source] = []
    lacking: list[str] = []
    for group in groups.values():
        source = _of_outlines(group, said, taken)
        if source is None:
            lacking.append(group[0].title or group[0].xml_url)
        else:
            taken.add(source.id)
            drafts.append(source)
    return drafts, lacking


def append_sources(path: Path, sources: Sequence[Source]) -> None:
    """Write sources at the end of a file of own sources, which is made where it is missing; the file is whole at every moment.

    Raises InputError where it cannot be written, TableError where it is wrong already.
    """
    path = path.resolve()
    text = HEADING
    if path.exists():
        read_own_sources(path)
        text = path.read_text(encoding="utf-8-sig").rstrip("\n") + "\n"
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                opened.write(f"{text}\n{as_toml(sources)}")
                opened.flush()
                os.fsync(opened.fileno())
            read_own_sources(Path(name))  # never leave a file that the next command refuses
            Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(name).replace(path)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or 'cannot be written').lower()}", "make it writable, or set more_sources") from error


def _of_outlines(group: Sequence[Outline], said: Said, known: set[str]) -> Source | None:
    first = group[0]
    homepage = first.html_url or first.xml_url
    guessed = first.country or said.country
    place = Said(country=guessed, timezone=first.timezone or said.timezone).place(first.place)
    if place is None:
        return None
    usual = COUNTRIES.get(place[0])
    languages = tuple(dict.fromkeys(each.lang for each in group if each.lang)) or said.languages or ((usual.language if usual else "en"),)
    wanted = first.source_id if first.source_id and first.source_id not in known else None
    source_id = wanted or identifier(homepage, known, languages[0])
    addresses = [(each.kind, each.xml_url, each.lang if each.lang and each.lang != languages[0] else None) for each in group]
    return Source(
        id=source_id,
        name=one_line(first.outlet or first.title or site_of(homepage)) or source_id,
        homepage=homepage,
        country=place[0],
        languages=languages,
        timezone=place[1],
        ownership=first.ownership or said.ownership or UNSURE,
        feeds=_named_feeds(source_id, addresses),
    )


def _group(outline: Outline) -> str:
    if outline.source_id:
        return f"source {outline.source_id}"
    address = outline.html_url or outline.xml_url
    return outline.xml_url if owner_of(address) in _HOSTERS else site_of(address)


def _named_feeds(source_id: str, addresses: Iterable[tuple[str, str, str | None]]) -> tuple[Feed, ...]:
    """Name each feed by its kind, a second one of a kind by a number as well."""
    counts: Counter[str] = Counter()
    feeds = []
    for kind, url, lang in addresses:
        counts[kind] += 1
        name = kind if counts[kind] == 1 else f"{kind}-{counts[kind]}"
        feeds.append(Feed(f"{source_id}/{name}", source_id, url, kind, lang=lang))  # type: ignore[arg-type]  # both callers took it from a FeedKind
    return tuple(feeds)


def _language(entries: Sequence[Entry]) -> str | None:
    """Name the language of a feed's headlines; what a feed declares is often that of a template."""
    titles = "\n".join(entry.title for entry in entries[:40] if entry.title)
    return language_of(titles) or next((entry.lang for entry in entries if entry.lang), None)
