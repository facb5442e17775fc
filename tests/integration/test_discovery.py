"""Discovery against servers that lie, forget and break: what the next crawls find all the same."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from papers import LOCAL, ON_BEAT, Answer, Khazri, Newspaper, article_page, rss, sources_file

from storage import feeds, gaps
from storage.database import Database, open_database

pytestmark = pytest.mark.thorough

NOW = datetime.now(UTC).replace(microsecond=0)


def crawl(khazri: Khazri, file: Path, *rest: str) -> str:
    ran = khazri("crawl", "--sources", str(file), *rest, **LOCAL)
    assert ran.code == 0 or "0 found" in ran.out, ran.err  # a crawl of which every feed failed says so
    return ran.out + ran.err


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Database]:
    """The archive that the crawls of a test fill."""
    with open_database(f"sqlite:///{tmp_path / 'khazri.db'}") as database:
        yield database


def publish(paper: Newspaper, *numbers: int) -> None:
    """Put articles out; one is published a minute, the highest number last."""
    for number in numbers:
        text = f"This is note number {number} of a long series. {ON_BEAT[0]}"
        paper.answers[f"/{number}"] = article_page(f"Note number {number} from Baku", text, *ON_BEAT[1:])


def item(paper: Newspaper, number: int) -> str:
    at = NOW - timedelta(hours=3) + timedelta(minutes=number)
    return f"<item><title>Note {number}</title><link>{paper.url}/{number}</link><pubDate>{format_datetime(at)}</pubDate></item>"


def dated_rss(paper: Newspaper, *numbers: int, head: str = "", headers: dict[str, str] | None = None) -> Answer:
    items = "".join(item(paper, number) for number in reversed(numbers))
    body = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>P</title>{head}{items}</channel></rss>'
    return Answer(body.encode(), "application/rss+xml", headers=headers or {})


def news_sitemap(paper: Newspaper, *numbers: int) -> Answer:
    urls = "".join(
        f"<url><loc>{paper.url}/{number}</loc><news:news><news:title>Note {number}</news:title><news:publication_date>"
        f"{(NOW - timedelta(hours=3) + timedelta(minutes=number)).isoformat()}</news:publication_date></news:news></url>"
        for number in numbers
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return Answer(f"<urlset {spaces}>{urls}</urlset>".encode(), "application/xml")


def one_source(folder: Path, *feeds: tuple[str, str]) -> Path:
    """A sources file of one source with several feeds."""
    file = sources_file(folder, feeds[0])
    more = "".join(f'  [[source.feed]]\n  kind = "{kind}"\n  url = "{url}"\n\n' for kind, url in feeds[1:])
    file.write_text(file.read_text() + more)
    return file


def asked(paper: Newspaper, path: str) -> list[bool]:
    """Whether each request for a path was conditional."""
    return ["If-None-Match" in headers or "If-Modified-Since" in headers for each, headers in paper.requests if each == path]


def stored(khazri: Khazri) -> set[str]:
    return {article["url"].rsplit("/", 1)[1] for article in khazri("search", "--limit", "200", "--format", "jsonl").objects}


def test_fifteen_articles_that_a_feed_forgot_are_found_in_the_sitemap(
    khazri: Khazri, paper: Newspaper, tmp_path: Path, archive: Database
) -> None:
    publish(paper, *range(60))
    file = one_source(tmp_path, ("rss", f"{paper.url}/rss"), ("news-sitemap", f"{paper.url}/news.xml"))
    paper.answers |= {"/rss": dated_rss(paper, *range(20)), "/news.xml": news_sitemap(paper, *range(20))}
    crawl(khazri, file)
    _change(archive, "paper-1/rss", next_look_at=NOW)
    paper.answers |= {"/rss": dated_rss(paper, *range(35, 55)), "/news.xml": news_sitemap(paper, *range(5, 55))}
    said = crawl(khazri, file)
    assert "paper-1/rss: possible gap: " in said
    assert "the source's sitemap or listing is looked at next" in said
    assert len(gaps.open_gaps(archive)) == 1
    said = crawl(khazri, file)
    assert "15 found, 15 stored" in said
    assert "is filled: 15 pages found by news-sitemap" in said
    assert gaps.open_gaps(archive) == ()
    assert stored(khazri) == {str(number) for number in range(55)}


@pytest.mark.parametrize("way", ["next", "paged", "page"])
def test_older_pages_of_a_feed_fill_its_gap_in_the_same_crawl(
    khazri: Khazri, paper: Newspaper, tmp_path: Path, archive: Database, way: str
) -> None:
    publish(paper, *range(60))
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    paper.answers["/rss"] = dated_rss(paper, *range(10))
    crawl(khazri, file)
    head = '<atom:link rel="next" href="{}"/>'
    second, third = ("/rss/2", "/rss/3") if way == "next" else (f"/rss?{way}=2", f"/rss?{way}=3")
    paper.answers |= {
        "/rss": dated_rss(paper, *range(25, 35), head=head.format(second) if way == "next" else ""),
        second: dated_rss(paper, *range(15, 25), head=head.format(third) if way == "next" else ""),
        third: dated_rss(paper, *range(5, 15)),
    }
    if way == "page":  # a server that knows nothing of WordPress answers with the feed itself
        paper.answers["/rss?paged=2"] = paper.answers["/rss"]
    said = crawl(khazri, file, "paper-1")
    assert "is filled: 15 pages found by older pages" in said
    assert "25 found, 25 stored" in said
    assert gaps.open_gaps(archive) == ()
    assert stored(khazri) == {str(number) for number in range(35)}
    assert len([path for path in paper.paths() if path.startswith("/rss")]) == 4 + (way == "page")


def test_a_gap_that_nothing_fills_is_said_with_the_remedy(khazri: Khazri, paper: Newspaper, tmp_path: Path, archive: Database) -> None:
    publish(paper, *range(60))
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    for numbers in (range(10), range(25, 35)):
        paper.answers["/rss"] = dated_rss(paper, *numbers)
        said = crawl(khazri, file, "paper-1")
    assert "possible gap" in said
    assert "add the outlet's sitemap to the sources file" in said
    assert "1 feeds (0 unchanged, 0 failed)" in said, "a page that is not there is no failure of the feed"
    assert len(gaps.open_gaps(archive)) == 1


def test_a_304_that_lies_is_caught_and_the_feed_is_then_asked_in_full(
    khazri: Khazri, paper: Newspaper, tmp_path: Path, archive: Database
) -> None:
    publish(paper, *range(30))
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    said = []
    for number in range(5):
        paper.answers["/rss"] = dated_rss(paper, *range(number + 1), headers={"ETag": '"always"'})
        said.append(crawl(khazri, file, "paper-1"))
        if number == 0:
            _change(archive, "paper-1/rss", looks_since_whole=6)  # five looks later
    assert "(1 unchanged, 0 failed): 0 found" in said[1], "it lies"
    assert "2 found, 2 stored" in said[2]
    assert "'not modified' although there was news" in said[2]
    assert all("1 found, 1 stored" in each for each in said[3:])
    assert asked(paper, "/rss") == [False, True, False, False, False]


def test_a_body_that_is_the_same_is_not_read_again(khazri: Khazri, paper: Newspaper, tmp_path: Path, archive: Database) -> None:
    """A server without validators: only what it sends tells that nothing has changed."""
    publish(paper, 1)
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    for built in ("Mon", "Tue"):
        paper.answers["/rss"] = dated_rss(paper, 1, head=f"<lastBuildDate>{built}</lastBuildDate>")
        said = crawl(khazri, file, "paper-1")
    assert "1 feeds (1 unchanged, 0 failed)" in said
    (state,) = feeds.states(archive)
    assert state.outcome == "unchanged"


def test_dates_of_change_in_the_future_and_weak_marks_hide_nothing(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, 1, 2)
    future = {"Last-Modified": "Fri, 01 Jan 2038 00:00:00 GMT", "Expires": "0", "Cache-Control": "max-age=0"}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    paper.answers["/rss"] = dated_rss(paper, 1, headers=future)
    crawl(khazri, file)
    paper.answers["/rss"] = dated_rss(paper, 1, 2, headers=future)
    assert "1 found, 1 stored" in crawl(khazri, file, "paper-1")
    assert asked(paper, "/rss") == [False, False], "a time that lies ahead is no condition"
    paper.answers["/rss"].headers = {"ETag": 'W/"1"'}
    crawl(khazri, file, "paper-1")
    assert "1 unchanged" in crawl(khazri, file, "paper-1")


def test_a_304_with_a_body_is_a_304(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, 1, 2)
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    paper.answers["/rss"] = dated_rss(paper, 1, headers={"ETag": '"1"'})
    crawl(khazri, file)
    paper.answers["/rss"] = Answer(dated_rss(paper, 1, 2).body, "application/rss+xml", 304, {"ETag": '"other"'})
    assert "1 feeds (1 unchanged, 0 failed): 0 found" in crawl(khazri, file, "paper-1")
    paper.answers["/rss"] = dated_rss(paper, 1, 2)
    assert "1 found, 1 stored" in crawl(khazri, file, "paper-1")


def test_what_server_and_feed_ask_for_is_kept(khazri: Khazri, paper: Newspaper, tmp_path: Path, archive: Database) -> None:
    paper.answers |= {
        "/age": dated_rss(paper, headers={"Cache-Control": "public, max-age=3600"}),
        "/ttl": dated_rss(paper, head="<ttl>120</ttl>"),
        "/plain": dated_rss(paper),
        "/sick": Answer(b"busy", "text/plain", 500),
    }
    names = ("age", "ttl", "plain", "sick")
    crawl(khazri, sources_file(tmp_path, *(("rss", f"{paper.url}/{name}") for name in names)))
    waits = {}
    for name, state in zip(names, feeds.states(archive), strict=True):
        assert state.looked_at is not None
        assert state.next_look_at is not None
        waits[name] = (state.next_look_at - state.looked_at) / timedelta(minutes=1)
    assert 60 <= waits["age"] <= 66
    assert 120 <= waits["ttl"] <= 132
    assert 15 <= waits["plain"] <= 16.5
    assert 15 <= waits["sick"] <= 16.5
    assert feeds.states(archive)[3].failing_since is not None


def test_a_feed_that_breaks_off_keeps_the_items_before_and_is_flagged(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, *range(50))
    whole = dated_rss(paper, *range(50)).body
    items = whole.split(b"<item>")
    broken = {
        "/cut": b"<item>".join(items[:38])[:-30],
        "/bare": b"<item>".join([*items[:37], items[37].replace(b"Note", b"A & B"), *items[38:]]),
        "/two": dated_rss(paper, *range(14, 50)).body * 2,
        "/html": b"<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/real.xml'></head><body>News</body></html>",
    }
    paper.answers |= {path: Answer(body, "application/rss+xml") for path, body in broken.items()}
    said = crawl(khazri, sources_file(tmp_path, *(("rss", paper.url + path) for path in broken)))
    for number in (1, 2, 3):
        assert f"paper-{number}/rss: broken XML" in said
    assert f"it announces a feed at {paper.url}/real.xml" in said
    assert {str(number) for number in range(14, 50)} <= stored(khazri)


def test_a_news_sitemap_may_be_empty_long_undated_or_gone_for_a_night(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, *range(3))
    file = sources_file(tmp_path, ("news-sitemap", f"{paper.url}/news.xml"))
    paper.answers["/news.xml"] = news_sitemap(paper)
    assert "1 feeds (0 unchanged, 0 failed): 0 found" in crawl(khazri, file)
    paper.answers["/news.xml"] = Answer(b"not here", "text/plain", 404)
    assert "1 failed" in crawl(khazri, file, "paper-1")
    undated = f'<urlset xmlns="http://wrong.example/"><url><loc>{paper.url}/1</loc></url><url><loc>{paper.url}/2</loc></url></urlset>'
    paper.answers["/news.xml"] = Answer(undated.encode(), "application/xml")
    assert "2 found, 2 stored" in crawl(khazri, file, "paper-1")


def test_a_night_without_a_connection_is_no_feeds_fault(khazri: Khazri, paper: Newspaper, tmp_path: Path, archive: Database) -> None:
    dead = [("rss", "http://no-such-host.invalid/rss"), ("rss", "http://nor-this.invalid/rss")]
    for _ in range(2):
        assert "none of 2 hosts answered: look at this machine's connection" in crawl(
            khazri, sources_file(tmp_path, *dead), "paper-1", "paper-2"
        )
    assert {(state.failures, state.failing_since) for state in feeds.states(archive)} == {(0, None)}
    paper.answers["/rss"] = rss(paper)
    crawl(khazri, sources_file(tmp_path, *dead, ("rss", f"{paper.url}/rss")), "paper-1", "paper-3")
    assert [state.failures for state in feeds.states(archive)] == [1, 0, 0], "where one answers, silence is the others' own"


def _change(archive: Database, feed_id: str, **values: object) -> None:
    """Let time pass for a feed, in the archive's own words."""
    from sqlalchemy import update

    from storage.tables import feeds as rows

    with archive.begin_write() as connection:
        connection.execute(update(rows).where(rows.c.id == feed_id).values(**values))
