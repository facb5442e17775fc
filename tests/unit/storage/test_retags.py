from datetime import timedelta
from typing import Any

from news.articles import Origin
from news.beats import Judgement
from news.topics import Evidence, Rank, Tag
from storage import articles, digests, retags
from storage.retags import Change

Press = Any  # the fixture of conftest.py

A, B, C, D = (f"https://northwind.example/{name}" for name in "abcd")
EVIDENCE = Evidence("title", "Ferry", 0, 5)


def tag(topic: str, rank: Rank = "primary") -> Tag:
    return Tag(topic, rank, f"{topic}/en/1", "ab12", (EVIDENCE,))


def fingerprint(press: Press, number: int) -> str:
    return next(each.fingerprint for each in retags.read(press.db, number, number))


def test_articles_are_read_with_what_judges_them(press: Press) -> None:
    number = press.add(A, "One.", judgement=Judgement("weak", "apart", (tag("ports"),)))[1]
    (read,) = retags.read(press.db, 1, number)
    assert (read.id, read.title, read.text, read.country, read.relevance, read.why) == (number, "Ferry", "One.", "AZ", "weak", "apart")
    assert read.tags == (tag("ports"),)
    assert retags.count(press.db) == 1


def test_ranges_hold_so_many_articles_each_and_go_on_beyond_an_id(press: Press) -> None:
    numbers = [press.add(f"https://northwind.example/{name}", f"Text {name}.")[1] for name in "abcde"]
    assert retags.ranges(press.db, 0, 2) == [(numbers[0], numbers[1]), (numbers[2], numbers[3]), (numbers[4], numbers[4])]
    assert retags.ranges(press.db, numbers[2], 2) == [(numbers[3], numbers[4])]
    assert retags.ranges(press.db, numbers[4], 2) == []


def test_a_change_replaces_the_judgement_and_the_tags(press: Press) -> None:
    number = press.add(A, "One.", judgement=Judgement("strong", "both", (tag("ports"),)))[1]
    judgement = Judgement("medium", "one side", (tag("tea", "secondary"), tag("rail", "background")), (EVIDENCE,))
    retags.write(press.db, [Change(number, fingerprint(press, number), judgement)], "v1", number)
    stored = articles.get(press.db, number)
    assert stored is not None
    assert stored.judgement == judgement
    assert retags.progress(press.db, "v1") == number
    assert retags.progress(press.db, "v2") == 0, "other rules begin anew"
    retags.finish(press.db, "v1")
    assert retags.progress(press.db, "v1") == 0


def test_a_text_that_a_crawl_has_replaced_meanwhile_is_left_alone(press: Press) -> None:
    judgement = Judgement("strong", "both", (tag("ports"),))
    number = press.add(A, "One.", judgement=judgement)[1]
    retags.write(press.db, [Change(number, "another text", Judgement("none", "neither"))], "v1", number)
    stored = articles.get(press.db, number)
    assert stored is not None
    assert stored.judgement == judgement


def test_what_later_rules_put_on_the_beat_is_in_every_answer_and_in_no_digest(press: Press) -> None:
    late = press.add(A, "One.", judgement=Judgement("weak", "apart"))[1]
    untold = press.add(B, "Two.", judgement=Judgement("strong", "both"))[1]
    strong = Judgement("strong", "both", (tag("ports"),))
    retags.write(press.db, [Change(number, fingerprint(press, number), strong) for number in (late, untold)], "v1", untold)
    assert [each.id for each in digests.untold(press.db, "daily")] == [untold]
    weak = Judgement("weak", "apart")
    retags.write(press.db, [Change(late, fingerprint(press, late), weak)], "v2", late)
    retags.write(press.db, [Change(late, fingerprint(press, late), strong)], "v3", late)
    assert [each.id for each in digests.untold(press.db, "daily")] == [untold], "it stays quiet"


def test_topics_are_counted_with_those_that_are_shown_and_the_newest(press: Press) -> None:
    press.add(A, "One.", judgement=Judgement("strong", "", (tag("ports"), tag("tea", "background"))))
    press.add(B, "Two.", minutes=10, judgement=Judgement("strong", "", (tag("ports", "background"),)))
    press.add(C, "Three.", minutes=20, judgement=Judgement("strong", ""))
    press.add(D, "Four.", origin=Origin("NORTHWIND", None, "text mention"), judgement=Judgement("strong", "", (tag("ports"),)))
    counts = retags.count_topics(press.db)
    assert counts == {
        "ports": (3, 2, 2, press.noon + timedelta(minutes=10)),
        "tea": (1, 0, 0, press.noon),
    }
