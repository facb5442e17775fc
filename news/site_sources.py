"""Whose page it is: the source of an address, known or made for its host."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from news.countries import country_of_host
from news.sources import Feed, Source
from news.urls import owner_of, site_of

UNKNOWN_OWNER = "unknown"  # the label of an outlet that no sources file describes
_FEED = "ingested"
_MADE = "ingested-"  # begins the ids of sources that are made, so that they never meet one of a sources file
_NO_ID = re.compile(r"[^a-z0-9]+")
_MOST_KEPT = 1 << 14


class Hosts:
    """Finds the source of an address; one for many, for it remembers hosts."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Take the sources that are known."""
        self._by_site: dict[str, Source] = {}
        owned: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        for source in sources:
            for url in (source.homepage, *(feed.url for feed in source.feeds if feed.kind != "shared-stories")):
                if site := site_of(url):
                    self._by_site.setdefault(site, source)
                    owned[owner_of(url)][source.id] = source
        # Where several sources have one owner's name, as language editions do, only their own hosts tell them apart.
        self._by_owner = {owner: next(iter(found.values())) for owner, found in owned.items() if len(found) == 1}
        self._made: dict[str, Source] = {}

    def source_of(self, url: str) -> Source:
        """Return the source of an address, with one feed, to which its addresses from archives belong."""
        site = site_of(url)
        if site not in self._made:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            self._made[site] = _with_feed(self._by_site.get(site) or self._by_owner.get(owner_of(url)) or _source_for(site))
        return self._made[site]

    def homes(self, countries: Collection[str]) -> "Homes":
        """Return what tells which of these countries an outlet may be of, for processes that do not know the sources."""
        by_site = {site: source.country for site, source in self._by_site.items() if source.country in countries}
        return Homes(by_site, {owner: source.country for owner, source in self._by_owner.items() if source.country in countries})


class Homes(NamedTuple):
    """Of which countries an outlet may be, by its address: its source's is among them."""

    by_site: Mapping[str, str]
    by_owner: Mapping[str, str]

    def of(self, url: str) -> set[str]:
        """Return the countries."""
        site = site_of(url)
        end = country_of_host(site)
        found = {self.by_site.get(site), self.by_owner.get(owner_of(url)), end and end.code}
        return {country for country in found if country}


def _source_for(site: str) -> Source:
    """Make a source for a host that nobody listed; its country is what the end of its name says."""
    country = country_of_host(site)
    return Source(
        id=_MADE + _NO_ID.sub("-", site.encode("idna", "ignore").decode() if not site.isascii() else site).strip("-"),
        name=site,
        homepage=f"https://{site}/",
        country=country.code if country else "",
        languages=(),
        timezone=country.timezone if country else "UTC",
        ownership=UNKNOWN_OWNER,
        enabled=False,
        reason="found in an archive",
    )


def _with_feed(source: Source) -> Source:
    return replace(source, feeds=(Feed(f"{source.id}/{_FEED}", source.id, source.homepage, "listing"),))
