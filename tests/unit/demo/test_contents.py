import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations, groupby
from zoneinfo import ZoneInfo

import pytest

from demo.contents import LAST_ROUND, Contents, Piece, round_of

MANDATORY = {"arms-transfers", "gas-routes", "plane-crash"}


def words(paragraphs: tuple[str, ...]) -> list[str]:
    return re.findall(r"\w+", " ".join(paragraphs).lower())


def test_there_are_outlets_of_many_languages_countries_and_owners(contents: Contents) -> None:
    assert len(contents.outlets) >= 16
    assert {"az", "ru", "en", "tr", "uk", "pl", "de", "fr"} <= {outlet.languages[0] for outlet in contents.outlets}
    assert len({outlet.country for outlet in contents.outlets}) >= 8
    owners = {outlet.ownership for outlet in contents.outlets}
    assert owners >= {"state", "pro-government", "independent", "agency", "tabloid", "repost"}
    for outlet in contents.outlets:
        assert ZoneInfo(outlet.timezone)
        assert set(outlet.languages[:1]) <= set(contents.phrases)


def test_every_kind_of_feed_and_four_page_templates_are_in_use(contents: Contents) -> None:
    kinds = Counter(channel.kind for outlet in contents.outlets for channel in outlet.channels)
    assert set(kinds) == {"rss", "atom", "sitemap", "news-sitemap", "listing", "shared-stories"}
    assert kinds["atom"] == 2
    assert kinds.most_common(1)[0][0] == "rss"
    assert {outlet.template for outlet in contents.outlets} == {"broadsheet", "magazine", "portal", "plain"}


def test_addresses_and_names_are_unique(contents: Contents) -> None:
    for names in (
        [outlet.id for outlet in contents.outlets],
        [piece.ref for piece in contents.pieces],
        [(piece.outlet_id, piece.path) for piece in contents.pieces],
    ):
        assert len(names) == len(set(names))


def test_every_round_has_news_and_no_news_falls_outside_the_fortnight(contents: Contents) -> None:
    moments = [piece.published for piece in contents.pieces] + [share.shared_at for share in contents.shares]
    moments += [piece.edit.at for piece in contents.pieces if piece.edit]
    assert {round_of(moment) for moment in moments} == set(range(LAST_ROUND + 1))


def test_offsets_are_those_of_the_outlets_own_zone(contents: Contents) -> None:
    for piece in contents.pieces:
        zone = ZoneInfo(contents.outlet(piece.outlet_id).timezone)
        assert piece.published.utcoffset() == piece.published.astimezone(zone).utcoffset(), piece.ref


def tellers(contents: Contents, pieces: list[Piece]) -> tuple[int, int]:
    """How many outlets tell something, and in how many languages."""
    outlets = [contents.outlet(piece.outlet_id) for piece in pieces]
    return len({outlet.id for outlet in outlets}), len({outlet.languages[0] for outlet in outlets})


def grouped(contents: Contents, label: Callable[[Piece], str | None]) -> list[list[Piece]]:
    told = sorted((piece for piece in contents.pieces if piece.beat and piece.copy_of is None), key=lambda piece: label(piece) or "")
    return [list(pieces) for _, pieces in groupby(told, key=label)]


def test_at_least_six_threads_are_told_by_several_outlets_in_several_languages(contents: Contents) -> None:
    threads = [tellers(contents, pieces) for pieces in grouped(contents, lambda piece: piece.thread)]
    assert len(threads) >= 6
    assert all(outlets >= 4 and languages >= 3 for outlets, languages in threads)


def test_at_least_six_events_are_told_by_several_outlets_in_several_languages(contents: Contents) -> None:
    events = [tellers(contents, pieces) for pieces in grouped(contents, lambda piece: piece.event)]
    assert sum(outlets >= 3 and languages >= 3 for outlets, languages in events) >= 6
    assert (1, 1) in events


def test_an_event_is_told_within_about_three_days_and_belongs_to_one_thread(contents: Contents) -> None:
    for pieces in grouped(contents, lambda piece: piece.event):
        moments = [piece.published for piece in pieces]
        assert max(moments) - min(moments) < timedelta(days=3, hours=2), pieces[0].event
        assert len({piece.thread for piece in pieces}) == 1
        assert (pieces[0].event or "").startswith(f"{pieces[0].thread}-")


def test_every_thread_is_several_events(contents: Contents) -> None:
    steps = [{piece.event for piece in pieces} for pieces in grouped(contents, lambda piece: piece.thread)]
    assert all(len(events) >= 2 for events in steps)


def test_labels_hold_together(contents: Contents) -> None:
    assert {topic for piece in contents.pieces for topic in piece.topics} == MANDATORY
    assert any(piece.beat and not piece.topics for piece in contents.pieces)
    for piece in contents.pieces:
        assert (piece.event is not None) == (piece.thread is not None) == piece.beat, piece.ref
        assert piece.beat or not piece.topics, piece.ref
    for share in contents.shares:
        assert (share.event is not None) == (share.thread is not None) == share.beat, share.title


def test_every_outlet_with_pages_has_news_off_the_beat(contents: Contents) -> None:
    off_beat = {piece.outlet_id for piece in contents.pieces if not piece.beat and piece.answers == "article"}
    assert off_beat == {outlet.id for outlet in contents.outlets} - {"shelf"}


def test_texts_are_as_long_as_short_agency_news(contents: Contents) -> None:
    for piece in contents.pieces:
        if piece.answers == "article":
            assert 90 <= len(" ".join(piece.paragraphs).split()) <= 250, piece.ref
            assert len(piece.paragraphs) >= 3, piece.ref


def test_only_copies_share_a_body(contents: Contents) -> None:
    originals = [piece for piece in contents.pieces if piece.copy_of is None and piece.paragraphs]
    own = [share for share in contents.shares if share.piece is None and share.copy_of is None]
    texts = {piece.ref: words(piece.paragraphs) for piece in originals} | {share.url or "": words(share.paragraphs) for share in own}
    for (one, left), (other, right) in combinations(texts.items(), 2):
        shingles = [{tuple(each[i : i + 4]) for i in range(len(each) - 3)} for each in (left, right)]
        assert len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1]) < 0.1, (one, other)


def test_copies_repeat_their_original_word_for_word_and_later(contents: Contents) -> None:
    copies = [piece for piece in contents.pieces if piece.copy_of]
    assert len(copies) >= 4
    for copy in copies:
        original = contents.piece(copy.copy_of or "")
        assert copy.paragraphs == original.paragraphs
        assert (copy.beat, copy.topics, copy.thread, copy.event) == (original.beat, original.topics, original.thread, original.event)
        assert copy.outlet_id != original.outlet_id
        assert copy.published > original.published
    assert any(copy.title != contents.piece(copy.copy_of or "").title for copy in copies)
    assert any(copy.credit and copy.credit.startswith("(") for copy in copies)


def test_one_piece_is_edited_in_a_later_round_by_an_outlet_with_atom(contents: Contents) -> None:
    edited = [piece for piece in contents.pieces if piece.edit]
    assert edited
    for piece in edited:
        assert piece.edit is not None
        after = round_of(piece.edit.at)
        assert after > piece.round
        assert contents.outlet(piece.outlet_id).channels[0].kind == "atom"
        assert piece.as_of(after - 1).paragraphs != piece.as_of(after).paragraphs
        assert piece.updated_at(after - 1) == piece.published
        assert piece.updated_at(after) == piece.edit.at


def test_one_piece_is_a_correction(contents: Contents) -> None:
    assert any(piece.title.startswith("Correction:") and piece.beat for piece in contents.pieces)


def test_the_shelf_shares_other_outlets_texts_and_texts_of_outlets_nobody_crawls(contents: Contents) -> None:
    here = [contents.piece(share.piece) for share in contents.shares if share.piece]
    assert len({piece.outlet_id for piece in here}) >= 3
    elsewhere = [share for share in contents.shares if share.url]
    assert len(elsewhere) >= 2
    assert all(".example/" in (share.url or "") for share in elsewhere)
    assert any(share.copy_of for share in elsewhere)
    for share in contents.shares:
        if share.piece:
            assert share.shared_at > contents.piece(share.piece).published


def test_unknown_names_are_key_errors(contents: Contents) -> None:
    with pytest.raises(KeyError):
        contents.outlet("nobody")
    with pytest.raises(KeyError):
        contents.piece("nobody/nothing")
