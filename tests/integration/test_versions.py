"""Pages read again: versions, what they changed, and what outlets repeat on page after page."""

import json
import sqlite3
from pathlib import Path

import pytest
from papers import LOCAL, OFF_BEAT, ON_BEAT, Answer, Khazri, Newspaper, article_page, rss, sources_file

pytestmark = pytest.mark.thorough

TITLE = "Baku refuses to supply shells"


def crawl(khazri: Khazri, file: Path, *rest: str) -> str:
    ran = khazri("crawl", "--sources", str(file), *rest, **LOCAL)
    return ran.out + ran.err


def make_due(folder: Path) -> None:
    """Let the hour pass after which articles are read again."""
    with sqlite3.connect(folder / "khazri.db") as archive:
        archive.execute("UPDATE rereads SET due_at = '2020-01-01 00:00:00.000000'")


def test_a_page_is_read_again_and_an_unchanged_one_costs_headers_only(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    page = article_page(TITLE, *ON_BEAT)
    page.headers["ETag"] = '"one"'
    paper.answers |= {"/rss": rss(paper, ("/shells", TITLE)), "/shells": page}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    assert "1 stored" in crawl(khazri, file)
    make_due(tmp_path)
    assert "1 read again and the same" in crawl(khazri, file)
    assert paper.requests[-1][0] == "/shells"
    assert paper.requests[-1][1]["If-None-Match"] == '"one"'
    assert "no feed is due" in crawl(khazri, file)


def test_a_correction_becomes_a_version_and_a_counter_none(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {"/rss": rss(paper, ("/shells", TITLE)), "/shells": article_page(TITLE, *ON_BEAT, "Three ships waited in the port.")}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    crawl(khazri, file)
    paper.answers["/shells"] = article_page(TITLE, *ON_BEAT, "Three ships waited in the port.", "Views: 15 204")
    make_due(tmp_path)
    assert "1 read again and the same" in crawl(khazri, file)
    paper.answers["/shells"] = article_page(TITLE, *ON_BEAT, "Five ships waited in the port.")
    make_due(tmp_path)
    assert "1 new versions" in crawl(khazri, file)
    shown = khazri("show", "1", "--diff").out
    assert "version 1 → 2" in shown
    assert "material" in shown
    assert "[-Three-] {+Five+} ships" in shown
    (told,) = khazri("show", "1", "--diff", "--format", "jsonl").objects
    assert [(change["from"], change["to"], change["change"]) for change in told["changes"]] == [(1, 2, "material")]
    assert "versions" in khazri("show", "1").out


def test_a_page_that_is_gone_when_it_is_read_again_stays_stored(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {"/rss": rss(paper, ("/shells", TITLE)), "/shells": article_page(TITLE, *ON_BEAT)}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    crawl(khazri, file)
    paper.answers["/shells"] = Answer(b"gone", "text/html", 410)
    make_due(tmp_path)
    crawl(khazri, file)
    assert len(khazri("search", "--format", "jsonl").objects) == 1
    assert "not read again: HTTP 410" in khazri("status").out
    assert "one version" in khazri("show", "1", "--diff").out


def test_the_way_to_a_page_is_kept(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {
        "/rss": rss(paper, ("/old", TITLE)),
        "/old": Answer(b"", status=301, headers={"Location": "/between"}),
        "/between": Answer(b"", status=302, headers={"Location": "/shells"}),
        "/shells": article_page(TITLE, *ON_BEAT),
    }
    crawl(khazri, sources_file(tmp_path, ("rss", f"{paper.url}/rss")))
    (article,) = khazri("search", "--format", "jsonl").objects
    assert {url.removeprefix(paper.url) for url in article["urls"]} == {"/old", "/between", "/shells"}
    assert [(step["url"].removeprefix(paper.url), step["status"]) for step in article["redirects"]] == [("/old", 301), ("/between", 302)]
    assert "(301)" in khazri("show", "1").out


PROMO = "Follow the channel of our paper, where Moscow's troops and gas prices are discussed every evening."


def test_what_a_paper_prints_on_page_after_page_is_learnt_and_leaves_its_articles(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    def story(number: int) -> Answer:
        own = f"The contract of lot {number} was signed by officer number {number * 7} in hangar {number * 3} near Baku, witnesses said."
        return article_page(f"{TITLE} of lot {number}", *(f"{line} Lot {number}." for line in ON_BEAT), PROMO, own)

    paper.answers = {f"/shells-{number}": story(number) for number in range(8)}
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paper.answers))
    assert "8 stored" in crawl(khazri, sources_file(tmp_path, ("rss", f"{paper.url}/rss")))
    articles = khazri("search", "--format", "jsonl").objects
    assert len(articles) == 8
    assert not [article["url"] for article in articles if "channel of our paper" in article["text"]]
    assert all("hangar" in article["text"] and article["versions"] == 1 for article in articles)
    assert all("channel" not in evidence["words"] for article in articles for topic in article["topics"] for evidence in topic["evidence"])


def test_it_is_learnt_from_the_first_pages_of_a_paper_whatever_they_are_about(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    box = "The museum of this house is open every day but Monday, and its garden may be seen in the summer until ten."
    matches = [(f"/match-{number}", f"Win number {number}") for number in range(5)]
    for path, title in matches:
        told = (f"{line} {title}, part {part}." for part in range(4) for line in OFF_BEAT)
        paper.answers[path] = article_page(title, *told, box)
    paper.answers["/rss"] = rss(paper, *matches)
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    assert "5 off the beat" in crawl(khazri, file)
    paper.answers |= {"/rss": rss(paper, ("/shells", TITLE)), "/shells": article_page(TITLE, *ON_BEAT, box)}
    assert "1 stored" in crawl(khazri, file, "paper-1")
    (article,) = khazri("search", "--format", "jsonl").objects
    assert ON_BEAT[0] in article["text"]
    assert box not in article["text"]


def test_extract_says_why(khazri: Khazri, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    head = '<meta property="og:title" content="Another headline"><meta name="author" content="News Desk">'
    page.write_bytes(article_page(TITLE, *ON_BEAT, head=head).body)
    (told,) = khazri("extract", str(page), "--url", "https://paper.example/shells", "--why").objects
    assert told["title"] == TITLE
    fields = {"kind", "url", "title", "author", "published", "text", "lang", "origin"}
    assert fields == set(told["why"])
    chosen = [candidate["place"] for candidate in told["why"]["title"] if candidate["verdict"].startswith("chosen")]
    assert chosen == ["h1"]
    assert [candidate["text"] for candidate in told["why"]["author"]] == ["News Desk"]
    page.write_text("<html><title>404</title><h1>Page not found</h1></html>")
    ran = khazri("extract", str(page), "--url", "https://paper.example/shells", "--why")
    assert ran.code == 1
    assert "no article: soft 404" in ran.err
    assert json.loads(ran.out)["why"]["kind"]


def test_language_editions_are_linked_and_another_face_is_no_second_article(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    def editions(*langs: str) -> str:
        return "".join(f'<link rel="alternate" hreflang="{lang}" href="{paper.url}/{lang}/news/4711-shells">' for lang in langs)

    azeri = (
        "Azərbaycan Ukraynaya artilleriya mərmiləri verməkdən imtina edib, Bakıda Müdafiə Nazirliyi Moskvanın sualından sonra bildirib.",
        "Rusiya Xarici İşlər Nazirliyinin sözçüsü ötən həftə silahların üçüncü ölkə vasitəsilə göndərilməsi barədə məlumatları soruşmuşdu.",
        "Nazirlik xəbərləri uydurma adlandırıb və döyüş sursatı ilə bağlı hər müqavilənin illik reyestrdə dərc olunduğunu deyib.",
    )
    paper.answers |= {
        "/rss": rss(paper, *((path, path) for path in ("/en/news/4711-shells", "/az/news/4711-shells", "/en/news/4711-shells/amp"))),
        "/en/news/4711-shells": article_page(TITLE, *ON_BEAT, head=editions("az", "ru")),
        "/en/news/4711-shells/amp": article_page(TITLE, *ON_BEAT[:2]),
        "/az/news/4711-shells": article_page("Bakı mərmi verməkdən imtina edib", *azeri),
    }
    assert "2 stored, 0 copies" in crawl(khazri, sources_file(tmp_path, ("rss", f"{paper.url}/rss")))
    articles = {article["lang"]: article for article in khazri("search", "--format", "jsonl").objects}
    assert {edition["lang"] for edition in articles["en"]["editions"]} == {"az", "ru"}
    assert articles["en"]["translations"] == [articles["az"]["id"]]
    assert articles["az"]["translations"] == [articles["en"]["id"]]
    assert sorted(url.removeprefix(paper.url) for url in articles["en"]["urls"]) == ["/en/news/4711-shells", "/en/news/4711-shells/amp"]
    assert "also in" in khazri("show", str(articles["az"]["id"])).out
