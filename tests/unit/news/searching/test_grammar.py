"""Queries: what is read, what is told where a query cannot be read, and that any line is one of the two."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.errors import QueryError
from news.searching.grammar import parse
from news.searching.pointing import MisreadQuery
from news.searching.questions import (
    Adjacent,
    And,
    Everything,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Title,
    Word,
    as_text,
)

GAS, OIL, COAL = Word("gas"), Word("oil"), Word("coal")


def told(query: str) -> tuple[str, str, str]:
    """The place of a query that its error points at, what is wrong, and the remedy."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert isinstance(caught.value, MisreadQuery)
    assert caught.value.text == query
    assert "\n" not in str(caught.value)
    return query[caught.value.start : caught.value.end], caught.value.what, caught.value.remedy


def read(query: str) -> Node | MisreadQuery:
    """The question, or the error that a person is shown; any other error is one of ours."""
    try:
        return parse(query)
    except MisreadQuery as error:
        return error


@pytest.mark.parametrize("query", ["", "  \n\t", "\u200f\ufeff"])
def test_an_empty_query_asks_for_everything(query: str) -> None:
    assert parse(query) == Everything()
    assert as_text(Everything()) == ""


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("gas", GAS),
        ("gas oil", And((GAS, OIL))),
        ("gas AND oil", And((GAS, OIL))),
        ("gas && oil || coal", Or((And((GAS, OIL)), COAL))),
        ("gas OR oil coal", Or((GAS, And((OIL, COAL))))),
        ("gas (oil OR coal)", And((GAS, Or((OIL, COAL))))),
        ("gas(oil)coal", And((GAS, OIL, COAL))),
        ("gas NOT oil OR coal", Or((And((GAS, Not(OIL))), COAL))),
        ("gas -oil", And((GAS, Not(OIL)))),
        ("-(gas OR oil)", Not(Or((GAS, OIL)))),
        ('-"gas"', Not(Phrase(("gas",)))),
        ("NOT gas", Not(GAS)),
        ("NOT (NOT gas)", GAS),
        ("((gas) ((oil)))", And((GAS, OIL))),
        ("gas or oil", And((GAS, Word("or"), OIL))),
    ],
)
def test_words_and_operators(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    "query", ['"Самолёт сбит"', "„Самолёт сбит“", "“Самолёт сбит”", "«Самолёт сбит»", "»Самолёт сбит«", '„Самолёт сбит"']
)
def test_every_kind_of_quotation_marks_makes_a_phrase(query: str) -> None:
    assert parse(query) == Phrase(("Самолёт", "сбит"))


def test_a_quotation_inside_straight_marks_stays_inside() -> None:
    assert parse('"he said „we are ready“ twice"') == Phrase(("he", "said", "we", "are", "ready", "twice"))


def test_a_single_quoted_word_is_exact_and_operators_in_quotation_marks_are_words() -> None:
    assert parse('"газ" "AND" "near"') == And((Phrase(("газ",)), Phrase(("AND",)), Phrase(("near",))))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("нефте-газ", ("нефте", "газ")),
        ("Su-30", ("Su", "30")),
        ("Bakı-Tbilisi", ("Bakı", "Tbilisi")),
        ("Rusya’nın", ("Rusya", "nın")),
        ("https://news.example/a?b=1", ("https", "news", "example", "a", "b", "1")),
        ("12:30", ("12", "30")),
        ("gas:oil", ("gas", "oil")),
        ("R&amp;D", ("R", "D")),
    ],
)
def test_a_typed_word_of_several_words_means_them_side_by_side(query: str, words: tuple[str, ...]) -> None:
    assert parse(query) == Adjacent(words)


@pytest.mark.parametrize("query", ["Bakı:", "(Bakı)", "Bakı,", "–Bakı–", "--Bakı", "Bakı – ", "! Bakı ???", "+Bakı", "\u200eBakı\u200f"])
def test_signs_around_a_word_are_left_out(query: str) -> None:
    assert parse(query) == Word("Bakı")


def test_a_headline_that_is_pasted_is_read_as_its_words() -> None:
    query = "Kremlin: Aliyev – Putin talks “on track” | The Northwind"
    assert as_text(parse(query)) == 'Kremlin Aliyev Putin talks "on track" The Northwind'


def test_an_arrow_or_a_dash_excludes_nothing() -> None:
    assert parse("Bakı -> Tbilisi - Kars") == And((Word("Bakı"), Word("Tbilisi"), Word("Kars")))


def test_a_star_finds_what_begins_so() -> None:
    assert parse("pipe* тр*, აზ*") == And((Prefix("pipe"), Prefix("тр"), Prefix("აზ")))


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("gas near/5 oil", Near(GAS, OIL, 5)),
        ("gas NEAR oil", Near(GAS, OIL, 10)),
        ('pipe* near/50 "the sea"', Near(Prefix("pipe"), Phrase(("the", "sea")), 50)),
        ("Su-30 near/1 gas", Near(Adjacent(("Su", "30")), GAS, 1)),
        ("gas near/5 oil near/3 coal", And((Near(GAS, OIL, 5), Near(OIL, COAL, 3)))),
        ("NOT gas near oil", Not(Near(GAS, OIL, 10))),
        ("coal gas near oil", And((COAL, Near(GAS, OIL, 10)))),
    ],
)
def test_near_binds_its_two_neighbours(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("title:gas oil", And((Title(GAS), OIL))),
        ('Title:"gas oil"', Title(Phrase(("gas", "oil")))),
        ("title:(gas OR oil* -coal)", Title(Or((GAS, And((Prefix("oil"), Not(COAL))))))),
        ("-title:gas", Not(Title(GAS))),
        ("title:AND", Title(Word("AND"))),
        ("lang:az,ru", Filter("lang", ("az", "ru"))),
        ("LANG:az", Filter("lang", ("az",))),
        ("topic:(gas-routes OR plane-crash)", Filter("topic", ("gas-routes", "plane-crash"))),
        ("topic:(gas-routes, plane-crash)", Filter("topic", ("gas-routes", "plane-crash"))),
        ("-topic:none", Not(Filter("topic", ("none",)))),
        ("NOT topic:none", Not(Filter("topic", ("none",)))),
        ('origin:"North Wind, Agency",Minval', Filter("origin", ("North Wind, Agency", "Minval"))),
        ('origin:("North Wind" , Minval)', Filter("origin", ("North Wind", "Minval"))),
        ("source:https://north.example/ gas", And((Filter("source", ("https://north.example/",)), GAS))),
        ("story:12", Filter("story", ("12",))),
        ("has:Copies,versions", Filter("has", ("copies", "versions"))),
        ("partial:yes", Filter("partial", ("yes",))),
        ("published:2026-03-01..2026-03-07", Filter("published", ("2026-03-01..2026-03-07",))),
        ("published:2026-03-05..2026-03", Filter("published", ("2026-03-05..2026-03",))),
    ],
)
def test_fields(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize("moment", ["2026-03-01", "2026-03", "2026", "7d", "12h", "2w", "today", "yesterday"])
def test_days_are_written_as_people_write_them(moment: str) -> None:
    for field in ("since", "until", "published"):
        assert parse(f"{field}:{moment.upper()}") == Filter(field, (moment,))


def test_filters_of_the_whole_question_stand_anywhere_between_and_and_not() -> None:
    assert parse("since:7d (gas OR oil) -has:copies (coal until:today) NOT story:3")


def test_every_part_knows_where_it_was_written() -> None:
    query = 'gas  title:(oil*, OR "a b") -source:one,two'
    node = parse(query)
    assert isinstance(node, And)
    assert [query[part.start : part.end] for part in node.parts] == ["gas", 'title:(oil*, OR "a b")', "-source:one,two"]
    excluded = node.parts[2]
    assert isinstance(excluded, Not)
    assert isinstance(excluded.part, Filter)
    assert [query[start:end] for start, end in excluded.part.places] == ["one", "two"]


@pytest.mark.parametrize(
    ("query", "place", "remedy"),
    [
        ("tpoic:gas", "tpoic:", "write topic:gas"),
        ("-lnag:ru", "lnag:", "write lang:ru"),
        ("site:north.example", "site:", "write source:north.example"),
        ("author:smith", "author:", "the fields are title, topic"),
        ('gas "oil', '"', 'write "oil"'),
        ("gas «oil", "«", "write «oil»"),
        ('gas ""', '""', "write a word"),
        ("(gas", "(", "write )"),
        ("gas)", ")", "write ("),
        ("gas ()", "()", "write something between"),
        ("gas OR", "OR", "write gas OR oil"),
        ("OR gas", "OR", "write gas OR oil"),
        ("gas (AND oil)", "AND", "write gas AND oil"),
        ("gas OR AND oil", "OR", "write gas OR oil"),
        ("NOT", "NOT", "write gas NOT oil"),
        ("near oil", "near", 'or "near" in quotation marks'),
        ("gas near/5", "near/5", "write gas near/5 oil"),
        ("gas near/51 oil", "near/51", "write near/5"),
        ("gas near/x oil", "near/x", "write near/5"),
        ("gas near/5 (oil OR coal)", "oil OR coal", "write each pair"),
        ("title:gas near oil", "title:gas", "write title:(gas near/5 oil)"),
        ("gas near lang:ru", "lang:ru", "write each pair"),
        ("gas *", "*", "leave the star out"),
        ("g*", "g*", "write more of the word"),
        ("pi*line", "pi*line", "write pi*"),
        ("нефте-газ*", "нефте-газ*", "write нефте near/1 газ*"),
        ('"gas pipe*"', '"gas pipe*"', "write gas near/2 pipe*"),
        ('"gas pipe"*', "*", "leave the star out"),
        ('"gas pipe"~5', "~", "write gas near/5 oil"),
        ("!!!", "!!!", "write a word"),
        ("gas OR !!!", "!!!", "write a word"),
        ("title:(...)", "...", "write a word"),
        ("title: gas", "title:", "without a space"),
        ("title:!!!", "!!!", "write a word"),
        ("lang: az", "lang:", "without a space"),
        ("lang:az, ru", ",", "without spaces"),
        ("lang:-az", "-", "write -lang:az"),
        ("topic:()", "()", "write topic:gas-routes"),
        ("topic:(a b)", "b", "write topic:(one OR another)"),
        ("topic:(a AND b)", "AND", "write topic:one topic:another"),
        ("topic:(NOT a)", "NOT", "write -topic:one"),
        ("topic:(a OR)", "OR", "write topic:(one OR another)"),
        ("since:soon", "soon", "write a date such as"),
        ("since:2026-02-30", "2026-02-30", "write a date such as"),
        ("since:7d,8d", "7d,8d", "write one"),
        ("since:2026-03-01..2026-03-02", "2026-03-01..2026-03-02", "write published:2026-03-01..2026-03-02"),
        ("published:2026-03-02..2026-03-01", "2026-03-02..2026-03-01", "write published:2026-03-01..2026-03-02"),
        ("published:2026-03-02..", "2026-03-02..", "its first and its last day"),
        ("partial:maybe", "maybe", "write partial:yes or no"),
        ("has:wings", "wings", "write has:copies, versions, story, origin or date"),
        ("story:twelve", "twelve", "write story:12"),
        ("gas OR oil since:7d", "since:7d", "(gas OR oil) since:7d"),
        ("gas OR (oil -has:copies)", "has:copies", "(gas OR oil) has:copies"),
        ("-since:7d", "since:7d", "write until:7d"),
        ("NOT (gas until:2026)", "until:2026", "write since:2026"),
        ("NOT published:2026", "published:2026", "write the days that are wanted"),
        ("title:(gas lang:ru)", "lang:", "title:(gas OR oil) lang:az,ru"),
    ],
)
def test_a_wrong_query_is_told_at_its_place_with_the_remedy(query: str, place: str, remedy: str) -> None:
    pointed_at, _, offered = told(query)
    assert pointed_at == place
    assert remedy in offered


def test_a_query_has_a_length_and_a_depth() -> None:
    assert parse(" ".join(["gas"] * 64))
    assert told(" ".join(["gas"] * 65))[1] == "a query has at most 64 words and filters"
    assert "64 words" in told('"' + "gas " * 65 + '"')[1]
    assert "64 words" in told("lang:ru " * 65)[1]
    assert parse("(" * 20 + "gas" + ")" * 20) == GAS
    assert told("(" * 21 + "gas" + ")" * 21)[0] == "("
    assert parse("NOT " * 400 + "gas") == GAS
    assert parse("g" * 2000)
    assert told("g" * 2001)[0] == "g"


def test_a_hostile_query_is_read_at_once() -> None:
    lines = [
        '"' * 2000,
        "(" * 2000,
        "-" * 2000,
        "NOT " * 500,
        "a:" * 1000,
        "lang:" + "a," * 900,
        "*" * 2000,
        "&amp;" * 400,
        "„" * 2000,
        "x" * 1_000_000,
    ]
    begun = time.process_time()
    for line in lines:
        found = read(line)
        if isinstance(found, MisreadQuery):
            found.pointed()
    assert time.process_time() - begun < 1


PIECES = [
    *(
        "gas",
        "нефте-газ",
        "Su-30",
        "near",
        "near/5",
        "NEAR/0",
        "AND",
        "OR",
        "NOT",
        "-",
        "&&",
        "||",
        "(",
        ")",
        '"',
        "„",
        "“",
        "”",
        "«",
        "»",
        "*",
        "pi*",
        "~5",
    ),
    *(
        "title:",
        "lang:",
        "az,ru",
        "topic:",
        "since:",
        "7d",
        "2026-03",
        "published:",
        "..",
        "has:",
        "copies",
        "story:",
        "12",
        "lnag:",
        "https://a.b/c",
    ),
    *(
        " ",
        " ",
        " ",
        " ",
        ",",
        ":",
        "!!!",
        "'AND'",
        "\u200f",
        "\u00ad",
        "\u0301",
        "\x00",
        "\x1b[31m",
        "&quot;",
        "&eacute;",
        "\ud800",
        "界",
        "🔥",
    ),
]
QUERIES = st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(QUERIES)
def test_any_line_is_a_question_or_an_error_that_points_into_it(query: str) -> None:
    found = read(query)
    if isinstance(found, MisreadQuery):
        assert 0 <= found.start <= found.end <= len(query)
        assert found.remedy
        assert str(found).isprintable()
    else:
        assert parse(as_text(found)) == found
