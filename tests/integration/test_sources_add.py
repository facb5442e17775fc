"""Sources added, tried, imported and exported, as a person does it."""

import json
from pathlib import Path

import papers
import pytest
from papers import LOCAL, ON_BEAT, Answer, Khazri, Newspaper, article_page, rss, sources_file

from news.sources import read_sources

pytestmark = pytest.mark.thorough

HOME = """<!doctype html><html lang="en"><head><title>Latest news | The Harbour Herald</title>
<meta property="og:site_name" content="Harbour Herald">
<link rel="alternate" type="application/rss+xml" title="All news" href="/all.xml">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
</head><body><p>Welcome</p></body></html>"""
DATED = '<meta property="article:published_time" content="2026-03-02T10:00:00+04:00">'


@pytest.fixture(autouse=True)
def processes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """These commands ask for addresses, which needs a reactor: a process can run one once."""
    monkeypatch.setattr(papers, "OWN_PROCESS", papers.OWN_PROCESS | {"add", "check"})


@pytest.fixture
def herald(paper: Newspaper) -> Newspaper:
    """A newspaper that names its feed, with two articles in it."""
    paper.answers |= {
        "/": Answer(HOME.encode()),
        "/all.xml": dated_feed(paper, "Baku refuses to supply shells", "A second story", "Red \u009b31m \u202egnp &#27;[2J wipe"),
        "/0": article_page("Baku refuses to supply shells", *ON_BEAT, head=DATED),
    }
    return paper


def dated_feed(paper: Newspaper, *titles: str) -> Answer:
    items = "".join(
        f"<item><title>{title}</title><link>{paper.url}/{number}</link><pubDate>Mon, 02 Mar 2026 0{9 - number}:00:00 +0400</pubDate></item>"
        for number, title in enumerate(titles)
    )
    whole = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'
    return Answer(whole.encode(), "application/rss+xml")


def add(khazri: Khazri, url: str, *arguments: str, stdin: bytes = b"") -> papers.Ran:
    return khazri("sources", "add", url, *arguments, stdin=stdin, **LOCAL)


def test_a_home_page_leads_to_its_feed_which_is_shown_written_and_then_watched(khazri: Khazri, herald: Newspaper, tmp_path: Path) -> None:
    ran = add(khazri, herald.url, "--country", "GB", "--id", "herald", stdin=b"y\n")
    assert ran.code == 0, ran.err
    for shown in ("rss", f"{herald.url}/all.xml", "Baku refuses to supply shells", "A second story", "2026-03-02 05:00", "yes"):
        assert shown in ran.out
    assert "comments" not in ran.out, "what readers write is no news"
    assert "wipe" in ran.out
    assert not set(ran.out) & {"\x1b", "\x9b", "\u202e"}, "headlines cannot steer the terminal"
    [source] = read_sources(tmp_path / "sources.local.toml")
    assert (source.id, source.name, source.country, source.timezone) == ("herald", "Harbour Herald", "GB", "Europe/London")
    assert source.languages == ("en",)
    assert [(feed.kind, feed.url) for feed in source.feeds] == [("rss", f"{herald.url}/all.xml")]
    listed = khazri("sources", "list", "--format", "jsonl").objects
    assert listed[-1]["id"] == "herald"
    assert len(listed) > 60, "the shipped outlets are watched as before"
    crawled = khazri("crawl", "herald", **LOCAL)
    assert "1 stored" in crawled.out, crawled.out + crawled.err
    assert khazri("search", "--format", "jsonl").objects[0]["source"] == "herald"


def test_nothing_is_written_without_a_yes(khazri: Khazri, herald: Newspaper, tmp_path: Path) -> None:
    ran = add(khazri, herald.url, "--country", "GB")
    assert ran.code == 1
    assert "nothing was written; --yes" in ran.err
    assert list(tmp_path.glob("*.toml")) == []


def test_a_feed_is_taken_as_it_is_and_its_outlet_named_by_the_front_page(khazri: Khazri, herald: Newspaper, tmp_path: Path) -> None:
    ran = add(khazri, f"{herald.url}/all.xml", "--country", "AZ", "--ownership", "state", "--yes")
    assert ran.code == 0, ran.err
    [source] = read_sources(tmp_path / "sources.local.toml")
    assert (source.id, source.name, source.timezone, source.ownership) == ("127-0-0-1", "Harbour Herald", "Asia/Baku", "state")
    assert "/rss" not in herald.paths(), "no place is tried where the feed is given"


def test_a_page_that_names_no_feed_is_searched_in_the_usual_places_and_in_robots_txt(
    khazri: Khazri, paper: Newspaper, tmp_path: Path
) -> None:
    urls = f"<url><loc>{paper.url}/2026/03/02/story</loc><lastmod>2026-03-02</lastmod></url>"
    paper.answers |= {
        "/": Answer(b"<html><title>Quiet Paper</title><body>Welcome</body></html>"),
        "/robots.txt": Answer(f"User-agent: *\nDisallow: /rss\nSitemap: {paper.url}/map.xml\n".encode(), "text/plain"),
        "/map.xml": Answer(f"<urlset>{urls}</urlset>".encode(), "application/xml"),
        "/feed": rss(paper, ("/a", "A story from the harbour"), ("/b", "B")),
    }
    ran = add(khazri, paper.url, "--country", "GB", "--yes")
    assert ran.code == 0, ran.err
    [source] = read_sources(tmp_path / "sources.local.toml")
    assert [feed.url for feed in source.feeds] == [f"{paper.url}/feed"], "a sitemap of everything is no choice beside a feed"
    assert f"{paper.url}/map.xml" in ran.out
    assert "/rss" not in paper.paths(), "what robots.txt forbids is not tried"


def test_two_feeds_with_the_same_news_become_one_and_what_is_in_the_list_is_not_added_again(
    khazri: Khazri, herald: Newspaper, tmp_path: Path
) -> None:
    link = '<link rel="alternate" type="application/atom+xml" href="/same.xml">'
    herald.answers["/"] = Answer(HOME.replace("</head>", f"{link}</head>").encode())
    herald.answers["/same.xml"] = herald.answers["/all.xml"]
    assert add(khazri, herald.url, "--country", "GB", "--id", "herald", "--yes").code == 0
    [source] = read_sources(tmp_path / "sources.local.toml")
    assert [feed.url for feed in source.feeds] == [f"{herald.url}/all.xml"]
    again = add(khazri, f"{herald.url}/all.xml", "--country", "GB", "--yes")
    assert again.code == 0, again.err
    assert "in the list already, as herald" in again.out
    assert "nothing to add" in again.err
    other = add(khazri, herald.url, "--country", "GB", "--id", "other", "--feed", f"{herald.url}/same.xml", "--yes")
    assert other.code == 0, other.err
    assert [each.id for each in read_sources(tmp_path / "sources.local.toml")] == ["herald", "other"]


def test_an_outlet_without_a_feed_is_watched_by_its_listing(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    links = "".join(f'<a href="/2026/03/a-story-of-the-day-{n}">A story of the day number {n}</a>' for n in range(4))
    paper.answers["/"] = Answer(f"<html><title>Paper</title><body>{links}</body></html>".encode())
    ran = add(khazri, paper.url, "--country", "GB", "--yes")
    assert ran.code == 0, ran.err
    assert read_sources(tmp_path / "sources.local.toml")[0].feeds[0].kind == "listing"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{paper}/challenge",), "HTTP 403, blocked by Cloudflare"),
        (("{paper}", "--yes"), "say it: --country GB"),
    ],
)
def test_what_cannot_be_added_is_told_in_one_line(khazri: Khazri, herald: Newspaper, arguments: tuple[str, ...], said: str) -> None:
    herald.answers["/challenge"] = Answer(b"<title>Just a moment...</title>", status=403, headers={"cf-mitigated": "challenge"})
    ran = add(khazri, *(argument.replace("{paper}", herald.url) for argument in arguments))
    assert ran.code in {1, 2}
    assert said in ran.err.splitlines()[-1]
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ftp://paper.example/",), "no http(s) address"),
        (("paper.example", "--country", "United Kingdom"), "--country"),
        (("paper.example", "--ownership", "goverment"), "--ownership"),
        (("paper.example", "--timezone", "Baku"), "--timezone"),
        (("paper.example", "--language", "azerbaijani"), "--language"),
        (("paper.example", "--id", "azertac"), "in the list already"),
    ],
)
def test_an_option_that_cannot_be_is_told_before_anything_is_asked_for(
    khazri: Khazri, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr(papers, "OWN_PROCESS", set())
    ran = add(khazri, *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_host_that_asked_to_be_left_alone_is_not_asked_by_hand_either(khazri: Khazri, herald: Newspaper, tmp_path: Path) -> None:
    herald.answers["/all.xml"] = Answer(b"later", status=429, headers={"Retry-After": "3600"})
    file = sources_file(tmp_path, ("rss", f"{herald.url}/all.xml"))
    khazri("crawl", "--sources", str(file), **LOCAL)
    before = len(herald.requests)
    ran = khazri("sources", "check", "--sources", str(file), "--format", "json", **LOCAL)
    assert ran.code == 1
    assert "429" in json.loads(ran.out)[0]["state"]
    assert len(herald.requests) == before


def test_a_private_address_is_not_asked(khazri: Khazri, herald: Newspaper) -> None:
    ran = khazri("sources", "add", herald.url, "--country", "GB", "--yes")
    assert ran.code == 1
    assert "private address" in ran.err
    assert herald.requests == []


def test_check_says_of_each_feed_whether_it_answers_and_whether_its_newest_page_is_an_article(
    khazri: Khazri, herald: Newspaper, tmp_path: Path
) -> None:
    herald.answers |= {
        "/walled.xml": rss(herald, ("/walled", "Behind a wall")),
        "/walled": Answer(b"<title>Just a moment...</title>", status=503, headers={"Server": "cloudflare"}),
        "/home": Answer(HOME.encode()),
    }
    places = ("/all.xml", "/gone.xml", "/walled.xml", "/home")
    file = sources_file(tmp_path, *(("rss", f"{herald.url}{place}") for place in places))
    ran = khazri("sources", "check", "--sources", str(file), "--format", "json", **LOCAL)
    assert ran.code == 1
    good, gone, walled, page = json.loads(ran.out)
    assert (good["good"], good["state"], good["entries"], good["with_dates"], good["body"]) == (True, "ok", 3, 3, "yes")
    assert good["newest"] == "2026-03-02T05:00:00Z"
    assert (gone["good"], gone["state"]) == (False, "HTTP 404")
    assert (walled["state"], walled["body"], walled["blocked_by"]) == ("ok", "HTTP 503", "Cloudflare")
    assert f"it announces a feed at {herald.url}/all.xml" in page["state"]
    table = khazri("sources", "check", "--sources", str(file), "paper-1", **LOCAL)
    assert table.code == 0, table.out + table.err
    assert "1 good, 0 not" in table.out


def test_a_file_is_checked_without_asking_for_anything(
    khazri: Khazri, herald: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "OWN_PROCESS", set())
    file = sources_file(tmp_path, ("rss", f"{herald.url}/all.xml"))
    for arguments in ((str(file),), ("--offline", "--sources", str(file))):
        assert "no mistake found" in khazri("sources", "check", *arguments).out
    assert "no mistake found" in khazri("sources", "check", "--offline").out
    assert herald.requests == []


OPML = """<?xml version="1.0" encoding="utf-8"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Caucasus">
<outline text="North &amp; Wind" type="rss" xmlUrl="https://northwind.az/rss" htmlUrl="https://northwind.az/"/>
<outline text="North Wind sport" type="rss" xmlUrl="https://northwind.az/sport/rss" htmlUrl="https://www.northwind.az/sport"/>
</outline><outline text="Elsewhere" xmlUrl="https://elsewhere.example/feed"/></outline></body></opml>"""


def test_lists_of_other_readers_come_in_and_what_is_known_is_skipped(khazri: Khazri, tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(OPML, encoding="utf-8")
    first = khazri("sources", "import", "mine.opml", "--yes")
    assert first.code == 1, "one outlet was left out"
    assert "Elsewhere: left out, its address tells no country" in first.err
    [source] = read_sources(tmp_path / "sources.local.toml")
    assert (source.id, source.name, source.country, source.languages) == ("northwind", "North & Wind", "AZ", ("az",))
    assert [feed.id for feed in source.feeds] == ["northwind/rss", "northwind/rss-2"]
    second = khazri("sources", "import", "mine.opml", "--country", "GB", "--yes")
    assert second.code == 0, second.err
    assert second.err.count("skipped, in the list already as northwind") == 2
    assert [each.id for each in read_sources(tmp_path / "sources.local.toml")] == ["northwind", "elsewhere"]
    third = khazri("sources", "import", "mine.opml", "--yes")
    assert "none to add" in third.out


def test_a_list_that_went_out_comes_back_the_same(khazri: Khazri, tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(OPML, encoding="utf-8")
    khazri("sources", "import", "mine.opml", "--country", "GB", "--ownership", "state", "--yes")
    own = tmp_path / "sources.local.toml"
    before = read_sources(own)
    exported = khazri("sources", "export", "--opml", "--sources", str(own))
    own.unlink()
    (tmp_path / "again.opml").write_text(exported.out, encoding="utf-8")
    assert khazri("sources", "import", "again.opml", "--yes").code == 0
    assert read_sources(own) == before
    own.unlink()
    whole = khazri("sources", "export", "--opml")
    assert "feeds left out" in whole.err or whole.err == ""
    plain = khazri("sources", "export").out
    (tmp_path / "all.toml").write_text(plain, encoding="utf-8")
    assert read_sources(tmp_path / "all.toml") == read_sources()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<opml><body>", "bad.opml: not XML at line 1"),
        ("<rss/>", "bad.opml: not OPML, its first element is <rss>"),
        ('<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body/></opml>', "bad.opml: declares entities"),
        ("", "bad.opml: not XML"),
    ],
)
def test_a_bad_opml_file_is_named_in_one_line(khazri: Khazri, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.opml").write_text(text, encoding="utf-8")
    ran = khazri("sources", "import", "bad.opml", "--yes")
    assert ran.code == 1
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_an_own_file_with_a_mistake_is_left_alone_and_named(
    khazri: Khazri, herald: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "OWN_PROCESS", set())
    own = tmp_path / "sources.local.toml"
    own.write_text("[[source]]\nnmae = 1\n", encoding="utf-8")
    ran = add(khazri, herald.url, "--country", "GB", "--yes")
    assert ran.code == 2
    assert "sources.local.toml:2" in ran.err
    assert own.read_text(encoding="utf-8") == "[[source]]\nnmae = 1\n"
    assert herald.requests == []


def test_another_file_can_be_named_for_own_sources(khazri: Khazri, herald: Newspaper, tmp_path: Path) -> None:
    named = {"KHAZRI_MORE_SOURCES": "mine.toml", **LOCAL}
    missing = khazri("sources", "list", **named)
    assert missing.code == 1
    assert "mine.toml" in missing.err
    (tmp_path / "mine.toml").write_text("# nothing yet\n", encoding="utf-8")
    assert khazri("sources", "add", herald.url, "--country", "GB", "--yes", **named).code == 0
    assert "127-0-0-1" in khazri("sources", "list", "--format", "csv", **named).out
    assert "127-0-0-1" not in khazri("sources", "list", "--format", "csv").out
