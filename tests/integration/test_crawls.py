"""Crawls as a person starts them, against small newspapers."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from papers import LOCAL, OFF_BEAT, ON_BEAT, Answer, Khazri, Newspaper, article_page, rss, run_khazri, sources_file

OTHER = (
    "Gazprom and SOCAR have signed a gas swap under which Russian volumes reach Azerbaijan through the northern pipeline this winter.",
    "Azerbaijan will export the same amount of natural gas to Europe, the companies said in Baku and Moscow on Monday evening.",
    "The deal runs until March and covers one billion cubic metres; the transit fee was not disclosed by either of the two sides.",
)


def crawl(khazri: Khazri, file: Path, *rest: str) -> str:
    ran = khazri("crawl", "--sources", str(file), *rest, **LOCAL)
    return ran.out + ran.err


def test_the_same_text_elsewhere_is_a_copy_and_an_off_beat_page_a_row_in_the_ledger(
    khazri: Khazri, paper: Newspaper, tmp_path: Path
) -> None:
    paper.answers |= {
        "/rss": rss(paper, ("/shells?utm_source=rss", "Shells"), ("/match", "Match"), ("/again", "The same elsewhere")),
        "/shells?utm_source=rss": article_page("Baku refuses to supply shells", *ON_BEAT),
        "/again": article_page("Moscow asked, Baku refused", *ON_BEAT),
        "/match": article_page("Third win in a row", *OFF_BEAT),
    }
    said = crawl(khazri, sources_file(tmp_path, ("rss", f"{paper.url}/rss")))
    assert "3 found, 1 stored, 1 copies, 0 new versions, 1 off the beat" in said
    (article,) = khazri("search", "--format", "jsonl").objects
    assert article["urls"]
    assert not [url for url in article["urls"] if "utm_" in url]
    assert len(article["copies"]) == 1
    assert [topic["id"] for topic in article["topics"]] == ["arms-transfers"]
    assert article["relevance"] == "strong"


def test_known_pages_are_not_asked_for_again_and_an_unchanged_feed_costs_headers_only(
    khazri: Khazri, paper: Newspaper, tmp_path: Path
) -> None:
    paper.answers |= {
        "/rss": rss(paper, ("/shells", "Shells"), ("/match", "Match"), headers={"ETag": '"one"'}),
        "/shells": article_page("Baku refuses to supply shells", *ON_BEAT),
        "/match": article_page("Third win in a row", *OFF_BEAT),
    }
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    crawl(khazri, file)
    assert sorted(paper.paths()) == ["/match", "/rss", "/shells"]
    assert "1 feeds (1 unchanged, 0 failed)" in crawl(khazri, file, "paper-1")
    paper.answers["/rss"] = rss(paper, ("/swap", "Swap"), ("/shells", "Shells"), ("/match", "Match"), headers={"ETag": '"two"'})
    paper.answers["/swap"] = article_page("Gas swap signed", *OTHER)
    assert "1 found, 1 stored" in crawl(khazri, file, "paper-1")
    assert sorted(paper.paths()) == ["/match", "/rss", "/rss", "/rss", "/shells", "/swap"]


def test_a_feed_is_not_looked_at_before_it_is_due(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers["/rss"] = rss(paper)
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    crawl(khazri, file)
    assert "no feed is due" in crawl(khazri, file)
    assert paper.paths() == ["/rss"]


def test_robots_are_obeyed_and_the_crawler_says_who_it_is(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /secret/\n", "text/plain"),
        "/rss": rss(paper, ("/secret/shells", "Shells")),
        "/secret/shells": article_page("Baku refuses to supply shells", *ON_BEAT),
    }
    khazri("crawl", "--sources", str(sources_file(tmp_path, ("rss", f"{paper.url}/rss"))), KHAZRI_CONTACT="desk@example.org", **LOCAL)
    assert paper.paths() == ["/rss"]
    assert "robots.txt forbids it" in khazri("status").out
    agents = {headers["User-Agent"] for _, headers in paper.requests}
    assert agents == {"Khazri/0.1.0 (news monitor; desk@example.org)"}
    assert not [headers for _, headers in paper.requests if "Cookie" in headers or "Referer" in headers]


def test_a_host_whose_robots_cannot_be_read_is_left_alone_until_they_can(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {
        "/robots.txt": Answer(b"busy", "text/plain", 503),
        "/rss": rss(paper, ("/shells", "Shells")),
        "/shells": article_page("Baku refuses to supply shells", *ON_BEAT),
    }
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    assert "robots.txt answers HTTP 503" in crawl(khazri, file)
    assert paper.paths() == []
    paper.answers["/robots.txt"] = Answer(b"<html>not here</html>", "text/html", 404)
    assert "1 stored" in crawl(khazri, file, "paper-1")


def test_every_kind_of_bad_feed_gets_one_line_and_the_rest_goes_on(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    good = article_page("Baku refuses to supply shells", *ON_BEAT)
    whole = rss(paper, ("/shells", "Shells"), ("/swap", "Swap")).body
    paper.answers |= {
        "/shells": good,
        "/swap": article_page("Gas swap signed", *OTHER),
        "/good": rss(paper, ("/shells", "Shells")),
        "/html": Answer(b"<!doctype html><html><head><title>News</title></head><body><p>Welcome</p></body></html>"),
        "/broken": Answer(whole[: whole.index(b"</channel>") - 3], "application/rss+xml"),
        "/empty": rss(paper),
        "/nothing": Answer(b"", "application/rss+xml"),
        "/forbidden": Answer(b"no", "text/plain", 403),
        "/huge": Answer(b"<rss>" + b" " * (21 * 1024 * 1024), "application/rss+xml"),
    }
    names = ("good", "html", "broken", "empty", "nothing", "forbidden", "missing", "huge")
    feeds = [("rss", f"{paper.url}/{name}") for name in names] + [
        ("rss", "http://127.0.0.1:9/rss"),
        ("rss", "http://no-such-host.invalid/rss"),
    ]
    ran = khazri("crawl", "--sources", str(sources_file(tmp_path, *feeds)), **LOCAL)
    assert ran.code == 0
    lines = {line.split(": ")[1]: line for line in ran.err.splitlines() if line.startswith("khazri: paper-")}
    assert "an HTML page, not a feed" in lines["paper-2/rss"]
    assert "XML" in lines["paper-3/rss"]
    assert "paper-1/rss" not in lines
    assert "paper-4/rss" not in lines, "an empty feed is not a broken one"
    assert "paper-5/rss" in lines
    assert "HTTP 403" in lines["paper-6/rss"]
    assert "HTTP 404" in lines["paper-7/rss"]
    assert "larger than the limit" in lines["paper-8/rss"]
    assert "connection refused" in lines["paper-9/rss"]
    assert "host not found" in lines["paper-10/rss"]
    assert len(khazri("search", "--format", "jsonl").objects) == 2
    status = khazri("status").out
    assert "paper-6/rss: HTTP 403" in status


def test_every_kind_of_bad_page_ends_in_the_ledger_with_its_reason(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    russian = "<html><head><title>Азербайджан отказался поставлять снаряды Украине</title></head><body><article><h1>Азербайджан отказался поставлять снаряды Украине</h1>"
    russian += "<p>Азербайджан не будет поставлять Украине артиллерийские снаряды, заявили в Баку после запроса из Москвы в понедельник вечером.</p>"
    russian += "<p>Россия ранее попросила объяснить сообщения о передаче вооружений через третью страну, которые появились на прошлой неделе.</p></article></body></html>"
    paper.answers |= {
        "/gone": Answer(b"<html><body>gone</body></html>", status=404),
        "/refused": Answer(b"<html><body>no</body></html>", status=403),
        "/down": Answer(b"<html><body>later</body></html>", status=503),
        "/picture": Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "image/png"),
        "/huge": Answer(b"<html>" + b"x" * (11 * 1024 * 1024)),
        "/nothing": Answer(b""),
        "/charset": Answer(russian.encode("windows-1251"), "text/html"),
        "/good": article_page("Gas swap signed", *OTHER),
    }
    names = [path for path in paper.answers if path != "/rss"]
    paper.answers["/rss"] = rss(paper, *((path, path.strip("/")) for path in names))
    said = crawl(khazri, sources_file(tmp_path, ("rss", f"{paper.url}/rss")))
    assert "8 found, 2 stored" in said
    status = khazri("status").out
    for reason in ("HTTP 404", "HTTP 403", "HTTP 503", "not HTML", "larger than the limit"):
        assert reason in status
    titles = {article["title"] for article in khazri("search", "--format", "jsonl").objects}
    assert titles == {"Gas swap signed", "Азербайджан отказался поставлять снаряды Украине"}


def test_a_private_address_is_not_asked_unless_its_network_is_allowed(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    port = paper.url.rpartition(":")[2]
    hosts = ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0")
    file = sources_file(tmp_path, *(("rss", f"http://{host}:{port}/rss") for host in hosts))
    ran = khazri("crawl", "--sources", str(file))
    if ran.code == 2:  # some spellings are refused by the sources file already
        file = sources_file(tmp_path, *(("rss", f"http://{host}:{port}/rss") for host in hosts[:2]))
        ran = khazri("crawl", "--sources", str(file))
    assert ran.code == 1
    assert "KHAZRI_ALLOW_NETWORKS" in ran.err
    assert paper.requests == []


def test_a_page_that_redirects_inside_our_walls_is_not_followed(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {
        "/rss": rss(paper, ("/away", "Away")),
        "/away": Answer(b"", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
    }
    crawl(khazri, sources_file(tmp_path, ("rss", f"{paper.url}/rss")))
    assert "169.254.169.254 is a private address" in khazri("status").out


def test_shared_stories_are_kept_under_their_own_links_and_never_asked_for(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    block = '<div class="story"><h3><a href="https://{host}.example/{path}">{title}</a></h3><div class="text">{text}</div></div>'
    stories = [
        ("one", "a", "Baku refuses to supply shells", ON_BEAT),
        ("two", "b", "Third win", OFF_BEAT),
        ("three", "c", "Gas swap signed", OTHER),
    ]
    blocks = "".join(
        block.format(host=host, path=path, title=title, text="".join(f"<p>{part}</p>" for part in text))
        for host, path, title, text in stories
    )
    paper.answers["/shelf"] = Answer(f"<html><body>{blocks}</body></html>".encode())
    selectors = '"\nstory = "div.story"\nlink = "h3 a"\ncontent = "div.text"'
    said = crawl(khazri, sources_file(tmp_path, ("shared-stories", f"{paper.url}/shelf{selectors}")))
    assert "3 found, 2 stored, 0 copies, 0 new versions, 1 off the beat" in said
    articles = khazri("search", "--format", "jsonl").objects
    assert {article["url"] for article in articles} == {"https://one.example/a", "https://three.example/c"}
    assert {article["via"] for article in articles} == {"paper-1/shared-stories"}


def test_sitemaps_of_an_index_and_listings_are_followed(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    def urlset(*paths: str) -> Answer:
        urls = "".join(f"<url><loc>{paper.url}{path}</loc></url>" for path in paths)
        return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(), "application/xml")

    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{paper.url}/map-1.xml</loc></sitemap></sitemapindex>'
    paper.answers |= {
        "/index.xml": Answer(index.encode(), "application/xml"),
        "/map-1.xml": urlset("/shells"),
        "/news/": Answer(
            b'<html><body><nav><a href="/about">About us</a></nav><main><h2><a href="/news/swap.html">Swap</a></h2></main></body></html>'
        ),
        "/shells": article_page("Baku refuses to supply shells", *ON_BEAT),
        "/news/swap.html": article_page("Gas swap signed", *OTHER),
    }
    file = sources_file(tmp_path, ("sitemap", f"{paper.url}/index.xml"), ("listing", f'{paper.url}/news/"\npattern = "/news/*.html"'))
    assert "2 stored" in crawl(khazri, file)
    assert "/about" not in paper.paths()


def test_a_page_that_the_feed_says_was_updated_becomes_a_new_version(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    def atom(updated: str) -> Answer:
        entry = f'<entry><id>urn:1</id><title>Shells</title><link href="{paper.url}/shells"/><updated>{updated}</updated></entry>'
        return Answer(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title>{entry}</feed>'.encode(), "application/atom+xml")

    paper.answers |= {"/atom": atom("2026-03-02T10:00:00Z"), "/shells": article_page("Baku refuses to supply shells", *ON_BEAT)}
    file = sources_file(tmp_path, ("atom", f"{paper.url}/atom"))
    crawl(khazri, file)
    crawl(khazri, file, "paper-1")
    assert paper.paths().count("/shells") == 1
    paper.answers |= {
        "/atom": atom("2026-03-02T12:00:00Z"),
        "/shells": article_page(
            "Baku refuses to supply shells", *ON_BEAT, "Updated: the ministry has since published the register for the last year."
        ),
    }
    assert "1 new versions" in crawl(khazri, file, "paper-1")
    (article,) = khazri("search", "--format", "jsonl").objects
    assert article["versions"] == 2
    assert "since published" in article["text"]


@pytest.mark.thorough
def test_a_crawl_that_is_killed_loses_nothing(paper: Newspaper, tmp_path: Path) -> None:
    """Killed while pages are outstanding: the feed then answers 304, and the next crawl fetches them all the same."""
    paths = [f"/page-{number}" for number in range(12)]
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths), headers={"ETag": '"one"'})
    for number, path in enumerate(paths):
        paper.answers[path] = article_page(f"Note number {number}", f"This is note number {number} of twelve. " + ON_BEAT[0], *ON_BEAT[1:])
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.2)
    environment = {**os.environ, **LOCAL}
    command = [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(file)]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(paper.paths()) < 5 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    again = run_khazri(tmp_path, "crawl", "--sources", str(file), "paper-1", **LOCAL)
    assert "1 unchanged" in again.out
    stored = run_khazri(tmp_path, "search", "--format", "jsonl").objects
    assert {article["url"] for article in stored} == {f"{paper.url}{path}" for path in paths}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_that_is_stopped_ends_in_good_order(number: signal.Signals, paper: Newspaper, tmp_path: Path) -> None:
    paths = [f"/page-{number}" for number in range(40)]
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths))
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.5)
    command = [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(file)]
    process = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, **LOCAL}, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while len(paper.paths()) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert "40 found" in out
    assert "khazri: stopped; the ledger keeps what is left" in err
    assert "Traceback" not in err


def started(folder: Path, file: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(file), "paper-1"]
    environment = {**os.environ, **LOCAL}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [deeper for child in children for deeper in descendants(child)]


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finding the worker processes needs /proc")
def test_parser_processes_killed_from_outside_cost_nothing(paper: Newspaper, tmp_path: Path) -> None:
    paths = [f"/page-{number}" for number in range(30)]
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths))
    for number, path in enumerate(paths):
        paper.answers[path] = article_page(f"Note number {number}", f"This is note number {number} of many. " + ON_BEAT[0], *ON_BEAT[1:])
    process = started(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.1))
    deadline = time.monotonic() + 60
    while len(paper.paths()) < 8 and time.monotonic() < deadline:
        time.sleep(0.02)
    for pid in descendants(process.pid):
        if b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert "30 stored" in out, out + err
    assert process.returncode == 0


@pytest.mark.thorough
@pytest.mark.parametrize("moment", [0.4, 0.9, 1.3, 1.6, 1.9, 2.3, 2.8])
def test_ctrl_c_in_a_terminal_ends_a_crawl_soon_and_costs_nothing(moment: float, paper: Newspaper, tmp_path: Path) -> None:
    """A terminal sends it to every process of the group."""
    paths = [f"/page-{number}" for number in range(40)]
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths))
    process = started(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.2))
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=15)
    assert process.returncode in {130, -signal.SIGINT}, out + err
    if (tmp_path / "khazri.db").exists():
        status = run_khazri(tmp_path, "status")
        assert "quarantined" not in status.out
        assert "BrokenProcessPool" not in status.out


@pytest.mark.thorough
def test_a_second_ctrl_c_ends_at_once(paper: Newspaper, tmp_path: Path) -> None:
    paper.answers["/rss"] = rss(paper, *((f"/page-{number}", "A page") for number in range(40)))
    process = started(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.2))
    deadline = time.monotonic() + 60
    while len(paper.paths()) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    for _ in range(2):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.05)
    process.communicate(timeout=3)
    assert process.returncode == 130


def test_a_mistake_in_the_beat_is_told_before_any_page_is_asked_for(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {"/rss": rss(paper, ("/shells", "Shells")), "/shells": article_page("Baku refuses to supply shells", *ON_BEAT)}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    ran = khazri("crawl", "--sources", str(file), KHAZRI_BEAT="nowhere", **LOCAL)
    assert ran.code == 1
    assert "nowhere" in ran.err
    assert paper.requests == []


def test_a_database_that_fails_in_the_middle_stops_the_crawl_and_is_told(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {"/rss": rss(paper, ("/shells", "Shells")), "/shells": article_page("Baku refuses to supply shells", *ON_BEAT)}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    paper.answers["/empty"] = rss(paper)
    khazri("crawl", "--sources", str(sources_file(tmp_path, ("rss", f"{paper.url}/empty"), name="empty.toml")), **LOCAL)
    with sqlite3.connect(tmp_path / "khazri.db") as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'no room'); END")
    connection.close()
    ran = khazri("crawl", "--sources", str(file), "paper-1", **LOCAL)
    assert ran.code == 1
    assert "no room" in ran.err
    with sqlite3.connect(tmp_path / "khazri.db") as connection:
        connection.execute("DROP TRIGGER full")
    connection.close()
    assert "1 stored" in khazri("crawl", "--sources", str(file), "paper-1", **LOCAL).out
