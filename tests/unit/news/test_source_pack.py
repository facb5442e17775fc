"""The outlets that ship with the beat."""

import re
from collections import Counter
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import pytest

from news.sources import OWNERSHIPS, SHIPPED_SOURCES, Source, read_sources, select_sources
from news.urls import host_of

PACK = read_sources()
README = Path(__file__).parents[3] / "README.md"
COUNTRIES_OF_THE_BEAT = {"AZ", "RU", "UA", "PL", "TR", "AM", "GE", "IR", "GB", "US", "DE", "FR"}
LANGUAGES_OF_THE_BEAT = {"az", "ru", "en", "tr", "uk", "pl", "de", "fr", "hy", "ka", "fa"}
ONLY_HTTP = {"kremlin.ru"}  # hosts not known to answer with encryption

each_source = pytest.mark.parametrize("source", PACK, ids=[source.id for source in PACK])


def plain(address: str) -> str:
    """An address without what makes two spellings of one place differ."""
    parts = urlsplit(address)
    return f"{host_of(address).removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def test_the_pack_holds_at_least_a_hundred_outlets_and_most_are_watched() -> None:
    assert len(PACK) >= 100
    assert len(select_sources(PACK, ())) >= 100


def test_every_country_and_language_of_the_beat_has_an_outlet_that_is_watched() -> None:
    watched = select_sources(PACK, ())
    assert {source.country for source in watched} >= COUNTRIES_OF_THE_BEAT
    assert {language for source in watched for language in source.languages} >= LANGUAGES_OF_THE_BEAT


def test_the_two_sides_are_heard_from_power_and_from_its_critics() -> None:
    for country, close in (("AZ", "pro-government"), ("RU", "pro-kremlin")):
        labels = Counter(source.ownership for source in PACK if source.country == country)
        assert {"official", "state", close, "independent"} <= set(labels)


@each_source
def test_an_outlet_says_all_that_readers_are_shown(source: Source) -> None:
    assert source.name
    assert source.languages
    assert source.timezone in available_timezones()
    assert source.ownership in OWNERSHIPS
    assert len(source.id) <= 20
    assert source.delay >= 1.0
    assert urlsplit(source.homepage).path


@each_source
def test_an_outlet_has_a_feed_or_a_reason(source: Source) -> None:
    assert source.feeds or not source.enabled
    assert source.enabled == (source.reason is None)
    assert len(source.reason or "") <= 80


@each_source
def test_addresses_are_encrypted_where_the_host_can(source: Source) -> None:
    for address in (source.homepage, *(feed.url for feed in source.feeds)):
        assert address.startswith("https://") or host_of(address) in ONLY_HTTP


@each_source
def test_the_language_of_a_feed_is_one_of_its_outlet(source: Source) -> None:
    assert {feed.lang for feed in source.feeds} - {None} <= set(source.languages)


def test_no_id_name_homepage_or_address_stands_twice() -> None:
    for what in (
        [source.id for source in PACK],
        [source.name.casefold() for source in PACK],
        [plain(source.homepage) for source in PACK],
        [plain(feed.url) for source in PACK for feed in source.feeds],
    ):
        assert [each for each, times in Counter(what).items() if times > 1] == []


def test_agencies_are_marked_and_none_is_a_mere_reader_of_others() -> None:
    agencies = {source.id for source in PACK if source.agency}
    assert {"azertac", "report", "tass-ru", "ria", "interfax", "anadolu", "ukrinform", "armenpress", "reuters"} <= agencies
    assert {source.id for source in PACK if source.ownership == "agency"} <= agencies
    assert not {source.id for source in PACK if source.agency and source.ownership in {"repost", "tabloid", "think-tank", "official"}}


def test_the_outlets_of_a_country_stand_together_under_its_name() -> None:
    runs = [country for country, _ in groupby(source.country for source in PACK)]
    assert len(runs) == len(set(runs))
    headings = re.findall(r"(?m)^\n# (.+)$", SHIPPED_SOURCES.read_text(encoding="utf-8"))
    assert len(headings) == len(runs)


def test_the_readme_says_how_many_outlets_ship() -> None:
    countries = len({source.country for source in PACK})
    assert f"ships with {len(PACK)} outlets in {countries} countries" in README.read_text(encoding="utf-8")
