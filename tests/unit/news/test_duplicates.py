"""The fingerprint of a text, its sketch, and whether two texts are one."""

import html
import random
import time
import unicodedata
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.duplicates import Text, compare_texts, fingerprint, may_share_text, shared_sketches_needed, sketch

TEXT = (
    "The ferry between the two harbours will sail three times a day from Monday, the company that runs it said in a statement on Friday, "
    "because the new pier is ready."
)


def test_case_marks_and_spacing_do_not_count() -> None:
    assert fingerprint("A", TEXT) == fingerprint("A", TEXT.upper().replace(",", " —").replace(" ", "\u00a0\n"))


def test_one_word_counts() -> None:
    assert fingerprint("A", TEXT) != fingerprint("A", TEXT.replace("three", "four"))


def test_the_title_counts_only_beside_a_very_short_text() -> None:
    assert fingerprint("A", TEXT) == fingerprint("B", TEXT)
    assert fingerprint("Rates of Monday", "Dollar 1.70") != fingerprint("Rates of Tuesday", "Dollar 1.70")


def test_words_do_not_slip_between_title_and_text() -> None:
    assert fingerprint("a b", "c") != fingerprint("a", "b c")


@given(st.text(max_size=50), st.text(max_size=200))
def test_any_text_has_a_fingerprint_of_64_hex_digits(title: str, text: str) -> None:
    assert len(fingerprint(title, text)) == 64
    assert int(fingerprint(title, text), 16) >= 0


NOON = datetime(2026, 5, 11, 12, tzinfo=UTC)
TITLE = "Ferry company stops 14 lorries without papers at Northwind harbour"
NEWS = """The ferry company Northwind Lines has turned away 14 lorries whose drivers had no papers for their goods, it said on Monday.
Eleven of the drivers, all of them from Eastmark, told officers that the timber was meant for a wholesaler in Southport. Its owner was not available.
The company said that it had never refused so many cars in one day. Fines may reach 40,000 crowns.
A spokesman for the harbour of Eastmark, Tomas Hale, said that nobody had asked him for documents so far.
Lorries have been waiting up to three days at the harbour since the spring, when a new pier was opened."""
RECAP = """Relations between the two harbours have been bad since a ship of Northwind Lines ran aground near Eastmark two years ago and the
pilots of either side said that those of the other had given a wrong course. A court has heard forty witnesses and has given no judgement yet."""


def relation(title: str, text: str, other_title: str, other_text: str, *, hours: float | None = 3, url: str | None = None) -> str:
    later = None if hours is None else NOON + timedelta(hours=hours)
    one = Text(title, text, url, None if hours is None else NOON)
    return compare_texts(one, Text(other_title, other_text, url, later)).relation


def edited(*changes: tuple[str, str], text: str = NEWS) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "copy",
    [
        NEWS.upper(),
        unicodedata.normalize("NFD", NEWS.replace("harbour", "har\u00adbour")),
        html.escape(NEWS).replace(" of ", "&nbsp;of "),
        "SOUTHPORT, May 11 (Gilavar Wire) \u2014 " + NEWS,
        "SOUTHPORT. 11 May. GILAVAR WIRE. " + NEWS,
        "Photo: archive\n" + NEWS + "\nRead also: Five facts about timber\nGilavar Wire",
        NEWS + "\nBy Leyla Kerimli\nTags: ferries, timber\n© 2026 Gilavar Wire. All rights reserved.\nFollow us on Telegram",
        NEWS + "\n(Reporting by the Southport bureau)",
        NEWS + "\nSource: Gilavar Wire\nShare",
    ],
)
def test_what_outlets_hang_around_a_text_makes_no_other_text(copy: str) -> None:
    assert relation(TITLE, NEWS, TITLE, copy, hours=100) == "same-text"


@pytest.mark.parametrize(
    "title",
    [TITLE.upper(), f"{TITLE} | Gilavar Wire", f"WORLD: {TITLE}", f"News » {TITLE} - Gilavar Wire", f"{TITLE} (updated)"],
)
def test_sections_and_names_of_outlets_in_titles_do_not_count(title: str) -> None:
    assert relation(TITLE, NEWS, title, NEWS) == "same-text"


@pytest.mark.parametrize(
    ("title", "copy"),
    [
        pytest.param("Too many lorries", NEWS, id="headline"),
        pytest.param("Lorries turned away", "\n".join(NEWS.split("\n")[:2]), id="trimmed"),
        pytest.param(TITLE, NEWS + "\nBackground: " + RECAP.replace("\n", " "), id="appended"),
        pytest.param(
            f"UPDATE: {TITLE}",
            edited(("\nA spokesman", "\nOne of the drivers was let in on Monday evening. His lawyer called it a mistake.\nA spokesman")),
            id="updated",
        ),
        pytest.param(
            "Fourteen trucks turned away at Northwind harbour",
            edited(("14 lorries", "fourteen trucks"), ("Eleven of", "11 of"), ("40,000", "40 thousand"), ("so far", "as yet")),
            id="other numerals",
        ),
        pytest.param(
            "Northwind turns lorries away",
            edited(
                ("Its owner was not available.", "He could not be reached."),
                ("The company said that it had never refused so many cars in one day.", "So many cars were never refused in a day."),
                ("Tomas Hale, said that nobody had asked him for documents so far", "Tomas Hale, says he was asked for nothing"),
            ),
            id="light edit",
        ),
        pytest.param(TITLE, edited(("Tomas Hale", "Thomas Hale"), (", it said on Monday", ", it said on 11 May")), id="a word mended"),
    ],
)
def test_one_text_edited_is_a_near_duplicate(title: str, copy: str) -> None:
    assert relation(TITLE, NEWS, title, copy) == "near-duplicate"
    assert relation(TITLE, NEWS, title, copy, hours=None) == "near-duplicate"


def test_a_repost_days_later_is_found_if_it_is_the_same_nearly_word_for_word() -> None:
    assert relation(TITLE, NEWS, "Lorries turned away", "\n".join(NEWS.split("\n")[:3]), hours=200) == "near-duplicate"
    reworded = edited(("has turned away", "did not let in"), ("may reach", "of up to"), ("waiting up to", "standing there for"))
    assert relation(TITLE, NEWS, TITLE, reworded) == "near-duplicate"
    assert relation(TITLE, NEWS, TITLE, reworded, hours=200) == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("14 lorries", "17 lorries", id="number"),
        pytest.param("it said on Monday", "it said on Friday", id="weekday"),
        pytest.param("Southport", "Westgate", id="place"),
        pytest.param("Tomas Hale", "Anna Brandt", id="name"),
        pytest.param("has turned away", "has not turned away", id="negation"),
        pytest.param("Northwind Lines has", "Baltmark Lines has", id="company"),
    ],
)
def test_a_fact_in_place_of_another_makes_two_texts(one: str, other: str) -> None:
    assert relation("Lorries without papers", NEWS, "Lorries without papers", edited((one, other))) == "different"


@pytest.mark.parametrize(
    ("lang", "text", "one", "other"),
    [
        ("en", "The third convoy has left for the north, the ministry said. It carries flour and tents, and will come back empty.", "third", "fourth"),
        ("en", "The island has opened its harbour to foreign trawlers, the council said. Skippers must report to the office.", "opened", "closed"),
        ("ru", "Остров в марте увеличил вывоз сельди, сообщили в порту. Главным покупателем остаются соседи, говорят рыбаки.", "марте", "апреле"),
        ("ru", "Суд на острове продлил арест капитану судна. Заседание прошло в закрытом режиме, рассказала адвокат моряка.", "продлил арест", "отменил арест"),
        ("uk", "Острів передав сусідам п'яту партію наметів, повідомили в порту. Вантаж розподілять між лікарнями на півночі.", "п'яту", "шосту"),
        ("az", "Adadan çıxan üçüncü qrup limana gəlib. Onlar avtobuslarla şəhərə yola salınacaq, oradan isə evlərinə qayıdacaqlar.", "üçüncü", "dördüncü"),
        ("tr", "Adanın balık ihracatı martta arttı, birlik açıkladı. Başkan talebin güçlü olduğunu, fiyatların düşmediğini söyledi.", "martta", "nisanda"),
        ("pl", "Wyspa wstrzymała eksport śledzi, podał port. Rybacy dostaną zwrot zaliczek, a ceny mają wzrosnąć o kilka procent.", "wstrzymała", "wznowiła"),
        ("de", "Die Reederei fährt wieder nach Samara, wie sie mitteilte. Karten sind ab sofort erhältlich, weitere Orte folgen bald.", "Samara", "Kasan"),
    ],
)  # fmt: skip
def test_the_next_event_of_its_kind_is_another_text(lang: str, text: str, one: str, other: str) -> None:
    assert one in text
    first, second = Text("", text, lang=lang), Text("", text.replace(one, other), lang=lang)
    assert compare_texts(first, second).relation == "different"


def test_the_same_background_under_other_news_is_another_text() -> None:
    one = "Northwind Lines will sell its oldest ship in autumn, its owners decided.\n" + RECAP
    other = "The harbour of Eastmark has a new pilot, who comes from the islands.\n" + RECAP
    assert relation("Ship for sale", one, "New pilot", other) == "different"


def test_news_that_ends_with_the_text_of_the_day_before_is_another_text() -> None:
    follow_up = "A court has let two of the drivers go.\nAs reported, " + NEWS
    assert relation(TITLE, NEWS, "Two drivers free", follow_up) == "different"


def test_a_correction_at_the_same_address_does_not_separate() -> None:
    corrected = edited(("14 lorries", "11 lorries")) + "\nCorrection: an earlier version gave the number as 14; it is 11."
    assert relation(TITLE, NEWS, TITLE, corrected, url="https://gilavar.example/a") == "near-duplicate"
    assert relation(TITLE, NEWS, TITLE, edited(("14 lorries", "11 lorries"))) == "different"


def test_the_countries_capital_stands_for_the_country() -> None:
    text = "Azerbaijan's foreign ministry has rejected the statement, a spokesman said. He called it baseless, and asked for facts instead."
    assert (
        relation("Statement rejected", text, "Statement rejected", text.replace("Azerbaijan's foreign ministry", "Baku"))
        == "near-duplicate"
    )


def test_flashes_are_the_same_only_with_the_same_title_and_near_in_time() -> None:
    assert relation("Rates of Monday", "Dollar 1.70", "Rates of Monday", "Dollar 1.70") == "same-text"
    assert relation("Rates of Monday", "Dollar 1.70", "Rates of Tuesday", "Dollar 1.70") == "different"
    assert relation("Rates of today", "Dollar 1.70", "Rates of today", "Dollar 1.70", hours=200) == "different"
    assert relation("Explosion", "An explosion was heard.", TITLE, "An explosion was heard. " + NEWS) == "different"


def test_only_the_day_of_publication_may_be_known() -> None:
    reworded = edited(("has turned away", "did not let in"), ("may reach", "of up to"), ("waiting up to", "standing there for"))
    one = Text(TITLE, NEWS, published_at=NOON, is_day=True)
    assert compare_texts(one, Text(TITLE, reworded, published_at=NOON + timedelta(hours=50))).relation == "near-duplicate"


def test_contained_is_the_part_of_the_second_text_that_stands_in_the_first() -> None:
    whole, part = Text(TITLE, NEWS), Text(TITLE, "\n".join(NEWS.split("\n")[:2]))
    assert compare_texts(whole, part).contained == 1.0
    assert 0.3 < compare_texts(part, whole).contained < 0.7
    assert 0 < compare_texts(whole, part).similarity < 1


def test_dates_and_scores_in_figures_are_compared_as_they_stand() -> None:
    text = NEWS + "\nThe notice of 12.05.2026 is number 7/15 and ends at 18:30."
    assert relation("", text, "", edited(("12.05.2026", "13.05.2026"), text=text)) == "different"
    assert relation("", text, "", edited(("The notice of", "A notice of"), text=text)) == "near-duplicate"


def test_the_reason_is_one_line() -> None:
    why = compare_texts(Text(TITLE, NEWS), Text(TITLE, edited(("14 lorries", "17 lorries")))).why
    assert "14" in why
    assert "17" in why
    assert "\n" not in why


SENTENCES = st.lists(st.sampled_from([*NEWS.replace("\n", " ").split(". "), *RECAP.split(". ")]), max_size=8).map(". ".join)
TEXTS = st.builds(
    Text, st.sampled_from(["", TITLE, "A"]), st.one_of(st.text(max_size=200), SENTENCES), st.sampled_from([None, "https://a.example/"])
)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_every_pair_has_an_answer_that_does_not_depend_on_its_order(one: Text, other: Text) -> None:
    likeness, back = compare_texts(one, other), compare_texts(other, one)
    assert (likeness.relation, likeness.similarity) == (back.relation, back.similarity)
    assert 0 <= likeness.similarity <= 1
    assert 0 <= likeness.contained <= 1


@given(TEXTS)
@settings(deadline=None)
def test_a_text_is_the_same_as_itself(text: Text) -> None:
    assert compare_texts(text, text).relation == "same-text"


@given(SENTENCES)
@settings(deadline=None)
def test_typography_makes_no_other_text(text: str) -> None:
    printed = text.replace(", ", " ,\u00a0").replace("'", "\u2019").upper()
    assert compare_texts(Text(TITLE, text), Text(TITLE, unicodedata.normalize("NFD", printed))).relation == "same-text"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NEWS * 130, "\n".join(NEWS.split("\n")[::-1]) * 130),
        ("a b " * 25_000, "b a " * 25_000),
        ("1 2. " * 20_000, "2 1. " * 20_000),
        ("line\n" * 20_000, "A / " * 20 + "line\n" * 20_000),
        ("x" * 100_000, "x" * 99_999),
    ],
)
@pytest.mark.thorough
def test_hostile_texts_take_bounded_time(one: str, other: str) -> None:
    compare_texts(Text("A", "Words of English, so that the language is known."), Text("B", "Words of English, so that it is known."))
    started = time.process_time()
    compare_texts(Text("A", one, lang="en"), Text("A", other, lang="en"))
    assert time.process_time() - started < 3  # a second on an idle machine


def test_the_same_words_have_the_same_sketch() -> None:
    assert sketch(NEWS) == sketch(NEWS.upper().replace(",", " \u2014").replace(" ", "\u00a0"))
    assert sketch("") == ()
    assert len(sketch("Dollar 1.70")) == 1


def test_a_sketch_is_stable_sorted_and_of_64_bits() -> None:
    numbers = sketch(NEWS)
    assert list(numbers) == sorted(set(numbers))
    assert all(-(2**63) <= number < 2**63 for number in numbers)
    assert sketch("Dollar 1.70") == (6928040038980052756,)  # the numbers are kept in databases
    assert 30 <= len(sketch(" ".join(f"word{number}" for number in range(450)))) <= 60


def test_a_sketch_of_many_words_holds_the_numbers_it_always_held() -> None:
    """They are kept in databases: the sums of four words' hashes, each multiplied by its place."""
    words = [f"word{number}" for number in range(7)]  # four sequences, which all stand in one window
    one, two = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
    hashes = [int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) for word in words]
    rows = [hashes[at : at + 4] for at in range(4)]
    numbers = [(((a * one + b) % 2**64) * two + (c * one + d)) % 2**64 for a, b, c, d in rows]
    assert sketch(" ".join(words)) == (min(numbers) - (min(numbers) >> 63 << 64),)


@given(st.integers(0, 400), st.integers(23, 60), st.integers(0, 400), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_texts_that_share_a_passage_of_23_words_share_a_number(before: int, length: int, behind: int, chance: random.Random) -> None:
    passage = [f"p{chance.randrange(10**6)}" for _ in range(length)]
    one, other = ([f"{name}{number}" for number in range(count)] for name, count in (("a", before), ("b", behind)))
    assert set(sketch(" ".join([*one, *passage, *one]))) & set(sketch(" ".join([*passage, *other])))


def test_a_trimmed_copy_shares_as_many_numbers_as_are_asked_for() -> None:
    whole, part = sketch(NEWS + RECAP), sketch("\n".join(NEWS.split("\n")[:2]))
    assert len(set(whole) & set(part)) >= shared_sketches_needed(len(whole), len(part))
    assert shared_sketches_needed(1, 40) == 1
    assert shared_sketches_needed(40, 30) == shared_sketches_needed(30, 40)


def test_texts_whose_sketches_share_too_little_need_not_be_compared() -> None:
    whole, part = NEWS + RECAP, "\n".join(NEWS.split("\n")[:2])
    shared = len(set(sketch(whole)) & set(sketch(part)))
    assert may_share_text(whole, part, len(sketch(whole)), shared)
    assert may_share_text(part, whole, len(sketch(part)), shared)
    assert not may_share_text(whole, whole + RECAP, len(sketch(whole)), 1)
    assert may_share_text(whole, "Dollar 1.70", len(sketch(whole)), 1)


def test_a_text_that_begins_another_word_for_word_is_that_text_cut_whatever_the_headlines_say() -> None:
    whole = Text("Eastmark protests at the turning away of drivers", NEWS, lang="en")
    cut = Text("Northwind keeps lorries out", NEWS[: NEWS.rindex("\n")], lang="en")
    assert compare_texts(whole, cut).relation == "near-duplicate"
