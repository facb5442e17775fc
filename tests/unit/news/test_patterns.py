import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.documents import LEAD, Document
from news.findings import Neighbours
from news.lexicons import Lexicon
from news.patterns import Span, pattern_problem, steps_of


def spans(patterns: list[str], title: str, text: str, lang: str = "en") -> tuple[list[Span], list[str]]:
    document = Document(title, text, lang)
    lexicon = Lexicon(document.langs, with_diacritics=document.with_diacritics)
    number = lexicon.add(frozenset(patterns))
    found = lexicon.find(document)
    for span in found.spans(number):
        words, start, end = found.offsets(span)
        assert (title if document.is_title(span) else text)[start:end] == words
    return found.spans(number), [found.offsets(span)[0] for span in found.spans(number)]


def found(pattern: str, text: str, lang: str = "en") -> list[str]:
    return spans([pattern], "", text, lang)[1]


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


def test_a_name_may_keep_its_capitals() -> None:
    assert found("=TAP", "TAP, a tap and Tap water") == ["TAP"]
    assert found("=Grad", "Grad rockets, a grad student") == ["Grad"]
    assert found("=TAP", "TAP WATER IS SAFE, CITY SAYS") == [], "in a line of capitals they say nothing"
    assert spans(["=STAR"], "STAR IS BORN", "The STAR refinery")[1] == ["STAR"]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("weapon*", "We&shy;apons &amp; wea\u00adpons, &quot;weapons&quot;", ["We&shy;apons", "wea\u00adpons", "weapons"]),
        ("самолет*", "caмолет и самолёты", ["caмолет", "самолёты"]),  # the first begins with Latin letters
        ("baku", "Ваku and Baku", ["Ваku", "Baku"]),
        ("gas", "gas\ngas\u00a0gas, (gas)-gas", ["gas"] * 5),
    ],
)
def test_words_are_found_as_stored(pattern: str, text: str, words: list[str]) -> None:
    assert found(pattern, text) == words


def test_a_text_typed_without_diacritics_is_read_without_them() -> None:
    assert found("qazı", "Rusiya qazi Bakiya catdi", "az") == ["qazi"]


def test_a_phrase_does_not_run_from_title_into_text() -> None:
    assert spans(["fighter jet*"], "They sold fighter", "jets to Kyiv")[0] == []


def test_of_overlapping_findings_the_longest_is_kept() -> None:
    assert spans(["artillery", "artillery shell*", "shells"], "", "artillery shells and shells")[0] == [Span(0, 1), Span(3, 3)]


def test_a_text_without_diacritics_has_the_lists_of_both_turkic_languages() -> None:
    assert Document("", "Rusiya ve Azerbaycan", "tr").langs == {"az", "tr"}
    assert Document("", "Rusya’nın Bakü’ye notası", "tr").langs == {"tr"}


@pytest.mark.parametrize("lang", [None, "es", "", "xx"])
def test_an_unknown_language_has_the_lists_of_all(lang: str | None) -> None:
    assert Document("", "hola", lang).langs is None


def test_a_regional_code_is_its_language() -> None:
    assert Document("", "colour", "en-GB").langs == {"en"}


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
        ("fighter j*", "shorter than 2"),
        ("=tap", "no capital to keep"),
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
        assert "=" in pattern or found(pattern.replace("*", ""), pattern.replace("*", "")) != []


def test_the_nearest_finding_is_told_on_either_side() -> None:
    neighbours = Neighbours([Span(3, 3), Span(12, 13)])
    assert neighbours.within(Span(10, 10), 5) == Span(12, 13)
    assert neighbours.within(Span(5, 6), 2) == Span(3, 3)
    assert neighbours.within(Span(20, 20), 6) is None
    assert neighbours.following(Span(3, 3), 9) == Span(12, 13)
    assert neighbours.following(Span(12, 13), 9) is None


@given(st.lists(st.integers(0, 60), unique=True).map(sorted), st.integers(0, 60), st.integers(0, 3))
def test_no_finding_is_nearer_than_the_nearest(places: list[int], first: int, length: int) -> None:
    span = Span(first, first + length)
    distances = [max(0, place - span.last, span.first - place) for place in places]
    distance, other = Neighbours([Span(place, place) for place in places]).nearest(span)
    assert (other is None) is (not places)
    assert not places or distance == min(distances)


def test_the_lead_ends_where_it_should() -> None:
    document = Document("one two", "word " * 100, "en")
    Lexicon(document.langs, with_diacritics=False).find(document)
    assert document.is_title(Span(1, 1))
    assert document.is_lead(Span(LEAD + 1, LEAD + 1))
    assert not document.is_lead(Span(LEAD + 2, LEAD + 2))


def test_a_circumflex_tells_no_words_apart() -> None:
    assert found("askeri*", "askerî yük, askeri yük, Bakü'de resmî", "tr") == ["askerî", "askeri"]
    assert found("têtes", "deux têtes à tête", "fr") == ["têtes"]


@given(st.lists(st.text(alphabet="aIiİıəƏçğÖüßłńóéâîxйЙёіїґщ*", min_size=2, max_size=6), min_size=1, max_size=4), st.booleans())
def test_a_pattern_of_usual_letters_is_read_as_all_others(words: list[str], with_diacritics: bool) -> None:
    # A soft hyphen is left out of every form, and is none of the usual letters.
    plain, other = " ".join(words), " ".join(f"{word[0]}\u00ad{word[1:]}" for word in words)
    assert steps_of(plain, with_diacritics=with_diacritics) == steps_of(other, with_diacritics=with_diacritics)
