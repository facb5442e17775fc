from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import delete

from news.coverage import cover
from news.dates import Dating
from news.ledger import OFF_BEAT, Settled
from storage import coverages, ledger
from storage.tables import article_urls

Press = Any  # the fixture of conftest.py
TODAY = date(2026, 3, 1)


def publish(press: Press, names: list[str], *, on: date = TODAY) -> None:
    """Let the sitemap announce pages, published on a day."""
    at = Dating(datetime(on.year, on.month, on.day, 9, tzinfo=UTC), "exact", "feed")
    entries = [replace(press.entry(name), published=at) for name in names]
    ledger.record(press.db, press.look(*entries, feed=press.northwind_map), next_look_at=press.noon)


def read(press: Press, names: list[str]) -> None:
    for name in names:
        url = f"https://northwind.example/{name}"
        if int(name) % 5 == 0:
            press.add(url, text=f"Text {name}", title=f"Title {name}", feed=press.northwind_map)
        else:
            ledger.settle(press.db, Settled(url, "rejected", OFF_BEAT, press.noon))


def test_of_a_hundred_articles_without_seven_93_percent_were_read_and_the_seven_are_named(press: Press) -> None:
    names = [str(number) for number in range(100)]
    publish(press, names)
    read(press, names[7:])
    lost = names[:7]
    ledger.settle(press.db, Settled(f"https://northwind.example/{lost[0]}", "rejected", "soft 404", press.noon))
    ledger.settle(press.db, Settled(f"https://northwind.example/{lost[1]}", "retry", "HTTP 503", press.noon, press.noon))
    (covered,) = cover(coverages.announced_since(press.db, ["northwind"], TODAY), by_day=True)
    assert (covered.published, covered.day, covered.share) == (100, TODAY, 0.93)
    assert {each.url.rsplit("/", 1)[1] for each in covered.not_read} == set(lost)
    assert (covered.missing, covered.waiting) == (1, 6)
    assert {each.reason for each in covered.not_read} == {"soft 404", "HTTP 503", ""}


def test_an_article_that_the_archive_lost_is_missing_though_the_ledger_calls_it_stored(press: Press) -> None:
    publish(press, ["0", "5", "10"])
    read(press, ["0", "5", "10"])
    with press.db.begin_write() as connection:
        connection.execute(delete(article_urls).where(article_urls.c.url == "https://northwind.example/5"))
    (covered,) = cover(coverages.announced_since(press.db, ["northwind"], TODAY), by_day=True)
    assert (covered.stored, covered.missing, covered.not_read[0].url) == (2, 1, "https://northwind.example/5")


def test_days_are_those_of_publication_and_what_is_older_is_left_out(press: Press) -> None:
    publish(press, ["0"], on=date(2026, 2, 20))
    publish(press, ["1", "2"], on=date(2026, 2, 28))
    publish(press, ["3"])
    covered = cover(coverages.announced_since(press.db, ["northwind"], date(2026, 2, 23)), by_day=True)
    assert [(each.day, each.published) for each in covered] == [(TODAY.replace(month=2, day=28), 2), (TODAY, 1)]
    (whole,) = cover(coverages.announced_since(press.db, ["northwind"], date(2026, 2, 1)), by_day=False)
    assert (whole.day, whole.published, whole.share) == (None, 4, 0)


def test_two_addresses_of_one_article_are_one_publication_and_a_copy_is_one_of_its_own(press: Press) -> None:
    publish(press, ["a"])
    press.add("https://northwind.example/own", entry_url="https://northwind.example/a", feed=press.northwind_map)
    publish(press, ["b"])
    press.add("https://northwind.example/b", feed=press.northwind_map)
    (covered,) = cover(coverages.announced_since(press.db, ["northwind"], TODAY), by_day=True)
    assert (covered.published, covered.stored, covered.share) == (2, 2, 1)


def test_a_source_without_a_sitemap_is_told_apart(press: Press) -> None:
    press.record(press.entry("a"))
    assert coverages.sources_with_sitemaps(press.db) == frozenset()
    publish(press, ["b"])
    assert coverages.sources_with_sitemaps(press.db) == {"northwind"}
