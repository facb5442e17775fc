"""Own sources beside those that ship."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.blocking import blocked_by
from news.countries import COUNTRIES
from news.own_sources import as_toml, one_line, read_own_sources, with_own
from news.sources import Feed, Source, read_sources


def outlet(name: str, *urls: str) -> Source:
    feeds = tuple(Feed(f"{name}/rss{f'-{number}' if number else ''}", name, url, "rss") for number, url in enumerate(urls))
    return Source(name, name.title(), "https://paper.az/", "AZ", ("az",), "Asia/Baku", "independent", feeds=feeds)


def test_own_outlets_come_beside_the_listed_ones() -> None:
    a, b = outlet("a", "https://a.az/rss"), outlet("b", "https://b.az/rss")
    assert with_own([a], [b]) == (a, b)
    assert with_own([a], []) == (a,)


def test_an_own_outlet_stands_in_place_of_the_listed_one_of_that_id() -> None:
    listed, own = outlet("a", "https://a.az/old"), outlet("a", "https://a.az/new")
    assert with_own([listed, outlet("b", "https://b.az/rss")], [own])[0] == own


def test_a_list_that_learns_of_an_own_feed_later_does_not_double_it() -> None:
    own = outlet("mine", "https://a.az/rss")
    assert with_own([outlet("a", "http://www.a.az/rss/")], [own]) == (own,)
    kept = with_own([outlet("a", "https://a.az/rss", "https://a.az/sport")], [own])[0]
    assert [feed.url for feed in kept.feeds] == ["https://a.az/sport"]


def test_an_outlet_that_is_kept_without_a_feed_stays_in_the_list() -> None:
    asleep = replace(outlet("a"), enabled=False, reason="no feed known")
    assert with_own([asleep], [outlet("b", "https://b.az/rss")])[0] == asleep


def test_the_shipped_list_is_written_as_it_was_read(tmp_path: Path) -> None:
    file = tmp_path / "all.toml"
    file.write_text(as_toml(read_sources()), encoding="utf-8")
    assert read_sources(file) == read_sources()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(min_size=1).map(one_line).filter(bool))
def test_any_name_can_be_written_and_read(tmp_path: Path, name: str) -> None:
    source = replace(outlet("a", "https://a.az/rss?x=%22&y='"), name=name)
    file = tmp_path / "own.toml"
    file.write_text(as_toml([source, outlet("b", "https://b.az/", "https://b.az/2")]), encoding="utf-8")
    assert read_own_sources(file)[0] == source


def test_a_file_without_a_source_yet_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("# soon\n", encoding="utf-8")
    assert read_own_sources(file) == ()


def test_every_country_has_a_zone_that_exists() -> None:
    from zoneinfo import available_timezones

    assert all(country.timezone in available_timezones() and len(country.language) == 2 for country in COUNTRIES.values())


@pytest.mark.parametrize(
    ("headers", "body", "service"),
    [
        ({"cf-mitigated": "challenge"}, b"", "Cloudflare"),
        ({"server": "ddos-guard"}, b"", "DDoS-Guard"),
        ({"server": "QRATOR"}, b"", "Qrator"),
        ({}, b"<script src='/_Incapsula_Resource?x'>", "Imperva"),
        ({"server": "nginx"}, b"<h1>403 Forbidden</h1>", None),
    ],
)
def test_who_refused_is_known_by_headers_or_page(headers: dict[str, str], body: bytes, service: str | None) -> None:
    assert blocked_by(headers, body) == service
