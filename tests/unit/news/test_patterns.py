import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.patterns import LEAD, Lexicon, Neighbours, Span, pattern_problem, read_document


def found(pattern: str, text: str, lang: str = "en") -> list[str]:
    document = read_document("", text, lang)
    return [document.offsets(span)[0] for span in Lexicon([pattern]).find(document).spans(frozenset([pattern]))]


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("gas", "Gas, gasp and GAS", ["Gas", "GAS"]),
        ("weapon*", "weapons, weaponry, a weapon", ["weapons", "weaponry", "weapon"]),
        ("fighter jet*", "fighter jets but no jet fighters", ["fighter jets"]),
        ("fighter jet*", "a fighter of jets", []),
        ("su 22", "Su-22 and Su‑22", ["Su-22", "Su‑22"]),
        ("re-export*", "the re-exporting", ["re-exporting"]),
        ("caliber.az", "Caliber.Az says", ["Caliber.Az"]),
        ("військов* технік*", "військової техніки", ["військової техніки"]),
        ("обєкт*", "об'єкти", ["об'єкти"]),
        ("вооружённ*", "вооруженных", ["вооруженных"]),
        ("rusiya*", "RUSİYANIN Rusiya’ya", ["RUSİYANIN", "Rusiya"]),
        ("bakı", "BAKI və Bakı, şəhər", ["BAKI", "Bakı"]),
        ("hazır*", "HAZIRDIR, deyib naçalnik", ["HAZIRDIR"]),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, hits: list[str]) -> None:
    assert found(pattern, text) == hits


def test_diacritics_matter_where_the_text_is_written_with_them() -> None:
    assert found("qazı", "Qazi Bakıya gəlib", "az") == []
    assert found("qazi", "Rusiya qazı Bakıya gəlib", "az") == []
    assert found("rus*", "rüşvət Bakıda azaldı", "az") == []


def test_a_text_typed_without_diacritics_is_read_without_them() -> None:
    assert found("qazı", "Rusiya qazi Bakiya catdi", "az") == ["qazi"]


def test_a_phrase_does_not_run_from_title_into_text() -> None:
    document = read_document("They sold fighter", "jets to Kyiv", "en")
    assert Lexicon(["fighter jet*"]).find(document).spans(frozenset(["fighter jet*"])) == []


def test_of_overlapping_findings_the_longest_is_kept() -> None:
    patterns = frozenset(["artillery", "artillery shell*", "shells"])
    document = read_document("", "artillery shells and shells", "en")
    assert Lexicon(patterns).find(document).spans(patterns) == [Span(0, 1), Span(3, 3)]


def test_a_text_without_diacritics_has_the_lists_of_both_turkic_languages() -> None:
    assert read_document("", "Rusiya ve Azerbaycan", "tr").langs == {"az", "tr"}
    assert read_document("", "Rusya’nın Bakü’ye notası", "tr").langs == {"tr"}


@pytest.mark.parametrize("lang", [None, "es", "", "xx"])
def test_an_unknown_language_has_the_lists_of_all(lang: str | None) -> None:
    assert read_document("", "hola", lang).langs is None


def test_a_regional_code_is_its_language() -> None:
    assert read_document("", "colour", "en-GB").langs == {"en"}


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("*", "without letters"),
        ("gas &", "without letters"),
        ("wea*pon", "star inside"),
        ("*gas", "star inside"),
        ("ga*", "shorter than 3"),
        ("fighter je*", "shorter than 3"),
        ("one two three four five six seven eight nine", "more than 8"),
    ],
)
def test_what_is_no_pattern(pattern: str, said: str) -> None:
    problem = pattern_problem(pattern)
    assert problem is not None
    assert said in problem[0]
    assert problem[1]


@given(st.text(max_size=40), st.text(max_size=200))
def test_every_accepted_pattern_can_be_looked_for_in_every_text(pattern: str, text: str) -> None:
    if pattern_problem(pattern) is None:
        found(pattern, text)
        assert found(pattern.replace("*", ""), pattern.replace("*", "")) != []


def test_neighbours_are_looked_for_in_the_same_part() -> None:
    spans = [Span(3, 3), Span(12, 13)]
    assert Neighbours(spans, boundary=10).within(Span(10, 10), 5) == Span(12, 13)
    assert Neighbours(spans[:1], boundary=10).within(Span(10, 10), 20) is None
    assert Neighbours(spans[:1]).within(Span(10, 10), 7) == Span(3, 3)
    assert Neighbours(spans[:1]).within(Span(10, 10), 6) is None


def test_the_lead_ends_where_it_should() -> None:
    document = read_document("one two", "word " * 100, "en")
    assert document.is_title(Span(1, 1))
    assert document.is_lead(Span(LEAD + 1, LEAD + 1))
    assert not document.is_lead(Span(LEAD + 2, LEAD + 2))
