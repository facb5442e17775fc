"""How a digest looks, and the mail it becomes."""

import email
import email.policy
import json
from dataclasses import replace
from datetime import UTC, date, datetime

from desk.digests import as_html, as_json, as_mail, as_text
from news.dates import Dating
from news.digests import Digest, DigestItem, DigestSection, SourceHealth

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\u202e {{7*7}} \x1b]52;c;x\x07 =?utf-8?q?=0ABcc:_victim=40evil.example?="


def digest(title: str = "Снаряды для Киева", url: str = "https://paper.example/1", *, empty: bool = False) -> Digest:
    item = DigestItem(
        7, title, url, "ru", "Paper", Dating(NOW, "exact", "feed"), NOW, "medium", ("Echo",), ("Gas routes",), ("снаряды", "поставки")
    )
    sections = () if empty else (DigestSection("arms-transfers", "Arms transfers", (item,)),)
    return Digest("AZ–RU digest", NOW, "Asia/Baku", sections, SourceHealth(9, 8, ("paper/rss: HTTP 503",)))


def test_the_text_shows_outlet_time_link_topic_and_the_words_that_gave_it() -> None:
    text = as_text(digest())
    for part in ("ARMS TRANSFERS (1)", "Снаряды для Киева", "[ru] Paper, 02 Mar 07:00", "also: Echo", "снаряды", "https://paper.example/1"):
        assert part in text
    assert "2026-03-02 07:00 (UTC+04:00)" in text
    assert "feeds 8/9 ok" in text
    assert "paper/rss: HTTP 503" in text


def test_an_old_article_that_turns_up_now_shows_its_year() -> None:
    (section,) = digest().sections
    old = replace(section.items[0], published=Dating(date(2020, 8, 13), "day", "text"))
    older = replace(section.items[0], published=Dating(datetime(2025, 11, 22, 19, 12, tzinfo=UTC), "exact", "meta"))
    text = as_text(replace(digest(), sections=(replace(section, items=(old, older)),)))
    assert "Paper, 13 Aug 2020, first seen" in text
    assert "Paper, 22 Nov 2025 23:12, first seen" in text


def test_an_empty_digest_says_so() -> None:
    assert "Nothing new." in as_text(digest(empty=True))
    assert "Nothing new." in as_html(digest(empty=True))


def test_hostile_titles_stay_text() -> None:
    html = as_html(digest(HOSTILE, "javascript:alert(1)"))
    assert "<script>" not in html
    assert "javascript:" not in html
    assert "49" not in html.split("<h2")[1].split("first seen")[0]
    text = as_text(digest(HOSTILE))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_mail_has_both_forms_and_no_header_of_a_titles_making() -> None:
    message_id, raw = as_mail(digest(HOSTILE), "khazri@example.org", "daily")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Bcc"] is None
    assert message["Message-ID"] == message_id
    assert message.get_body(("plain",)) is not None
    assert message.get_body(("html",)) is not None
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


def test_the_same_news_has_the_same_message_id() -> None:
    assert as_mail(digest(), "khazri@example.org", "daily")[0] == as_mail(digest(), "khazri@example.org", "daily")[0]


def test_json_holds_every_item() -> None:
    told = json.loads(as_json(digest()))
    assert told["items"] == 1
    assert told["sections"][0]["items"][0]["title"] == "Снаряды для Киева"
    assert told["feeds"]["failing"] == ["paper/rss: HTTP 503"]
