"""The command line: what people type, rightly and wrongly."""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest
from papers import LOCAL, ON_BEAT, Khazri, Newspaper, article_page, rss, sources_file

PAGE = article_page(
    "Baku refuses to supply shells", *ON_BEAT, head='<meta property="article:published_time" content="2026-03-02T10:00:00+04:00">'
)


def test_extract_prints_one_article_object(khazri: Khazri, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.body)
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.body))
    for name in ("page.html", "page.html.gz"):
        (article,) = khazri("extract", name, "--url", "https://paper.example/shells?utm_source=x").objects
        assert article["title"] == "Baku refuses to supply shells"
        assert article["url"] == "https://paper.example/shells"
        assert article["published_at"] == "2026-03-02T06:00:00Z"
        assert article["lang"] == "en"
        assert article["relevance"] == "strong"
        assert article["topics"][0]["id"] == "arms-transfers"
        assert list(article)[:6] == ["id", "url", "urls", "source", "title", "text"]
    (article,) = khazri("extract", "-", "--url", "https://paper.example/shells", stdin=PAGE.body).objects
    assert article["text"].startswith("Azerbaijan has refused")


def test_feed_prints_entries(khazri: Khazri, paper: Newspaper) -> None:
    entries = khazri("feed", "-", stdin=rss(paper, ("/a", "First"), ("/b", "Second")).body).objects
    assert [entry["title"] for entry in entries] == ["First", "Second"]
    html = khazri("feed", "-", stdin=b"<!doctype html><html><body><p>Welcome</p></body></html>")
    assert html.code == 1
    assert "not a feed" in html.err


def test_tag_judges_json_lines_and_names_the_line_that_is_none(khazri: Khazri) -> None:
    given = [
        json.dumps({"id": "a", "title": "Baku refuses to supply shells", "text": " ".join(ON_BEAT), "lang": "en"}),
        "not json",
        json.dumps({"id": "b", "title": "Матч", "text": "Футбольный клуб выиграл."}),
        json.dumps([1]),
        json.dumps({"id": "c", "title": 7}),
    ]
    ran = khazri("tag", stdin="\n".join(given).encode())
    first, second = ran.objects
    assert (first["id"], first["relevance"], first["topics"][0]["id"]) == ("a", "strong", "arms-transfers")
    assert (second["id"], second["lang"], second["relevance"]) == ("b", "ru", "none")
    assert ran.code == 1
    assert [line.split(":")[2] for line in ran.err.splitlines()] == ["2", "4", "5"]


def test_lists_are_printed_for_people_and_for_programs(khazri: Khazri) -> None:
    assert "sources" in khazri("sources", "list").out
    assert len(khazri("sources", "list", "--format", "jsonl").objects) >= 60
    assert "no mistake found" in khazri("sources", "check", "--offline").out
    assert {topic["id"] for topic in khazri("topics", "list", "--format", "jsonl").objects} >= {
        "arms-transfers",
        "gas-routes",
        "plane-crash",
    }
    assert "no mistake found" in khazri("topics", "check").out


def test_search_finds_other_endings_and_filters(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {"/rss": rss(paper, ("/shells", "Shells")), "/shells": PAGE}
    khazri("crawl", "--sources", str(sources_file(tmp_path, ("rss", f"{paper.url}/rss"))), **LOCAL)

    def found(*arguments: str) -> int:
        return len(khazri("search", *arguments, "--format", "jsonl").objects)

    assert found("shell") == found("SHELLS", "ukraine") == 1
    assert found("bridge") == 0
    assert found('"; DROP TABLE articles', "NEAR(") == 0
    assert found("--topic", "arms-transfers", "--lang", "en", "--country", "az", "--relevance", "strong", "--since", "1h") == 1
    assert found("--topic", "gas-routes") == 0
    assert found("--until", "2026-01-01") == 0
    assert "1 article" in khazri("search").out
    narrow = khazri("search", COLUMNS="60").out
    assert "supply" in narrow
    assert "relevance" not in narrow, "a narrow terminal leaves out what is merely good to know"
    for arguments in (("--source", "paper-9"), ("--lang", "klingon"), ("--country", "azz")):
        assert khazri("search", *arguments).code == 2
    assert "there is no article 99999999999999999999" in khazri("show", "99999999999999999999").err
    assert khazri("show", "1", "--format", "csv").out.count("\n") == 2


WRONG = [
    (("search", "--topic", "weather"), 2, "'weather' is no topic"),
    (("search", "--relevance", "huge"), 2, "'huge' is no relevance"),
    (("search", "--since", "lately"), 2, "'lately' is no date"),
    (("search",), 1, "no database at sqlite:///khazri.db"),
    (("show", "1"), 1, "no database"),
    (("show", "99999999999999999999"), 1, "no database"),
    (("status",), 1, "no database"),
    (("digest",), 1, "no database"),
    (("digest", "weekly"), 2, "no subscription 'weekly'"),
    (("digest", "--send", "--since", "1d"), 2, "previews only"),
    (("extract", "missing.html", "--url", "https://paper.example/"), 1, "missing.html: no such file"),
    (("extract", ".", "--url", "https://paper.example/"), 1, "directory"),
    (("extract", "-", "--url", "file:///etc/passwd"), 2, "no http(s) address"),
    (("extract", "-", "--url", "https://paper.example/"), 1, "no article"),
    (("feed", "-", "--kind", "telegram"), 2, "'telegram' is no kind of feed"),
    (("feed", "missing.xml"), 1, "missing.xml"),
    (("crawl", "no-such-outlet"), 2, "no-such-outlet"),
    (("crawl", "azertak"), 2, "azertac"),
    (("crawl", "--sources", "missing.toml"), 1, "missing.toml"),
    (("sources", "check", "broken.toml"), 2, "broken.toml:3"),
    (("sources", "check", "unknown-key.toml"), 2, "unknown-key.toml:"),
    (("--config", "missing.toml", "status"), 1, "missing.toml"),
    (("--database", "sqlite:////no/such/folder/khazri.db", "crawl"), 1, "/no/such/folder"),
    (("--database", "oracle://x", "crawl"), 1, "oracle"),
    (("--database", "sqlite:///text.db", "search"), 1, "text.db"),
    (("topics", "check"), 2, "topics/bad.toml:"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_what_is_wrong_is_told_in_one_line_with_the_remedy(
    arguments: tuple[str, ...], code: int, said: str, khazri: Khazri, tmp_path: Path
) -> None:
    (tmp_path / "broken.toml").write_text('[[source]]\nid = "paper"\nname = "Paper\n')
    (tmp_path / "unknown-key.toml").write_text('[[source]]\nid = "paper"\nnmae = "Paper"\n')
    (tmp_path / "text.db").write_text("this is no database, whatever its name says, and it is long enough to look like one" * 20)
    variables = {}
    if arguments == ("topics", "check"):
        (tmp_path / "beat" / "topics").mkdir(parents=True)
        (tmp_path / "beat" / "topics" / "bad.toml").write_text(
            'id = "bad"\ntitle = "Bad"\ndescription = "x"\n[[rule]]\nlang = "en"\nany = []\n'
        )
        sides = '{ id = "a", title = "A", country = "AA", anchors = ["ay"] }, { id = "b", title = "B", country = "BB", anchors = ["bee"] }'
        (tmp_path / "beat" / "beat.toml").write_text(f'id = "ab"\ntitle = "AB"\nside = [{sides}]\n')
        variables["KHAZRI_BEAT"] = "beat"
    ran = khazri(*arguments, **variables)
    assert ran.code == code, ran.err + ran.out
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.err.startswith("khazri: ")


def test_a_database_of_a_later_version_is_refused_and_left_alone(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:

    paper.answers["/rss"] = rss(paper)
    khazri("crawl", "--sources", str(sources_file(tmp_path, ("rss", f"{paper.url}/rss"))), **LOCAL)
    with sqlite3.connect(tmp_path / "khazri.db") as connection:
        connection.execute("UPDATE khazri_revision SET version_num = '9999'")
    connection.close()
    for command in ("search", "crawl"):
        ran = khazri(command)
        assert ran.code == 1
        assert "later version" in ran.err


def test_help_and_version_answer(khazri: Khazri) -> None:
    assert "khazri 0.1.0" in khazri("--version").out
    for arguments in ((), ("crawl",), ("search",), ("digest",), ("sources",), ("topics",), ("extract",)):
        assert "Usage" in khazri(*arguments, "--help").out
