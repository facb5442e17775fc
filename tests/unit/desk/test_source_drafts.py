"""What is chosen of the feeds that were found, and what is written of them."""

from pathlib import Path

import pytest

from desk.source_drafts import Said, append_sources, draft
from desk.source_probes import Found, Tried, choose, usual_home
from news.countries import COUNTRIES
from news.discovery import Candidate, Outlet
from news.errors import TableError, UsageError
from news.feeds import Entry
from news.own_sources import read_own_sources
from news.sources import FeedKind

HOME = "https://northwind.az/"
TITLES = {
    "az": "Bakıda yeni dəmir yolu stansiyası istifadəyə verildi və açılışda nazirlər iştirak edib",
    "ru": "Министерство сообщило о новом соглашении и опубликовало все договоры на своем сайте",
}


def tried(kind: FeedKind, name: str, *pages: int, lang: str = "az", held_by: str | None = None) -> Tried:
    entries = tuple(Entry(f"{HOME}{page}", f"{HOME}{page}", TITLES[lang]) for page in pages)
    return Tried(Candidate(HOME + name, kind, "the page"), None, entries, held_by)


def found(*each: Tried, country: str | None = "AZ") -> Found:
    return Found(Outlet("North Wind", HOME, "az", COUNTRIES[country] if country else None), each)


def test_feeds_come_before_sitemaps_and_what_they_hold_already_is_left_out() -> None:
    rss, atom = tried("rss", "rss", 1, 2, 3), tried("atom", "atom", 1, 2, 3)
    sport, news = tried("rss", "sport", 3, 7, 8, 9), tried("news-sitemap", "news.xml", 1, 2, 3, 7, 8, 9, 10, 11)
    everything, listing = tried("sitemap", "all.xml", *range(500)), tried("listing", "", 1, 2)
    assert choose([atom, rss]) == (rss,)
    assert choose([everything, rss, sport]) == (sport, rss)
    assert choose([news, rss]) == (rss, news)
    assert choose([listing, everything]) == (everything,)
    assert choose([listing]) == (listing,)
    assert choose([tried("rss", "rss"), tried("rss", "other", 1, held_by="northwind")]) == ()


def test_an_edition_in_another_language_is_marked_as_one() -> None:
    source = draft(found(), (tried("rss", "rss", 1), tried("rss", "ru/rss", 2, lang="ru")), Said(), {"northwind"})
    assert source.id == "northwind-az"
    assert source.languages == ("az", "ru")
    assert [(feed.id, feed.lang) for feed in source.feeds] == [("northwind-az/rss", None), ("northwind-az/rss-2", "ru")]


def test_what_a_person_says_stands_over_what_was_found() -> None:
    said = Said("wind", "Wind", "RU", ("ru",), None, "state")
    source = draft(found(), (tried("rss", "rss", 1),), said, ())
    assert (source.id, source.name, source.country, source.timezone, source.ownership) == ("wind", "Wind", "RU", "Europe/Moscow", "state")


def test_a_country_nobody_tells_is_asked_for() -> None:
    with pytest.raises(UsageError, match="--country GB"):
        draft(found(country=None), (tried("rss", "rss", 1),), Said(), ())
    with pytest.raises(UsageError, match="--timezone"):
        draft(found(country=None), (tried("rss", "rss", 1),), Said(country="XK"), ())


def test_an_own_file_keeps_what_a_person_wrote_in_it(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    first = draft(found(), (tried("rss", "rss", 1),), Said(id="first"), ())
    append_sources(file, [first])
    file.write_text(file.read_text(encoding="utf-8") + "# a remark of mine, without a line's end", encoding="utf-8")
    second = draft(found(), (tried("rss", "rss", 1),), Said(id="second"), ())
    with pytest.raises(TableError):  # two sources with one address: the file is left as it is
        append_sources(file, [second])
    other = draft(found(), (tried("atom", "atom", 1),), Said(id="second"), ())
    append_sources(file, [other])
    assert read_own_sources(file) == (first, other)
    assert "# a remark of mine" in file.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [file], "no half-written file is left behind"


def test_a_link_to_an_own_file_stays_one(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "own.toml"
    link.symlink_to(tmp_path / "elsewhere" / "own.toml")
    append_sources(link, [draft(found(), (tried("rss", "rss", 1),), Said(), ())])
    assert link.is_symlink()
    assert len(read_own_sources(link)) == 1


def test_the_front_page_of_any_address_is_found() -> None:
    assert usual_home("https://northwind.az/ru/news?x=1") == usual_home("https://northwind.az") == HOME
