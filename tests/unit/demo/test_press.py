import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from demo.contents import LAST_ROUND, Contents, Outlet, Piece
from demo.press import Answer, Press


def page(press: Press, piece: Piece, round_: int = LAST_ROUND) -> tuple[Answer, str]:
    answer = press.answer(piece.outlet_id, piece.path, {}, round_)
    return answer, answer.body.decode(press.contents.outlet(piece.outlet_id).encoding)


def tree_of(text: str) -> Any:
    return html.fromstring(text)


def one(contents: Contents, answers: str) -> Piece:
    (piece,) = [piece for piece in contents.pieces if piece.answers == answers]
    return piece


def of_template(contents: Contents, *templates: str) -> list[tuple[Outlet, Piece]]:
    pairs = [(contents.outlet(piece.outlet_id), piece) for piece in contents.pieces if piece.answers == "article"]
    return [(outlet, piece) for outlet, piece in pairs if outlet.template in templates]


def test_every_article_answers_with_its_title_and_whole_text(press: Press, contents: Contents) -> None:
    for piece in contents.pieces:
        if piece.answers == "article":
            answer, text = page(press, piece)
            tree = tree_of(text)
            now = piece.as_of(LAST_ROUND)
            assert answer.status == 200, piece.ref
            assert tree.xpath("string(//h1)") == now.title
            assert tree.xpath("string(//title)") == f"{now.title} | {contents.outlet(piece.outlet_id).name}"
            assert tree.xpath("//link[@rel='canonical']/@href") == [press.url(piece)]
            paragraphs = [str(each.text) for each in tree.iter("p")]
            assert [each for each in paragraphs if each in now.paragraphs] == list(now.paragraphs)


def test_pages_of_later_rounds_are_not_there_yet(press: Press, contents: Contents) -> None:
    for piece in contents.pieces:
        if piece.round:
            assert page(press, piece, piece.round - 1)[0].status == 404


def test_an_edited_piece_changes_at_its_own_address(press: Press, contents: Contents) -> None:
    piece = next(piece for piece in contents.pieces if piece.edit)
    assert piece.edit is not None
    before, after = page(press, piece, piece.round)[1], page(press, piece)[1]
    assert piece.paragraphs[0] in before
    assert piece.paragraphs[0] not in after
    assert piece.edit.paragraphs[0] in after


def test_most_pages_date_themselves_for_machines_and_some_only_for_people(press: Press, contents: Contents) -> None:
    for _, piece in of_template(contents, "broadsheet", "magazine"):
        text = str(tree_of(page(press, piece)[1]).xpath("string(//script[@type='application/ld+json'])"))
        found = json.loads(text)
        article = next((each for each in found.get("@graph", []) if "headline" in each), found)
        assert article["headline"] == piece.as_of(LAST_ROUND).title
        assert article["datePublished"] == piece.published.isoformat()
    for _, piece in of_template(contents, "portal"):
        assert f'article:published_time" content="{piece.published.isoformat()}"' in page(press, piece)[1]
    plain = of_template(contents, "plain")
    assert 1 <= len({outlet.id for outlet, _ in plain}) <= 2
    for outlet, piece in plain:
        text = page(press, piece)[1]
        month = contents.phrases[outlet.languages[0]].months[2]
        assert f"{piece.published.day} {month} 2026, {piece.published:%H:%M}" in text
        assert "ld+json" not in text
        assert "<time" not in text


def test_every_page_carries_headlines_of_the_beat_outside_its_text(press: Press, contents: Contents) -> None:
    for outlet, piece in of_template(contents, "broadsheet", "magazine", "portal", "plain"):
        text = page(press, piece)[1]
        phrases = contents.phrases[outlet.languages[0]]
        assert phrases.cookies in text
        for teaser in phrases.teasers:
            assert teaser in tree_of(text).xpath("//li/a/text()")


def test_a_credited_copy_names_its_agency_beside_the_text(press: Press, contents: Contents) -> None:
    for copy in (piece for piece in contents.pieces if piece.copy_of and piece.credit):
        marked = tree_of(page(press, copy)[1]).xpath("//*[contains(@class, 'meta')]/text()")
        assert copy.credit in [str(text).strip() for text in marked]
        assert not any(copy.credit in paragraph for paragraph in copy.paragraphs if copy.credit and copy.credit.startswith("("))


def test_one_outlet_declares_windows_1251_in_its_pages_only(press: Press, contents: Contents) -> None:
    (outlet,) = [outlet for outlet in contents.outlets if outlet.encoding != "utf-8"]
    piece = contents.published(outlet.id, LAST_ROUND)[0]
    answer = press.answer(outlet.id, piece.path, {}, LAST_ROUND)
    assert answer.header("Content-Type") == "text/html"
    assert b"charset=windows-1251" in answer.body
    assert piece.title.encode("windows-1251") in answer.body


def test_the_consent_wall_shows_nothing_of_the_article(press: Press, contents: Contents) -> None:
    piece = one(contents, "consent wall")
    answer, text = page(press, piece)
    assert answer.status == 200
    assert contents.phrases["en"].consent in text
    assert piece.title not in text


def test_the_soft_404_answers_200_and_the_gone_page_404(press: Press, contents: Contents) -> None:
    soft, gone = one(contents, "soft 404"), one(contents, "gone")
    assert (page(press, soft)[0].status, page(press, gone)[0].status) == (200, 404)
    for piece in (soft, gone):
        phrases = contents.phrases[contents.outlet(piece.outlet_id).languages[0]]
        assert phrases.gone in page(press, piece)[1]


def test_the_challenge_is_a_403_that_says_so(press: Press, contents: Contents) -> None:
    answer, text = page(press, one(contents, "challenge"))
    assert answer.status == 403
    assert answer.header("cf-mitigated") == "challenge"
    assert "Just a moment" in text


def test_a_feed_announces_a_section_page_as_if_it_were_an_article(press: Press, contents: Contents) -> None:
    piece = one(contents, "listing")
    answer, text = page(press, piece)
    assert answer.status == 200
    assert len(tree_of(text).xpath("//main//h2/a")) >= 10
    feed = press.answer(piece.outlet_id, contents.outlet(piece.outlet_id).channels[0].path, {}, LAST_ROUND)
    assert press.url(piece).encode() in feed.body


def test_robots_forbid_private_pages_and_one_feed_announces_one(press: Press, contents: Contents) -> None:
    for outlet in contents.outlets:
        assert b"Disallow: /private/" in press.answer(outlet.id, "/robots.txt", {}, 0).body
    piece = one(contents, "private")
    assert piece.path.startswith("/private/")
    assert page(press, piece)[0].status == 200


def test_every_feed_has_validators_and_answers_304_to_them(press: Press, contents: Contents) -> None:
    for outlet in contents.outlets:
        for channel in outlet.channels:
            for round_ in range(LAST_ROUND + 1):
                first = press.answer(outlet.id, channel.path, {}, round_)
                etag, modified = first.header("ETag"), first.header("Last-Modified")
                assert first.status == 200
                assert etag
                assert modified
                for asked in ({"If-None-Match": etag}, {"If-None-Match": f'"other", W/{etag}'}, {"if-modified-since": modified}):
                    again = press.answer(outlet.id, channel.path, asked, round_)
                    assert (again.status, again.body) == (304, b"")
                assert press.answer(outlet.id, channel.path, {"If-None-Match": '"other"'}, round_).status == 200


@pytest.mark.parametrize("round_", range(1, LAST_ROUND + 1))
def test_from_round_to_round_some_feeds_change_and_at_least_two_outlets_do_not(press: Press, contents: Contents, round_: int) -> None:
    statuses = {}
    for outlet in contents.outlets:
        path = outlet.channels[0].path
        etag = press.answer(outlet.id, path, {}, round_ - 1).header("ETag") or ""
        statuses[outlet.id] = press.answer(outlet.id, path, {"If-None-Match": etag}, round_).status
    assert list(statuses.values()).count(304) >= 2
    assert list(statuses.values()).count(200) >= 2


def test_front_pages_answer_and_unknown_paths_do_not(press: Press, contents: Contents) -> None:
    for outlet in contents.outlets:
        assert press.answer(outlet.id, "/", {}, 0).status == 200
        assert press.answer(outlet.id, "/no/such/page", {}, LAST_ROUND).status == 404


@given(path=st.text(), since=st.text())
def test_any_request_has_an_answer(press: Press, path: str, since: str) -> None:
    assert press.answer("gilavar", path, {"If-None-Match": since}, 3).status in {200, 304, 404}
    assert press.answer("gilavar", "/rss", {"If-Modified-Since": since}, 3).status in {200, 304}
