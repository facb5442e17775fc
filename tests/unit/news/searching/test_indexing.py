"""What the index holds of a text."""

from hypothesis import given
from hypothesis import strategies as st

from news.searching import indexing
from news.searching.indexing import FILLER, MOST_OF_ONE, index_text, tokens_of

WORDS = st.sampled_from(
    [
        "Bakı",
        "Баку",
        "Russia's",
        "talks",
        "straße",
        "İstanbul",
        "AZAL",
        "ғ",
        "12",
        "COVID-19",
        "Мəдəниййəт",
        "و’ა",
        "—",
        "iPhoneом",
        "&amp;",
        "ß",
    ]
)


@given(
    title=st.lists(WORDS, max_size=5),
    text=st.lists(WORDS | st.text(max_size=8), max_size=80),
    lang=st.sampled_from(["az", "ru", "en", None]),
)
def test_an_article_for_which_there_is_room_is_indexed_as_if_room_were_counted(title: list[str], text: list[str], lang: str | None) -> None:
    told = tokens_of(" ".join(title), lang), tokens_of(" ".join(text), lang)
    left = indexing._Room()
    counted = indexing.Indexed(indexing._part(told[0], left), indexing._part(told[1], left))
    assert index_text(" ".join(title), " ".join(text), lang) == counted


def test_a_word_repeated_without_end_stands_only_so_often_and_its_neighbours_stay_neighbours() -> None:
    indexed = index_text("", "gas " * (MOST_OF_ONE + 5) + "pipeline", "en")
    stems = indexed.text.stems.split()
    assert stems.count("gas") == MOST_OF_ONE
    assert stems[-6:-1] == [FILLER] * 5
    assert len(stems) == MOST_OF_ONE + 6
