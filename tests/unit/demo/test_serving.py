import socket
import tomllib
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.serving import Request, RunningPress
from news.sources import read_sources


def asked(url: str, method: str = "GET", **headers: str) -> tuple[int, bytes, str | None]:
    place = urlsplit(url)
    connection = HTTPConnection(place.netloc, timeout=10)
    try:
        connection.request(method, place.path + (f"?{place.query}" if place.query else ""), headers={**headers, "Connection": "close"})
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("ETag")
    finally:
        connection.close()


def free_ports(count: int) -> int:
    """Return the first of so many neighbouring ports that nobody listens at."""
    for first in range(20_000, 30_000, count):
        held = []
        try:
            for port in range(first, first + count):
                held.append(socket.create_server(("127.0.0.1", port)))  # noqa: PERF401 - those before a taken one must be closed
        except OSError:
            continue
        else:
            return first
        finally:
            for each in held:
                each.close()
    raise AssertionError("no free ports")


def test_every_outlet_serves_its_front_page_and_feeds_on_a_port_of_its_own(running: RunningPress) -> None:
    sources = running.sources()
    assert len({urlsplit(source.homepage).port for source in sources}) == len(sources) >= 16
    for source in sources:
        assert asked(source.homepage)[0] == 200
        for feed in source.feeds:
            assert feed.id.startswith(f"{source.id}/")
            status, _, etag = asked(feed.url)
            assert status == 200
            assert asked(feed.url, **{"If-None-Match": etag or ""})[:2] == (304, b"")


def test_the_round_decides_what_is_shown(running: RunningPress) -> None:
    piece = next(piece for piece in running.press.contents.pieces if piece.round == 3 and piece.answers == "article")
    assert asked(running.press.url(piece))[0] == 404
    running.round = 3
    assert asked(running.press.url(piece))[0] == 200


@pytest.mark.parametrize("number", [-1, 7])
def test_rounds_that_do_not_exist_are_refused(running: RunningPress, number: int) -> None:
    with pytest.raises(ValueError, match="rounds 0 to 6"):
        running.round = number
    assert running.round == 0


def test_requests_are_recorded_with_their_status(running: RunningPress) -> None:
    base = running.press.bases["quai"]
    asked(f"{base}robots.txt")
    asked(f"{base}nowhere?utm_source=rss", "HEAD")
    assert running.requests == (Request("quai", "/robots.txt", 200), Request("quai", "/nowhere?utm_source=rss", 404))


def test_many_requests_at_once_are_all_answered_and_recorded(running: RunningPress) -> None:
    urls = [source.feeds[0].url for source in running.sources()] * 5
    with ThreadPoolExecutor(8) as pool:
        assert {status for status, _, _ in pool.map(asked, urls)} == {200}
    assert len(running.requests) == len(urls)


def test_a_head_request_has_no_body(running: RunningPress) -> None:
    assert asked(running.press.bases["havel"], "HEAD")[:2] == (200, b"")


def test_the_sources_file_says_what_sources_says(running: RunningPress, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    running.write_sources(path)
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["source"]
    for table, source in zip(tables, running.sources(), strict=True):
        for key in ("id", "name", "homepage", "country", "timezone", "ownership", "delay"):
            assert table[key] == getattr(source, key)
        assert tuple(table["languages"]) == source.languages
        for row, feed in zip(table["feed"], source.feeds, strict=True):
            assert f"{source.id}/{row.get('id', row['kind'])}" == feed.id
            for key in ("url", "kind", "links", "pattern", "story", "link", "content"):
                assert row.get(key) == getattr(feed, key)


def test_the_sources_file_reads_back_as_the_same_sources(running: RunningPress, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    running.write_sources(path)
    assert read_sources(path) == running.sources()


def test_closing_frees_the_ports_and_may_be_repeated() -> None:
    with RunningPress() as running:
        url = running.press.bases["absheron"]
    with pytest.raises(OSError, match=r"."):
        asked(url)
    running.close()


def test_a_taken_port_is_an_error_that_leaves_nothing_open(running: RunningPress) -> None:
    port = urlsplit(running.press.bases["absheron"]).port
    with pytest.raises(OSError, match=r"."):
        RunningPress(first_port=port or 0)


def test_the_ports_follow_the_first_and_two_presses_on_the_same_ports_say_the_same() -> None:
    answers = []
    first_port = free_ports(20)
    for _ in range(2):
        with RunningPress(first_port) as running:
            assert [urlsplit(source.homepage).port for source in running.sources()] == list(
                range(first_port, first_port + len(running.sources()))
            )
            answers.append([asked(feed.url)[1] for source in running.sources() for feed in source.feeds])
    assert answers[0] == answers[1]
